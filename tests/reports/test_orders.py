"""Lists of orders, one of them whole, a contact's latest."""

import datetime as dt

import pytest
from sqlmodel import Session

from smallcrm.domain import contacts, orders, products
from smallcrm.domain.orders import Wanted
from smallcrm.formats.records import ContactRecord
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order, Product
from smallcrm.reports import orders as report
from smallcrm.reports.order_filters import OrderFilter

EURO = 100_000  # thousandths of a cent


def _day(day: int) -> dt.datetime:
    return dt.datetime(2026, 11, day)


@pytest.fixture
def mari(session: Session) -> Contact:
    return contacts.add(session, ContactRecord(name="Mari Maasikas"))


@pytest.fixture
def coffee(session: Session) -> Product:
    return products.add(session, "Coffee", code="C1", unit="kg", price=12 * EURO)


def _place(
    session: Session,
    contact: Contact | None,
    product: Product,
    quantity: int,
    day: int,
    state: str = "placed",
    source: str = "",
) -> Order:
    wanted = [Wanted(product, quantity)] if quantity else []
    return orders.place(
        session, contact, wanted, at=_day(day), state=OrderState(state), source=source
    )


def _take_back(session: Session, sale: Order, quantity: int) -> Order:
    [(line, product)] = orders.lines_of(session, sale)
    back = orders.place(session, None, [Wanted(product, -quantity, line.price)], at=_day(20))
    back.kind, back.reverses, back.contact_id = OrderKind.RETURN, sale.id, sale.contact_id
    [(back_line, _)] = orders.lines_of(session, back)
    back_line.reverses = line.id
    session.flush()
    return back


def test_an_empty_book_has_no_orders(session: Session) -> None:
    assert report.list_orders(session, most=5) == report.Purchases()
    assert report.latest(session, [1, 2]) == report.Purchases()


def test_the_latest_come_first_with_how_many_more(
    session: Session, mari: Contact, coffee: Product
) -> None:
    for day in (3, 1, 3, 2):
        _place(session, mari, coffee, 1000, day)
    _place(session, None, coffee, 1000, 9)
    found = report.latest(session, [mari.id], most=3)
    assert [order.number for order in found.orders] == [3, 1, 4]
    assert (found.count, found.more, found.total) == (4, 1, 4 * 12 * EURO)


def test_quotes_and_lost_ones_are_listed_but_not_in_the_total(
    session: Session, mari: Contact, coffee: Product
) -> None:
    _place(session, mari, coffee, 1000, 1, state="quote")
    _place(session, mari, coffee, 1000, 1, state="lost")
    sale = _place(session, mari, coffee, 3000, 1)
    _take_back(session, sale, 1000)
    found = report.latest(session, [mari.id])
    assert [order.status for order in found.orders] == ["return", "placed", "lost", "quote"]
    assert (found.total, found.quotes, found.lost, found.returns) == (24 * EURO, 1, 1, 1)


def test_an_order_stands_whole_with_what_came_back(
    session: Session, mari: Contact, coffee: Product
) -> None:
    sale = _place(session, mari, coffee, 3000, 1)
    orders.describe(session, sale, invoice="A-7", note="gift")
    back = [_take_back(session, sale, 1000), _take_back(session, sale, 500)]
    shown = report.view(session, sale)
    assert (shown.contact, shown.handle, shown.invoice) == ("Mari Maasikas", "mari-maasikas", "A-7")
    assert shown.returns == tuple(order.number for order in back)
    [line] = shown.lines
    assert (line.position, line.product, line.code, line.unit) == (1, "Coffee", "C1", "kg")
    assert (line.quantity, line.price, line.amount) == (3000, 12 * EURO, 36 * EURO)
    assert (line.returned, shown.returned) == (1500, 18 * EURO)
    taken = report.view(session, back[1])
    assert (taken.status, taken.reverses, taken.total) == ("return", sale.number, -6 * EURO)
    assert (taken.lines[0].quantity, taken.lines[0].reverses) == (-500, 1)


def test_an_order_of_nobody_and_without_lines_is_shown(session: Session, coffee: Product) -> None:
    empty = _place(session, None, coffee, 0, 1)
    shown = report.view(session, empty)
    assert (shown.contact, shown.handle, shown.lines, shown.total) == (None, None, (), 0)
    assert report.list_orders(session, most=None).orders[0].line_count == 0


def test_a_list_has_the_first_lines_of_each_order_and_counts_the_rest(
    session: Session, mari: Contact, coffee: Product
) -> None:
    orders.place(session, mari, [Wanted(coffee, 1000)] * 5, at=_day(1))
    products.change(session, coffee, name="Coffee beans", archived=True)
    [order] = report.latest(session, [mari.id]).orders
    assert [line.product for line in order.lines] == ["Coffee beans"] * 3
    assert order.line_count == 5


@pytest.mark.parametrize(
    ("which", "numbers"),
    [
        (OrderFilter(), [6, 5, 4, 3, 2, 1]),
        (OrderFilter(walk_in=True), [2]),
        (OrderFilter(status="open"), [5, 4, 2]),
        (OrderFilter(status="placed"), [2]),
        (OrderFilter(status="delivered"), [4]),
        (OrderFilter(status="paid"), [5]),
        (OrderFilter(status="done"), [6]),
        (OrderFilter(status="quote"), [1]),
        (OrderFilter(status="return"), [3]),
        (OrderFilter(status="lost"), []),
        (OrderFilter(kind="return"), [3]),
        (OrderFilter(source="web"), [2]),
        (OrderFilter(since=dt.date(2026, 11, 4)), [6, 5, 4]),
        (OrderFilter(until=dt.date(2026, 11, 2)), [2, 1]),
        (OrderFilter(since=dt.date(2026, 11, 2), until=dt.date(2026, 11, 4)), [4, 3, 2]),
        (OrderFilter(contact_ids=()), []),
        (OrderFilter(product_id=99), []),
    ],
)
def test_a_filter_lets_through(
    which: OrderFilter, numbers: list[int], session: Session, mari: Contact, coffee: Product
) -> None:
    _place(session, mari, coffee, 1000, 1, state="quote")
    _place(session, None, coffee, 1000, 2, source="web")
    _place(session, mari, coffee, 1000, 3).kind = OrderKind.RETURN
    _place(session, mari, coffee, 1000, 4).delivered = dt.date(2026, 11, 5)
    _place(session, mari, coffee, 1000, 5).paid = dt.date(2026, 11, 5)
    done = _place(session, mari, coffee, 1000, 6)
    done.delivered = done.paid = dt.date(2026, 11, 6)
    session.flush()
    assert [one.number for one in report.list_orders(session, which, most=None).orders] == numbers


def test_a_product_is_looked_for_in_the_lines(
    session: Session, mari: Contact, coffee: Product
) -> None:
    tea = products.add(session, "Tea", price=EURO)
    orders.place(session, mari, [Wanted(coffee, 1000), Wanted(tea, 1000)], at=_day(1))
    _place(session, mari, coffee, 1000, 2)
    found = report.list_orders(session, OrderFilter(product_id=tea.id), most=None)
    assert [order.number for order in found.orders] == [1]


def test_the_orders_of_its_people_are_a_companys_too(session: Session, coffee: Product) -> None:
    company = contacts.add(session, ContactRecord(name="Põld OÜ", kind="company"))
    jaan = contacts.add(session, ContactRecord(name="Jaan Põld", company="Põld OÜ"))
    assert report.with_people(session, company) == (company.id, jaan.id)
    assert report.with_people(session, jaan) == (jaan.id,)
