"""Lines of orders from a table, or from a table of lines and one of orders: each as a record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from smallcrm.formats.columns import Columns, find_columns
from smallcrm.formats.delimited import Row, Sheet, UnreadableRow
from smallcrm.formats.mending import mended
from smallcrm.formats.order_columns import (
    WORDS,
    find_detail_columns,
    find_head_columns,
    find_order_columns,
    is_detail,
)
from smallcrm.formats.order_fields import Manner, line_reader, manner_of
from smallcrm.formats.order_record import OrderLineRecord
from smallcrm.formats.sampled import Rows, order_of, take_sample
from smallcrm.parsing.text import one_line

__all__ = [
    "Manner",
    "OrderLineRecord",
    "OrderTable",
    "UnreadableRow",
    "is_detail",
    "join_order_lines",
    "read_order_lines",
]

_HEAD_FIELDS = ("at", "customer", "customer_id", "country", "currency")
_JOINED_FIELDS = {
    "orders": ("invoice", *_HEAD_FIELDS),
    "products": ("product_code", "product"),
    "customers": ("customer_id", "customer"),
}


@dataclass(frozen=True)
class OrderTable:
    """Order lines that can be gone through once, and how their file was understood.

    `joined` are the columns of the tables beside it, by what they hold.
    """

    columns: Columns
    manner: Manner
    lines: Iterable[OrderLineRecord | UnreadableRow]
    joined: Mapping[str, Columns] = field(default_factory=dict)


def read_order_lines(
    sheet: Sheet, *, overrides: Mapping[str, str] | None = None, said: Manner | None = None
) -> OrderTable:
    """The lines of one table that holds everything about them, one by one.

    `said` overrules what the first rows tell of dates and decimal marks. Raises Unreadable when
    a needed column is missing, or the order of dates can be read in two ways.
    """
    columns = find_order_columns(sheet.header, overrides)
    sample, rows = take_sample(mended(sheet))
    manner = manner_of(sample, columns, said or Manner())
    return OrderTable(columns, manner, _lines(rows, columns, manner))


def join_order_lines(
    details: Sheet,
    orders: Sheet,
    *,
    products: Sheet | None = None,
    customers: Sheet | None = None,
    overrides: Mapping[str, str] | None = None,
    said: Manner | None = None,
) -> OrderTable:
    """The lines of `details`, with date and customer from `orders` by the number of the order.

    `products` and `customers` are tables of codes and names. The orders, and these names, are held
    in memory; the lines are not. Rows of the orders that are left out come first.
    """
    columns = find_detail_columns(details.header, overrides)
    heads = _read_heads(orders, customers, said or Manner())
    sample, rows = take_sample(mended(details))
    manner = manner_of(sample, columns, replace(said or Manner(), order=heads.order))
    names = _names(products, "product_code", "product")
    beside = {"orders": orders, "products": products, "customers": customers}
    joined = {part: _used(part, sheet) for part, sheet in beside.items() if sheet}
    return OrderTable(columns, manner, _joined(rows, columns, manner, heads, names), joined)


def _used(part: str, sheet: Sheet) -> Columns:
    """What a table beside the lines is read for; all else in it is left aside."""
    found = find_columns(sheet.header, WORDS).place_of
    places = {name: found[name] for name in _JOINED_FIELDS[part] if name in found}
    aside = (text for at, text in enumerate(sheet.header) if at not in places.values())
    return Columns(places, tuple(sheet.header), tuple(aside))


def _lines(
    rows: Rows, columns: Columns, manner: Manner
) -> Iterator[OrderLineRecord | UnreadableRow]:
    read = line_reader(manner)
    places = tuple(columns.place_of.items())
    for row in rows:
        if isinstance(row, UnreadableRow):
            yield row
        else:
            texts = {name: row.cells[place] for name, place in places}
            if row.remark:
                texts["remark"] = row.remark
            yield read(row.line, texts)


@dataclass
class _Heads:
    """The orders by number: the texts that their lines take over, and what was left out."""

    order: str = ""
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: list[UnreadableRow] = field(default_factory=list)


def _read_heads(orders: Sheet, customers: Sheet | None, said: Manner) -> _Heads:
    columns = find_head_columns(orders.header)
    names = _names(customers, "customer_id", "customer")
    rows = list(mended(orders))
    found = [row for row in rows if isinstance(row, Row)]
    heads = _Heads(said.order or order_of(found, columns, "at"))
    for row in rows:
        if isinstance(row, UnreadableRow):
            heads.left_out.append(UnreadableRow(row.line, f"in the orders: {row.reason}"))
        else:
            _add_head(heads, row, columns, names)
    return heads


def _add_head(heads: _Heads, row: Row, columns: Columns, names: Mapping[str, str]) -> None:
    number = columns.cell(row.cells, "invoice")
    if number in heads.texts:
        reason = f'in the orders: "{one_line(number, longest=40)}" stands there twice'
        heads.left_out.append(UnreadableRow(row.line, reason))
        return
    texts = {name: text for name in _HEAD_FIELDS if (text := columns.cell(row.cells, name))}
    if "customer" not in columns.place_of:
        texts["customer"] = names.get(texts.get("customer_id", ""), "")
    if row.remark:
        texts["remark"] = f"line {row.line} of the orders: {row.remark}"
    heads.texts[number] = texts


def _joined(
    rows: Rows, columns: Columns, manner: Manner, heads: _Heads, names: Mapping[str, str]
) -> Iterator[OrderLineRecord | UnreadableRow]:
    yield from heads.left_out
    read = line_reader(manner)
    for row in rows:
        if isinstance(row, UnreadableRow):
            yield row
            continue
        number = columns.cell(row.cells, "invoice")
        head = heads.texts.get(number)
        if head is None:
            shown = one_line(number, longest=40)
            yield UnreadableRow(row.line, f'order "{shown}" is not among the orders')
            continue
        own = {name: row.cells[place] for name, place in columns.place_of.items()}
        own.setdefault("product", names.get(own.get("product_code", "").strip(), ""))
        yield read(row.line, head | own)
        head.pop("remark", None)  # said once an order


def _names(sheet: Sheet | None, key: str, name: str) -> dict[str, str]:
    """Codes and the names they stand for."""
    if sheet is None:
        return {}
    columns = find_columns(sheet.header, WORDS)
    return {
        columns.cell(row.cells, key): columns.cell(row.cells, name)
        for row in mended(sheet)
        if isinstance(row, Row)
    }
