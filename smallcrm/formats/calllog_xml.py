"""The call log of SMS Backup & Restore: XML, read as it comes, and nothing beyond calls in it."""

import io
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from xml.parsers import expat

from smallcrm.errors import Unreadable
from smallcrm.formats.calllog_fields import (
    CallRecord,
    read_kind,
    read_name,
    read_number,
    read_seconds,
)
from smallcrm.formats.delimited import UnreadableRow
from smallcrm.formats.opening import name_of, read_blocks
from smallcrm.parsing.stamps import read_milliseconds
from smallcrm.parsing.text import one_line

BLOCK = 65_536
LONGEST_TAG = 1_000_000
"""Bytes of one tag or comment; a call takes a few hundred."""
DEEPEST = 20
_AGAIN = "export the log again"


def looks_like_xml(start: bytes) -> bool:
    """Whether a file that begins with these bytes is XML, in UTF-8 or UTF-16."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start[2:].replace(b"\0", b"")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def read_calls(
    binary: io.BufferedReader, *, zone: tzinfo | None = None
) -> Iterator[CallRecord | UnreadableRow]:
    """The calls one by one, in local time of the zone (None: this machine's).

    Memory is bounded, however large the file or a tag in it is. Raises Unreadable for what is no
    call log, or no whole one: also after calls were given, so take them in as one step.
    """
    reader = _Reader(name_of(binary), zone)
    for block in read_blocks(binary, BLOCK):
        yield from reader.feed(block)
    yield from reader.feed(b"", last=True)


class _Reader:
    """What the parser meets, and the calls of the block that it is in."""

    def __init__(self, name: str, zone: tzinfo | None) -> None:
        self._name = name
        self._zone = zone
        self._depth = 0
        self._unfinished = 0  # bytes since the parser last met something whole
        self._calls: list[CallRecord | UnreadableRow] = []
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.DefaultHandler = self._other

    def feed(self, block: bytes, *, last: bool = False) -> list[CallRecord | UnreadableRow]:
        self._calls = []
        self._unfinished += len(block)
        try:
            self._parser.Parse(block, last)
        except expat.ExpatError as error:
            raise Unreadable(self._broken(error)) from error
        except (LookupError, ValueError) as error:  # the encoding that its first line names
            raise Unreadable(
                f"{self._name} names an encoding that is not known; {_AGAIN}"
            ) from error
        if self._unfinished > LONGEST_TAG:
            raise Unreadable(
                f"line {self._parser.CurrentLineNumber} of {self._name} holds a tag of more than "
                f"{LONGEST_TAG:,} bytes; is it the right file?"
            )
        return self._calls

    def _refuse(self, *_: object) -> None:
        raise Unreadable(
            f"{self._name} holds a DOCTYPE or entities, which no call log needs, "
            f"so it is not read; {_AGAIN}"
        )

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._unfinished = 0
        self._depth += 1
        if self._depth == 1 and tag != "calls":
            raise Unreadable(self._no_calls(tag))
        if self._depth > DEEPEST:
            raise Unreadable(
                f"{self._name} has tags {self._depth} deep, which no call log has; {_AGAIN}"
            )
        if self._depth == 2 and tag == "call":
            line = self._parser.CurrentLineNumber
            self._calls.append(_call(line, attributes, self._zone))

    def _end(self, _: str) -> None:
        self._unfinished = 0
        self._depth -= 1

    def _other(self, _: str) -> None:
        self._unfinished = 0

    def _no_calls(self, tag: str) -> str:
        if tag == "smses":
            return f"{self._name} holds messages; choose the file of calls beside it"
        shown = one_line(tag, longest=40)
        return f"{self._name} is XML of <{shown}>, not the call log of SMS Backup & Restore"

    def _broken(self, error: expat.ExpatError) -> str:
        why = expat.ErrorString(error.code) or "it cannot be read"
        return f"{self._name} is no whole XML file (line {error.lineno}: {why}); {_AGAIN}"


def _call(
    line: int, attributes: Mapping[str, str], zone: tzinfo | None
) -> CallRecord | UnreadableRow:
    try:
        return CallRecord(
            line,
            read_number(attributes.get("number", "")),
            read_milliseconds(attributes.get("date", ""), zone=zone),
            read_kind(attributes.get("type", "")),
            read_seconds(attributes.get("duration", "")),
            read_name(attributes.get("contact_name", "")),
        )
    except Unreadable as error:
        return UnreadableRow(line, str(error))
