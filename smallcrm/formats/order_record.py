"""The record of one line of an order."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from smallcrm.parsing.money import to_cents


@dataclass(frozen=True, slots=True)
class OrderLineRecord:
    """A line of an order, as a file holds it; `line` is where it began in the file.

    `at` is naive local wall time, midnight where only the day is known. `customer` and
    `customer_id` are '' for a walk-in. `quantity_milli` counts thousandths of `unit` and is
    negative for what came back. `price` is that of one unit before the discount, in the currency's
    units, None where the file has none; `discount` is a share of it. `amount` is what the line
    comes to, exactly: the file's own where it has it, negative for what came back. `remark` says
    what the owner should know of the line.
    """

    line: int
    invoice: str
    at: datetime
    customer: str
    customer_id: str
    product_code: str
    product: str
    quantity_milli: int
    unit: str
    price: Decimal | None
    discount: Decimal
    amount: Decimal | None
    returned: bool
    currency: str = ""
    country: str = ""
    remark: str = ""

    @property
    def price_cents(self) -> int | None:
        """The price in whole cents; None where the file has none, or has parts of a cent."""
        if self.price is None or self.price * 100 != int(self.price * 100):
            return None
        return int(self.price * 100)

    @property
    def amount_cents(self) -> int | None:
        """The amount in cents, half a cent away from zero; sums are those of `amount`."""
        return None if self.amount is None else to_cents(self.amount)
