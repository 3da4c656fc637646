"""`crm sell`: what somebody buys, in one line."""

import sqlite3
from pathlib import Path

import pytest
from conftest import Crm
from round_trips import tables
from shops import stock
from terminal import CTRL_D, Terminal, screen

SHOP = (
    "add 'Mari Maasikas'",
    "add 'Anna Tamm'",
    "add 'Studio 54' --kind company",
    "add '3M Eesti' --kind company",
    "product add 'Coffee beans' --code coffee-1kg --price 12,90",
    "product add Filters --price 2",
    "product add Tea --unit kg --price 0,4225",
    "product add 'Cakestand 3 tier' --code 22423 --price 10",
    "product add Gift --price 0",
    "product add Priceless",
    "product add 'Old mug' --code MUG --price 4",
    "sell anna 2 mug --at 2026-11-02",
    "product archive mug",
    "product add Mug --code m1 --price 5",
    "product add Mug --code m2 --price 6",
)


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, *SHOP)


def last_order(book: Path) -> dict[str, object]:
    with sqlite3.connect(book) as connection:
        connection.row_factory = sqlite3.Row
        row = connection.execute("SELECT * FROM customer_order ORDER BY id DESC").fetchone()
    connection.close()
    return dict(row)


def test_a_sale_is_one_line_and_is_said_back(crm: Crm) -> None:
    assert crm("sell mari 3 coffee-1kg@12,50 2 filters").lines == [
        "Sold to Mari Maasikas: 3 Coffee beans at €12.50, 2 Filters; €41.50, order 2",
        "  Coffee beans is €12.90 otherwise",
        "  crm undo takes it back",
    ]
    assert crm("sell mari coffee").lines == [
        "Sold to Mari Maasikas: 1 Coffee beans; €12.90, order 3",
        "  crm undo takes it back",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("anna tamm 3 filters", "Anna Tamm: 3 Filters; €6.00, order 2"),
        ("anna tamm filters", "Anna Tamm: 1 Filters; €2.00, order 2"),
        ("studio 54 3 filters", "Studio 54: 3 Filters; €6.00, order 2"),
        ("studio 54 filters", "Studio 54: 1 Filters; €2.00, order 2"),
        ("'Studio 54' 54 filters", "Studio 54: 54 Filters; €108.00, order 2"),
        ("3m 5 filters", "3M Eesti: 5 Filters; €10.00, order 2"),
        ("anna 0,5 kg tea", "Anna Tamm: 0.5 kg Tea; €0.21, order 2"),
        ("anna 250g tea@30", "Anna Tamm: 0.25 kg Tea at €30.00; €7.50, order 2"),
        ("anna 3 22423 2 filt", "Anna Tamm: 3 Cakestand 3 tier, 2 Filters; €34.00, order 2"),
        ("anna 22423", "Anna Tamm: 1 Cakestand 3 tier; €10.00, order 2"),
        ("anna 2 cakestand 3 tier", "Anna Tamm: 2 Cakestand 3 tier; €20.00, order 2"),
        ("anna gift", "Anna Tamm: 1 Gift; €0.00, order 2"),
        ("anna 2 coffee@0", "Anna Tamm: 2 Coffee beans at €0.00; €0.00, order 2"),
        ("anna 2 priceless@1,0050", "Anna Tamm: 2 Priceless at €1.005; €2.01, order 2"),
        ("anna 2 m1 1 m2", "Anna Tamm: 2 Mug (m1), 1 Mug (m2); €16.00, order 2"),
        ("anna 1 filters 2 filters", "Anna Tamm: 1 Filters, 2 Filters; €6.00, order 2"),
        ("anna filters --at mon",
         "Anna Tamm on Mon 16 Nov (5 days ago): 1 Filters; €2.00, order 2"),
        ("anna filters --at 'mon 15:30'",
         "Anna Tamm on Mon 16 Nov 15:30 (5 days ago): 1 Filters; €2.00, order 2"),
    ],
)  # fmt: skip
def test_names_quantities_and_prices_need_no_quotes(line: str, said: str, crm: Crm) -> None:
    assert crm(f"sell {line}").lines[0] == f"Sold to {said}"


