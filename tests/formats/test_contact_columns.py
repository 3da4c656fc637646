"""Headings to columns: whole headers, neighbours, and what the owner says himself."""

import pytest

from smallcrm.errors import Unreadable
from smallcrm.formats.contact_fields import guess_mapping


def fields(header: str, overrides: dict[str, str] | None = None) -> list[str]:
    mapping = guess_mapping(header.split(","), overrides)
    return [f"{column.index} {column.field} {column.label}".strip() for column in mapping.columns]


def test_columns_that_say_nothing_are_left_aside_by_name() -> None:
    mapping = guess_mapping(["status", "name", "", "has_newsletter", "nb_tasks", "sales"])
    assert [column.heading for column in mapping.columns] == ["name"]
    assert mapping.aside == ("status", "column 3", "has_newsletter", "nb_tasks", "sales")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Vārds,Uzvārds", ["0 first name", "1 last name"]),
        ("Vārds,Tālrunis", ["0 name", "1 phone"]),
        ("Name,Surname", ["0 first name", "1 last name"]),
        ("Vorname,Name", ["0 first name", "1 last name"]),
        ("Display Name,First Name,Last Name", ["0 name", "1 first name", "2 last name"]),
        ("Title,Name,Job Title", ["1 name", "2 title"]),
        ("Title,Name", ["0 title", "1 name"]),
        ("Name,Title,Title", ["0 name", "1 title", "2 title"]),
        ("Name,Birthday", ["0 name", "1 birthday"]),
        (
            "Name,Birth Year,Birth Month,Birth Day",
            ["0 name", "1 birth year", "2 birth month", "3 birth day"],
        ),
    ],
)
def test_a_neighbour_settles_an_uncertain_heading(header: str, expected: list[str]) -> None:
    assert fields(header) == expected


def test_a_numbered_label_column_belongs_to_its_value() -> None:
    header = "Name,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,phone_3"
    mapping = guess_mapping(header.split(","))
    assert [(column.index, column.label_from) for column in mapping.columns] == [
        (0, None),
        (2, 1),
        (4, 3),
        (5, None),
    ]
    assert mapping.aside == ()


def test_a_label_column_of_an_address_belongs_to_its_parts() -> None:
    header = "Name,Address 1 - Label,Address 1 - City,Address 2 - Type,Address 2 - City,City"
    mapping = guess_mapping(header.split(","))
    assert mapping.address_labels == (("1", 1), ("2", 3))
    assert [column.label for column in mapping.columns] == ["", "1", "2", ""]
    assert mapping.aside == ()


@pytest.mark.parametrize(("header", "ours"), [("name,kind,handle", True), ("name,phone", False)])
def test_our_own_table_is_known_by_kind_and_handle(header: str, ours: bool) -> None:
    assert guess_mapping(header.split(",")).ours is ours


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({"Kunde": "name"}, ["0 name", "1 name"]),
        ({"kunde ": "company"}, ["0 company", "1 name"]),
        ({"Nr": "mobile"}, ["2 phone mobile", "1 name"]),
        ({"Nr": "phone_work", "Name": "aside"}, ["2 phone work"]),
    ],
)
def test_what_the_owner_says_counts_first(overrides: dict[str, str], expected: list[str]) -> None:
    assert fields("Kunde,Name,Nr", overrides) == expected


def test_an_override_for_no_column_names_the_headings() -> None:
    with pytest.raises(Unreadable) as error:
        guess_mapping(["Name", "Nr"], {"Kunde": "name"})
    assert str(error.value) == 'no column is headed "Kunde"; there are "Name", "Nr"'


def test_an_override_to_no_field_names_the_fields() -> None:
    with pytest.raises(Unreadable) as error:
        guess_mapping(["Kunde"], {"Kunde": "shoe size"})
    assert str(error.value) == (
        'no field is called "shoe size"; the fields are name, first name, middle name, last name, '
        "kind, handle, nickname, company, title, language, notes, group, tags, birthday, "
        "source id, phone, email, web, street, postcode, city, region, country, aside"
    )


def test_a_header_that_names_nobody_is_unreadable() -> None:
    with pytest.raises(Unreadable) as error:
        guess_mapping(["Mari Tamm", "5551 2345", "Phone Label", "City"])
    assert str(error.value) == (
        'none of the headings "Mari Tamm", "5551 2345", "Phone Label", "City" says name, company, '
        "email or phone; put headings in the first line, or say which column is which"
        ' (--map "Kunde=name")'
    )


def test_a_long_header_is_shown_by_its_beginning() -> None:
    with pytest.raises(Unreadable, match=r'^none of the headings "x{30}", .*"x{30}" \.\.\. says'):
        guess_mapping(["x" * 1000] * 20)
