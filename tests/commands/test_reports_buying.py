"""`crm report intervals`, `due` and `quiet` as they are typed."""

from pathlib import Path

import pytest
from conftest import Crm
from small_shop import open_shop

from smallcrm import db

SHOP = """
2026-09-22 Mari: 1 coffee@12
2026-10-12 Mari: 1 coffee@12, 1 filter@3
2026-11-01 Mari: 1 coffee@12
2025-01-01 Vana: 1 coffee@12
2025-01-31 Vana: 1 coffee@12
2026-11-20 Jaan: 1 coffee@12
"""


@pytest.fixture
def shop(book: Path) -> None:
    with db.writing(book, "test", begins=True) as session:
        open_shop(session, SHOP)


@pytest.mark.usefixtures("shop")
def test_a_customer_s_intervals_are_in_all_and_by_product(crm: Crm) -> None:
    said = crm("report intervals mari")
    assert said.out == (
        "Mari\tmari\t\t\t\t3\t20\t0\t2026-11-01\t20\t2026-11-21\t0\tyes\n"
        "Mari\tmari\t\tCoffee\tcoffee\t3\t20\t0\t2026-11-01\t20\t2026-11-21\t0\tyes\n"
        "Mari\tmari\t\tFilter\tfilter\t1\t\t\t2026-10-12\t40\t\t\tyes\n"
    )
    assert said.err == (
        "3 of 3 bought fewer than 4 times: their gap says little.\n"
        "The rows behind it: crm order list mari --until 2026-11-21\n"
    )


@pytest.mark.usefixtures("shop")
def test_intervals_are_of_one_product_if_asked(crm: Crm) -> None:
    rows = crm("report intervals --product filter --json").json
    assert [(row["contact"], row["times"], row["gap"]) for row in rows] == [("Mari", 1, None)]


@pytest.mark.usefixtures("shop")
def test_the_most_are_said_with_what_is_left_out(crm: Crm) -> None:
    said = crm("report intervals --most 1")
    assert said.out.startswith("Mari\t")
    assert "and 2 more: --most 3\n" in said.err


@pytest.mark.usefixtures("shop")
def test_due_lines_are_numbered_and_explained(crm: Crm) -> None:
    said = crm("report due")
    assert said.out == (
        "1\tMari\tmari\t\t1.80\t3\t20\t0\t2026-11-01\t20\t2026-11-21\t0\tyes\t\t\n"
        "2\tVana\tvana\t\t0.02\t2\t30\t\t2025-01-31\t659\t2025-03-02\t629\tyes\t\t\n"
    )
    assert said.err == (
        "Only 3 customers: too few to conclude much.\n"
        "2 of 2 bought fewer than 4 times: hardly a habit.\n"
        "The rows behind it: crm why WHO due\n"
    )


@pytest.mark.usefixtures("shop")
def test_chosen_lines_become_callbacks_in_one_step(crm: Crm) -> None:
    planned = crm("report due --callbacks --pick 1-2 --on wed --json").json
    assert planned[0] == {
        "contact": "Mari",
        "handle": "mari",
        "number": 1,
        "due": "2026-11-25",
        "why": "due to buy: every 20 days, last on 1 Nov 2026",
    }
    assert len(crm("callbacks --json").json) == 2
    assert crm("undo").code == 0
    assert crm("callbacks --json").json == []


@pytest.mark.usefixtures("shop")
def test_who_has_a_callback_already_is_left_alone_and_named(crm: Crm) -> None:
    crm('callback mari fri "the offer"')
    said = crm("report due --callbacks --pick all")
    assert said.out == "Vana\tvana\t2\t2026-11-23\tdue to buy: every 30 days, last on 31 Jan 2025\n"
    assert "Mari has callback 1 already, due Fri 27 Nov: nothing was planned.\n" in said.err


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("report due --callbacks", "--pick names them"),
        ("report due --callbacks --pick 3", "there is no line 3; the list has 2"),
        ("report due --pick 1", "--pick and --on go with --callbacks"),
    ],
)
def test_callbacks_without_a_choice_are_refused(line: str, reason: str, crm: Crm) -> None:
    said = crm(line)
    assert said.code == 2
    assert reason in said.err
    assert crm("callbacks --json").json == []


@pytest.mark.parametrize(
    "line",
    ["report intervals", "report due", "report due --callbacks --pick all", "report quiet"],
)
def test_an_empty_book_has_nobody(line: str, crm: Crm) -> None:
    assert crm(f"{line} --json").json == []


@pytest.mark.usefixtures("shop")
def test_quiet_customers_are_counted_by_fixed_spans_too(crm: Crm) -> None:
    crm("rhythm vana 30d")
    said = crm("report quiet")
    assert said.out == "Vana\tvana\t\t2025-01-31\t\t659\t30\tset\t24.00\n"
    assert "No dealing (--for lists them): 1m 1, 3m 1, 6m 1, 1y 1.\n" in said.err
    assert "The rows behind it: crm show WHO\n" in said.err


@pytest.mark.usefixtures("shop")
def test_quiet_for_a_span_lists_whom_nothing_was_heard_of(crm: Crm) -> None:
    assert [row["contact"] for row in crm("report quiet --for 10d --json").json] == ["Mari", "Vana"]
    assert crm("report quiet --for 10d --group top --json").json == []
