"""A small shop as literal rows, for reports whose figures are worked out by hand."""

import datetime as dt
import re
from decimal import Decimal

from sqlmodel import Session, select

from smallcrm.domain import contacts, orders, products
from smallcrm.domain.orders import Wanted
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind
from smallcrm.models.sales import Order, Product
from smallcrm.parsing.money import to_fine

LINE = re.compile(r"(-?[0-9.]+) ([\w-]+)@([0-9.]+)")


def open_shop(session: Session, rows: str) -> None:
    """Write one order a row: `2026-01-05 Mari: 3 coffee@12.50, 2 filter@3 (phone)`.

    A minus makes it a return, `-` in place of the name a walk-in. The word behind is the source,
    or `quote`, or `lost`.
    """
    for row in rows.strip().splitlines():
        day, who, bought, source = _parts(row.strip())
        state = source if source in ("quote", "lost") else "placed"
        order = Order(
            number=orders.next_number(session),
            contact_id=_contact(session, who).id if who != "-" else None,
            kind=OrderKind.RETURN if "-" in bought.split(" ")[0] else OrderKind.SALE,
            state=state,
            at=dt.datetime.combine(day, dt.time()),
            source=source if state == "placed" else "",
        )
        session.add(order)
        session.flush()
        orders.add_lines(session, order, [_wanted(session, *line) for line in LINE.findall(bought)])


def _parts(row: str) -> tuple[dt.date, str, str, str]:
    match = re.fullmatch(r"(\S+) ([^:]+): (.*?)(?: \((\w+)\))?", row)
    assert match, row
    return dt.date.fromisoformat(match[1]), match[2], match[3], match[4] or ""


def _contact(session: Session, name: str) -> Contact:
    known = session.exec(select(Contact).where(Contact.name == name)).first()
    return known or contacts.add(session, ContactRecord(name))


def _wanted(session: Session, quantity: str, code: str, price: str) -> Wanted:
    known = session.exec(select(Product).where(Product.code == code)).first()
    product = known or products.add(session, code.capitalize(), code=code)
    return Wanted(product, int(Decimal(quantity) * 1000), to_fine(Decimal(price)))
