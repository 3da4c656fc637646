"""Contacts as vCards 4.0 or 3.0 that phones, and our own reader, take in."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TextIO

from smallcrm.formats.vcard_dates import write_birthday
from smallcrm.formats.vcard_labels import type_of
from smallcrm.formats.vcard_texts import OUR_PRODID
from smallcrm.parsing.text import visible

Version = Literal["3.0", "4.0"]

_LONGEST_LINE = 75  # octets, the line end aside (RFC 6350, 3.2)
# The namespace of our UIDs; another one would double every card at the second export.
_FAMILY = uuid.UUID("5f0f1f5e-0b0e-5d0c-9a55-6b1f0c2d9e41")
_PROPERTIES = {"phone": "TEL", "email": "EMAIL", "web": "URL", "address": "ADR"}
_ADDRESS = ("street", "city", "region", "postcode", "country")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def write_vcards(
    file: TextIO, records: Iterable[Mapping[str, Any]], *, version: Version = "4.0"
) -> None:
    """A card a contact, as UTF-8 with CRLF; open the file with `newline=""`.

    The records are those of `contact_records`; a birthday may be missing. The UID comes from the
    handle, so that a second export updates what the first one made. RFC 6350 and RFC 2426.
    """
    for record in records:
        file.writelines(f"{_folded(line)}\r\n" for line in _card(record, modern=version == "4.0"))


def uid_of(handle: str) -> str:
    """The UID of the contact with this handle, the same in every export."""
    return str(uuid.uuid5(_FAMILY, handle))


def _card(record: Mapping[str, Any], *, modern: bool) -> Iterator[str]:
    uid = uid_of(record["handle"])
    yield "BEGIN:VCARD"
    yield f"VERSION:{'4.0' if modern else '3.0'}"
    yield f"PRODID:{OUR_PRODID}smallcrm//EN"
    yield f"UID:{'urn:uuid:' if modern else ''}{uid}"
    yield from _names(record, modern=modern)
    yield from _texts(record, modern=modern)
    yield from _address(record, modern=modern)
    yield from _points(record["points"])
    yield "END:VCARD"


def _names(record: Mapping[str, Any], *, modern: bool) -> Iterator[str]:
    """FN, N, ORG and what says whether this is a company; phones sort by N."""
    name, company = record["name"], record["company"]
    is_company = record["kind"] == "company"
    given, _, family = name.rpartition(" ")
    yield f"FN:{_text(name)}"
    yield "N:;;;;" if is_company else f"N:{_text(family)};{_text(given)};;;"
    if modern:
        yield f"KIND:{'org' if is_company else 'individual'}"
    if is_company:
        yield "X-ABShowAs:COMPANY"
    if company or is_company:
        yield f"ORG:{_text(company or name)}"


def _texts(record: Mapping[str, Any], *, modern: bool) -> Iterator[str]:
    texts = {
        "NICKNAME": record["nickname"],
        "TITLE": record["title"],
        "LANG" if modern else "X-SMALLCRM-LANGUAGE": record["language"],
        "NOTE": record["notes"],
        "X-SMALLCRM-HANDLE": record["handle"],
        "X-SMALLCRM-GROUP": record["group"],
    }
    yield from (f"{name}:{_text(str(text))}" for name, text in texts.items() if text)
    if birthday := record.get("birthday", ""):
        yield f"BDAY{write_birthday(birthday, modern=modern)}"
    if tags := record["tags"]:
        yield f"CATEGORIES:{','.join(map(_text, tags))}"


def _address(record: Mapping[str, Any], *, modern: bool) -> Iterator[str]:
    """The contact's own address is the preferred one; further ones are points."""
    if any(record[part] for part in _ADDRESS):
        parts = ";".join(_text(record[part]) for part in _ADDRESS)
        yield f"ADR;{'PREF=1' if modern else 'TYPE=pref'}:;;{parts}"


def _points(points: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Each point with its label: as a type, or by name as Apple and Google do."""
    for number, point in enumerate(points, 1):
        kind, label, value = point["kind"], point["label"], _value(point)
        name = _PROPERTIES[kind]
        if word := type_of(kind, label):
            yield f"{name};TYPE={word}:{value}"
        elif label:
            yield f"item{number}.{name}:{value}"
            yield f"item{number}.X-ABLabel:{_text(label)}"
        else:
            yield f"{name}:{value}"


def _value(point: Mapping[str, str]) -> str:
    value = _text(point["value"])
    return f";;{value};;;;" if point["kind"] == "address" else value


def _text(text: str) -> str:
    """A text as a value: its marks escaped, what could act made visible (RFC 6350 forbids it)."""
    plain = visible(text.replace("\r\n", "\n").replace("\r", "\n"), keep="\n\t")
    return plain.translate(_ESCAPES)


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no character split; a blank begins each further."""
    if len(line) * 4 <= _LONGEST_LINE or len(line.encode()) <= _LONGEST_LINE:
        return line
    pieces: list[str] = []
    piece, size = "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _LONGEST_LINE:
            pieces.append(piece)
            piece, size = "", 1  # the blank
        piece += char
        size += width
    return "\r\n ".join([*pieces, piece])
