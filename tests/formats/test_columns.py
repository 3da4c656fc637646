"""Headings to fields by lists of words."""

import pytest

from smallcrm.errors import Unreadable
from smallcrm.formats.columns import find_columns

WORDS = {"who": "customer name, customer, name; klient, nimi", "at": "order date, date; kuupäev"}


@pytest.mark.parametrize(
    ("header", "place_of"),
    [
        ("Customer,Date", {"who": 0, "at": 1}),
        ("KUUPÄEV,klient", {"at": 0, "who": 1}),
        ("customer_name,orderDate", {"who": 0, "at": 1}),
        ("Name,Customer Name", {"who": 1}),
        ("Date,Order Date 2", {"at": 1}),
        ("x,,y", {}),
    ],
)
def test_a_heading_is_known_by_its_words_and_the_surer_one_wins(
    header: str, place_of: dict[str, int]
) -> None:
    assert find_columns(header.split(","), WORDS).place_of == place_of


def test_what_is_not_used_is_left_aside_by_name() -> None:
    columns = find_columns(["Name", "", "Customer", "Shoe size"], WORDS)
    assert columns.aside == ("Name", "column 2", "Shoe size")
    assert columns.meanings() == {"Customer": "who"}


def test_a_cell_is_stripped_and_empty_where_there_is_no_column() -> None:
    columns = find_columns(["Name"], WORDS)
    assert (columns.cell([" Mari "], "who"), columns.cell([" Mari "], "at")) == ("Mari", "")


@pytest.mark.parametrize(
    ("overrides", "place_of"),
    [
        ({"shoe size": "who"}, {"who": 1}),
        ({"Shoe size": "klient", "Name": "aside"}, {"who": 1}),
        ({"Shoe size": "Order date"}, {"who": 0, "at": 1}),
    ],
)
def test_what_the_owner_says_of_a_heading_counts(
    overrides: dict[str, str], place_of: dict[str, int]
) -> None:
    assert find_columns(["Name", "Shoe size"], WORDS, overrides).place_of == place_of


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        ({"Age": "who"}, 'no column is headed "Age"; there are "Name", "Shoe size"'),
        ({"Name": "age"}, 'no field is called "age"; the fields are who, at, aside'),
    ],
)
def test_an_override_that_fits_nothing_is_unreadable(
    overrides: dict[str, str], message: str
) -> None:
    with pytest.raises(Unreadable) as error:
        find_columns(["Name", "Shoe size"], WORDS, overrides)
    assert str(error.value) == message
