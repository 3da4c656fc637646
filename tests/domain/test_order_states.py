"""How an order goes on: placed, delivered, paid, lost."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlmodel import Session

from smallcrm.domain import order_states, orders
from smallcrm.errors import Refused
from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order

DAY = dt.datetime(2026, 11, 16, 9)
TODAY = dt.date(2026, 11, 21)
NOW = dt.datetime(2026, 11, 21, 10)

Step = Callable[[Session, Order], None]


def _accept(session: Session, order: Order) -> None:
    order_states.accept(session, order, at=NOW)


def _deliver(session: Session, order: Order) -> None:
    order_states.deliver(session, order, on=None, today=TODAY)


def _pay(session: Session, order: Order) -> None:
    order_states.pay(session, order, on=None, today=TODAY)


@pytest.fixture
def order(session: Session) -> Order:
    return orders.place(session, None, [], at=DAY)


@pytest.fixture
def quote(session: Session) -> Order:
    return orders.place(session, None, [], at=DAY, state=OrderState.QUOTE)


def test_a_quote_becomes_an_order_of_the_day_it_is_taken(session: Session, quote: Order) -> None:
    _accept(session, quote)
    assert (quote.state, quote.at, orders.status_of(quote)) == ("placed", NOW, "placed")


def test_a_lost_quote_can_be_taken_up_again(session: Session, quote: Order) -> None:
    order_states.lose(session, quote)
    assert orders.status_of(quote) == "lost"
    _accept(session, quote)
    assert orders.status_of(quote) == "placed"


def test_an_order_is_delivered_and_paid_in_any_order(session: Session, order: Order) -> None:
    _pay(session, order)
    assert orders.status_of(order) == "paid"
    _deliver(session, order)
    assert orders.status_of(order) == "done"
    assert (order.delivered, order.paid) == (TODAY, TODAY)


def test_without_a_day_the_one_that_is_known_stays(session: Session, order: Order) -> None:
    monday = dt.date(2026, 11, 16)
    order_states.deliver(session, order, on=monday, today=TODAY)
    order_states.pay(session, order, on=dt.date(2026, 11, 1), today=TODAY)
    _deliver(session, order)
    _pay(session, order)
    assert (order.delivered, order.paid) == (monday, dt.date(2026, 11, 1))
    order_states.deliver(session, order, on=TODAY, today=TODAY)
    assert order.delivered == TODAY


def test_nothing_is_delivered_before_it_is_ordered(session: Session, order: Order) -> None:
    with pytest.raises(Refused) as refusal:
        order_states.deliver(session, order, on=dt.date(2026, 11, 15), today=TODAY)
    assert str(refusal.value) == (
        "order 1 is of Mon 16 Nov; it was not delivered on Sun 15 Nov"
        " (crm order edit 1 --at moves it)"
    )


def test_an_accepted_order_keeps_its_day_and_cannot_be_lost(session: Session, order: Order) -> None:
    _accept(session, order)
    assert order.at == DAY
    with pytest.raises(Refused, match="order 1 is placed, and only a quote is lost"):
        order_states.lose(session, order)


@pytest.mark.parametrize("step", [_deliver, _pay])
@pytest.mark.parametrize("state", ["quote", "lost"])
def test_what_is_no_order_is_neither_delivered_nor_paid(
    state: str, step: Step, session: Session, quote: Order
) -> None:
    quote.state = state
    with pytest.raises(Refused, match=r"\(crm order place 1 makes it an order\)"):
        step(session, quote)


@pytest.mark.parametrize("step", [_accept, _deliver, _pay, order_states.lose])
def test_a_return_has_no_status(step: Step, session: Session, order: Order) -> None:
    order.kind = OrderKind.RETURN
    with pytest.raises(Refused, match="order 1 is a return, which has no such status"):
        step(session, order)
