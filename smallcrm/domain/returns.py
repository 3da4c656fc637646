"""What a customer sends back: orders of kind return, whose lines take back those of a sale.

Amounts are in thousandths of a cent, quantities in thousandths of a unit.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, func, select

from smallcrm.domain import orders
from smallcrm.domain.baskets import in_unit
from smallcrm.domain.products import say_product
from smallcrm.errors import Ambiguous, NotFound, Refused, Unreadable
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.parsing.basket import BasketLine
from smallcrm.parsing.money import FINE
from smallcrm.parsing.quantities import say_quantity
from smallcrm.parsing.say import say_day
from smallcrm.parsing.text import fold, one_line, words

LONGEST_NAME = 60


@dataclass(frozen=True)
class Left:
    """What of a line has not come back yet."""

    line: OrderLine
    product: Product
    quantity: int
    amount: int


def left_of(session: Session, order: Order) -> list[Left]:
    """What is left to return of each line; less than nothing where too much came back."""
    rows = orders.lines_of(session, order)
    query = (
        select(OrderLine.reverses, func.sum(OrderLine.quantity), func.sum(OrderLine.amount))
        .where(col(OrderLine.reverses).in_([line.id for line, _ in rows]))
        .group_by(col(OrderLine.reverses))
    )
    back = {of: (quantity, amount) for of, quantity, amount in session.exec(query)}
    return [
        Left(line, product, line.quantity + gone[0], line.amount + gone[1])
        for line, product in rows
        for gone in (back.get(line.id, (0, 0)),)
    ]


def take_back(
    session: Session, sale: Order, wanted: Sequence[BasketLine], *, at: dt.datetime, why: str
) -> Order:
    """A return of so much of the sale, or of all that is left of it; its customer's, as the sale.

    Each line has the price of the one that it reverses, and its share of that one's amount.
    Refused for what was never sold, or beyond what is left.
    """
    check_returnable(sale, at)
    left = [one for one in left_of(session, sale) if one.quantity > 0]
    if not left:
        raise Refused(f"nothing of order {sale.number} is left to return")
    taken = list(_chosen(session, sale, left, wanted)) if wanted else left
    order = Order(
        number=orders.next_number(session),
        contact_id=sale.contact_id,
        kind=OrderKind.RETURN,
        at=at,
        reverses=sale.id,
    )
    orders.describe(session, order, invoice="", note=why)
    for position, one in enumerate(taken, 1):
        session.add(_reversing(order, one, position))
    orders.sum_up(session, order)
    return order


def check_returnable(sale: Order, at: dt.datetime) -> None:
    """Refused if the order is none that anything of can be returned at that time."""
    if sale.kind == OrderKind.RETURN:
        raise Refused(
            f"order {sale.number} is a return itself; crm sell records what is bought again"
        )
    if sale.state != OrderState.PLACED:
        what = "is a quote" if sale.state == OrderState.QUOTE else "was lost"
        raise Refused(f"order {sale.number} {what}; nothing of it was sold that could come back")
    if at.date() < sale.at.date():
        day = say_day(sale.at.date(), at.date())
        raise Refused(f"order {sale.number} is of {day}; nothing of it came back before")


def check_theirs(session: Session, sale: Order, contact: Contact | None) -> str:
    """Refused if the order is another's: not the contact's, its company's or its people's.

    Returns a remark if it is not the contact's own. None is nobody in particular.
    """
    owner = session.get(Contact, sale.contact_id) if sale.contact_id else None
    if owner == contact:
        return ""
    shown = f"order {sale.number} is {_whose(owner)}"
    if owner is None or contact is None:
        raise Refused(f"{shown}; {_way_out(owner)}")
    if contact.id != owner.company_id and contact.company_id != owner.id:
        raise Refused(f"{shown}, not {_whose(contact)}")
    return f"{shown}, and so is what comes back of it"


def _whose(contact: Contact | None) -> str:
    """`Jaan Põld's (jaan-pold)`."""
    if contact is None:
        return "nobody's in particular"
    return f"{one_line(contact.name, longest=LONGEST_NAME)}'s ({contact.handle})"


def _way_out(owner: Contact | None) -> str:
    if owner:
        return "leave --walk-in out, and type the name"
    return "type --walk-in instead of the name"


def share(amount: int, part: int, whole: int) -> int:
    """What `part` of a `whole` of that amount comes to, half a step away from zero.

    In whole cents if the amount is; all of the whole is the amount itself.
    """
    step = 1 if amount % FINE else FINE
    steps, rest = divmod(abs(amount) * part, whole * step)
    rounded = (steps + (rest * 2 >= whole * step)) * step
    return -rounded if amount < 0 else rounded


def _reversing(order: Order, one: Left, position: int) -> OrderLine:
    return OrderLine(
        order_id=order.id,
        position=position,
        product_id=one.line.product_id,
        description=one.line.description,
        quantity=-one.quantity,
        price=one.line.price,
        amount=-one.amount,
        reverses=one.line.id,
    )


def _chosen(
    session: Session, sale: Order, left: Sequence[Left], wanted: Iterable[BasketLine]
) -> Iterator[Left]:
    """The parts of lines that are meant, from the first line of a product on."""
    remaining = {one.line.id: one for one in left}
    there = [product for _, product in orders.lines_of(session, sale)]
    for back in wanted:
        product = _meant(sale, back.product, there)
        missing = _quantity(back, product)
        fitting = [one for one in remaining.values() if one.product.id == product.id]
        _check_enough(sale, product, missing, fitting)
        for one in fitting:
            part = min(missing, one.quantity)
            if part:
                amount = share(one.amount, part, one.quantity)
                yield replace(one, quantity=part, amount=amount)
                missing -= part
                remaining[one.line.id] = replace(
                    one, quantity=one.quantity - part, amount=one.amount - amount
                )


def _quantity(back: BasketLine, product: Product) -> int:
    """How much comes back, in the product's unit; Unreadable with a price."""
    if back.price is not None:
        name = one_line(product.name, longest=LONGEST_NAME)
        raise Unreadable(
            f"{name} comes back at the price it was sold for; leave the @ and the amount out"
        )
    return in_unit(back, product)


