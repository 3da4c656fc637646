"""The cards of a vCard file, each with the lines that a contact is made of; the rest is counted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from smallcrm.formats.vcard_lines import Line

MOST_FIELDS = 5_000
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

_NAME = re.compile(rb"(?:[\w.\-]+\.)?([\w\-]{1,100})\s*[;:]")
_MARK = re.compile(rb"(BEGIN|END):\s*VCARD\s*", re.IGNORECASE)
_AGENT_FOLLOWS = re.compile(rb"AGENT[^:]*:\s*(BEGIN:VCARD)?\s*", re.IGNORECASE)
_OLD_VERSION = re.compile(rb"VERSION[^:]*:\s*2", re.IGNORECASE)


@dataclass
class Card:
    """A card: its fields still as lines; `agents` are the cards that stand inside it.

    `closed` is false when END:VCARD is missing; `overfull` says that fields were passed over.
    """

    line: int
    lines: list[Line] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    agents: list["Card"] = field(default_factory=list)
    old: bool = False
    closed: bool = False
    overfull: bool = False
    size: int = 0

    def take(self, line: Line) -> None:
        found = _NAME.match(line.data)
        place = _place(found[1]) if found else ""
        if place is not None:
            if place and len(self.aside) < MOST_FIELDS:
                self.aside.append(place)
        elif len(self.lines) >= MOST_FIELDS or self.size > LARGEST_CARD:
            self.overfull = True
        else:
            self.old = self.old or bool(_OLD_VERSION.match(line.data))
            self.size += len(line.data)
            self.lines.append(line)


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
    depth, agent_follows = 0, False
    for line in lines:
        mark = _MARK.fullmatch(line.data)
        word = mark[1].upper() if mark else b""
        if word == b"BEGIN" and not (card and agent_follows):
            if card:
                yield card
            card, depth = Card(line.number), 0
        elif card is None:
            continue
        elif word == b"BEGIN":
            depth = _enter(card, depth, line)
        elif word == b"END" and depth:
            depth -= 1
        elif word == b"END":
            card.closed = True
            yield card
            card = None
        else:
            agent = _AGENT_FOLLOWS.fullmatch(line.data)
            if agent and agent[1]:
                depth = _enter(card, depth, line)
            elif depth < 2:
                (card.agents[-1] if depth else card).take(line)
            agent_follows = bool(agent and not agent[1])
            continue
        agent_follows = False
    if card:
        yield card


def _enter(card: Card, depth: int, line: Line) -> int:
    if depth == 0 and len(card.agents) < MOST_FIELDS:
        card.agents.append(Card(line.number))
    return depth + 1
