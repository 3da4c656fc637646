"""Order lines from tables of many programs; totals are the files' own."""

import csv
import io
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.errors import CrmError, Unreadable
from smallcrm.formats.delimited import open_sheet, read_sheet
from smallcrm.formats.order_csv import (
    Manner,
    OrderLineRecord,
    UnreadableRow,
    is_detail,
    join_order_lines,
    read_order_lines,
)

SAMPLES = Path(__file__).parents[3] / "shared/samples/purchases"
with_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")
PLAIN = OrderLineRecord(
    line=2,
    invoice="17",
    at=datetime(2026, 11, 20),
    customer="Mari Tamm",
    customer_id="",
    product_code="",
    product="coffee",
    quantity_milli=2000,
    unit="",
    price=Decimal("12.50"),
    discount=Decimal(0),
    amount=Decimal(25),
    returned=False,
)
TOO_MUCH = "more than a line of an order can hold"


def read(text: str, said: Manner | None = None) -> list[OrderLineRecord | UnreadableRow]:
    return list(read_order_lines(read_sheet(text.encode()), said=said).lines)


def line(text: str) -> OrderLineRecord:
    (record,) = read(text)
    assert isinstance(record, OrderLineRecord), record
    return record


@pytest.mark.parametrize(
    "text",
    [
        "Invoice No,Date,Customer,Product,Qty,Price\n17,2026-11-20,Mari Tamm,coffee,2,12.50\n",
        "Arve number;Kuupäev;Klient;Toode;Kogus;Hind\n17;20.11.2026;Mari Tamm;coffee;2;12,50\n",
        "Rēķins;Datums;Klients;Prece;Daudzums;Cena\n17;20.11.2026.;Mari Tamm;coffee;2;12,50\n",
        "Fakturanr\tDato\tKunde\tVare\tAntall\tPris\n17\t20.11.2026\tMari Tamm\tcoffee\t2\t12,50\n",
        "order,date,client,item,price\n17,11/20/2026,Mari Tamm,coffee,25\n",
    ],
)
def test_a_line_is_read_by_headings_in_four_languages(text: str) -> None:
    found = line(text)
    if "client" in text:  # without a quantity it is one
        assert found == replace(PLAIN, quantity_milli=1000, price=Decimal(25))
    else:
        assert found == PLAIN


HEADER = "invoice,date,customer,customer id,code,product,quantity,unit price"


@pytest.mark.parametrize(
    ("row", "milli", "amount", "remark"),
    [
        ("17,2026-11-20,Mari,1,c,coffee,2,12.50", 2000, "25", ""),
        ("C17,2026-11-20,Mari,1,c,coffee,-2,12.50", -2000, "-25", ""),
        (
            "C17,2026-11-20,Mari,1,c,coffee,2,12.50",
            -2000,
            "-25",
            "a cancellation, so the quantity counts as negative",
        ),
        ("17,2026-11-20,Mari,1,c,coffee,-2,12.50", -2000, "-25", ""),
        ("CA-2014-17,2026-11-20,Mari,1,c,coffee,2,12.50", 2000, "25", ""),
        ("17,2026-11-20,Mari,1,c,coffee,0.5 kg,12.50", 500, "6.25", ""),
        ("17,2026-11-20,Mari,1,c,coffee,2,0.0", 2000, "0", "a price of 0"),
        ("17,2026-11-20,Mari,1,c,coffee,2,", 2000, None, "no price"),
        ("17,2026-11-20,Mari,1,c,coffee,0,12.50", 0, "0", "a quantity of 0"),
        ("17,2026-11-20,Mari,1,c,coffee,2,0.4200", 2000, "0.84", ""),
    ],
)
def test_returns_zeros_and_parts_are_kept_and_marked(
    row: str, milli: int, amount: str | None, remark: str
) -> None:
    found = line(f"{HEADER}\n{row}\n")
    assert (found.quantity_milli, found.returned) == (milli, milli < 0)
    assert found.amount == (None if amount is None else Decimal(amount))
    assert found.remark == remark


