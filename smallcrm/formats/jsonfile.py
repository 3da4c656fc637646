"""Records as JSON, one a line inside their arrays, written as they come."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any, TextIO


def write_array(file: TextIO, records: Iterable[Mapping[str, Any]], *, indent: str = "") -> None:
    """One array with a record a line."""
    file.write("[")
    separator = "\n"
    for record in records:
        file.write(f"{separator}{indent}  {_dump(record)}")
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


def _dump(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    raise TypeError(type(value).__name__)
