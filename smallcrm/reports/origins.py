"""Which rows of the book a callback, an order or a case comes from."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from smallcrm.domain.orders import lines_of, status_of
from smallcrm.models.cases import Case, CaseTalk
from smallcrm.models.contacts import Contact
from smallcrm.models.sales import Order, Product
from smallcrm.models.talks import FollowUp, Interaction
from smallcrm.parsing.money import decimal_of
from smallcrm.parsing.quantities import decimal_of_milli


@dataclass(frozen=True)
class Origin:
    """A row behind a number: `of` is what has the number, `row` what kind of row it is.

    `contact` is the name, "" for a walk-in; `what` is as stored.
    """

    of: str
    contact: str
    handle: str
    row: str
    day: dt.date | None
    what: str


def origins(session: Session, number: int) -> list[Origin]:
    """The rows behind every callback, order and case with that number.

    Of callbacks that is the open one, else the last that had the number.
    """
    return [
        *_of_callback(session, number),
        *_of_order(session, number),
        *_of_case(session, number),
    ]


def _of_callback(session: Session, number: int) -> Iterator[Origin]:
    query = select(FollowUp).where(FollowUp.number == number)
    found = session.exec(query.order_by(col(FollowUp.closing) != "", col(FollowUp.id).desc()))
    callback = found.first()
    if callback is None:
        return
    name = f"callback {number}"
    contact = _contact(session, callback.contact_id)
    planned = f"{callback.why} (promised by {callback.promised_by}, first due {callback.first_due}"
    tries = f", {callback.tries} tries" if callback.tries else ""
    yield Origin(name, *contact, "callback", callback.due, f"{planned}{tries})")
    yield from _talks(session, name, contact, "planned in talk", callback.opened_by)
    yield from _talks(session, name, contact, "closed by talk", callback.closed_by)
    if callback.closing:
        yield Origin(name, *contact, callback.closing, callback.closed_on, "")


def _talks(
    session: Session, name: str, contact: tuple[str, str], row: str, talk_id: int | None
) -> Iterator[Origin]:
    talk = session.get(Interaction, talk_id) if talk_id else None
    if talk:
        yield Origin(name, *contact, row, talk.at.date(), f"{talk.channel}: {talk.summary}")


def _of_order(session: Session, number: int) -> Iterator[Origin]:
    order = session.exec(select(Order).where(Order.number == number)).first()
    if order is None:
        return
    name, contact = f"order {number}", _contact(session, order.contact_id)
    total = f"{status_of(order)}, {decimal_of(order.total)}, the sum of its lines"
    yield Origin(name, *contact, "order", order.at.date(), total)
    for line, product in lines_of(session, order):
        said = f"{decimal_of_milli(line.quantity)} {product.name} at {decimal_of(line.price)}"
        yield Origin(name, *contact, "line", None, f"{said}: {decimal_of(line.amount)}")
    linked = (Order.id == order.reverses) | (Order.reverses == order.id)
    for other in session.exec(select(Order).where(linked).order_by(col(Order.id))):
        word = "is a return of" if other.id == order.reverses else "came back in"
        what = f"{word} order {other.number}, {decimal_of(other.total)}"
        yield Origin(name, *contact, "return", other.at.date(), what)
    for case in session.exec(select(Case).where(Case.order_id == order.id)):
        what = f"case {case.number}: {case.summary}"
        yield Origin(name, *contact, "case", case.opened.date(), what)


def _of_case(session: Session, number: int) -> Iterator[Origin]:
    case = session.exec(select(Case).where(Case.number == number)).first()
    if case is None:
        return
    name, contact = f"case {number}", _contact(session, case.contact_id)
    yield Origin(name, *contact, "case", case.opened.date(), f"{case.stage}: {case.summary}")
    order = session.get(Order, case.order_id) if case.order_id else None
    if order:
        what = f"order {order.number}, {decimal_of(order.total)}"
        yield Origin(name, *contact, "order", order.at.date(), what)
    product = session.get(Product, case.product_id) if case.product_id else None
    if product:
        yield Origin(name, *contact, "product", None, product.name)
    query = (
        select(Interaction)
        .join(CaseTalk, col(CaseTalk.interaction_id) == col(Interaction.id))
        .where(CaseTalk.case_id == case.id)
        .order_by(col(Interaction.at), col(Interaction.id))
    )
    for talk in session.exec(query):
        yield Origin(name, *contact, "talk", talk.at.date(), f"{talk.channel}: {talk.summary}")
    if case.closed:
        yield Origin(name, *contact, "closed", case.closed.date(), case.solution)


def _contact(session: Session, contact_id: int | None) -> tuple[str, str]:
    contact = session.get(Contact, contact_id) if contact_id else None
    return (contact.name, contact.handle) if contact else ("", "")
