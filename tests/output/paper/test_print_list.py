"""A printed list: every cell whole, headings on each page, the paper turned for a wide one."""

import io

import pytest
from paper_samples import MARGIN, PRINTED
from pdf_reading import Document, Piece, bare, outside, overlaps, read_pdf

from smallcrm.output.paper import print_list
from smallcrm.output.paper.lists import shared
from smallcrm.reports.paper import PaperList

NAMES = ("Name", "Company", "Phone")
ROW = ("Mari Maasikas", "Maasikas OÜ", "+372 5551 2345")
WIDE = ("x" * 200, "Mööbel " * 60, "+372 5551 2345", "", "info@" + "y" * 90, "z", "Tartu", "õ")


def _printed(*rows: tuple[str, ...], headings: tuple[str, ...] = NAMES) -> Document:
    file = io.BytesIO()
    print_list(PaperList("Contacts", headings, rows, "Puutöö OÜ", PRINTED), file)
    return read_pdf(file.getvalue())


def _cells(document: Document) -> list[Piece]:
    """The texts of the rows: what stands between the headings and the footer of each page."""
    cells: list[Piece] = []
    for page in range(document.pages):
        head = min(piece.base for piece in document.on(page) if piece.bold)
        cells += [p for p in document.on(page) if MARGIN + 12 < p.base < head]
    return cells


def test_headings_stand_over_the_rows_of_every_page() -> None:
    document = _printed(*[(f"Mari {n}x", *ROW[1:]) for n in range(100)])
    assert document.pages == 4
    for page in range(4):
        texts = [piece.text for piece in document.on(page)]
        assert texts[:6] == ["Puutöö OÜ", "Contacts", "Entries: 100", "Name", "Company", "Phone"]
        assert f"page {page + 1} of 4" in texts
    assert all(f"Mari{n}x" in document.text for n in range(100))


def test_columns_are_aligned() -> None:
    document = _printed(ROW, ("Liis", "", "1881"))
    lefts = {piece.text: piece.left for piece in document.on(0)}
    assert lefts["Phone"] == lefts["+372 5551 2345"] == lefts["1881"]


def test_an_empty_list_says_so() -> None:
    assert "The list is empty." in [piece.text for piece in _printed().on(0)]


@pytest.mark.parametrize(
    ("row", "turned"), [(ROW, False), (WIDE, True), (("õ" * 5000, "b", "c"), True), (("",), False)]
)
def test_every_cell_is_whole(row: tuple[str, ...], turned: bool) -> None:
    headings = tuple("ABCDEFGH"[: max(len(row), 3)])
    document = _printed(row, ROW, headings=headings)
    assert (document.size[0] > document.size[1]) is turned
    assert overlaps(document) == []
    assert outside(document, MARGIN) == []
    lefts = sorted({piece.left for piece in document.pieces if piece.text in headings})
    for cell, left in zip(row, lefts, strict=False):
        own = "".join(piece.text for piece in _cells(document) if abs(piece.left - left) < 0.1)
        assert bare(cell) in bare(own)


@pytest.mark.parametrize(
    ("natural", "room", "widths"),
    [
        ([100, 50, 20], 200, [100, 50, 20]),
        ([100, 50, 20], 120, [50, 50, 20]),
        ([300, 50, 20], 120, [50, 50, 20]),
        ([300, 300, 20], 120, [50, 50, 20]),
        ([300, 300, 300], 120, [40, 40, 40]),
    ],
)
def test_the_widest_columns_give(natural: list[float], room: float, widths: list[float]) -> None:
    assert shared(natural, room) == widths
