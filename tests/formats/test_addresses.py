"""The addresses in a row: the best one, the further ones, and how they are written."""

import csv

import pytest

from smallcrm.formats.addresses import find_addresses
from smallcrm.formats.contact_columns import guess_mapping
from smallcrm.parsing.postal import Address


def found(header: str, row: str) -> list[Address]:
    headings, cells = csv.reader([f"Name,{header}", f"Mari,{row}"])
    return find_addresses(cells, guess_mapping(headings)).found


def test_the_fullest_comes_first_and_the_first_of_equals() -> None:
    header = "Home Street,Home City,Business Street,Business City,Business Country,Other City"
    assert [one.label for one in found(header, "a,b,c,d,e,f")] == ["work", "home", "other"]
    assert [one.label for one in found(header, "a,b,c,d,,")] == ["home", "work"]


def test_an_address_that_comes_twice_is_kept_once() -> None:
    assert found("Home Street,Home City,Work Street,Work City", "a,b,a,b") == [
        Address("a", city="b", label="home")
    ]


def test_several_addresses_in_one_cell_are_taken_apart() -> None:
    header = "Address 1 - Type,Address 1 - Street,Address 1 - City"
    assert found(header, "* Home,Jõe 8 ::: Pikk 2,Tartu ::: Võru") == [
        Address("Jõe 8", city="Tartu", label="home"),
        Address("Pikk 2", city="Võru", label="home"),
    ]


def test_a_written_out_address_is_used_where_there_are_no_parts() -> None:
    header = "Address 1 - Formatted,Address 1 - Street,Address 1 - City"
    assert found(header, '"Jõe 8\nTartu",,') == [Address("Jõe 8, Tartu")]
    assert found(header, '"Jõe 8\nTartu",Jõe 8,Tartu') == [Address("Jõe 8", city="Tartu")]


@pytest.mark.parametrize(("cell", "street"), [("12", "PO Box 12"), ("Pk 12", "Pk 12")])
def test_a_box_is_part_of_the_street(cell: str, street: str) -> None:
    assert found("PO Box,City", f"{cell},Tartu") == [Address(street, city="Tartu")]


def test_no_address_is_none() -> None:
    assert found("Street,City", ",") == []