def test_what_else_is_known_of_a_sale_is_kept(crm: Crm, book: Path) -> None:
    said = crm("sell mari filters --at mon --source ph --invoice A-7 --note 'a gift' --paid")
    assert said.lines[1] == "  paid; source phone; invoice A-7"
    order = last_order(book)
    kept = {name: order[name] for name in ("source", "invoice", "note", "paid", "delivered")}
    assert kept == {
        "source": "phone", "invoice": "A-7", "note": "a gift", "paid": "2026-11-16",
        "delivered": None,
    }  # fmt: skip


def test_a_quote_is_no_order_yet(crm: Crm, book: Path) -> None:
    assert crm("sell mari 20 filters@1,80 --quote").lines == [
        "Quoted to Mari Maasikas: 20 Filters at €1.80; €36.00, quote 2",
        "  Filters is €2.00 otherwise",
        "  crm order place 2 makes an order of it",
        "  crm undo takes it back",
    ]
    assert last_order(book)["state"] == "quote"


def test_a_walk_in_is_nobody_in_particular_and_owes_nothing(crm: Crm, book: Path) -> None:
    assert crm("sell --walk-in 3 filters 1 gift").lines == [
        "Sold to a walk-in: 3 Filters, 1 Gift; €6.00, order 2",
        "  delivered and paid; source shop",
        "  crm undo takes it back",
    ]
    order = last_order(book)
    assert (order["contact_id"], order["paid"]) == (None, "2026-11-21")


def test_quiet_prints_the_number_alone(crm: Crm) -> None:
    assert crm("sell mari filters -q").out == "2\n"


def test_a_sale_is_no_talk(crm: Crm) -> None:
    before = crm("who mari --json").json[0]["talk_count"]
    crm("sell mari filters")
    assert crm("who mari --json").json[0]["talk_count"] == before


def test_new_products_are_created_on_the_way(crm: Crm) -> None:
    said = crm("sell mari 2 paper bags@0,10 3 kg mint@20 1 paper bags --new")
    assert said.lines == [
        "Sold to Mari Maasikas: 2 paper bags at €0.10, 3 kg mint at €20.00, 1 paper bags;"
        " €60.30, order 2",
        "  new product paper bags, €0.10",
        "  new product mint, €20.00",
        "  crm undo takes it back",
    ]
    crm("undo")
    assert crm("product list paper --json").json == []


