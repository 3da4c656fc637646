"""`crm why` as it is typed: of a customer, and of a number."""

from pathlib import Path

import pytest
from conftest import Crm
from small_shop import open_shop

from smallcrm import db

SHOP = """
2026-10-01 Mari: 2 coffee@12.50, 1 filter@3
2026-10-02 Mari: 1 coffee@12.50
"""


@pytest.fixture
def shop(book: Path) -> None:
    with db.writing(book, "test", begins=True) as session:
        open_shop(session, SHOP)


@pytest.mark.usefixtures("shop")
def test_the_rows_behind_a_customer_are_its_orders(crm: Crm) -> None:
    said = crm("why mari due")
    assert said.out == (
        "Mari\tmari\t2026-10-01\t1\tsale\t\t28.00\nMari\tmari\t2026-10-02\t2\tsale\t1\t12.50\n"
    )
    assert "Last bought on 2 Oct 2026, expected on 3 Oct 2026: 49 days late.\n" in said.err
    assert said.err.endswith("The rows behind it: crm order list mari --until 2026-11-21\n")
    assert "Score: " in crm("why mari loyal").err


@pytest.mark.usefixtures("shop")
def test_a_group_is_told_by_twelve_months_of_sales(crm: Crm) -> None:
    crm("group mari large --pin")
    said = crm("why mari top")
    assert said.lines[0] == "Mari\tmari\t2026-10-01\t1\tsale\t\t28.00"
    assert said.err == (
        "Top is not what the sales speak for.\n"
        "They speak for small: net €40.50 in 12 months, small begins at €0.01.\n"
        "Top begins at €10,000.00.\n"
        "Now in large, pinned: crm group suggest never changes that.\n"
        "The rows behind it: crm order list mari --since 2025-11-22 --until 2026-11-21\n"
    )
    assert "Small is what the sales speak for.\n" in crm("why mari small").err
    assert crm("why mari small --last 3m").code == 2


@pytest.mark.usefixtures("shop")
def test_a_company_has_what_its_people_bought(crm: Crm) -> None:
    crm('contact add "Kohvik OÜ" --kind company')
    crm('contact edit mari --company "Kohvik OÜ"')
    said = crm("why kohvik small")
    assert [line.split("\t")[0] for line in said.lines] == ["Mari", "Mari"]
    assert "crm order list kohvik-ou --with-people --since" in said.err


@pytest.mark.usefixtures("shop")
def test_loyalty_is_told_of_a_company_with_its_people_as_the_report_has_it(crm: Crm) -> None:
    crm('contact add "Kohvik OÜ" --kind company')
    crm('contact edit mari --company "Kohvik OÜ"')
    behind = crm("report loyal --with-people").err.splitlines()[-1]
    assert behind == "The rows behind it: crm why WHO loyal --with-people"
    said = crm("why kohvik loyal --with-people")
    assert [line.split("\t")[0] for line in said.lines] == ["Mari", "Mari"]
    assert "crm order list kohvik-ou --with-people" in said.err
    assert crm("why kohvik loyal").out == ""
    refused = crm("why kohvik due --with-people")
    assert (refused.code, refused.err) == (
        2, "who is due is told of each alone; leave out --with-people\n",
    )  # fmt: skip


@pytest.mark.usefixtures("shop")
def test_a_number_that_several_have_lists_them_all(crm: Crm) -> None:
    crm('log mari "asked the price" --back fri')
    crm('case mari "broken" --stage use --order 1')
    said = crm("why 1")
    assert [line.split("\t")[0::3] for line in said.lines] == [
        ["callback 1", "callback"],
        ["callback 1", "planned in talk"],
        ["order 1", "order"],
        ["order 1", "line"],
        ["order 1", "line"],
        ["order 1", "case"],
        ["case 1", "case"],
        ["case 1", "order"],
    ]
    assert "1 is the number of 3 things; all are listed: callback 1, order 1, case 1.\n" in said.err


@pytest.mark.usefixtures("shop")
def test_an_order_comes_from_its_lines_and_what_came_back(crm: Crm) -> None:
    crm("return mari 1 1 coffee --why broken")
    rows = crm("why #1 --json").json
    assert [row["what"] for row in rows] == [
        "placed, 28.00, the sum of its lines",
        "2 Coffee at 12.50: 25.00",
        "1 Filter at 3.00: 3.00",
        "came back in order 3, -12.50",
    ]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("line", "code", "reason"),
    [
        ("why 9", 3, "there is no callback, order or case 9"),
        ("why mari", 2, "say what to explain: crm why WHO due"),
        ("why due", 2, "say what to explain: crm why WHO due"),
        ("why nobody due", 3, 'no contact matches "nobody"'),
    ],
)
def test_what_cannot_be_explained_is_refused(line: str, code: int, reason: str, crm: Crm) -> None:
    said = crm(line)
    assert said.code == code
    assert reason in said.err
