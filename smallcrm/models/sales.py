"""What customers buy and send back: products, orders and their lines.

Money is in thousandths of a cent, for prices go beyond the cent and totals must not: a sum of lines
is exact, and is rounded to cents once, where it is shown. Quantities are in thousandths of a unit.
"""

import datetime as dt

from pydantic import NaiveDatetime
from sqlalchemy import Index, text
from sqlmodel import Field

import smallcrm.models.contacts  # noqa: F401 (foreign keys point there)
from smallcrm.clock import utc_now
from smallcrm.models.base import Row
from smallcrm.models.enums import OrderKind, OrderState


class Product(Row, table=True):
    """Goods or a service that is sold. A code or a name finds it; an archived one is in no list."""

    __table_args__ = (
        Index(
            "ix_product_code_folded",
            "code_folded",
            unique=True,
            sqlite_where=text("code_folded != ''"),
        ),
        {"sqlite_autoincrement": True},
    )

    code: str = ""  # as typed; no two products share one, however it is written
    code_folded: str = ""
    name: str
    folded: str = Field(index=True)  # the name
    category: str = ""
    unit: str = ""  # kg, m, h ...; "" is pieces
    price: int | None = None
    archived: bool = False
    created: dt.datetime = Field(default_factory=utc_now)  # UTC


class Order(Row, table=True):
    """A sale, a quote or a return. Without a contact it was to nobody in particular.

    `total` is the sum of its lines' amounts, kept with every change of a line. What a return
    `reverses` may be unknown.
    """

    __tablename__ = "customer_order"
    __table_args__ = (
        Index("ix_customer_order_contact_id_at", "contact_id", "at"),
        Index(
            "ix_customer_order_reverses",
            "reverses",
            sqlite_where=text("reverses IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    number: int = Field(unique=True)  # the owner's short number
    contact_id: int | None = Field(default=None, foreign_key="contact.id")
    kind: str = OrderKind.SALE
    state: str = OrderState.PLACED
    at: NaiveDatetime = Field(index=True)  # local wall time; midnight says only the day is known
    delivered: dt.date | None = None
    paid: dt.date | None = None
    source: str = ""
    invoice: str = Field(default="", index=True)
    note: str = ""  # of a return: why
    folded: str = ""  # the invoice and the note
    total: int = 0
    reverses: int | None = Field(default=None, foreign_key="customer_order.id")
    written: dt.datetime = Field(default_factory=utc_now)  # UTC


class OrderLine(Row, table=True):
    """So much of a product, negative in a return; `amount` is what the line comes to.

    `price` is that of one unit before a discount. `description` is what the product was called on
    the invoice, where that is not its name.
    """

    __tablename__ = "order_line"
    __table_args__ = (
        # With all that a sum by product reads, so that it need not touch the rows.
        Index("ix_order_line_product_id", "product_id", "order_id", "quantity", "amount"),
        Index("ix_order_line_reverses", "reverses", sqlite_where=text("reverses IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    order_id: int = Field(foreign_key="customer_order.id", index=True)
    position: int  # 1, 2, 3 ... within the order
    product_id: int = Field(foreign_key="product.id")
    description: str = ""
    quantity: int
    price: int
    amount: int
    reverses: int | None = Field(default=None, foreign_key="order_line.id")
