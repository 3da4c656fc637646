"""`crm order`: lists, one whole, how it goes on, and what changes in it."""

from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock
from terminal import screen

SHOP = (
    'add "Mari Maasikas"',
    'add "Põld OÜ" --kind company',
    'add "Jaan Põld" --company "Põld OÜ"',
    "product add 'Coffee beans' --code coffee-1kg --unit kg --price 12,50",
    "product add Filters --price 3",
    "sell mari 3 coffee 2 filters --at 2026-11-02 --source shop --invoice A-71 --delivered --paid",
    'sell mari 0,5 coffee 2 filters 1 Mug@0 --new --at "2026-11-16 9:00" --note "gift wrapped"',
    "sell jaan 40 coffee@11 --quote --at 2026-11-18",
    'sell "põld oü" 10 filters --source web --at 2026-11-18',
    "sell --walk-in 1 mug@4,50 --at yesterday",
)


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, *SHOP)


def _numbers(crm: Crm, line: str) -> list[int]:
    return [row["number"] for row in crm(f"order list {line} --json").json]


def test_the_newest_orders_come_first_with_their_customers(crm: Crm) -> None:
    first, *_, last = crm("order list --json").json
    assert (first["number"], first["contact"], first["handle"]) == (5, None, None)
    assert (first["status"], first["total"], first["at"]) == ("done", "4.50", "2026-11-20")
    assert last == {
        "number": 1,
        "at": "2026-11-02",
        "contact": "Mari Maasikas",
        "handle": "mari-maasikas",
        "kind": "sale",
        "status": "done",
        "total": "43.50",
        "invoice": "A-71",
        "source": "shop",
        "delivered": "2026-11-02",
        "paid": "2026-11-02",
        "note": "",
        "reverses": None,
        "lines": 2,
    }


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("", [5, 4, 3, 2, 1]),
        ("mari", [2, 1]),
        ("mari maasikas", [2, 1]),
        ("jaan", [3]),
        ("'põld oü'", [4]),
        ("'põld oü' --with-people", [4, 3]),
        ("--walk-in", [5]),
        ("--open", [4, 2]),
        ("--status done", [5, 1]),
        ("--status quote", [3]),
        ("--status open --product filters", [4, 2]),
        ("--product coffee-1kg", [3, 2, 1]),
        ("--source web", [4]),
        ("--kind return", []),
        ("--since 2026-11-18", [5, 4, 3]),
        ("--until 16.11.", [2, 1]),
        ("--since mon --until 2026-11-18", [4, 3, 2]),
        ("--last 2", [5, 4]),
        ("mari --open", [2]),
    ],
)
def test_filters_narrow_the_list(line: str, numbers: list[int], crm: Crm) -> None:
    assert _numbers(crm, line) == numbers


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("--with-people", 2, "--with-people belongs to a company; name it"),
        ("mari --walk-in", 2, "--walk-in lists orders to nobody in particular; leave the name out"),
        ("--open --status paid", 2, "--open and --status exclude each other; choose one"),
        (
            "--status sold",
            2,
            'there is no status "sold"; there are quote, placed, delivered,',
        ),
        ("--kind gift", 2, 'there is no kind of order "gift"; there are sale, return'),
        ("--product tea", 3, 'no product matches "tea"'),
        ("nobody", 3, 'no contact matches "nobody"'),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused(
    line: str, code: int, sentence: str, crm: Crm
) -> None:
    said = crm(f"order list {line}")
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith(sentence)


def test_a_pipe_has_the_newest_and_hears_how_many_more(crm: Crm) -> None:
    said = crm("order list --last 1")
    assert said.lines == [
        "5\t2026-11-20\t\t\tsale\tdone\t4.50\t\tshop\t2026-11-20\t2026-11-20\t\t\t1"
    ]
    assert said.err == "and 4 older (--all shows them)\n"
    assert crm("order list --last 1 --csv").lines[0].startswith("number,at,contact,handle,kind")


