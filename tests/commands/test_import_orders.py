"""Taking orders in: rehearsed, written as one step, each only once, nobody chosen silently."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock

Dump = Callable[[], Any]
HEAD = "Invoice,Date,Customer ID,Customer,Product code,Product,Quantity,Unit price\n"
MONDAY = (
    f"{HEAD}"
    "17,16.11.2026 10:00,5,Mari Maasikas,C1,Coffee,2,12.50\n"
    "18,16.11.2026 11:00,,,C1,Coffee,1,12.50\n"
    "17,16.11.2026 10:01,5,Mari Maasikas,F1,Filter,3,0.4225\n"
)
TUESDAY = f"{HEAD}C19,17.11.2026 09:00,5,Mari Maasikas,C1,Coffee beans,-1,12.50\n"


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, 'add "Mari Maasikas"', 'add "Jaan Tamm"', 'add "Jaan Tamm" --company Tamm')


def take(crm: Crm, text: str, line: str = "import orders - --apply") -> list[str]:
    said = crm(line, stdin=text)
    assert said.code == 0, said.err
    return said.lines


def orders(crm: Crm, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(row[field] for field in fields) for row in crm("export orders --json").json]


def test_what_was_sold_in_the_past_waits_for_nothing(crm: Crm) -> None:
    take(crm, MONDAY + TUESDAY.removeprefix(HEAD))
    assert orders(crm, "invoice", "kind", "delivered", "paid") == [
        ("17", "sale", "2026-11-16", "2026-11-16"),
        ("18", "sale", "2026-11-16", "2026-11-16"),
        ("C19", "return", None, None),
    ]
    assert crm("order list --open --json").json == []


def test_a_rehearsal_says_what_would_be_stored_and_writes_nothing(crm: Crm, dump: Dump) -> None:
    before = dump()
    assert take(crm, MONDAY, "import -") == [
        "orders: CSV, utf-8, comma",
        "  Invoice → invoice",
        "  Date → at",
        "  Customer ID → customer id",
        "  Customer → customer",
        "  Product code → product code",
        "  Product → product",
        "  Quantity → quantity",
        "  Unit price → price",
        "as it would be stored:",
        "  2026-11-16 10:00 17, Mari Maasikas: 2 Coffee, 3 Filter, €26.27",
        "  2026-11-16 11:00 18, nobody: 1 Coffee, €12.50",
        "1 customer found that had no number yet: 5 → mari-maasikas",
        "2 new products: Coffee; Filter",
        "2 sales of €38.77, 1 order to nobody in particular",
        "2 orders (3 lines) new, 0 in the book already, 0 lines unreadable",
        "Nothing was written yet; --apply writes it.",
    ]
    assert dump() == before


@pytest.mark.parametrize(
    ("days", "note"),
    [
        (("21.11.2026", "20.11.2026"), []),
        (("31.12.2026", "20.11.2026"), ["1 order is dated after today, the last Thu 31 Dec 2026"]),
        (("02.03.2027", "22.11.2026"), ["2 orders are dated after today, the last Tue 2 Mar 2027"]),
    ],
)
def test_what_was_sold_in_the_future_is_taken_and_said(
    days: tuple[str, ...], note: list[str], crm: Crm
) -> None:
    rows = [f"{n},{day} 10:00,,,C1,Coffee,1,12.50\n" for n, day in enumerate(days, 30)]
    text = HEAD + "".join(rows)
    for line in ("import -", "import orders - --apply"):
        said = [one for one in take(crm, text, line) if "after today" in one]
        assert said == [f"  note: {one}" for one in note]
    assert len(orders(crm, "invoice")) == 2
    assert "after today" not in crm("import -", stdin=text).out


def test_an_invoice_that_is_spread_over_the_file_is_one_order(crm: Crm) -> None:
    take(crm, MONDAY)
    assert orders(crm, "number", "invoice", "handle", "at", "total") == [
        (1, "17", "mari-maasikas", "2026-11-16T10:00:00", "26.27"),
        (2, "18", None, "2026-11-16T11:00:00", "12.50"),
    ]
    line = crm("export orders --json").json[0]["lines"][1]
    assert (line["quantity"], line["price"], line["amount"]) == ("3", "0.4225", "1.2675")


def test_the_same_file_twice_adds_nothing(crm: Crm) -> None:
    take(crm, MONDAY)
    before = crm("history --json").json
    assert take(crm, MONDAY)[-1] == (
        "0 orders (0 lines) added, 2 in the book already, 0 lines unreadable"
    )
    assert crm("history --json").json == before


def test_files_named_together_know_each_other(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(MONDAY, "utf-8")
    said = crm("import orders --apply", str(path), str(path))
    assert "2 orders (3 lines) added, 0 in the book already, 0 lines unreadable" in said.lines
    assert "0 orders (0 lines) added, 2 in the book already, 0 lines unreadable" in said.lines


def test_a_return_points_at_what_was_bought_before(crm: Crm) -> None:
    take(crm, MONDAY)
    said = take(crm, TUESDAY)
    assert "  of 1 returned line, 1 leads to what was bought before" in said
    back = crm("export orders --json").json[2]
    assert (back["kind"], back["total"], back["reverses"]) == ("return", "-12.50", 1)
    assert [(one["quantity"], one["reverses"], one["reverses_position"]) for one in back["lines"]] \
        == [("-1", 1, 1)]  # fmt: skip
    assert back["lines"][0]["description"] == "Coffee beans"


def test_more_cannot_come_back_than_was_bought(crm: Crm) -> None:
    take(crm, MONDAY)
    take(crm, TUESDAY.replace("-1,", "-2,"))
    take(crm, TUESDAY.replace("C19", "C20"))
    assert orders(crm, "invoice", "reverses")[2:] == [("C19", 1), ("C20", None)]


def test_a_return_that_stands_before_its_sale_finds_it(crm: Crm) -> None:
    early = TUESDAY.replace("C19,17.11.2026 09", "0,16.11.2026 23")
    take(crm, early + MONDAY.removeprefix(HEAD))
    assert orders(crm, "number", "invoice", "reverses") == [
        (1, "0", 2), (2, "17", None), (3, "18", None),
    ]  # fmt: skip


def test_nothing_comes_back_before_it_was_bought(crm: Crm) -> None:
    take(crm, TUESDAY.replace("17.11", "16.11") + MONDAY.removeprefix(HEAD))
    assert ("C19", None) in orders(crm, "invoice", "reverses")


def test_an_order_that_holds_something_else_now_is_listed(crm: Crm, dump: Dump) -> None:
    take(crm, MONDAY)
    before = dump()
    said = take(crm, MONDAY.replace("Filter,3", "Filter,4"))
    assert said[0] == (
        "  line 2, changed: order 1, invoice 17, has 2 lines of 26.69 in the file"
        " and 2 lines of 26.27 in the book"
    )
    assert "  of orders that changed, the book keeps its own; --overwrite lets the file win" in said
    assert dump() == before


def test_overwrite_lets_the_file_win_and_returns_stay(crm: Crm, dump: Dump) -> None:
    take(crm, MONDAY)
    take(crm, TUESDAY)
    before = dump()
    changed = MONDAY.replace("Filter,3,0.4225", "Coffee,4,0.50")
    said = take(crm, changed, "import orders - --apply --overwrite")
    assert "1 changed (1 replaced)" in said[-2]
    first, _, back = crm("export orders --json").json
    assert (first["total"], len(first["lines"])) == ("27.00", 2)
    assert (back["reverses"], back["lines"][0]["reverses"]) == (1, 1)
    crm("undo")
    assert dump() == before


def test_a_name_that_several_have_is_left_out_unless_it_is_said(crm: Crm) -> None:
    text = f"{HEAD}20,18.11.2026,,Jaan Tamm,C1,Coffee,1,12.50\n"
    assert take(crm, text)[0] == (
        '  line 2, doubtful: order 20: "Jaan Tamm" fits 2 contacts;'
        " write a handle: jaan-tamm, jaan-tamm-2"
    )
    said = take(crm, text, "import orders - --apply --with-doubtful")
    assert "1 new customer: Jaan Tamm" in said
    assert orders(crm, "handle") == [("jaan-tamm-3",)]


def test_two_customers_of_one_name_are_two(crm: Crm) -> None:
    text = (
        f"{HEAD}1,18.11.2026,7,Tiit Kask,C1,Coffee,1,1.00\n2,18.11.2026,8,Tiit Kask,C1,Coffee,1,1\n"
    )
    take(crm, text)
    take(crm, text.replace("\n1,", "\n3,").replace("\n2,", "\n4,").replace("Tiit Kask", ""))
    assert orders(crm, "handle") == [("tiit-kask",), ("tiit-kask-2",)] * 2


def test_a_number_without_a_name_makes_one_customer(crm: Crm) -> None:
    text = "Invoice,Date,Customer ID,Product,Quantity,Unit price,Country\n"
    text += "1,18.11.2026,17850.0,Coffee,1,1.00,Eesti\n2,19.11.2026,17850,Coffee,1,1.00,Eesti\n"
    assert "1 new customer: Customer 17850" in take(crm, text)
    contact = crm("export contacts --json").json[-1]
    assert (contact["name"], contact["source_id"], contact["country"]) == (
        "Customer 17850", "17850", "Eesti",
    )  # fmt: skip
    assert len(crm("export contacts --json").json) == 4


def test_a_number_from_another_program_finds_its_contact(crm: Crm) -> None:
    crm("import contacts - --apply", stdin="Customer ID,Name,Phone\n905,Õie Šmidt,5551 2345\n")
    text = "Invoice,Date,Customer ID,Product,Quantity,Unit price\n1,18.11.2026,905,Coffee,1,1.00\n"
    assert "1 customer found that had no number yet: 905 → oie-smidt" in take(crm, text)
    assert orders(crm, "handle") == [("oie-smidt",)]
    named = text.replace("Product,", "Customer,Product,").replace("905,", "905,Somebody Else,")
    take(crm, named.replace("\n1,", "\n2,"))
    assert orders(crm, "handle")[1] == ("oie-smidt",)  # the number is the contact's own by now


def test_lines_that_cannot_be_read_are_named_and_the_others_taken(crm: Crm) -> None:
    bad = f"{MONDAY}21,soon,,,C1,Coffee,1,12.50\n22,19.11.2026,,,C1,Coffee,many,12.50\n"
    said = take(crm, bad)
    assert said[0].startswith("  line 5, unreadable: ")
    assert said[1] == '  line 6, unreadable: "many" is no quantity; write it as 2, 0,5 or 0,5 kg'
    assert said[-2].endswith("2 lines unreadable")


def test_another_currency_is_not_taken_for_the_books(crm: Crm) -> None:
    text = "Invoice,Date,Product,Quantity,Unit price,Currency\n1,18.11.2026,Coffee,1,1.00,USD\n"
    assert take(crm, text)[0] == "  line 2, unreadable: it is in USD, the book is in EUR"


def test_without_a_price_it_is_worked_out_from_the_amount(crm: Crm) -> None:
    take(crm, "Order,Date,Product,Quantity,Amount\n1,18.11.2026,Coffee,3,10.00\n")
    line = crm("export orders --json").json[0]["lines"][0]
    assert (line["price"], line["amount"]) == ("3.33333", "10.00")


def test_what_is_bought_and_brought_back_at_once_is_a_sale(crm: Crm) -> None:
    take(crm, f"{HEAD}1,18.11.2026,,,C1,Coffee,1,12.50\n1,18.11.2026,,,F1,Filter,-2,0.50\n")
    assert orders(crm, "kind", "total") == [("sale", "11.50")]


def test_without_an_invoice_number_the_lines_tell_an_order(crm: Crm) -> None:
    text = "Date,Customer,Product,Quantity,Unit price\n18.11.2026,Mari Maasikas,Coffee,1,12.50\n"
    take(crm, text)
    assert "1 in the book already" in take(crm, text)[-1]
    take(crm, text.replace(",1,", ",2,"))
    assert orders(crm, "handle", "total") == [
        ("mari-maasikas", "12.50"),
        ("mari-maasikas", "25.00"),
    ]


def test_a_column_said_once_is_remembered(crm: Crm) -> None:
    text = "Nr,Päev,Kes,Kaup,Kogus,Tk hind\n1,18.11.2026,Mari Maasikas,Kohv,1,12.50\n"
    said = crm("import orders - --apply --map Nr=invoice --map Päev=at --map Kes=customer"
               ' --map "Tk hind=price"', stdin=text)  # fmt: skip
    assert said.code == 0, said.err
    again = crm("import orders -", stdin=text.replace("\n1,", "\n2,"))
    assert "  columns as said before for these headings; --map changes that" in again.lines
    assert orders(crm, "invoice", "handle") == [("1", "mari-maasikas")]


def test_escapes_in_a_file_never_reach_the_screen(crm: Crm) -> None:
    said = take(crm, f"{HEAD}1,18.11.2026,,\x1b[31mX,C1,\x1b]0;y,1,12.50\n", "import orders -")
    assert "\x1b" not in "".join(said)


def test_lines_without_their_orders_say_what_is_missing(crm: Crm) -> None:
    said = crm("import orders -", stdin="orderID,productID,unitPrice,quantity\n1,2,3.00,4\n")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "name the table of the orders too" in said.err


@pytest.mark.parametrize("text", ["", f"{HEAD}", "a,b\n1,2\n"])
def test_a_file_without_orders_is_no_traceback(text: str, crm: Crm) -> None:
    said = crm("import orders - --apply", stdin=text)
    assert (said.code, said.out + said.err != "") == (0 if text == HEAD else 2, True)


CASES = (
    "Case ID,Client,Opened,Type,Stage,Subject,Product\n"
    "4,Mari Maasikas,18.11.2026 10:00,complaint,delivery,arrived broken,\n"
    ",Nobody At All,18.11.2026,question,,how long,\n"
    ",Mari Maasikas,18.11.2026,pigeon,,how long,\n"
)


def test_cases_are_taken_in_once(crm: Crm) -> None:
    assert "1 new, 0 in the book already, 2 unreadable" in take(crm, CASES, "import -")
    take(crm, CASES, "import cases - --apply")
    (case,) = crm("export cases --json").json
    assert (case["handle"], case["stage"], case["due"]) == (
        "mari-maasikas", "delivery", "2026-11-25",
    )  # fmt: skip
    said = take(crm, CASES, "import cases - --apply")
    assert "0 added, 1 in the book already, 2 unreadable" in said


def test_a_list_of_products_is_taken_in_once(crm: Crm) -> None:
    text = "Code;Name;Price\nC1;Coffee;12,50\n;=Filter;0,4225\n"
    assert "2 added, 0 in the book already, 0 unreadable" in take(crm, text, "import - --apply")
    assert "0 added, 2 in the book already, 0 unreadable" in take(crm, text, "import - --apply")
    prices = [(row["name"], row["price"]) for row in crm("export products --json").json]
    assert prices == [("Coffee", "12.50"), ("=Filter", "0.4225")]
