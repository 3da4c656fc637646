"""`crm report`: periods, ways out, and what stands below the figures."""

from pathlib import Path

import pytest
from conftest import Crm
from pypdf import PdfReader
from small_shop import open_shop

from smallcrm import db

SHOP = """
2025-11-21 Mari: 1 coffee@12.50
2026-01-05 Mari: 2 coffee@12.50, 1 filter@3 (phone)
2026-11-20 Jaan: 1 coffee@12 (shop)
"""


@pytest.fixture
def shop(book: Path) -> None:
    with db.writing(book, "test", begins=True) as session:
        open_shop(session, SHOP)


@pytest.mark.usefixtures("shop")
def test_a_report_ends_with_the_command_that_lists_its_rows(crm: Crm) -> None:
    said = crm("report sales --by product")
    assert said.out == (
        "Coffee\tcoffee\t2\t0\t37.00\t0.00\t37.00\nFilter\tfilter\t1\t0\t3.00\t0.00\t3.00\n"
    )
    assert said.err == (
        "Net €40.00 in all\n"
        "Only 2 orders: too few to conclude much.\n"
        "The rows behind it: crm order list --since 2025-11-22 --until 2026-11-21\n"
    )


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("period", "net"),
    [
        ("--since 2025-01-01", ["12.50", "28.00", "12.00"]),
        ("--last 2y", ["12.50", "28.00", "12.00"]),
        ("--since 1.1. --until 31.1.", ["28.00"]),
    ],
)
def test_a_period_is_said_by_its_days_or_its_length(period: str, net: list[str], crm: Crm) -> None:
    rows = crm(f"report sales --json {period}").json
    assert [row["net"] for row in rows if row["net"] != "0.00"] == net


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        ("--last 3m --since 1.1.", "--last and --since exclude each other; choose one"),
        ("--since homme", '"homme": that has not happened yet; say mon, yesterday, -2d, '),
        ("--since 2026-02-01 --until 2026-01-01", "would end on 2026-01-01 before it begins"),
        ("--last soon", "soon"),
    ],
)
def test_a_period_that_is_none_is_refused(period: str, reason: str, crm: Crm) -> None:
    said = crm(f"report sales {period}")
    assert said.code == 2
    assert reason in said.err


def test_an_empty_book_has_an_answer_too(crm: Crm) -> None:
    assert crm("report sales").code == 0
    assert crm("report sales --json").json == []


@pytest.mark.usefixtures("shop")
def test_a_report_goes_on_paper_with_its_figures_and_remarks(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "sales.pdf"
    assert crm(f"report sales --by product --pdf {file}").code == 0
    text = PdfReader(file).pages[0].extract_text()
    for part in ("Sales by product", "coffee Coffee", "€37.00", "too few", "crm order list"):
        assert part in text
    assert file.stat().st_mode & 0o777 == 0o600


def test_paper_excludes_data(crm: Crm, tmp_path: Path) -> None:
    assert crm(f"report sales --json --pdf {tmp_path / 'sales.pdf'}").code == 2


@pytest.mark.usefixtures("shop")
def test_who_never_bought_the_other_is_listed_by_handle(crm: Crm) -> None:
    said = crm("report cross-sell --product coffee --never filter --json")
    assert said.json == [{"contact": "Jaan", "handle": "jaan"}]


@pytest.mark.usefixtures("shop")
def test_a_product_that_is_none_is_named(crm: Crm) -> None:
    said = crm("report cross-sell --product cofee")
    assert said.code == 3
    assert 'no product matches "cofee"; did you mean' in said.err


def test_never_needs_the_product_that_was_bought(crm: Crm) -> None:
    assert crm("report cross-sell --never filter").code == 2
