"""Texts that are not the person's own and name the person all the same: others' talks, notes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from smallcrm.domain.privacy.markers import DIGITS, Markers


@dataclass(frozen=True)
class Mention:
    """Where a text names the person: whose it is (a name and a handle), of when, what it says.

    `what` is a word such as talk, callback, notes; `at` is None where no day is known.
    """

    what: str
    contact: str
    handle: str
    at: dt.date | None
    text: str


@dataclass(frozen=True)
class _Source:
    """A text of a table: its SQL, and `folded`, a column in which its words can be looked for."""

    what: str
    table: str
    text: str
    folded: str = ""
    contact: str = "t.contact_id"
    at: str = "NULL"
    number: str = "''"
    joint: str = "0"  # whether the person took part: then a first name, or no name, may be meant


_NUMBERED = "' ' || t.number"
_OF_ORDER = "(SELECT contact_id FROM customer_order WHERE id = t.order_id)"
_ORDER_NUMBER = "(SELECT ' ' || number FROM customer_order WHERE id = t.order_id)"
_JOINT = (
    "t.id IN (SELECT interaction_id FROM participant WHERE id IN"
    " (SELECT row_id FROM temp.gone WHERE table_name = 'participant'))"
)
_SOURCES = (
    _Source("talk", "interaction", "t.summary", "t.folded", at="t.at", joint=_JOINT),
    _Source("callback", "follow_up", "t.why", "t.folded", at="t.due", number=_NUMBERED),
    *(
        _Source(column, "contact", f"t.{column}", "t.search", "t.id")
        for column in ("name", "nickname", "company", "title", "notes", "street")
    ),
    _Source("number", "contact_point", "t.value"),
    _Source("tag", "tag", "t.name", "t.folded"),
    _Source("order", "customer_order", "t.note", "t.folded", at="t.at", number=_NUMBERED),
    _Source("invoice", "customer_order", "t.invoice", "t.folded", at="t.at", number=_NUMBERED),
    _Source("order", "order_line", "t.description", contact=_OF_ORDER, number=_ORDER_NUMBER),
    _Source("case", "customer_case", "t.summary", "t.folded", at="t.opened", number=_NUMBERED),
    _Source("case", "customer_case", "t.solution", "t.folded", at="t.opened", number=_NUMBERED),
    _Source("product", "product", "t.name", "t.folded", contact="NULL"),
    _Source("call", "phone_call", "t.name", at="t.at"),
    _Source("draft", "sheet_draft", "t.words", contact="NULL"),
    _Source("setting", "setting", "t.value", contact="NULL"),
)
_QUERY = """
    SELECT {number}, c.name, c.handle, {at}, {text}, {joint} FROM {table} AS t
    LEFT JOIN contact AS c ON c.id = {contact}
    WHERE {text} <> '' AND ({likely} OR {joint}) AND t.id NOT IN
        (SELECT row_id FROM temp.gone WHERE table_name = '{table}')
    ORDER BY t.id
"""


def mentions(session: Session, markers: Markers) -> list[Mention]:
    """Every text of a row that is not marked to go, and names the person or is of a talk that they
    took part in; see `rows.mark`."""
    return [found for source in _SOURCES for found in _of(session, source, markers)]


def _of(session: Session, source: _Source, markers: Markers) -> Iterator[Mention]:
    likely, values = _likely(source, markers)
    query = _QUERY.format(likely=likely, **vars(source))
    rows = session.connection().exec_driver_sql(query, values)
    for number, name, handle, at, text, joint in rows:
        if joint or markers.name(text):
            day = dt.date.fromisoformat(at[:10]) if at else None
            yield Mention(f"{source.what}{number or ''}", name or "", handle or "", day, text)


def _likely(source: _Source, markers: Markers) -> tuple[str, tuple[str, ...]]:
    """SQL that lets through at least what names the person, and its values.

    Python would take long over a million talks; where there is no folded column it looks at all.
    """
    if not source.folded:
        return "1", ()
    parts: list[str] = ["0"]
    values: list[str] = []
    for name in markers.names:
        parts.append(" AND ".join(f"instr({source.folded}, ?)" for _ in name))
        values += name
    for address in markers.addresses:
        parts.append(f"instr({source.folded}, ?)")
        values.append(address)
    if markers.numbers:
        digits = DIGITS.format(source.folded)
        found = " OR ".join(f"instr({digits}, ?)" for _ in markers.numbers)
        parts.append(f"{source.folded} GLOB '*[0-9][0-9]*' AND ({found})")
        values += markers.numbers
    return " OR ".join(f"({part})" for part in parts), tuple(values)