def test_nothing_is_said_by_a_blank_by_null_and_by_a_number_made_a_float() -> None:
    walk_in = line(f"{HEADER}\n17,2026-11-20,NULL,,c,,2,1\n")
    assert (walk_in.customer, walk_in.customer_id, walk_in.product) == ("", "", "")
    known = line(f"{HEADER}\n17,2026-11-20,,17243.0,1.0,,2,1\n")
    assert (known.customer_id, known.product_code) == ("17243", "1.0")


@pytest.mark.parametrize(
    ("price", "cents"), [("12.50", 1250), ("0.4200", 42), ("0.425", None), ("", None)]
)
def test_a_price_in_cents_is_exact_or_none(price: str, cents: int | None) -> None:
    assert (
        line(f"order,date,product,price,sales\n1,2026-11-20,x,{price},0.5\n").price_cents == cents
    )


@pytest.mark.parametrize(
    ("cells", "discount", "amount"),
    [
        (["0.15"], "0.15", "8.5"),
        (["15%"], "0.15", "8.5"),
        (["15", "0.5"], "0.15", "8.5"),
        ([""], "0", "10"),
    ],
)
def test_a_discount_is_a_share_or_a_percentage(
    cells: list[str], discount: str, amount: str
) -> None:
    rows = "".join(f"1,2026-11-20,x,10,{cell}\n" for cell in cells)
    first = read(f"order,date,product,price,discount\n{rows}")[0]
    assert isinstance(first, OrderLineRecord)
    assert (first.discount, first.amount) == (Decimal(discount), Decimal(amount))


