"""Rows that a comma without quotes made too wide."""

import pytest

from smallcrm.formats.delimited import Row, UnreadableRow, read_sheet
from smallcrm.formats.mending import mended


def rows(line: str) -> list[Row | UnreadableRow]:
    return list(mended(read_sheet(f"name,street,city\n{line}\n".encode())))


@pytest.mark.parametrize(
    ("line", "cells", "said"),
    [
        (
            "Mari,Pikk 2, 7,Tartu",
            ("Mari", "Pikk 2, 7", "Tartu"),
            '4 cells under 3 headings: "Pikk 2, 7" is read as one cell',
        ),
        (
            "Tamm, Mari,Pikk 2, 7,Tartu",
            ("Tamm, Mari", "Pikk 2, 7", "Tartu"),
            '5 cells under 3 headings: "Tamm, Mari", "Pikk 2, 7" is read as one cell',
        ),
    ],
)
def test_a_cell_that_begins_with_a_blank_is_joined_to_the_one_before(
    line: str, cells: tuple[str, ...], said: str
) -> None:
    assert rows(line) == [Row(2, cells, said)]


def test_a_row_that_fits_stays_as_it_is() -> None:
    assert rows("Mari, Pikk 2,Tartu") == [Row(2, ("Mari", " Pikk 2", "Tartu"))]


@pytest.mark.parametrize("line", ["Mari,Pikk 2,7,Tartu", "Mari, a, b,Tartu", " M,a,b,c"])
def test_a_row_that_could_be_joined_in_several_ways_stays_unreadable(line: str) -> None:
    assert [type(row) for row in rows(line)] == [UnreadableRow]