def test_the_first_sale_of_all_begins_the_book(crm: Crm, tmp_path: Path) -> None:
    begun = f"--db {tmp_path / 'own.db'}"
    assert crm(f"{begun} sell --walk-in 2 tea@3").code == 3
    assert crm(f"{begun} sell --walk-in 2 tea@3 --new -q").out == "1\n"
    assert crm(f"{begun} sell mari 2 tea").code == 3


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("mari", 2, "nothing is sold; type it behind the name, as in 3 coffee@12,50"),
        ("mari maasikas", 2, "nothing is sold; type it behind the name, as in 3 coffee@12,50"),
        ("mari 3", 2, 'no product follows "3"; a quantity stands before it, as in 3 coffee@12,50'),
        ("mari 0 filters", 2, '"0" cannot be sold; crm return takes goods back'),
        ("-- mari -2 filters", 2, '"-2" cannot be sold; crm return takes goods back'),
        ("mari 2 filters@x", 2, '"x" is no amount; write it as 12 or 12,50'),
        ("mari 2 filters 1 priceless", 2, "Priceless has no price; write one behind it, as in "
         "Priceless@12,50"),
        ("mari 2 filters 3 bags", 3, 'no product matches "bags" (--new creates it, crm product list'
         " shows all)"),
        ("mari 2 filtres@9", 3, 'no product matches "filtres"; did you mean Filters? (--new creates'
         " it)"),
        ("mari 2 filters 3 bags --new", 3, '"bags" is new; write its price behind it, as in '
         "bags@12,50"),
        ("mari 2 mug", 4, '"mug" fits 2 products; say more, or the code: Mug (m1); Mug (m2)'),
        ("mari 2 old mug --new", 5, "Old mug (MUG) is archived (crm product restore MUG)"),
        ("nobody 2 filters", 3, 'no contact matches "nobody" (crm add creates one, --walk-in sells '
         "to nobody in particular, crm find looks everywhere)"),
        ("a 2 filters --quote --paid", 2, "a quote is for somebody, and neither delivered nor paid "
         "yet"),
        ("--walk-in filters --quote", 2, "a quote is for somebody, and neither delivered nor paid "
         "yet"),
        ("mari 2 bags@2 --new --source radio", 2, 'there is no source "radio"; there are shop, '
         "phone, mail, web"),
        ("mari filters --at tomorrow", 2, ""),
        ("mari filters --invoice A-1", 5, "invoice A-1 belongs to order 2 already"),
        ("mari 9999999999 filters@9999999999", 2, "so much of Filters is more than an order can "
         "hold"),
    ],
)  # fmt: skip
def test_what_cannot_be_sold_writes_nothing(
    line: str, code: int, sentence: str, crm: Crm, book: Path
) -> None:
    crm("sell anna gift --invoice A-1")
    before = tables(book)
    said = crm(f"sell {line}")
    assert (said.code, said.out, said.err.count("\n")) == (code, "", 1)
    assert sentence in said.err
    assert tables(book) == before


def test_on_a_terminal_an_unknown_product_is_asked_about(crm: Crm, book: Path) -> None:
    with Terminal("sell", "mari", "2", "filtres", "3", "filters", "1", "bag@0,10") as terminal:
        terminal.expect('no product matches "filtres"; did you mean Filters?')
        terminal.answer('Create a new product "filtres"? [y/N]', "y\r")
        terminal.answer("Price of one filtres:", "dear\r")
        terminal.answer("Price of one filtres:", "1,50\r")
        terminal.answer('Create a new product "bag"? [y/N]', "y\r")
        assert terminal.end() == 0
    assert "2 filtres, 3 Filters, 1 bag at €0.10; €9.10, order 2" in terminal.text
    assert [row["price"] for row in crm("product list filtres --json").json] == ["1.50"]


@pytest.mark.parametrize("keys", ["n\r", "\r", CTRL_D, "y\r\r"])
def test_a_product_that_is_not_wanted_is_not_created(keys: str, book: Path) -> None:
    before = tables(book)
    with Terminal("sell", "mari", "2", "filtres") as terminal:
        terminal.answer("[y/N]", keys)
        assert terminal.end() == 5
    assert "nothing was written" in terminal.text
    assert tables(book) == before


def test_a_name_s_letters_do_not_act(crm: Crm) -> None:
    crm("product add", "[red]\x1b[2Jlamp", "--price", "3", "--code", "lamp")
    crm("add", "[b]Õ\x1b]0;x")
    said = crm("sell", "[b]õ", "2", "lamp")
    assert said.lines[0] == "Sold to [b]Õ\\x1b]0;x: 2 [red]\\x1b[2Jlamp; €6.00, order 2"


@pytest.mark.parametrize("columns", [40, 80])
def test_what_is_said_back_fits_a_terminal(columns: int) -> None:
    shown = screen("sell", "mari", "3", "coffee@12,50", "2", "cakestand", columns=columns).text
    assert max(map(len, shown.splitlines())) <= columns
    assert "order 2" in shown


def test_a_renamed_product_keeps_its_orders(crm: Crm) -> None:
    crm("sell mari 3 filters")
    crm("product edit filters --name 'Paper no. 4' --price 9")
    assert crm("product list paper --json").json[0]["sold"] == "3"
    crm("product archive paper")
    assert crm("product list paper --all --json").json[0]["sold"] == "3"
