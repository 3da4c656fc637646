"""Settings, and what the owner said of columns, from the JSON of a whole book."""

from typing import Any

from sqlmodel import Session, select

from smallcrm.domain import renumbering, settings
from smallcrm.domain.imports import mappings as import_mappings
from smallcrm.domain.imports.counting import Counted
from smallcrm.domain.imports.tables import Rows, take_each
from smallcrm.domain.imports.values import text_of
from smallcrm.errors import Unreadable
from smallcrm.formats.tables_csv import TableRow
from smallcrm.models.settings import Setting
from smallcrm.parsing.text import clean


def take_settings(session: Session, rows: Rows) -> Counted:
    """What the owner chose in this book stays; the country is that of the numbers after it."""
    counted = Counted()
    country = settings.value_of(session, "country")
    take_each(rows, counted, lambda row: _take_setting(session, row, counted))
    now = settings.value_of(session, "country")
    if now != country:
        renumbering.renumber(session, now)
    return counted


def _take_setting(session: Session, row: TableRow, counted: Counted) -> None:
    name, value = text_of(row, "name"), text_of(row, "value")
    settings.check_name(name)
    stored = session.exec(select(Setting.value).where(Setting.name == name)).first()
    if stored is None:
        counted.add(f"{name}: {settings.change_setting(session, name, value)}")
        return
    counted.same += 1
    if stored != value:
        counted.remarks.add(row.line, f"{name} stays {stored}; in the file it is {value}")


def take_mappings(session: Session, rows: Rows) -> Counted:
    """What the owner said in this book of a row of headings stays."""
    counted = Counted()
    return take_each(rows, counted, lambda row: _take_mapping(session, row, counted))


def _take_mapping(session: Session, row: TableRow, counted: Counted) -> None:
    header, columns = text_of(row, "header"), _columns(row)
    if not import_mappings.is_key(header):
        raise Unreadable("its header is no hash of headings")
    stored = import_mappings.recall_key(session, header)
    if not stored:
        import_mappings.remember_key(session, header, columns)
        counted.add(", ".join(columns))
        return
    counted.same += 1
    if stored != columns:
        said = ", ".join(f"{heading}={field}" for heading, field in stored.items())
        counted.remarks.add(row.line, f"what was said of columns here stays: {said}")


def _columns(row: TableRow) -> dict[str, str]:
    found: Any = row.values.get("columns") or {}
    columns = {
        clean(heading, "heading"): clean(field, "field")
        for heading, field in found.items()
        if isinstance(field, str)
    }
    if not columns or len(columns) < len(found):
        raise Unreadable("its columns are not headings with a field for each")
    return columns
