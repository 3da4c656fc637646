"""Changing an order: its lines, its day, its customer."""

import datetime as dt

import pytest
from sqlmodel import Session

from smallcrm.domain import contacts, order_edits, orders, products, returns
from smallcrm.domain.orders import Wanted
from smallcrm.errors import CrmError, NotFound, Refused, Unreadable
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact
from smallcrm.models.sales import Order, Product
from smallcrm.parsing.basket import BasketLine
from smallcrm.parsing.line_changes import LineChange

EURO = 100_000  # thousandths of a cent
DAY = dt.datetime(2026, 11, 16, 9)
LATER = dt.datetime(2026, 11, 18)


@pytest.fixture
def mari(session: Session) -> Contact:
    return contacts.add(session, ContactRecord(name="Mari Maasikas"))


@pytest.fixture
def coffee(session: Session) -> Product:
    return products.add(session, "Coffee", unit="kg", price=12 * EURO)


@pytest.fixture
def mug(session: Session) -> Product:
    return products.add(session, "Mug", price=5 * EURO)


@pytest.fixture
def sale(session: Session, mari: Contact, coffee: Product, mug: Product) -> Order:
    return orders.place(session, mari, [Wanted(coffee, 3000), Wanted(mug, 2000)], at=DAY)


def _lines(session: Session, order: Order) -> list[tuple[int, str, int, int]]:
    return [
        (line.position, product.name, line.quantity, line.amount)
        for line, product in orders.lines_of(session, order)
    ]


def _return_a_mug(session: Session, sale: Order) -> Order:
    return returns.take_back(session, sale, [BasketLine("mug", 1000)], at=LATER, why="x")


def test_lines_are_dropped_added_and_changed_and_the_total_is_right(
    session: Session, sale: Order, coffee: Product
) -> None:
    order_edits.edit_lines(
        session,
        sale,
        drop=[1],
        change=[LineChange(2, 3000, "", 4 * EURO)],
        add=[Wanted(coffee, 500)],
    )
    assert _lines(session, sale) == [(1, "Mug", 3000, 12 * EURO), (2, "Coffee", 500, 6 * EURO)]
    assert sale.total == 18 * EURO


def test_an_order_may_be_left_without_lines(session: Session, sale: Order) -> None:
    order_edits.edit_lines(session, sale, drop=[2, 1, 1])
    assert (_lines(session, sale), sale.total) == ([], 0)


@pytest.mark.parametrize(
    ("change", "quantity", "price", "amount"),
    [
        (LineChange(1, 2000), 2000, 12, 24),
        (LineChange(1, 500_000, "g"), 500, 12, 6),
        (LineChange(1, price=11 * EURO), 3000, 11, 33),
        (LineChange(1, price=0), 3000, 0, 0),
        (LineChange(1, 1000, "kg", 13 * EURO), 1000, 13, 13),
        (LineChange(1), 3000, 12, 36),
    ],
)
def test_a_line_takes_another_quantity_or_price(
    change: LineChange, quantity: int, price: int, amount: int, session: Session, sale: Order
) -> None:
    order_edits.edit_lines(session, sale, change=[change])
    line, _ = orders.lines_of(session, sale)[0]
    assert (line.quantity, line.price, line.amount) == (quantity, price * EURO, amount * EURO)
    assert sale.total == (amount + 10) * EURO


def test_a_discount_stays_when_only_the_quantity_changes(session: Session, sale: Order) -> None:
    line, _ = orders.lines_of(session, sale)[0]
    line.amount = 27 * EURO
    order_edits.edit_lines(session, sale, change=[LineChange(1, 2000)])
    assert (line.amount, sale.total) == (18 * EURO, 28 * EURO)
    order_edits.edit_lines(session, sale, change=[LineChange(1, price=12 * EURO)])
    assert line.amount == 24 * EURO


@pytest.mark.parametrize(
    ("drop", "change", "error", "sentence"),
    [
        ([3], [], NotFound, "order 1 has no line 3; it has 2"),
        ([1], [LineChange(1, 1000)], Unreadable, "line 1 cannot be both changed and dropped"),
        ([], [LineChange(1, 0)], Unreadable, "line 1 needs a quantity; --drop takes it away"),
        ([], [LineChange(1, -1000)], Unreadable, "line 1 needs a quantity; --drop takes it away"),
        ([], [LineChange(2, 1000, "kg")], Unreadable, "Mug is sold by the piece, not by kg"),
    ],
)
def test_what_cannot_be_done_to_a_line_is_refused(
    drop: list[int],
    change: list[LineChange],
    error: type[CrmError],
    sentence: str,
    session: Session,
    sale: Order,
) -> None:
    with pytest.raises(error) as refusal:
        order_edits.edit_lines(session, sale, drop=drop, change=change)
    assert str(refusal.value).startswith(sentence)


def test_a_line_of_which_something_came_back_stays_as_it_is(session: Session, sale: Order) -> None:
    _return_a_mug(session, sale)
    for drop, change in (([2], []), ([], [LineChange(2, 3000)])):
        with pytest.raises(Refused) as refusal:
            order_edits.edit_lines(session, sale, drop=drop, change=change)
        assert str(refusal.value) == (
            "line 2 of order 1 came back in order 2 (crm order edit 2 --drop 1 says it did not)"
        )
    order_edits.edit_lines(session, sale, drop=[1])
    assert _lines(session, sale) == [(1, "Mug", 2000, 10 * EURO)]


def test_the_lines_of_a_return_can_only_be_dropped(
    session: Session, sale: Order, mug: Product
) -> None:
    back = _return_a_mug(session, sale)
    with pytest.raises(Refused, match="order 2 is a return; its lines can only be dropped"):
        order_edits.edit_lines(session, back, add=[Wanted(mug, 1000)])
    order_edits.edit_lines(session, back, drop=[1])
    assert back.total == 0
    assert returns.left_of(session, sale)[1].quantity == 2000


def test_an_order_and_its_returns_change_hands_together(session: Session, sale: Order) -> None:
    back = _return_a_mug(session, sale)
    order_edits.give_to(session, sale, None)
    assert (sale.contact_id, back.contact_id) == (None, None)
    with pytest.raises(Refused, match="order 2 takes back order 1; change whose that is"):
        order_edits.give_to(session, back, None)


def test_an_order_moves_to_another_day_but_not_past_what_followed(
    session: Session, sale: Order
) -> None:
    order_edits.move(session, sale, dt.datetime(2026, 11, 17))
    assert sale.at == dt.datetime(2026, 11, 17)
    back = _return_a_mug(session, sale)
    with pytest.raises(Refused, match="some of order 1 came back on Wed 18 Nov"):
        order_edits.move(session, sale, dt.datetime(2026, 11, 19))
    with pytest.raises(Refused, match="order 2 takes back order 1 of Tue 17 Nov"):
        order_edits.move(session, back, dt.datetime(2026, 11, 16))
    sale.delivered = dt.date(2026, 11, 17)
    with pytest.raises(Refused, match="order 1 was delivered on Tue 17 Nov"):
        order_edits.move(session, sale, dt.datetime(2026, 11, 18))
