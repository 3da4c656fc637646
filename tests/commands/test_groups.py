"""`crm group suggest`: what it shows, what it writes, and what it never touches."""

from pathlib import Path

import pytest
from conftest import Crm
from small_shop import open_shop
from terminal import screen

from smallcrm import db

SHOP = """
2026-01-05 Jaan: 1 sofa@2043
2026-02-05 Mari: 1 lamp@400
"""


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    crm("add Jaan --group small")
    crm("add Mari")
    crm("group mari top --pin")
    with db.writing(book, "test") as session:
        open_shop(session, SHOP)


def test_a_look_writes_nothing_and_says_the_way(crm: Crm) -> None:
    said = crm("group suggest")
    assert said.lines == [
        "Jaan\tjaan\tsmall\tlarge\tno\t2043.00\t"
        "net €2,043.00 in 12 months, large begins at €2,000.00",
        "Mari\tmari\ttop\tsmall\tyes\t400.00\tnet €400.00 in 12 months, small begins at €0.01",
    ]
    assert said.err == "1 group would change, 1 pinned; crm group suggest --apply writes it\n"
    assert crm("history --json").json[0]["command"] == "test"


def test_it_is_written_in_one_step_but_for_what_is_pinned(crm: Crm) -> None:
    assert crm("group suggest --apply").lines[-1] == "  crm undo takes it back"
    assert [one["group"] for one in crm("list --json").json] == ["large", "top"]
    again = crm("group suggest --apply")
    assert (again.err, "undo" in again.out) == ("0 groups changed, 1 pinned\n", False)
    crm("undo")
    assert [one["group"] for one in crm("list --json").json] == ["small", "top"]


def test_what_was_written_is_data_too(crm: Crm) -> None:
    rows = crm("group suggest --apply --json").json
    assert [(one["handle"], one["from"], one["to"], one["pinned"]) for one in rows] == [
        ("jaan", "small", "large", False),
        ("mari", "top", "small", True),
    ]


def test_the_owner_sets_the_limits(crm: Crm) -> None:
    crm("config set group.large 2100")
    assert crm("group suggest --json").json[0]["why"] == (
        "net €2,043.00 in 12 months, medium begins at €500.00"
    )


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_table_fits_a_terminal(columns: int) -> None:
    text = screen("group", "suggest", columns=columns).text
    assert "Pinned, so they stay as they are" in text
    assert "large begins at €2,000.00" in " ".join(text.split())


def test_an_empty_book_is_in_order(crm: Crm, tmp_path: Path) -> None:
    said = crm(f"--db {tmp_path}/none.db group suggest")
    assert (said.code, said.err) == (
        0,
        "Every contact is in the group that its last twelve months speak for.\n",
    )
