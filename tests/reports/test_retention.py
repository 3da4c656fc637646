"""Whom nobody has dealt with for long."""

import datetime as dt

import pytest
from conftest import Crm

EVERY = "data due --json --older-than 1y"
LATER = "2029-01-01"


@pytest.fixture(autouse=True)
def people(crm: Crm) -> None:
    for name in ("Anna", "Berit", "Clara"):
        crm(f"add {name}", today="2024-05-01T10:00")


def _due(crm: Crm, today: str = LATER) -> list[tuple[str, str | None, str]]:
    return [(row["contact"], row["last"], row["what"]) for row in crm(EVERY, today=today).json]


def test_who_was_never_dealt_with_counts_from_when_he_came_in(crm: Crm) -> None:
    assert _due(crm, "2025-05-01") == []
    assert _due(crm, "2025-05-02") == [("Anna", None, ""), ("Berit", None, ""), ("Clara", None, "")]


@pytest.mark.parametrize(
    ("line", "last", "what"),
    [
        ("log anna x --at 2026-01-05", "2026-01-05", "talk"),
        ("log berit x --at 2026-01-05 --with anna", "2026-01-05", "talk"),
        ("case anna x --stage use --at 2026-01-05", "2026-01-05", "case"),
        ("callback anna 2026-11-30 x", "2026-11-30", "callback"),
    ],
)
def test_every_dealing_counts(line: str, last: str, what: str, crm: Crm) -> None:
    crm(line)
    assert _due(crm, dt.date.fromisoformat(last).replace(year=2027).isoformat())[-1][0] != "Anna"
    assert ("Anna", last, what) in _due(crm)


def test_a_sale_says_when_the_last_order_was(crm: Crm) -> None:
    crm("sell anna 1 tea@2 --new --at 2026-01-05")
    crm("log anna thanks --at 2026-02-05")
    row = next(row for row in crm(EVERY, today=LATER).json if row["handle"] == "anna")
    assert (row["last"], row["what"], row["ordered"]) == ("2026-02-05", "talk", "2026-01-05")


def test_a_closed_callback_is_no_dealing_and_an_edit_neither(crm: Crm) -> None:
    crm("callback anna 2026-11-30 x")
    crm("drop 1")
    crm("contact edit anna --city Tartu")
    assert ("Anna", None, "") in _due(crm)


def test_those_in_no_list_are_here_and_marked(crm: Crm) -> None:
    crm("contact archive anna")
    crm("data restrict berit")
    rows = crm(EVERY, today=LATER).json
    assert [(row["archived"], row["restricted"]) for row in rows] == [
        (True, False), (False, True), (False, False),
    ]  # fmt: skip


def test_a_company_is_dealt_with_in_its_people(crm: Crm) -> None:
    crm('add "Kuusk OÜ" --kind company', today="2024-04-01")
    crm('contact edit anna --company "Kuusk OÜ"')
    assert ("Kuusk OÜ", None, "") in _due(crm)
    crm("log anna x --at 2028-05-05", today="2028-06-01")
    assert [name for name, _, _ in _due(crm)] == ["Berit", "Clara"]


def test_the_longest_silence_comes_first_and_the_ways_out_last(crm: Crm) -> None:
    crm("log berit x --at 2023-02-01")
    said = crm("data due", today="2028-01-01")
    assert [line.split("\t")[0] for line in said.lines] == ["Berit", "Anna", "Clara"]
    assert said.err == (
        "crm data erase WHO forgets one for good, --keep-orders but for the sales\n"
        "crm contact archive WHO puts one aside\n"
    )


def test_an_empty_review_says_so(crm: Crm) -> None:
    said = crm("data due")
    assert said.err == "Nobody: everybody came in, or was dealt with, since Tue 21 Nov 2023.\n"
    assert crm("data due --older-than soon").code == 2