def test_a_terminal_shows_what_was_bought_and_the_sum() -> None:
    shown = screen("order", "list", "--last", "4", columns=100).text
    assert [line.rstrip() for line in shown.splitlines()] == [
        "4 orders come to €90.25, 1 quote to €440.00",
        "",
        " No  Day, status  Who            What                                     Total",
        " ──────────────────────────────────────────────────────────────────────────────",
        "  5  Fri 20 Nov   walk-in        1 Mug                                    €4.50",
        "     done",
        "  4  Wed 18 Nov   Põld OÜ        10 Filters                              €30.00",
        "     placed",
        "  3  Wed 18 Nov   Jaan Põld      40 kg Coffee beans                     €440.00",
        "     quote",
        "  2  Mon 16 Nov   Mari Maasikas  0.5 kg Coffee beans, 2 Filters, 1 Mug   €12.25",
        "     placed",
        "",
        "and 1 older (--all shows them)",
    ]


def test_an_empty_book_says_how_to_begin(crm: Crm, book: Path) -> None:
    book.unlink()
    assert crm("order list").err == "No order yet; crm sell records one.\n"
    assert crm("order list --json").json == []
    assert crm("order list --open").err == "No order is like that.\n"
    said = crm("order show 1")
    assert (said.code, said.err) == (3, 'there is no order "1" (crm order list shows them)\n')


@pytest.mark.parametrize("name", ["2", "#2"])
def test_an_order_is_shown_with_its_lines(name: str, crm: Crm) -> None:
    crm("return mari 2 0,2 coffee --why stale")
    [order] = crm(f"order show {name} --json").json
    assert (order["number"], order["note"], order["total"]) == (2, "gift wrapped", "12.25")
    assert order["returns"] == [6]
    assert order["lines"][0] == {
        "line": 1,
        "product": "Coffee beans",
        "code": "coffee-1kg",
        "description": "",
        "quantity": "0.5",
        "unit": "kg",
        "price": "12.50",
        "amount": "6.25",
        "returned": "0.2",
        "reverses_line": None,
    }
    assert crm("order show A-71 --json").json[0]["number"] == 1
    assert (
        crm("order show 2 --csv").lines[1] == "2,1,Coffee beans,coffee-1kg,,0.5,kg,12.50,6.25,0.2,"
    )


def test_an_order_in_a_pipe_is_labelled_lines_and_records(crm: Crm) -> None:
    crm("return mari 1 1 filters --why stale")
    assert crm("order show 1").lines == [
        "order\tOrder 1 · done · Mon 2 Nov",
        "customer\tMari Maasikas · mari-maasikas",
        "about\tinvoice A-71 · source shop · delivered Mon 2 Nov · paid Mon 2 Nov",
        "returns\t€3.00 came back in order 6; €40.50 is left",
        "total\t43.50",
        "1\tCoffee beans\tcoffee-1kg\t\t3\tkg\t12.50\t37.50\t0\t",
        "2\tFilters\t\t\t2\t\t3.00\t6.00\t1\t",
    ]


