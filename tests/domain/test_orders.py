"""Orders: numbers, lines, exact totals, and how far they are."""

import datetime as dt
from typing import Any

import pytest
from sqlmodel import Session

from smallcrm.domain import contacts, orders, products
from smallcrm.domain.orders import Wanted
from smallcrm.errors import Ambiguous, CrmError, NotFound, Refused, Unreadable
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order, Product

AT = dt.datetime(2026, 11, 21, 10)
DAY = AT.date()


@pytest.fixture
def mari(session: Session) -> Contact:
    return contacts.add(session, ContactRecord("Mari"))


@pytest.fixture
def coffee(session: Session) -> Product:
    return products.add(session, "Coffee", unit="kg", price=1_290_000)


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [
        (3000, 1_250_000, 3_750_000),
        (500, 1_290_000, 645_000),
        (1000, 42_250, 42_000),
        (2000, 42_250, 85_000),  # 84.5 cents
        (333, 1_000_000, 333_000),
        (1, 499_000, 0),
        (1, 500_000, 1_000),  # half a cent
        (-500, 1_290_000, -645_000),
        (-1, 500_000, -1_000),
        (3000, 0, 0),
        (0, 1_290_000, 0),
    ],
)
def test_a_line_comes_to_whole_cents_half_a_cent_going_up(
    quantity: int, price: int, amount: int
) -> None:
    assert orders.amount_of(quantity, price) == amount


def test_an_order_has_its_lines_prices_and_total(
    session: Session, mari: Contact, coffee: Product
) -> None:
    gift = products.add(session, "Spoon")
    order = orders.place(
        session, mari, [Wanted(coffee, 1500), Wanted(gift, 2000, 0), Wanted(coffee, 1000, 100)],
        at=AT, source="web", invoice=" A-1 ", note="ring first\n", paid=DAY,
    )  # fmt: skip
    assert (order.number, order.total, order.source, order.invoice) == (1, 1_935_000, "web", "A-1")
    assert (order.contact_id, order.state, order.paid, order.delivered) == (
        mari.id, OrderState.PLACED, DAY, None,
    )  # fmt: skip
    assert [
        (line.position, product.name, line.quantity, line.price, line.amount)
        for line, product in orders.lines_of(session, order)
    ] == [
        (1, "Coffee", 1500, 1_290_000, 1_935_000),
        (2, "Spoon", 2000, 0, 0),
        (3, "Coffee", 1000, 100, 0),
    ]


def test_an_order_keeps_its_price_when_the_product_s_changes(
    session: Session, mari: Contact, coffee: Product
) -> None:
    order = orders.place(session, mari, [Wanted(coffee, 1000)], at=AT)
    products.change(session, coffee, price=5_000_000, name="Tea")
    products.set_archived(session, coffee, True)
    orders.sum_up(session, order)
    ((line, product),) = orders.lines_of(session, order)
    assert (order.total, line.price, product.name) == (1_290_000, 1_290_000, "Tea")


def test_numbers_go_up_by_one_on_the_same_day_too(session: Session, coffee: Product) -> None:
    placed = [orders.place(session, None, [Wanted(coffee, 1000)], at=AT) for _ in range(3)]
    assert [order.number for order in placed] == [1, 2, 3]


def test_an_order_may_be_without_lines(session: Session, mari: Contact) -> None:
    order = orders.place(session, mari, [], at=AT)
    assert (order.total, orders.lines_of(session, order)) == (0, [])


def test_more_lines_come_behind_those_there_are(session: Session, coffee: Product) -> None:
    order = orders.place(session, None, [Wanted(coffee, 1000)], at=AT)
    orders.add_lines(session, order, [Wanted(coffee, 2000), Wanted(coffee, 3000)])
    assert [line.position for line, _ in orders.lines_of(session, order)] == [1, 2, 3]
    assert order.total == 6 * 1_290_000


@pytest.mark.parametrize(
    ("words", "error", "sentence"),
    [
        ({"source": "radio"}, Unreadable,
         'there is no source "radio"; there are shop, phone, mail, web'),
        ({"invoice": "A-1"}, Refused, "invoice A-1 belongs to order 1 already"),
        ({"invoice": "a\nb"}, Unreadable, "the invoice number must be on one line"),
    ],
)  # fmt: skip
def test_an_order_that_is_not_right_is_refused(
    words: dict[str, Any], error: type[CrmError], sentence: str, session: Session
) -> None:
    orders.place(session, None, [], at=AT, invoice="A-1")
    with pytest.raises(error) as raised:
        orders.place(session, None, [], at=AT, **words)
    assert str(raised.value) == sentence


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ((1000, None), "Spoon has no price; write one behind it, as in Spoon@12,50"),
        ((10**12, 10**12), "so much of Spoon is more than an order can hold"),
    ],
)
def test_a_line_that_cannot_be_worked_out_is_refused(
    wanted: tuple[int, int | None], sentence: str, session: Session
) -> None:
    spoon = products.add(session, "Spoon")
    with pytest.raises(Unreadable) as raised:
        orders.place(session, None, [Wanted(spoon, *wanted)], at=AT)
    assert str(raised.value) == sentence


def test_an_order_is_found_by_its_number_or_its_invoice_s(session: Session) -> None:
    first = orders.place(session, None, [], at=AT, invoice="536365")
    second = orders.place(session, None, [], at=AT, invoice="1")
    third = orders.place(session, None, [], at=AT, invoice="c42")
    found = {text: orders.find(session, text) for text in ("#1", " 536365 ", "2", "C42", "#3")}
    assert found == {"#1": first, " 536365 ": first, "2": second, "C42": third, "#3": third}
    with pytest.raises(Ambiguous) as raised:
        orders.find(session, "1")
    assert str(raised.value) == '"1" fits 2 orders; write the number: #1, #2'


@pytest.mark.parametrize("text", ["9", "#9", "", "#", "#536365", "²", "1" * 60, "x\x1b"])
def test_what_is_no_order_is_not_found(text: str, session: Session) -> None:
    orders.place(session, None, [], at=AT, invoice="536365")
    with pytest.raises(NotFound):
        orders.find(session, text)


def test_the_sale_comes_before_the_return_of_the_same_invoice(session: Session) -> None:
    sale = orders.place(session, None, [], at=AT, invoice="7x")
    back = Order(number=2, kind=OrderKind.RETURN, at=AT, invoice="7x")
    session.add(back)
    session.flush()
    assert orders.find(session, "7x") is sale


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({}, "placed"),
        ({"delivered": DAY}, "delivered"),
        ({"paid": DAY}, "paid"),
        ({"delivered": DAY, "paid": DAY}, "done"),
        ({"state": OrderState.QUOTE}, "quote"),
        ({"state": OrderState.LOST, "paid": DAY}, "lost"),
        ({"kind": OrderKind.RETURN, "paid": DAY}, "return"),
    ],
)
def test_how_far_an_order_is_in_one_word(values: dict[str, Any], status: str) -> None:
    assert orders.status_of(Order(number=1, at=AT, **values)) == status
