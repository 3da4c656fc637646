"""How an order goes on: a quote is placed or lost, an order delivered and paid."""

import datetime as dt

from sqlmodel import Session

from smallcrm.errors import Refused
from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order
from smallcrm.parsing.say import say_day


def accept(session: Session, order: Order, *, at: dt.datetime) -> None:
    """The quote, or one that was lost, becomes an order of that time; a placed one stays so."""
    _check_sale(order)
    if order.state != OrderState.PLACED:
        order.state, order.at = OrderState.PLACED, at
        _store(session, order)


def lose(session: Session, order: Order) -> None:
    """The quote came to nothing; a lost one stays so. Refused for an order that is placed."""
    _check_sale(order)
    if order.state == OrderState.PLACED:
        raise Refused(
            f"order {order.number} is placed, and only a quote is lost"
            " (crm return records what comes back)"
        )
    order.state = OrderState.LOST
    _store(session, order)


def deliver(session: Session, order: Order, *, on: dt.date | None, today: dt.date) -> None:
    """The order is with the customer since that day; None is today, if it is not yet.

    Refused before the day of the order.
    """
    _check_placed(order)
    if on and on < order.at.date():
        of, day = say_day(order.at.date(), today), say_day(on, today)
        raise Refused(
            f"order {order.number} is of {of}; it was not delivered on {day}"
            f" (crm order edit {order.number} --at moves it)"
        )
    order.delivered = on or order.delivered or today
    _store(session, order)


def pay(session: Session, order: Order, *, on: dt.date | None, today: dt.date) -> None:
    """The order is paid since that day, which may be before the order's; None is as for deliver."""
    _check_placed(order)
    order.paid = on or order.paid or today
    _store(session, order)


def _store(session: Session, order: Order) -> None:
    session.add(order)
    session.flush()


def _check_sale(order: Order) -> None:
    if order.kind == OrderKind.RETURN:
        raise Refused(f"order {order.number} is a return, which has no such status")


def _check_placed(order: Order) -> None:
    _check_sale(order)
    if order.state != OrderState.PLACED:
        what = "a quote" if order.state == OrderState.QUOTE else "lost"
        raise Refused(
            f"order {order.number} is {what} (crm order place {order.number} makes it an order)"
        )
