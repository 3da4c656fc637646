"""One vCard to one contact record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from smallcrm.errors import Unreadable
from smallcrm.formats.delimited import UnreadableRow
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.formats.vcard_addresses import best_address, read_address, read_letter
from smallcrm.formats.vcard_cards import Card, read_cards
from smallcrm.formats.vcard_dates import read_birthday
from smallcrm.formats.vcard_fields import Charset, Field
from smallcrm.formats.vcard_lines import split_fields
from smallcrm.formats.vcard_names import read_names
from smallcrm.formats.vcard_texts import Texts, one_line
from smallcrm.parsing.postal import Address
from smallcrm.parsing.text import fold

_POINTS = {"TEL": "phone", "X-MS-TEL": "phone", "EMAIL": "email", "URL": "web"}
_KINDS = ("phone", "email", "web", "address")
_TEL = re.compile(r"tel:([^;]*)(?:;ext=([^;]*))?", re.IGNORECASE)
_BETWEEN_TAGS = re.compile("[,;\n]")
# Google, and a phone with it, puts every contact into this group.
_GOOGLE_GROUP = "mycontacts"


def read_contact(card: Card, charset: Charset) -> ContactRecord | UnreadableRow:
    """The contact on a card, or why there is none."""
    try:
        return _record(card, charset)
    except Unreadable as error:
        return UnreadableRow(card.line, str(error))


def _record(card: Card, charset: Charset) -> ContactRecord:
    texts = Texts(card, charset)
    addresses = _addresses(texts)
    best = best_address(list(addresses.values()), ours=texts.ours)
    points = _points(texts, {key: found for key, found in addresses.items() if found is not best})
    names = read_names(texts, _first(points, "email") or _first(points, "phone"))
    birthday, not_dates = _birthday(texts)
    agents = _agents(card, texts, charset)
    best = best or Address()
    return ContactRecord(
        line=card.line,
        name=names.name,
        kind=names.kind,
        company=names.company,
        nickname=names.nickname,
        handle=texts.first("X-SMALLCRM-HANDLE"),
        title=texts.first("TITLE", "ROLE"),
        language=_language(texts),
        notes="\n".join(
            [*_notes(texts), *names.notes, *_further_titles(texts), *not_dates, *agents]
        ),
        group=texts.first("X-SMALLCRM-GROUP"),
        street=best.street,
        postcode=best.postcode,
        city=best.city,
        region=best.region,
        country=best.country,
        points=points,
        tags=tuple(_tags(texts)),
        birthday=birthday,
        source_id=texts.first("UID").removeprefix("urn:uuid:"),
    )


def _points(texts: Texts, addresses: dict[int, Address]) -> tuple[PointRecord, ...]:
    """Numbers and addresses by kind, the preferred ones first; those of our own card as written."""
    found: list[tuple[int, PointRecord]] = []
    for place, field in enumerate(texts.all):
        if kind := _POINTS.get(field.name):
            value = one_line(field.value()) if texts.ours else _reached_at(field)
            found.append((field.rank, PointRecord(kind, value, texts.label(field))))
        elif address := addresses.get(place):
            value = address.street if texts.ours else address.line
            found.append((field.rank, PointRecord("address", value, address.label)))
    if not texts.ours:
        found.sort(key=lambda ranked: (_KINDS.index(ranked[1].kind), ranked[0]))
    points = (point for _, point in found if point.value)
    return tuple(points if texts.ours else dict.fromkeys(points))


def _reached_at(field: Field) -> str:
    """The number or address, also from a URI such as `tel:+372-555;ext=12`."""
    text = one_line(field.value())
    if found := _TEL.fullmatch(text):
        return f"{found[1]} ext. {found[2]}" if found[2] else found[1]
    scheme, colon, rest = text.partition(":")
    return rest if colon and scheme.lower() in ("tel", "mailto", "sms") else text


def _first(points: Iterable[PointRecord], kind: str) -> str:
    return next((point.value for point in points if point.kind == kind), "")


def _addresses(texts: Texts) -> dict[int, Address]:
    """The addresses of a card by the place of their field; LABEL counts where there is no ADR."""
    read = read_address if texts.of("ADR") else read_letter
    name = "ADR" if texts.of("ADR") else "LABEL"
    found = {
        place: replace(read(field), label=texts.label(field))
        for place, field in enumerate(texts.all)
        if field.name == name
    }
    # The line has no commas at its ends; a further address of our own has them as typed.
    return {
        place: address
        for place, address in found.items()
        if address.line or (texts.ours and address.street)
    }


def _language(texts: Texts) -> str:
    ranked = sorted(texts.of("LANG"), key=lambda field: field.rank)
    languages = (one_line(field.value()) for field in ranked)
    return next(filter(None, languages), "") or texts.first("X-SMALLCRM-LANGUAGE")


def _notes(texts: Texts) -> Iterable[str]:
    notes = [field.value() for field in texts.of("NOTE")]
    if not texts.ours:
        notes = [note.strip() for note in notes]
    return dict.fromkeys(note for note in notes if note)


def _further_titles(texts: Texts) -> Iterator[str]:
    """Lines for the notes: a contact has one title, a card may have titles and roles."""
    titles, roles = list(texts.lines("TITLE")), list(texts.lines("ROLE"))
    known = (titles or roles)[:1]
    yield from (f"title: {title}" for title in dict.fromkeys(titles) if title not in known)
    yield from (f"role: {role}" for role in dict.fromkeys(roles) if role not in known)


def _birthday(texts: Texts) -> tuple[str, list[str]]:
    """The birthday, and lines for the notes of what else is said of it."""
    birthday, others = "", []
    for field in texts.of("BDAY"):
        text = one_line(field.value())
        left_out = field.parameters.get("X-APPLE-OMIT-YEAR", "")
        date = read_birthday(text, year_left_out=left_out)
        birthday = birthday or date
        if text and not (date and date == birthday):
            others.append(f"birthday: {text}")
    return birthday, list(dict.fromkeys(others))


def _tags(texts: Texts) -> Iterable[str]:
    """The tags, each once; not those that an address book makes itself."""
    fields = texts.of("CATEGORIES")
    if texts.ours:
        return [tag for field in fields for tag in field.parts(",") if tag]
    parts = (part.strip() for field in fields for part in _BETWEEN_TAGS.split(field.value()))
    tags = dict.fromkeys(part for part in parts if part and not part.startswith("* "))
    return [tag for tag in tags if fold(tag).replace(" ", "") != _GOOGLE_GROUP]


def _agents(card: Card, texts: Texts, charset: Charset) -> Iterator[str]:
    """Lines for the notes: somebody who acts for the contact, as a card inside the card."""
    agents = list(card.agents)
    for field in texts.of("AGENT"):
        value = field.value()
        inner = list(read_cards(split_fields(value.encode("utf-8", "replace"))))
        agents += inner
        if value.strip() and not inner:
            yield f"agent: {one_line(value)}"
    for agent in agents:
        agent.lines = [line for line in agent.lines if line.data[:5].upper() != b"AGENT"]
        found = read_contact(agent, charset)
        if isinstance(found, ContactRecord):
            reached = (point.value for point in found.points if point.kind != "address")
            yield f"agent: {', '.join(dict.fromkeys((found.name, *reached)))}"
