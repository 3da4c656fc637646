"""`crm product`: kept, listed, put aside."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock
from terminal import screen

from smallcrm.completion import codes

SHOP = (
    "add Mari",
    "product add 'Coffee beans' --code coffee-1kg --category Jook --price 12,90",
    "product add 'Paper filters' --price 2",
    "product add Tea --unit kg --price 0,4225 --category jook",
    "product add 'Old mug' --code MUG --price 4",
    "sell mari 3 coffee@12,50 0,5 tea 1 mug",
    "sell mari 10 tea --quote",
    "product archive mug",
)


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, *SHOP)


def test_a_product_is_added_and_said_back(crm: Crm) -> None:
    said = crm("product add 'Oak chair' --code oak --price 124 --unit tk --category seats")
    assert said.lines == ["Added Oak chair (oak), €124.00 / tk", "  crm undo takes it back"]
    assert crm("product add Stool").lines[0] == "Added Stool, without a price"
    assert crm("product add Bench --code b-1 -q").out == "b-1\n"
    assert crm("product add 'Coffee beans' --code c2").lines[1] == (
        "  note: Coffee beans (coffee-1kg) has the same name"
    )


def test_products_are_listed_by_name_with_what_was_sold(crm: Crm) -> None:
    assert crm("product list").lines == [
        "coffee-1kg\tCoffee beans\tJook\t\t12.90\t3\t1\tno",
        "\tPaper filters\t\t\t2.00\t0\t0\tno",
        "\tTea\tjook\tkg\t0.4225\t0.5\t1\tno",
    ]
    assert crm("product list --json").json[2] == {
        "code": "", "name": "Tea", "category": "jook", "unit": "kg", "price": "0.4225",
        "sold": "0.5", "orders": 1, "archived": False,
    }  # fmt: skip
    rows = list(csv.DictReader(crm("product list --all --csv").lines))
    assert [(row["name"], row["archived"]) for row in rows] == [
        ("Coffee beans", "no"),
        ("Old mug", "yes"),
        ("Paper filters", "no"),
        ("Tea", "no"),
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("cof", ["Coffee beans"]),
        ("beans 1kg", ["Coffee beans"]),
        ("eans", []),
        ("--category JOOK", ["Coffee beans", "Tea"]),
        ("te --category jook", ["Tea"]),
        ("mug", []),
        ("mug --all", ["Old mug"]),
    ],
)
def test_a_list_is_narrowed(words: str, names: list[str], crm: Crm) -> None:
    assert [row["name"] for row in crm(f"product list {words} --json").json] == names


@pytest.mark.parametrize("columns", [30, 80, 120])
def test_the_list_fits_a_terminal(columns: int) -> None:
    shown = screen("product", "list", "--all", columns=columns).text
    assert "Old mug (archived)" in shown
    assert "€0.4225 / kg" in shown
    assert max(map(len, shown.splitlines())) <= columns


def test_an_empty_list_says_what_to_do(crm: Crm, tmp_path: Path) -> None:
    empty = f"--db {tmp_path / 'none.db'} product list"
    assert crm(empty).err == "No product yet; crm product add adds one.\n"
    assert crm("product list qqq").err == "No product is like that.\n"
    assert crm("product list qqq --json").out == "[]\n"


def test_an_edit_says_what_is_different(crm: Crm) -> None:
    assert crm("product edit paper filters --name Filters --price 2,25 --code f").lines == [
        "Changed Filters (f)",
        "  code: none → f",
        "  name: Paper filters → Filters",
        "  price: €2.00 → €2.25",
        "  crm undo takes it back",
    ]
    assert crm("product edit f --price '' --category paper").lines[1:3] == [
        "  category: none → paper",
        "  price: €2.25 → none",
    ]
    assert crm("product edit f").lines == ["Nothing changed for Filters (f)"]


def test_what_is_put_aside_is_not_sold_and_comes_back(crm: Crm) -> None:
    assert crm("product archive paper filters").lines == [
        "Archived Paper filters; crm product restore Paper filters takes it back"
    ]
    said = crm("sell mari 2 paper filters")
    assert (said.code, said.err) == (
        5,
        "Paper filters is archived (crm product restore Paper filters)\n",
    )
    assert crm("product restore Paper filters").lines[0] == "Restored Paper filters"
    assert crm("sell mari 2 paper filters").code == 0


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("product add ''", 2, "a product needs a name\n"),
        ("product add x --price -1", 2, '"-1" is below zero, and no price is\n'),
        ("product add x --price 1,234", 2, '"1,234" could be 1.234 or 1234; write 1234, or 1.2340 '
         "for the other\n"),
        ("product add x --price '3 USD'", 2, '"3 USD" is in USD, and the book is in EUR\n'),
        ("product add x --code mug", 5, "the code mug belongs to Old mug (MUG), archived (crm "
         "product restore MUG)\n"),
        ("product add tea", 5, "Tea is among the products already, without a code; crm product "
         "edit gives it one\n"),
        ("product edit qqq --price 1", 3, 'no product matches "qqq" (crm product add creates one, '
         "crm product list shows all)\n"),
        ("product edit tea --name ''", 2, "a product needs a name\n"),
        ("product archive mug", 5, "Old mug (MUG) is archived (crm product restore MUG)\n"),
        ("product restore tea", 5, "Tea is not archived\n"),
    ],
)  # fmt: skip
def test_what_is_refused_writes_nothing(
    line: str, code: int, sentence: str, crm: Crm, dump: Callable[[], Any]
) -> None:
    before = crm("product list --all --json").json
    said = crm(line)
    assert (said.code, said.out, said.err) == (code, "", sentence)
    assert crm("product list --all --json").json == before


@pytest.mark.parametrize(
    ("start", "found"),
    [("", ["coffee-1kg"]), ("COF", ["coffee-1kg"]), ("mug", []), ("x", [])],
)
def test_the_tab_key_completes_codes(start: str, found: list[str]) -> None:
    assert codes(start) == found


def test_hostile_names_are_shown_and_not_run(crm: Crm) -> None:
    crm("product add", "[red]=1+1\x1b[2J:smile:", "--code", "=c")
    shown = screen("product", "list").text
    assert "[red]=1+1\\x1b[2J:smile:" in shown
    assert "'=c,[red]" in crm("product list --csv").out
