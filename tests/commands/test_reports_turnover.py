"""`crm report groups` and `crm report products`: what is printed, and the way to the rows."""

from pathlib import Path

import pytest
from conftest import Crm
from small_shop import open_shop
from terminal import screen

from smallcrm import db

SHOP = """
2025-01-05 Jaan: 1 filter@3
2026-01-05 Jaan: 1 sofa@300
2026-02-05 -: 2 lamp@50
2026-02-06 -: -1 lamp@50
"""


@pytest.fixture
def shop(crm: Crm, book: Path) -> None:
    crm("add Jaan --group top")
    with db.writing(book, "test") as session:
        open_shop(session, SHOP)


@pytest.mark.usefixtures("shop")
def test_groups_as_data(crm: Crm) -> None:
    rows = {one["group"]: one for one in crm("report groups --json").json}
    assert rows["top"] == {
        "group": "top", "contacts": 1, "buyers": 1, "orders": 1, "sold": "300.00",
        "returned": "0.00", "net": "300.00", "share": "0.857", "per_order": "300.00",
        "per_customer": "300.00",
    }  # fmt: skip
    walk_in = rows["walk-in"]
    assert (walk_in["contacts"], walk_in["net"], walk_in["share"]) == (None, "50.00", "0.143")


@pytest.mark.usefixtures("shop")
def test_products_as_data(crm: Crm) -> None:
    sofa, lamp = crm("report products --json").json
    assert (sofa["code"], sofa["net"], sofa["share"]) == ("sofa", "300.00", "0.857")
    assert (lamp["sold"], lamp["returned"], lamp["last"]) == ("2", "1", "2026-02-05")
    (idle,) = crm("report products --unsold --json").json
    assert (idle["product"], idle["last"]) == ("Filter", "2025-01-05")


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("line", ["groups", "products", "products --unsold"])
def test_the_rows_behind_a_figure_can_be_listed(line: str, crm: Crm) -> None:
    behind = crm(f"report {line}").err.rpartition("The rows behind it: crm ")[2]
    said = crm(behind.strip())
    assert (said.code, said.out != "") == (0, True)


@pytest.mark.usefixtures("shop")
def test_what_was_not_sold_is_one_command_away(crm: Crm) -> None:
    way = "crm report products --unsold --since 2025-11-22 --until 2026-11-21"
    assert f"1 not sold: {way}\n" in crm("report products").err


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("columns", [40, 80, 120])
def test_both_fit_a_terminal(columns: int) -> None:
    assert "85.7%" in screen("report", "groups", columns=columns).text
    assert "85.7%" in screen("report", "products", columns=columns).text


@pytest.mark.parametrize("line", ["groups", "products", "products --unsold"])
def test_an_empty_book_has_an_answer_too(line: str, crm: Crm) -> None:
    assert crm(f"report {line}").code == 0
    assert crm(f"report {line} --json").json == []
