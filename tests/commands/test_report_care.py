"""`crm report problems` and `crm report activity`: what they print, and the rows behind them."""

from pathlib import Path

import pytest
from conftest import Crm
from pypdf import PdfReader


@pytest.fixture
def cared(crm: Crm) -> None:
    for line in (
        "add Mari",
        'log mari "asked" --at "16.11. 10:15" --out --back 21.11.',
        'case mari "late" --stage delivery --at 2026-11-02',
        'case mari "broken" --stage delivery --at 2026-11-04',
        'case close 2 "sent a new one" --at 2026-11-09',
    ):
        assert crm(line).code == 0, line


@pytest.mark.usefixtures("cared")
def test_problems_are_told_as_data_and_name_the_command_behind_them(crm: Crm) -> None:
    assert crm("report problems --json").json == [
        {
            "stage": "delivery", "cases": 2, "orders": 0, "per_100_orders": None,
            "median_days": "5.0", "open": 1, "overdue": 1, "repeaters": 1,
        }
    ]  # fmt: skip
    assert crm("report problems").err == (
        "2 cases beside 0 orders, solved in 5 days (the median); 1 open, 1 overdue\n"
        "Two cases or more: Mari 2\n"
        "Only 2 cases: too few to conclude much.\n"
        "The rows behind it: crm case list --all --since 2025-11-22 --until 2026-11-21\n"
    )
    assert crm("report problems --csv").out == (
        "stage,cases,orders,per_100_orders,median_days,open,overdue,repeaters\n"
        "delivery,2,0,,5.0,1,1,1\n"
    )


@pytest.mark.usefixtures("cared")
def test_the_cases_of_a_period_are_listed(crm: Crm) -> None:
    rows = crm("case list --all --since 2026-11-01 --until 2026-11-03 --json").json
    assert [row["number"] for row in rows] == [1]


@pytest.mark.usefixtures("cared")
@pytest.mark.parametrize(
    ("by", "row"),
    [
        ("channel", "call\t1\t0\t1\t0\t0\t0\n"),
        ("direction", "out\t1\t0\t1\t0\t0\t0\n"),
        ("hour", "10:00\t1\t1\t0\t1.000\n"),
        ("promises", "me\t0\t0\t0\t0\t0\t1\t\n"),
    ],
)
def test_activity_is_told_by_any_heading(by: str, row: str, crm: Crm) -> None:
    said = crm(f"report activity mari --by {by}")
    assert said.out == row
    assert said.err.endswith("The rows behind it: crm show mari --all\n")


@pytest.mark.usefixtures("cared")
def test_what_was_done_for_nobody_in_the_book_is_refused(crm: Crm) -> None:
    assert crm("report activity nemo").code == 3


@pytest.mark.parametrize("what", ["problems", "activity"])
def test_an_empty_book_has_an_answer(what: str, crm: Crm) -> None:
    assert crm(f"report {what}").code == 0
    assert crm(f"report {what} --json").json == []


@pytest.mark.usefixtures("cared")
@pytest.mark.parametrize(
    ("what", "parts"),
    [
        ("problems", ("Problems by stage", "delivery", "Two cases or more: Mari 2")),
        ("activity", ("Talks by channel", "call", "crm export interactions --csv")),
    ],
)
def test_both_go_on_paper(what: str, parts: tuple[str, ...], crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    assert crm(f"report {what} --pdf {file}").code == 0
    text = PdfReader(file).pages[0].extract_text()
    assert [part for part in parts if part not in text] == []
