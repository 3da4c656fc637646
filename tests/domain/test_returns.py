"""What comes back of an order: how much is left, and what it comes to."""

import datetime as dt

import pytest
from sqlmodel import Session

from smallcrm.domain import contacts, orders, products, returns
from smallcrm.domain.orders import Wanted
from smallcrm.errors import Ambiguous, CrmError, NotFound, Refused, Unreadable
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order, Product
from smallcrm.parsing.basket import BasketLine

CENT = 1000  # thousandths of a cent
EURO = 100 * CENT
DAY = dt.datetime(2026, 11, 2, 9)
LATER = dt.datetime(2026, 11, 20)


@pytest.fixture
def mari(session: Session) -> Contact:
    return contacts.add(session, ContactRecord(name="Mari Maasikas"))


@pytest.fixture
def coffee(session: Session) -> Product:
    return products.add(session, "Coffee beans", code="C1", unit="kg", price=12 * EURO)


@pytest.fixture
def filters(session: Session) -> Product:
    return products.add(session, "Paper filters", price=3 * EURO)


@pytest.fixture
def sale(session: Session, mari: Contact, coffee: Product, filters: Product) -> Order:
    lines = [Wanted(coffee, 3000, 11 * EURO), Wanted(filters, 2000), Wanted(coffee, 500)]
    return orders.place(session, mari, lines, at=DAY, invoice="A-7")


def _take(session: Session, sale: Order, *wanted: tuple[str, int]) -> Order:
    lines = [BasketLine(name, quantity) for name, quantity in wanted]
    return returns.take_back(session, sale, lines, at=LATER, why="broken")


def _lines(session: Session, order: Order) -> list[tuple[str, int, int, int]]:
    return [
        (product.name, line.quantity, line.price, line.amount)
        for line, product in orders.lines_of(session, order)
    ]


def test_all_of_an_order_comes_back_as_its_negative(session: Session, sale: Order) -> None:
    back = _take(session, sale)
    assert (back.kind, back.reverses, back.contact_id) == ("return", sale.id, sale.contact_id)
    assert (back.number, back.at, back.note, back.total) == (2, LATER, "broken", -sale.total)
    assert _lines(session, back) == [
        ("Coffee beans", -3000, 11 * EURO, -33 * EURO),
        ("Paper filters", -2000, 3 * EURO, -6 * EURO),
        ("Coffee beans", -500, 12 * EURO, -6 * EURO),
    ]
    reversed_ids = [line.reverses for line, _ in orders.lines_of(session, back)]
    assert reversed_ids == [line.id for line, _ in orders.lines_of(session, sale)]


def test_a_part_is_taken_from_the_first_line_of_its_product(session: Session, sale: Order) -> None:
    back = _take(session, sale, ("filters", 1000), ("c1", 3200))
    assert _lines(session, back) == [
        ("Paper filters", -1000, 3 * EURO, -3 * EURO),
        ("Coffee beans", -3000, 11 * EURO, -33 * EURO),
        ("Coffee beans", -200, 12 * EURO, -240 * CENT),
    ]


def test_several_returns_leave_less_and_less(session: Session, sale: Order) -> None:
    _take(session, sale, ("coffee", 1000))
    _take(session, sale, ("coffee", 1000), ("filters", 2000))
    assert [(one.quantity, one.amount) for one in returns.left_of(session, sale)] == [
        (1000, 11 * EURO),
        (0, 0),
        (500, 6 * EURO),
    ]
    assert _take(session, sale).total == -17 * EURO
    with pytest.raises(Refused, match="nothing of order 1 is left to return"):
        _take(session, sale)


@pytest.mark.parametrize(
    ("wanted", "error", "sentence"),
    [
        (
            [("filters", 3000)],
            Refused,
            "3 of Paper filters cannot come back: 2 is left to return of it in order 1",
        ),
        (
            [("filters", 1000), ("filters", 1500)],
            Refused,
            "1.5 of Paper filters cannot come back: 1 is left to return of it in order 1",
        ),
        (
            [("coffee", 3501)],
            Refused,
            "3.501 kg of Coffee beans cannot come back: 3.5 kg is left to return of it in order 1",
        ),
        (
            [("tea", 1000)],
            NotFound,
            'order 1 has no "tea"; its products: Coffee beans (C1); Paper filters',
        ),
        ([("", 1000)], NotFound, 'order 1 has no ""; its products: Coffee beans (C1); Paper'),
    ],
)
def test_more_than_was_bought_is_refused(
    wanted: list[tuple[str, int]],
    error: type[CrmError],
    sentence: str,
    session: Session,
    sale: Order,
) -> None:
    with pytest.raises(error) as refusal:
        _take(session, sale, *wanted)
    assert str(refusal.value).startswith(sentence)


def test_a_price_and_another_unit_are_refused(session: Session, sale: Order) -> None:
    for line in (BasketLine("coffee", 1000, price=EURO), BasketLine("coffee", 1000, "m")):
        with pytest.raises(Unreadable):
            returns.take_back(session, sale, [line], at=LATER, why="x")
    grams = BasketLine("coffee", 500_000, "g")
    assert returns.take_back(session, sale, [grams], at=LATER, why="x").total == -550 * CENT


