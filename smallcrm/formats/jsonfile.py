"""Records as JSON, one a line inside their arrays, written as they come."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TextIO

from smallcrm.parsing.text import is_hidden


def plain(value: object) -> str:
    """A day or a time as ISO text; an amount as its digits, so that nobody makes a float of it."""
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def write_array(file: TextIO, records: Iterable[Mapping[str, Any]], *, indent: str = "") -> None:
    """One array with a record a line."""
    file.write("[")
    separator = "\n"
    for record in records:
        file.write(f"{separator}{indent}  {dump(record)}")
        separator = ",\n"
    file.write(f"\n{indent}]")


def write_object(file: TextIO, parts: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
    """One object with an array for each part."""
    file.write("{")
    separator = "\n"
    for name, records in parts.items():
        file.write(f'{separator}  "{name}": ')
        write_array(file, records, indent="  ")
        separator = ",\n"
    file.write("\n}\n")


def dump(
    value: object, *, indent: int | None = None, default: Callable[[object], str] = plain
) -> str:
    r"""JSON in which letters stay, but what could act or hide is escaped, as in `\u202e`.

    Days and times are ISO text, unless `default` says it otherwise. Source of the escapes:
    RFC 8259, section 7.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=default)
    return "\n".join(map(_escaped, text.split("\n")))


def _escaped(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(json.dumps(char)[1:-1] if is_hidden(char) else char for char in line)