def _check_enough(sale: Order, product: Product, wanted: int, fitting: Iterable[Left]) -> None:
    there = sum(one.quantity for one in fitting)
    if wanted <= there:
        return
    name = one_line(product.name, longest=LONGEST_NAME)
    much, rest = (say_quantity(milli, product.unit, "en") for milli in (wanted, there))
    raise Refused(
        f"{much} of {name} cannot come back: {rest if there else 'nothing'} is left to return"
        f" of it in order {sale.number}"
    )


def _meant(sale: Order, name: str, there: Sequence[Product]) -> Product:
    """The product of the order that is meant by its code, its name, or words that begin it's."""
    by_id = {product.id: product for product in there}
    for fits in _ways(name):
        found = [product for product in by_id.values() if fits(product)]
        if len(found) == 1:
            return found[0]
        if found:
            raise Ambiguous(
                f'"{one_line(name, longest=LONGEST_NAME)}" fits {len(found)} products of order'
                f" {sale.number}; write a code: {'; '.join(map(say_product, found))}"
            )
    listed = "; ".join(map(say_product, by_id.values())) or "none"
    shown = one_line(name, longest=LONGEST_NAME)
    raise NotFound(f'order {sale.number} has no "{shown}"; its products: {listed}')


def _ways(name: str) -> tuple[Callable[[Product], bool], ...]:
    wanted, parts = fold(name), words(name)
    return (
        lambda product: bool(wanted) and product.code_folded == wanted,
        lambda product: product.folded == wanted,
        lambda product: bool(parts) and _begins_all(parts, words(f"{product.name} {product.code}")),
    )


def _begins_all(wanted: Sequence[str], name: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in name) for part in wanted)