def test_an_amount_of_the_file_itself_is_taken_as_it_is() -> None:
    found = line("order;date;product;quantity;discount;sales\n1;20.11.2026;x;3;0,2;39,4956\n")
    assert (found.price, found.amount, found.amount_cents) == (None, Decimal("39.4956"), 3950)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("17,,Mari,1,c,coffee,2,1", "no date"),
        ("17,soon,Mari,1,c,x,2,1", '"soon" is no date; write it as 2026-12-31 or 31.12.2026 14:30'),
        ("17,2026-11-20,Mari,1,,NULL,2,1", "neither a product nor its code"),
        ("17,2026-11-20,Mari,1,c,x,,1", "no quantity"),
        ("17,2026-11-20,Mari,1,c,x,many,1", '"many" is no quantity; write it as 2, 0,5 or 0,5 kg'),
        ("17,2026-11-20,Mari,1,c,x,1,free", '"free" is no amount; write it as 12 or 12,50'),
        ("17,2026-11-20,Mari,1,c,x,1,999999999999", f"its price is {TOO_MUCH}"),
        ("17,2026-11-20,Mari,1,c,x,999999999999,999999999", f"its amount is {TOO_MUCH}"),
        ("17,2026-11-20,Mari,1,c,x,1,1,9", "9 cells under 8 headings"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_with_its_reason(row: str, reason: str) -> None:
    good = "17,2026-11-20,Mari,1,c,coffee,2,12.50"
    bad, kept = read(f"{HEADER}\n{row}\n{good}\n")
    assert bad == UnreadableRow(2, reason)
    assert isinstance(kept, OrderLineRecord)


def test_a_price_that_only_the_amount_tells_is_kept_or_left_out() -> None:
    rows = "1,2026-11-20,Mari,tea,0.5,5000000000\n1,2026-11-20,Mari,tea,0.5,5000000001\n"
    kept, bad = read(f"Invoice,Date,Customer,Product,Qty,Amount\n{rows}")
    assert isinstance(kept, OrderLineRecord)
    assert bad == UnreadableRow(3, f"its price is {TOO_MUCH}")


def test_a_decimal_mark_is_told_by_the_other_rows() -> None:
    text = "order\tdate\tproduct\tsales\n1\t20.11.2026\tx\t20,992\n1\t20.11.2026\ty\t45,06\n"
    assert [row.amount for row in read(text) if isinstance(row, OrderLineRecord)] == [
        Decimal("20.992"),
        Decimal("45.06"),
    ]


def test_an_amount_that_no_row_explains_is_asked_about_unless_the_mark_is_said() -> None:
    text = "order\tdate\tproduct\tsales\n1\t20.11.2026\tx\t20,992\n"
    (asked,) = read(text)
    assert asked == UnreadableRow(
        2, '"20,992" could be 20.992 or 20992; write 20992, or 20.9920 for the other'
    )
    (said,) = read(text, Manner(decimal_mark="."))
    assert isinstance(said, OrderLineRecord)
    assert said.amount == 20992


def test_another_currency_than_the_books_is_left_out() -> None:
    text = "order,date,product,price\n1,2026-11-20,x,$ 5\n"
    (row,) = read(text, Manner(currency="EUR"))
    assert isinstance(row, UnreadableRow)


@pytest.mark.parametrize(
    ("header", "said"),
    [("product,price", "a date"), ("date,price", "a product"), ("date,product", "a price or an")],
)
def test_a_table_without_a_needed_column_is_unreadable(header: str, said: str) -> None:
    with pytest.raises(Unreadable, match=f" says {said}"):
        read(f"{header}\n1,2\n")


DETAILS = "orderID,productID,unitPrice,quantity\n1,7,2.50,2\n1,8,1.00,1\n2,7,2.50,1\n3,7,1,1\n"
ORDERS = (
    "orderID,customerID,orderDate,shipAddress\n"
    "1,TAMM,2026-11-20 00:00:00.000,Pikk 2, 7\n2,NULL,2026-11-21,\n2,X,2026-11-21,\n4,1,2,3,4\n"
)


def test_lines_take_date_and_customer_from_the_orders() -> None:
    table = join_order_lines(
        read_sheet(DETAILS.encode()),
        read_sheet(ORDERS.encode()),
        products=read_sheet(b"productID,productName\n7,coffee\n"),
        customers=read_sheet(b"customerID,companyName\nTAMM,Tamm AS\n"),
    )
    first, second, third = (row for row in table.lines if isinstance(row, OrderLineRecord))
    assert first == replace(
        PLAIN,
        invoice="1",
        customer="Tamm AS",
        customer_id="TAMM",
        product_code="7",
        price=Decimal("2.50"),
        amount=Decimal(5),
        remark='line 2 of the orders: 5 cells under 4 headings: "Pikk 2, 7" is read as one cell',
    )
    assert (second.product, second.product_code, second.remark) == ("", "8", "")
    assert (third.customer, third.at) == ("", datetime(2026, 11, 21))


def test_what_the_tables_beside_the_lines_are_read_for_is_known() -> None:
    customers = b"customerID,companyName,contactName,phone\nTAMM,Tamm AS,Mari,5551\n"
    table = join_order_lines(
        read_sheet(DETAILS.encode()), read_sheet(ORDERS.encode()), customers=read_sheet(customers)
    )
    assert list(table.joined) == ["orders", "customers"]
    assert table.joined["customers"].meanings() == {
        "customerID": "customer_id",
        "companyName": "customer",
    }
    assert table.joined["customers"].aside == ("contactName", "phone")
    assert table.joined["orders"].aside == ("shipAddress",)


def test_what_cannot_be_joined_is_left_out_with_its_reason() -> None:
    table = join_order_lines(read_sheet(DETAILS.encode()), read_sheet(ORDERS.encode()))
    assert [row for row in table.lines if isinstance(row, UnreadableRow)] == [
        UnreadableRow(4, 'in the orders: "2" stands there twice'),
        UnreadableRow(5, "in the orders: 5 cells under 4 headings"),
        UnreadableRow(5, 'order "3" is not among the orders'),
    ]


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        ("orderID,productID,unitPrice,quantity", True),
        ("orderID,customerID,orderDate", False),
        ("orderID,date,product,price", False),
    ],
)
def test_lines_that_need_a_table_of_orders_are_known(header: str, detail: bool) -> None:
    assert is_detail(header.split(",")) is detail


