"""Labels: each address whole within its own field, row by row."""

import io
from typing import Any

import pytest
from pdf_reading import Document, bare, overlaps, read_pdf

from smallcrm.output.paper import print_labels
from smallcrm.reports.paper import PaperAddress

MILLIMETRE = 72 / 25.4
LONG = PaperAddress(("N" * 200, "Osaühing Mööbel ja Pojad " * 8, "Pikk 12–4", "80011 Pärnu"))


def _address(number: int) -> PaperAddress:
    return PaperAddress((f"Mari {number}x", "Pikk 12–4", "80011 Pärnu"))


def _printed(*addresses: PaperAddress, **options: Any) -> Document:
    file = io.BytesIO()
    print_labels(addresses, file, **options)
    return read_pdf(file.getvalue())


@pytest.mark.parametrize(
    ("layout", "across", "down", "pages"), [("3x8", 3, 8, 3), ("2x7", 2, 7, 4)]
)
def test_addresses_fill_the_fields_row_by_row(
    layout: str, across: int, down: int, pages: int
) -> None:
    document = _printed(*[_address(n) for n in range(50)], layout=layout)
    width, height = 210 * MILLIMETRE / across, 297 * MILLIMETRE / down
    assert document.pages == pages
    for piece in document.pieces:
        if piece.text.startswith("Mari"):
            page, field = divmod(int(piece.text[5:-1]), across * down)
            row = int((297 * MILLIMETRE - piece.base) // height)
            assert (piece.page, row, int(piece.left // width)) == (page, *divmod(field, across))


@pytest.mark.parametrize("layout", ["3x8", "2x7"])
def test_long_addresses_are_whole_in_smaller_letters(layout: str) -> None:
    document = _printed(*[LONG] * 30, layout=layout)
    assert overlaps(document) == []
    assert document.text.count("N" * 20) >= 30
    own = [p for p in document.on(0) if p.left < 210 * MILLIMETRE / int(layout[0])]
    first = "".join(bare(piece.text) for piece in own)[: len(bare("".join(LONG.lines)))]
    assert first == bare("".join(LONG.lines))


def test_used_labels_are_skipped() -> None:
    (piece, *_) = _printed(_address(1), skip=4).on(0)
    assert piece.left == pytest.approx((70 + 6) * MILLIMETRE)
    assert 37.125 < (297 - piece.base / MILLIMETRE) < 2 * 37.125


def test_no_addresses_make_an_empty_page() -> None:
    assert (_printed().pages, _printed().pieces) == (1, [])
