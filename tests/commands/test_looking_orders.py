"""Orders and products where somebody is looked up: who, show, find, history, merge."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Crm
from shops import stock

SHOP = (
    'add "Põld OÜ" --kind company',
    'add "Mari Maasikas" --phone 55512345 --company "Põld OÜ"',
    'add "Jaan Juurikas"',
    'product add "Coffee beans" --code coffee-1kg --unit kg --price 12,50 --category café',
    'product add "Filters" --price 3',
    "sell mari 3 coffee-1kg 2 filters --at 2025-05-01 --invoice A-100",
    "sell mari 0,5 coffee-1kg --at 2026-01-10",
    "sell mari 1 filters --at 2026-03-12",
    "sell mari 2 filters --at 2026-05-13",
    "sell mari 3 filters@2,75 --at 2026-07-14 --invoice A-104",
    "sell põld-oü 1 coffee-1kg --at 2026-08-14",
    "sell mari 10 filters --at 2026-09-01 --quote",
    'return mari 5 1 filters --why "arrived broken"',
    "sell --walk-in 2 filters --at 2026-11-20 --invoice W-1",
)


@pytest.fixture
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, *(line.replace("põld-oü", "pold-ou") for line in SHOP))


def _told(lines: list[str], *labels: str) -> list[str]:
    pairs = [line.split("\t", 1) for line in lines if "\t" in line]
    return [text for label, text in pairs if label in labels]


def test_the_card_has_the_last_order_in_one_line(shop: None, crm: Crm) -> None:
    assert _told(crm("who 5551").lines, "order", "orders") == [
        "last order 8, Sat 21 Nov, return: -1 Filters: arrived broken, -€2.75"
    ]


def test_show_has_the_latest_orders_and_what_all_come_to(shop: None, crm: Crm) -> None:
    assert _told(crm("show mari").lines, "orders", "order", "more") == [
        "bought €20.75 in the last 12 months, €64.25 in all: 5 orders, 1 return, 1 quote",
        "  8, Sat 21 Nov, return: -1 Filters: arrived broken, -€2.75",
        "  7, Tue 1 Sep, quote: 10 Filters, €30.00",
        "  5, Tue 14 Jul, placed: 3 Filters, €8.25",
        "  4, Wed 13 May, placed: 2 Filters, €6.00",
        "  3, Thu 12 Mar, placed: 1 Filters, €3.00",
        "  and 2 more: crm order list mari-maasikas",
    ]


def test_a_company_has_what_its_people_bought_and_names_them(shop: None, crm: Crm) -> None:
    told = _told(crm("show pold-ou").lines, "orders", "order", "more")
    assert told[0].startswith("bought €33.25 in the last 12 months, €76.75 in all: 6 orders")
    assert told[2:4] == [
        "  7, Tue 1 Sep, Mari Maasikas, quote: 10 Filters, €30.00",
        "  6, Fri 14 Aug, placed: 1 kg Coffee beans, €12.50",
    ]
    assert told[-1] == "  and 3 more: crm order list pold-ou --with-people"
    assert crm("order list pold-ou --with-people --all").code == 0


def test_who_bought_nothing_has_no_line_about_it(shop: None, crm: Crm) -> None:
    assert _told(crm("show jaan").lines, "orders", "order") == []
    (row,) = crm("who jaan --json").json
    assert (row["orders"], row["order_count"], row["turnover"]) == ([], 0, "0.00")


def test_a_card_as_json_has_orders_and_amounts_without_floats(shop: None, crm: Crm) -> None:
    (row,) = crm("who mari --json").json
    assert [order["number"] for order in row["orders"]] == [8, 7, 5, 4, 3]
    assert row["orders"][2]["total"] == "8.25"
    assert (row["order_count"], row["turnover"], row["turnover_12_months"]) == (7, "64.25", "20.75")
    assert "5 2026-07-14 placed 8.25" in crm("who mari --csv").out


def test_the_story_as_json_has_every_order_among_the_talks(shop: None, crm: Crm) -> None:
    crm('log mari "asked for more" --at "2026-06-01 12:00"')
    rows = crm("show mari --json").json
    assert [(row["channel"], row["order"], row["total"]) for row in rows[2:5]] == [
        ("order", 5, "8.25"),
        ("call", None, None),
        ("order", 4, "6.00"),
    ]
    assert [row["order"] for row in crm("show mari --json --last 2").json] == [8, 7]


def test_a_card_with_everything_has_ten_lines_at_most(shop: None, crm: Crm) -> None:
    crm("contact edit mari --notes 'likes oak' --birthday 1980-05-03 --email m@x.ee")
    crm('log mari "arrived broken" --case delivery')
    for day in ("mon", "tue", "wed"):
        crm(f"callback mari {day} 'call again'")
    lines = crm("who mari").lines
    assert len(lines) <= 10
    assert len(_told(lines, "order")) == 1


def test_a_card_says_what_a_product_is_called_now(shop: None, crm: Crm) -> None:
    assert crm("product edit filters --name 'Paper filters'").code == 0
    assert crm("product archive paper").code == 0
    assert "3 Paper filters" in crm("show mari").out
    assert _hits(crm, "paper") == [("product", "", None, "Paper filters, €3.00, archived")]


def _hits(crm: Crm, words: str) -> list[tuple[str, str, int | None, str]]:
    rows = crm("find --json --", words).json
    return [(row["kind"], row["handle"], row["number"], row["text"]) for row in rows]


COFFEE = ("product", "", None, "Coffee beans, coffee-1kg, café, €12.50 per kg")


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("coffee", COFFEE),
        ("BEANS", COFFEE),
        ("coffee-1kg", COFFEE),
        ("offee", COFFEE),
        ("A-104", ("order", "mari-maasikas", 5, "€8.25, invoice A-104")),
        ("w-1", ("order", "", 9, "€6.00, invoice W-1")),
        ("broken", ("return", "mari-maasikas", 8, "-€2.75: arrived broken")),
        ("roken", ("return", "mari-maasikas", 8, "-€2.75: arrived broken")),
    ],
)
def test_goods_and_orders_are_found(
    words: str, hit: tuple[str, str, int | None, str], shop: None, crm: Crm
) -> None:
    assert _hits(crm, words) == [hit]


@pytest.mark.parametrize("words", ["%", "_", "'"])
def test_a_sign_in_what_is_sought_is_a_sign(words: str, shop: None, crm: Crm) -> None:
    assert _hits(crm, words) == []


def test_of_many_goods_the_first_are_found_and_the_rest_is_said(crm: Crm) -> None:
    for number in range(51):
        crm(f"product add 'Mug {number}' --price 1")
    found = crm("find mug --json")
    assert len(found.json) == 50
    assert found.err == "only the newest 50 products are shown (--all shows every one)\n"
    assert len(crm("find mug --json --all").json) == 51


def test_history_tells_a_sale_and_counts_its_lines(shop: None, crm: Crm) -> None:
    for number in range(40):
        crm(f"product add 'Mug {number:02}' --code m{number} --price 1")
    crm("sell jaan " + " ".join(f"1 m{number}" for number in range(40)) + " --invoice J-7")
    (row, *_) = crm("history --json").json
    assert row["changes"] == "1 order, 40 order lines added"
    assert row["details"] == ["+ order 10 sale J-7 40.00", "+ 40 order lines"]
    assert crm("undo").lines[0] == (
        "Took back sell of today 10:00 (Jaan Juurikas): 1 order, 40 order lines added"
    )


def test_history_of_a_contact_has_its_orders(shop: None, crm: Crm) -> None:
    steps = crm("history pold-ou --json").json
    assert [(step["command"], step["details"]) for step in steps] == [
        ("sell", ["+ order 6 sale 12.50"]),
        ("add", ["+ contact Põld OÜ"]),
    ]


def test_history_tells_prices_as_money(shop: None, crm: Crm) -> None:
    crm("product edit filters --price 3,5")
    assert crm("history --json").json[0]["details"] == ["product price: 3.00 → 3.50"]


def test_a_merge_moves_orders_and_cases_and_an_undo_moves_them_back(
    shop: None, crm: Crm, book: Path
) -> None:
    crm('case mari "arrived broken" --stage delivery --order 5')
    crm('case jaan "where is it" --stage delivery')
    before = _owners(book)
    shown = crm("contact merge jaan mari --yes")
    assert shown.code == 0, shown.err
    assert "orders\t\t" not in shown.out
    assert "7 orders, 1 case moved" in shown.out
    assert set(_owners(book)[0]) == {(3,), (1,), (None,)}
    assert crm("undo").code == 0
    assert _owners(book) == before


def _owners(book: Path) -> tuple[list[tuple[int | None]], list[tuple[int | None]]]:
    with closing(sqlite3.connect(book)) as connection:
        orders, cases = (
            connection.execute(f"SELECT contact_id FROM {table} ORDER BY id").fetchall()
            for table in ("customer_order", "customer_case")
        )
    return orders, cases


def test_putting_somebody_aside_says_what_rests_with_them(shop: None, crm: Crm) -> None:
    assert crm("contact archive mari").lines[1:] == [
        "  1 open quote rests with it: crm order list mari-maasikas --status quote"
    ]