def sample(name: str) -> Iterator[OrderLineRecord]:
    with open_sheet(SAMPLES / name) as sheet:
        for row in read_order_lines(sheet).lines:
            assert isinstance(row, OrderLineRecord), row
            yield row


def own_rows(name: str, delimiter: str = ",") -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def total(rows: list[OrderLineRecord]) -> Decimal:
    return sum((row.amount for row in rows if row.amount is not None), Decimal(0))


@with_samples
@pytest.mark.parametrize(
    ("day", "lines", "returned", "walk_ins", "zeros"),
    [
        ("01", 3108, 27, 1140, 10),
        ("02", 2109, 45, 65, 2),
        ("03", 2202, 42, 1085, 33),
        ("05", 2725, 16, 1, 1),
    ],
)
def test_a_day_of_the_gift_shop_is_read_whole_and_its_total_is_its_own(
    day: str, lines: int, returned: int, walk_ins: int, zeros: int
) -> None:
    name = f"online-retail-2010-12-{day}.csv"
    found, own = list(sample(name)), own_rows(name)
    cents = sum(int(row["Quantity"]) * _cents(row["UnitPrice"]) for row in own)
    assert total(found) * 100 == cents
    assert sum(row.amount_cents or 0 for row in found) == cents
    assert len(found) == len(own) == lines
    assert sum(row.returned for row in found) == returned
    assert sum(not row.customer_id for row in found) == walk_ins
    assert sum("a price of 0" in row.remark for row in found) == zeros
    assert [row.invoice for row in found] == [row["InvoiceNo"] for row in own]


def _cents(price: str) -> int:
    whole, _, part = price.partition(".")
    return int(whole) * 100 + int(f"{part:0<2}")


@with_samples
def test_the_superstore_is_read_whole_and_its_total_is_its_own() -> None:
    name = "superstore-decimal-commas.tsv"
    found, own = list(sample(name)), own_rows(name, "\t")
    assert len(found) == len(own) == 1000
    assert total(found) == sum(Decimal(row["Sales"].replace(",", ".")) for row in own)
    assert sum(row.quantity_milli for row in found) == 1000 * sum(int(r["Quantity"]) for r in own)
    assert [f"{row.at.month}/{row.at.day}/{row.at:%y}" for row in found] == [
        row["Order Date"] for row in own
    ]
    assert not any(row.returned or row.remark for row in found)
    assert {row.customer for row in found} == {row["Customer Name"] for row in own}


@with_samples
def test_northwind_is_joined_whole_and_its_total_is_its_own() -> None:
    files = ("order-details", "orders", "products", "customers")
    with ExitStack() as stack:
        lines, orders, products, customers = (
            stack.enter_context(open_sheet(SAMPLES / "northwind" / f"{name}.csv")) for name in files
        )
        table = join_order_lines(lines, orders, products=products, customers=customers)
        found = [row for row in table.lines if isinstance(row, OrderLineRecord)]
    own = own_rows("northwind/order-details.csv")
    parts = sum(  # hundredths of a cent
        _cents(row["unitPrice"]) * int(row["quantity"]) * (100 - _cents(row["discount"]))
        for row in own
    )
    assert total(found) * 10_000 == parts
    assert len(found) == len(own) == 2155
    assert len({row.invoice for row in found}) == 830
    assert sum("is read as one cell" in row.remark for row in found) == 176
    assert all(row.customer and row.product and row.country for row in found)


@settings(deadline=None)
@given(
    st.binary()
    | st.text(alphabet="0123456789,;\"\n-./: Cx'").map(lambda rows: f"{HEADER}\n{rows}".encode())
    | st.text().map(lambda rows: f"order,date,product,price\n1,2026-11-20,x,{rows}".encode())
)
def test_any_bytes_are_order_lines_or_one_sentence(data: bytes) -> None:
    try:
        with open_sheet(io.BytesIO(data)) as sheet:
            list(read_order_lines(sheet).lines)
    except CrmError as error:
        assert "\n" not in str(error)
