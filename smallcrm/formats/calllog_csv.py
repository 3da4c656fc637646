"""A call log as a table: number, time, kind and duration, by headings in four languages."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo

from smallcrm.errors import Unreadable
from smallcrm.formats.calllog_fields import (
    CallRecord,
    read_kind,
    read_name,
    read_number,
    read_seconds,
)
from smallcrm.formats.columns import Columns, find_columns, listed
from smallcrm.formats.delimited import Row, Sheet, UnreadableRow
from smallcrm.formats.sampled import sampled_order
from smallcrm.parsing.stamps import read_clock, read_milliseconds, read_stamp

WORDS = {
    "number": "number, phone number, phone, telephone number, telephone, caller, caller id,"
    "calling number, contact number, tel; telefoninumber, telefon, number, helistaja;"
    "tālruņa numurs, telefona numurs, tālrunis, numurs, telefons; telefonnummer, nummer, tlf",
    "at": "at, date and time, date time, datetime, timestamp, call time, call date, start time,"
    "started, start, when, date; kuupäev ja kellaaeg, kuupäev ja aeg, algusaeg, algus, kõne aeg,"
    "kuupäev; datums un laiks, zvana laiks, sākums, datums; dato og tid, dato og klokkeslett,"
    "starttid, tidspunkt, dato",
    "clock": "time, time of day; kellaaeg, kell, aeg; laiks; klokkeslett, tid",
    "kind": "kind, call type, type, direction, call direction, status; kõne liik, kõne tüüp, liik,"
    "tüüp, suund; zvana veids, zvana tips, veids, tips, virziens; samtaletype, anropstype, type,"
    "retning",
    "seconds": "duration, call duration, length, duration seconds, duration s, duration sec,"
    "seconds, talk time; kestus, kestvus, kõne kestus, pikkus, kestus sekundites, kestus s;"
    "ilgums, zvana ilgums, ilgums sekundēs, ilgums s; varighet, samtaletid, lengde,"
    "varighet sekunder, varighet s",
    "name": "name, contact name, contact, contact person, display name; nimi, kontakt, kontakti"
    "nimi; vārds, kontakts, kontaktpersona; navn, kontakt, kontaktnavn",
}


def find_call_columns(
    header: tuple[str, ...], overrides: Mapping[str, str] | None = None
) -> Columns:
    """The columns of a call log. Raises Unreadable without a number, a time and a kind of call."""
    columns = find_columns(header, WORDS, overrides)
    if "at" not in columns.place_of and "clock" in columns.place_of:
        columns = _with_clock_as_moment(columns)
    for field, said in (("number", "number"), ("at", "time"), ("kind", "kind")):
        if field not in columns.place_of:
            raise Unreadable(
                f"none of the headings {listed(header)} says {said}; a call log needs the number, "
                "time and kind of a call"
            )
    return columns


def read_call_rows(
    sheet: Sheet, columns: Columns, *, order: str = "", zone: tzinfo | None = None
) -> Iterator[CallRecord | UnreadableRow]:
    """The calls of a table, one by one.

    `order` is `dmy` or `mdy`; without it, it is told from the first rows. `zone` is where moments
    that name their offset, or count milliseconds, were local (None: this machine's).
    """
    order, rows = sampled_order(sheet.rows, columns, "at", order)
    for row in rows:
        yield row if isinstance(row, UnreadableRow) else _call(row, columns, order, zone)


def _with_clock_as_moment(columns: Columns) -> Columns:
    """A column headed `time` holds whole moments where no other column holds the day."""
    places = {("at" if field == "clock" else field): at for field, at in columns.place_of.items()}
    return Columns(places, columns.header, columns.aside)


def _call(
    row: Row, columns: Columns, order: str, zone: tzinfo | None
) -> CallRecord | UnreadableRow:
    try:
        return CallRecord(
            row.line,
            read_number(columns.cell(row.cells, "number")),
            _moment(row, columns, order, zone),
            read_kind(columns.cell(row.cells, "kind")),
            read_seconds(columns.cell(row.cells, "seconds")),
            read_name(columns.cell(row.cells, "name")),
        )
    except Unreadable as error:
        return UnreadableRow(row.line, str(error))


def _moment(row: Row, columns: Columns, order: str, zone: tzinfo | None) -> datetime:
    at, clock = columns.cell(row.cells, "at"), columns.cell(row.cells, "clock")
    if at.isdigit():
        return read_milliseconds(at, zone=zone)
    moment = read_stamp(at, order, zone=zone)
    return moment + read_clock(clock) if clock and moment == _day_of(moment) else moment


def _day_of(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0)
