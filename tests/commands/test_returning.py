"""`crm return`: what a customer sends back, and why."""

from pathlib import Path

import pytest
from conftest import Crm
from shops import stock
from terminal import Terminal

SHOP = (
    'add "Mari Maasikas"',
    'add "Põld OÜ" --kind company',
    'add "Jaan Põld" --company "Põld OÜ"',
    "product add 'Coffee beans' --code coffee-1kg --unit kg --price 12,50",
    "product add Filters --price 3",
    "sell mari 3 coffee@11,50 2 filters --at 2026-11-02 --invoice A-71",
    "sell jaan 4 coffee --at 2026-11-03",
    "sell mari 1 coffee --quote",
    "sell --walk-in 2 filters",
)


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, *SHOP)


def test_some_of_an_order_comes_back(crm: Crm) -> None:
    assert crm("return mari 1 0,5 coffee 1 filters --why 'arrived broken'").lines == [
        "Returned by Mari Maasikas: 0.5 kg Coffee beans, 1 Filters; €8.75, order 5",
        "  why: arrived broken",
        "  takes back order 1, of which €31.75 is left",
        "  crm undo takes it back",
    ]
    [order] = crm("order show 5 --json").json
    assert (order["kind"], order["note"], order["total"]) == ("return", "arrived broken", "-8.75")
    assert (order["reverses"], order["at"]) == (1, "2026-11-21T10:00:00")
    assert [(line["quantity"], line["reverses_line"]) for line in order["lines"]] == [
        ("-0.5", 1),
        ("-1", 2),
    ]


@pytest.mark.parametrize("line", ["mari 1", "mari maasikas 1", "mari A-71", "mari #1"])
def test_all_of_an_order_comes_back_if_nothing_is_named(line: str, crm: Crm) -> None:
    assert crm(f"return {line} --why x --at 'yesterday 15:30'").lines[:3] == [
        "Returned by Mari Maasikas on Fri 20 Nov (yesterday): 3 kg Coffee beans, 2 Filters;"
        " €40.50, order 5",
        "  why: x",
        "  takes back order 1, of which €0.00 is left",
    ]
    assert crm("order show 5 --json").json[0]["at"] == "2026-11-20T15:30:00"


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        (
            "mari 1 4 coffee",
            5,
            "4 kg of Coffee beans cannot come back: 3 kg is left to return of it",
        ),
        (
            "mari 1 1 tea",
            3,
            'order 1 has no "tea"; its products: Coffee beans (coffee-1kg); Filters',
        ),
        ("mari 1 1 coffee@9", 2, "Coffee beans comes back at the price it was sold for; leave the"),
        ("mari 9", 3, 'there is no order "9"'),
        ("mari 3", 5, "order 3 is a quote; nothing of it was sold that could come back"),
        ("mari 2", 5, "order 2 is Jaan Põld's (jaan-pold), not Mari Maasikas's (mari-maasikas)"),
        ("mari 4", 5, "order 4 is nobody's in particular; type --walk-in instead of the name"),
        ("--walk-in 1", 5, "order 1 is Mari Maasikas's (mari-maasikas); leave --walk-in out, and"),
        ("mari 1 --at 2026-11-01", 5, "order 1 is of Mon 2 Nov; nothing of it came back before"),
        ("mari", 2, "the order is missing; type its number behind the name"),
        ("nobody 1", 3, 'no contact matches "nobody"'),
    ],
)
def test_what_cannot_come_back_is_refused_in_one_sentence(
    line: str, code: int, sentence: str, crm: Crm
) -> None:
    refused = crm(f"return {line} --why x")
    assert (refused.code, refused.out, refused.err.count("\n")) == (code, "", 1)
    assert refused.err.startswith(sentence)


def test_a_return_is_not_returned_and_nothing_comes_back_twice(crm: Crm) -> None:
    crm("return mari 1 --why x")
    assert crm("return mari 5 --why x").err == (
        "order 5 is a return itself; crm sell records what is bought again\n"
    )
    assert crm("return mari 1 --why x").err == "nothing of order 1 is left to return\n"
    assert crm("return mari 1 1 filters --why x").err == "nothing of order 1 is left to return\n"


def test_what_its_people_bought_a_company_can_bring_back(crm: Crm) -> None:
    said = crm("return 'põld oü' 2 --why x")
    assert said.lines[0] == "Returned by Jaan Põld: 4 kg Coffee beans; €50.00, order 5"
    assert (
        said.err == "  note: order 2 is Jaan Põld's (jaan-pold), and so is what comes back of it\n"
    )


def test_a_walk_in_brings_something_back(crm: Crm) -> None:
    said = crm("return --walk-in 4 1 filters --why x")
    assert said.lines[0] == "Returned by a walk-in: 1 Filters; €3.00, order 5"
    assert crm("return --walk-in 4 -q --why x").out == "6\n"


def test_a_quiet_return_prints_its_number(crm: Crm) -> None:
    assert crm("return mari 1 -q --why x").out == "5\n"


def test_why_is_needed_and_asked_for_last(crm: Crm) -> None:
    refused = crm("return mari 1")
    assert (refused.code, refused.err) == (2, "why it came back is missing; --why says it\n")
    assert "4 kg of Coffee" in crm("return mari 1 4 coffee").err
    assert len(crm("order list --json").json) == 4


def test_why_is_asked_for_on_a_terminal(crm: Crm) -> None:
    with Terminal("return", "mari", "1") as terminal:
        terminal.answer("Why it came back:", "wet\n")
        assert terminal.end() == 0
    assert crm("order show 5 --json").json[0]["note"] == "wet"
    with Terminal("return", "jaan", "2") as terminal:
        terminal.answer("Why it came back:", "\n")
        assert terminal.end() == 2
    assert "a return needs a reason" in terminal.text


def test_a_product_renamed_and_archived_comes_back_under_its_new_name(crm: Crm) -> None:
    crm("product edit filters --name 'Filter bags'")
    crm("product archive filter bags")
    assert crm("return mari 1 2 filter bags --why x").lines[0] == (
        "Returned by Mari Maasikas: 2 Filter bags; €6.00, order 5"
    )