def test_a_terminal_shows_an_order_as_a_bill() -> None:
    assert [line.rstrip() for line in screen("order", "show", "2").text.splitlines()] == [
        "Order 2 · placed · Mon 16 Nov 09:00",
        "Mari Maasikas · mari-maasikas",
        "gift wrapped",
        "",
        "    Product                    Quantity   Price  Amount",
        " ──────────────────────────────────────────────────────",
        " 1  Coffee beans (coffee-1kg)    0.5 kg  €12.50   €6.25",
        " 2  Filters                           2   €3.00   €6.00",
        " 3  Mug                               1   €0.00   €0.00",
        "    Total                                        €12.25",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("place 3", "Order 3 (Jaan Põld, €440.00): placed Sat 21 Nov,"
         " neither delivered nor paid yet"),
        ("place 3 --at thu", "Order 3 (Jaan Põld, €440.00): placed Thu 19 Nov,"
         " neither delivered nor paid yet"),
        ("lose 3", "Order 3 (Jaan Põld, €440.00): a quote of Wed 18 Nov, lost"),
        ("deliver 2", "Order 2 (Mari Maasikas, €12.25): placed Mon 16 Nov, delivered Sat 21 Nov,"
         " not paid yet"),
        ("pay 2 --at 17.11.", "Order 2 (Mari Maasikas, €12.25): placed Mon 16 Nov,"
         " not delivered yet, paid Tue 17 Nov"),
        ("deliver A-71 --at tue", "Order 1 (Mari Maasikas, €43.50): placed Mon 2 Nov,"
         " delivered Tue 17 Nov, paid Mon 2 Nov"),
    ],
)  # fmt: skip
def test_an_order_goes_on(line: str, said: str, crm: Crm) -> None:
    assert crm(f"order {line}").lines == [said, "  crm undo takes it back"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("deliver 3", "order 3 is a quote (crm order place 3 makes it an order)"),
        ("pay 3", "order 3 is a quote (crm order place 3 makes it an order)"),
        ("lose 2", "order 2 is placed, and only a quote is lost"
         " (crm return records what comes back)"),
        ("deliver 2 --at 2026-11-15", "order 2 is of Mon 16 Nov; it was not delivered on Sun 15 Nov"
         " (crm order edit 2 --at moves it)"),
        ("pay 6", "order 6 is a return, which has no such status"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(line: str, sentence: str, crm: Crm) -> None:
    crm("return mari 1 --why x")
    refused = crm(f"order {line}")
    assert (refused.code, refused.out, refused.err) == (5, "", f"{sentence}\n")


def _edited(crm: Crm, line: str) -> tuple[list[str], Any]:
    said = crm(f"order edit {line}")
    assert said.code == 0, said.err
    return said.lines, crm(f"order show {line.split()[0]} --json").json[0]


def test_an_edit_says_what_it_changed(crm: Crm) -> None:
    said, order = _edited(
        crm,
        "1 --at 2026-11-01 --source phone --invoice '' --note 'to the back door' --contact jaan"
        " --line 1=2@11,50 --drop 2 --add '2 mug@4,50' --add filters",
    )
    assert said == [
        "Changed order 1 (Jaan Põld)",
        "  day: Mon 2 Nov → Sun 1 Nov",
        "  customer: Mari Maasikas → Jaan Põld",
        "  source: shop → phone",
        "  invoice: A-71 → none",
        "  note: none → to the back door",
        "  line 1: 3 kg Coffee beans at €12.50: €37.50 → 2 kg Coffee beans at €11.50: €23.00",
        "  − 2 Filters at €3.00: €6.00",
        "  + 2 Mug at €4.50: €9.00",
        "  + 1 Filters at €3.00: €3.00",
        "  total: €43.50 → €35.00",
        "  crm undo takes it back",
    ]
    assert (order["total"], order["handle"], order["invoice"]) == ("35.00", "jaan-pold", "")
    assert [line["line"] for line in order["lines"]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("2 --walk-in", "contact", None),
        ("2 --contact põld-oü", "handle", "pold-ou"),
        ("2 --note ''", "note", ""),
        ("2 --invoice B-1", "invoice", "B-1"),
        ("2 --at 'yesterday 15:30'", "at", "2026-11-20T15:30:00"),
        ("2 --add '0,5 tea@2' --new", "total", "13.25"),
        ("2 --line 1=1", "total", "18.50"),
        ("2 --line '1=0,25 kg'", "total", "9.13"),
        ("2 --line 3=@4,50", "total", "16.75"),
        ("3 --drop 1", "total", "0.00"),
    ],
)
def test_an_order_is_changed(line: str, key: str, value: Any, crm: Crm) -> None:
    line = line.replace("põld-oü", "pold-ou")
    assert _edited(crm, line)[1][key] == value


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("9", 3, 'there is no order "9" (crm order list shows them)'),
        ("1 --contact jaan --walk-in", 2, "--contact and --walk-in exclude each other"),
        ("1 --drop 7", 3, "order 1 has no line 7; it has 2"),
        ("1 --line x", 2, '"x" changes no line; write it as 2=3, 2=3@11,50 or 2=@11,50'),
        ("1 --line 1=2 --drop 1", 2, "line 1 cannot be both changed and dropped"),
        ("2 --invoice A-71", 5, "invoice A-71 belongs to order 1 already"),
        ("1 --add '2 tea'", 3, 'no product matches "tea"'),
        ("1 --source radio", 2, 'there is no source "radio"; there are shop, phone, mail, web'),
        ("1 --at 2026-11-05", 5, "order 1 was delivered on Mon 2 Nov; it cannot be of a day after"),
        ("1 --at ''", 2, 'cannot read the day ""'),
    ],
)
def test_an_edit_that_cannot_be_is_refused_whole(
    line: str, code: int, sentence: str, crm: Crm
) -> None:
    before = crm("order show 1 --json").json
    refused = crm(f"order edit {line} --note 'something new'")
    assert (refused.code, refused.out) == (code, "")
    assert refused.err.startswith(sentence)
    assert crm("order show 1 --json").json == before
