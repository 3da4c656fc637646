"""A phone's call log, as XML of SMS Backup & Restore or as a table; which one, it finds out."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO

from smallcrm.formats.calllog_csv import find_call_columns, read_call_rows
from smallcrm.formats.calllog_fields import KINDS, CallRecord
from smallcrm.formats.calllog_xml import looks_like_xml, read_calls
from smallcrm.formats.columns import Columns
from smallcrm.formats.delimited import UnreadableRow, open_sheet
from smallcrm.formats.opening import name_of, open_binary, start_of

__all__ = ["KINDS", "CallLog", "CallRecord", "UnreadableRow", "open_calls"]


@dataclass(frozen=True)
class CallLog:
    """A log whose calls can be gone through once; `columns` is None for XML."""

    format: str  # "XML" or "CSV"
    encoding: str
    delimiter: str
    columns: Columns | None
    calls: Iterable[CallRecord | UnreadableRow]


@contextmanager
def open_calls(
    source: str | Path | BinaryIO,
    *,
    overrides: Mapping[str, str] | None = None,
    order: str = "",
    encoding: str = "",
    delimiter: str = "",
    country: str = "",
    zone: tzinfo | None = None,
) -> Iterator[CallLog]:
    """Open a call log; its calls are read as they are asked for.

    `overrides` says what headings of a table mean, `order` is that of its dates (`dmy`, `mdy`),
    `zone` is where the phone was (None: where this machine is); `encoding`, `delimiter` and
    `country` are those of a table, as `open_sheet` takes them. Raises Unreadable for what is no
    call log, at once or while the calls are read; NotFound and Refused as `open_sheet`.
    """
    with open_binary(source) as binary:
        if looks_like_xml(start_of(binary, name_of(binary))):
            yield CallLog("XML", "", "", None, read_calls(binary, zone=zone))
            return
        with open_sheet(binary, encoding=encoding, delimiter=delimiter, country=country) as sheet:
            columns = find_call_columns(sheet.header, overrides)
            calls = read_call_rows(sheet, columns, order=order, zone=zone)
            yield CallLog("CSV", sheet.encoding, sheet.delimiter, columns, calls)
