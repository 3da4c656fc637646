"""Every sample file of contacts goes in as an owner would take it in, and once only."""

from collections import Counter
from pathlib import Path

import pytest
from conftest import SAMPLES, Crm
from round_trips import tables

ADDED = {
    "contacts/atomic-crm-500.csv": 500,
    "contacts/atomic-crm-export.csv": 2,
    "contacts/basic_csv_addressbook.csv": 2,
    "contacts/csv_semicolon.csv": 2,
    "contacts/header-google-2024.csv": 0,
    "contacts/header-outlook-com.csv": 0,
    "purchases/northwind/customers.csv": 91,
    "vcards/John_Doe_ANDROID.vcf": 5,
    "vcards/John_Doe_BLACK_BERRY.vcf": 1,
    "vcards/John_Doe_EVOLUTION.vcf": 1,
    "vcards/John_Doe_GMAIL.vcf": 1,
    "vcards/John_Doe_IPHONE.vcf": 1,
    "vcards/John_Doe_LOTUS_NOTES.vcf": 1,
    "vcards/John_Doe_MAC_ADDRESS_BOOK.vcf": 1,
    "vcards/John_Doe_MS_OUTLOOK.vcf": 1,
    "vcards/fullcontact.vcf": 1,
    "vcards/gmail-list.vcf": 3,
    "vcards/gmail-single.vcf": 1,
    "vcards/gmail-single2.vcf": 1,
    "vcards/issue114.vcf": 1,
    "vcards/outlook-2003.vcf": 1,
    "vcards/outlook-2007.vcf": 1,
    "vcards/rfc2426-example.vcf": 2,
    "vcards/rfc6350-example.vcf": 1,
    "vcards/thunderbird-MoreFunctionsForAddressBook-extension.vcf": 1,
}
"""How many contacts each file adds to an empty book."""

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")


def test_no_sample_is_forgotten() -> None:
    there = (path for kind in ("contacts", "vcards") for path in (SAMPLES / kind).glob("*.[cv]*"))
    assert {str(path.relative_to(SAMPLES)) for path in there} <= ADDED.keys()


@pytest.mark.parametrize("name", ADDED)
def test_a_sample_goes_in_once(name: str, crm: Crm, book: Path) -> None:
    path, count = str(SAMPLES / name), ADDED[name]
    rehearsed = crm("import", path)
    assert rehearsed.code == 0
    assert any(line.startswith(f"{count} new, 0 in the book") for line in rehearsed.lines)
    assert not book.exists()
    applied = crm("import --apply", path)
    assert any(line.startswith(f"{count} added, 0 in the book") for line in applied.lines)
    before = tables(book)
    again = crm("import --apply", path)
    assert (again.code, "crm undo" in again.out) == (0, False)
    assert tables(book) == before


@pytest.mark.parametrize("name", ADDED)
def test_a_sample_that_may_win_changes_nothing_the_second_time(
    name: str, crm: Crm, book: Path
) -> None:
    assert crm("import --apply --overwrite", str(SAMPLES / name)).code == 0
    before = tables(book)
    again = crm("import --apply --overwrite", str(SAMPLES / name))
    assert (again.code, "crm undo" in again.out) == (0, False)
    assert tables(book) == before


@pytest.mark.parametrize("name", ["calendars/vtodo.ics", "contacts/header-hubspot.txt"])
def test_a_sample_that_holds_no_rows_is_one_sentence(name: str, crm: Crm) -> None:
    said = crm("import", str(SAMPLES / name))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


def test_what_a_database_writes_for_nothing_is_nothing(crm: Crm) -> None:
    crm("import --apply", str(SAMPLES / "purchases/northwind/customers.csv"))
    rows = crm("export contacts --json").json
    assert "NULL" not in str(rows)
    assert Counter(point["kind"] for row in rows for point in row["points"]) == {
        "phone": 91 + 69 - 3  # three have one number for both
    }
    antonio = next(row for row in rows if row["name"] == "Antonio Moreno")
    assert (antonio["title"], antonio["region"]) == ("Owner", "")
    assert [point["value"] for point in antonio["points"]] == ["(5) 555-3932"]


def test_people_of_all_samples_are_found(crm: Crm) -> None:
    for name in ADDED:
        assert crm("import --apply", str(SAMPLES / name)).code == 0
    found = (("1-955-371-0847 x371", "Shelley Kerluke"), ("(5) 555-3932", "Antonio Moreno"))
    for number, name in (*found, ("+1-919-676-9515", "Frank Dawson"), ("asmithk", "Arnold Smith")):
        assert [row["contact"] for row in crm("find --json", number).json] == [name]