def test_a_name_that_fits_two_products_of_the_order_is_ambiguous(
    session: Session, coffee: Product
) -> None:
    other = products.add(session, "Coffee cups", price=EURO)
    sale = orders.place(session, None, [Wanted(coffee, 1000), Wanted(other, 1000)], at=DAY)
    with pytest.raises(Ambiguous, match=r"Coffee beans \(C1\); Coffee cups"):
        _take(session, sale, ("coffee", 1000))
    products.add(session, "Coffee", price=EURO)  # whose name it is; but it is not in the order
    assert _take(session, sale, ("coffee cups", 1000)).total == -EURO


def test_a_product_renamed_and_archived_since_still_comes_back(
    session: Session, sale: Order, filters: Product
) -> None:
    products.change(session, filters, name="Filter bags", archived=True)
    assert _take(session, sale, ("filter bags", 2000)).total == -6 * EURO


@pytest.mark.parametrize(
    ("amount", "quantity", "parts"),
    [
        (10 * CENT, 3000, [3 * CENT, 4 * CENT, 3 * CENT]),
        (3 * CENT, 5000, [CENT, CENT, 0, CENT, 0]),
        (2_099_200, 3000, [699_733, 699_734, 699_733]),  # finer than cents, as the whole
        (20_992, 3000, [6_997, 6_998, 6_997]),
        (0, 2000, [0, 0]),
        (-10 * CENT, 3000, [-3 * CENT, -4 * CENT, -3 * CENT]),
    ],
)
def test_the_shares_of_an_amount_add_up_to_it(amount: int, quantity: int, parts: list[int]) -> None:
    left, shares = amount, []
    for rest in range(quantity, 0, -1000):
        shares.append(returns.share(left, 1000, rest))
        left -= shares[-1]
    assert (sum(shares), left) == (amount, 0)
    assert shares == parts


def test_a_discounted_line_comes_back_at_what_was_paid(
    session: Session, mari: Contact, coffee: Product
) -> None:
    sale = orders.place(session, mari, [Wanted(coffee, 3000)], at=DAY)
    [(line, _)] = orders.lines_of(session, sale)
    line.amount = 2_879_999  # 20 % off 36.00, and a thousandth of a cent
    orders.sum_up(session, sale)
    parts = [_take(session, sale, ("coffee", 1000)).total for _ in range(3)]
    assert sum(parts) == -2_879_999
    assert parts == [-960_000, -960_000, -959_999]


def test_what_was_free_comes_back_for_nothing(session: Session, mari: Contact) -> None:
    mug = products.add(session, "Mug", price=0)
    sale = orders.place(session, mari, [Wanted(mug, 2000)], at=DAY)
    assert _take(session, sale, ("mug", 1000)).total == 0


@pytest.mark.parametrize(
    ("kind", "state", "at", "sentence"),
    [
        (OrderKind.RETURN, OrderState.PLACED, LATER, "order 1 is a return itself; crm sell"),
        (OrderKind.SALE, OrderState.QUOTE, LATER, "order 1 is a quote; nothing of it was sold"),
        (OrderKind.SALE, OrderState.LOST, LATER, "order 1 was lost; nothing of it was sold"),
        (
            OrderKind.SALE,
            OrderState.PLACED,
            dt.datetime(2026, 11, 1, 23),
            "order 1 is of Mon 2 Nov; nothing of it came back before",
        ),
    ],
)
def test_what_was_not_sold_cannot_come_back(
    kind: OrderKind,
    state: OrderState,
    at: dt.datetime,
    sentence: str,
    session: Session,
    sale: Order,
) -> None:
    sale.kind, sale.state = kind, state
    with pytest.raises(Refused) as refusal:
        returns.take_back(session, sale, [], at=at, why="x")
    assert str(refusal.value).startswith(sentence)


def test_an_order_without_lines_has_nothing_to_return(session: Session) -> None:
    empty = orders.place(session, None, [], at=DAY)
    with pytest.raises(Refused, match="nothing of order 1 is left"):
        _take(session, empty)


def test_lines_that_were_negative_from_the_start_are_left_aside(
    session: Session, mari: Contact, coffee: Product
) -> None:
    sale = orders.place(session, mari, [Wanted(coffee, -1000), Wanted(coffee, 2000)], at=DAY)
    assert _take(session, sale).total == -24 * EURO


def test_whose_order_it_is_counts_with_the_company(session: Session, coffee: Product) -> None:
    company = contacts.add(session, ContactRecord(name="Põld OÜ", kind="company"))
    jaan = contacts.add(session, ContactRecord(name="Jaan Põld", company="Põld OÜ"))
    tiit = contacts.add(session, ContactRecord(name="Tiit Kask"))
    his = orders.place(session, jaan, [Wanted(coffee, 1000)], at=DAY)
    theirs = orders.place(session, company, [Wanted(coffee, 1000)], at=DAY)
    nobodys = orders.place(session, None, [Wanted(coffee, 1000)], at=DAY)
    assert returns.check_theirs(session, his, jaan) == ""
    assert returns.check_theirs(session, nobodys, None) == ""
    said = "order 1 is Jaan Põld's (jaan-pold), and so is what comes back of it"
    assert returns.check_theirs(session, his, company) == said
    assert "Põld OÜ's (pold-ou)" in returns.check_theirs(session, theirs, jaan)
    for order, contact in ((his, tiit), (his, None), (nobodys, tiit)):
        with pytest.raises(Refused):
            returns.check_theirs(session, order, contact)
