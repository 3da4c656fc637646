"""The cards of a vCard file, each with the lines that a contact is made of; the rest is counted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from smallcrm.formats.vcard_lines import Line

MOST_FIELDS = 5_000
MOST_AGENTS = 5
LARGEST_CARD = 4_000_000
"""Bytes, without what is left aside."""

TAKEN = {
    "VERSION", "PRODID", "FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "TEL", "X-MS-TEL", "EMAIL",
    "URL", "ADR", "LABEL", "BDAY", "NOTE", "CATEGORIES", "UID", "KIND", "LANG", "AGENT",
    "X-ABLABEL", "X-ABSHOWAS", "X-ADDRESSBOOKSERVER-KIND", "X-ANDROID-CUSTOM",
    "X-SMALLCRM-HANDLE", "X-SMALLCRM-GROUP", "X-SMALLCRM-LANGUAGE",
}  # fmt: skip
# What the owner is told of; anything else that is not taken is one of the other fields.
_ASIDE = {
    "photos": "PHOTO", "logos": "LOGO", "sounds": "SOUND", "keys": "KEY",
    "chat addresses": "IMPP X-AIM X-ICQ X-MSN X-YAHOO X-JABBER X-SKYPE X-SKYPE-USERNAME X-QQ "
    "X-GTALK X-GOOGLE-TALK X-GADUGADU X-GROUPWISE X-MS-IMADDRESS X-SOCIALPROFILE",
    "other dates": "ANNIVERSARY X-ANNIVERSARY X-ABDATE X-MS-ANNIVERSARY X-EVOLUTION-ANNIVERSARY",
    "related people": "RELATED X-ABRELATEDNAMES X-SPOUSE X-EVOLUTION-SPOUSE X-EVOLUTION-MANAGER "
    "X-EVOLUTION-ASSISTANT X-MANAGER X-ASSISTANT X-MS-MANAGER X-MS-ASSISTANT X-MS-SPOUSE",
}  # fmt: skip
_KIND_ASIDE = {name: kind for kind, names in _ASIDE.items() for name in names.split()}
# These say nothing about the contact.
_SILENT = {
    "REV", "SORT-STRING", "CLASS", "MAILER", "SOURCE", "NAME", "PROFILE", "X-ABUID", "X-ABADR",
    "X-EVOLUTION-FILE-AS", "X-MS-OL-DESIGN", "X-MS-OL-DEFAULT-POSTAL-ADDRESS", "X-GENERATOR",
    "CLIENTPIDMAP", "X-COUCHDB-APPLICATION-ANNOTATIONS", "X-ETAG", "X-ID",
}  # fmt: skip

_NAME = re.compile(rb"(?:[\w.\-]+\.)?([\w\-]{1,100})\s*+[;:]")
_MARK = re.compile(rb"(AGENT[^:]*:\s*+)?(?:(BEGIN|END):\s*+VCARD)?\s*+", re.IGNORECASE)
_OLD_VERSION = re.compile(rb"VERSION[^:]*:\s*2", re.IGNORECASE)


@dataclass
class Card:
    """A card: its fields still as lines; `agents` are the first cards that stand inside it.

    `depth` counts the cards inside cards that are open; `taking` is the agent among them whose
    fields are kept. `closed` is false when END:VCARD is missing; `overfull` says that fields were
    passed over.
    """

    line: int
    lines: list[Line] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    agents: list["Card"] = field(default_factory=list)
    depth: int = 0
    taking: "Card | None" = None
    old: bool = False
    closed: bool = False
    overfull: bool = False
    size: int = 0

    def enter(self, number: int) -> None:
        """A card inside this one begins; of a card inside that one nothing is kept."""
        self.depth += 1
        if self.depth == 1 and len(self.agents) < MOST_AGENTS:
            self.taking = Card(number)
            self.agents.append(self.taking)
        else:
            self._leave("further agents")

    def leave(self) -> None:
        """The innermost card ends."""
        self.depth -= 1
        self.taking = self.taking if self.depth else None

    def take(self, line: Line) -> None:
        """Take in a field of this card, or of the agent whose card is open."""
        if self.depth == 0:
            self._keep(line)
        elif self.depth == 1 and self.taking:
            self.taking._keep(line)

    def _keep(self, line: Line) -> None:
        found = _NAME.match(line.data)
        place = _place(found[1]) if found else ""
        if place is not None:
            self._leave(place)
        elif len(self.lines) >= MOST_FIELDS or self.size > LARGEST_CARD:
            self.overfull = True
        else:
            if found and found[1].upper() == b"VERSION":
                self.old = bool(_OLD_VERSION.match(line.data))
            self.size += len(line.data)
            self.lines.append(line)

    def _leave(self, kind: str) -> None:
        if kind and len(self.aside) < MOST_FIELDS:
            self.aside.append(kind)


@lru_cache(maxsize=256)
def _place(name: bytes) -> str | None:
    """What the owner is told of a field that is left aside, '' for nothing; None for one taken."""
    known = name.decode().upper()
    if known in TAKEN:
        return None
    return "" if known in _SILENT else _KIND_ASIDE.get(known, "other fields")


def read_cards(lines: Iterable[Line]) -> Iterator[Card]:
    """The cards one by one; what stands outside them is passed over.

    A card that is not closed ends where the next one begins, or with the file. A card right after
    an empty AGENT belongs to the card around it; of agents inside agents nothing is kept.
    """
    card: Card | None = None
    agent_follows = False
    for line in lines:
        agent, word = _mark(line.data)
        if card and word == "BEGIN" and (agent or agent_follows):
            card.enter(line.number)
        elif word == "BEGIN":
            if card:
                yield card
            card = Card(line.number)
        elif card and word == "END" and card.depth:
            card.leave()
        elif card and word == "END":
            card.closed = True
            yield card
            card = None
        elif card and not agent:
            card.take(line)
        agent_follows = agent and not word
    if card:
        yield card


def _mark(data: bytes) -> tuple[bool, str]:
    """Whether the line is an AGENT without text, and the BEGIN or END of a card in it, or ''."""
    found = _MARK.fullmatch(data) if data[:1] in b"ABEabe" else None
    return (bool(found[1]), (found[2] or b"").decode().upper()) if found else (False, "")
