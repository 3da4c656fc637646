"""Address labels: sheets of 3 by 8 or 2 by 7, the addresses in the middle of their fields."""

from collections.abc import Sequence
from typing import BinaryIO, Literal

from smallcrm.output.paper.drawing import SIZES, Paper, canvas_on, place
from smallcrm.output.paper.pages import Placed
from smallcrm.output.paper.strips import (
    MILLIMETRE,
    Strip,
    column,
    height,
    side_by_side,
)
from smallcrm.reports.paper import PaperAddress

Layout = Literal["3x8", "2x7"]
LAYOUTS: dict[str, tuple[int, int]] = {"3x8": (3, 8), "2x7": (2, 7)}
LARGEST = 12.0
SMALLER = 0.94
SIDE = 6 * MILLIMETRE  # what stays empty at the edges of a label
TOP = 4 * MILLIMETRE


def print_labels(
    addresses: Sequence[PaperAddress],
    file: BinaryIO,
    *,
    layout: Layout = "3x8",
    paper: Paper = "a4",
    skip: int = 0,
) -> None:
    """Write the labels row by row; they divide the page evenly, without margins.

    `skip` leaves that many labels empty, on a sheet that has been used before.
    """
    width, tall = SIZES[paper]
    across, down = LAYOUTS[layout]
    canvas = canvas_on(file, width, tall, "", "")
    fields: list[PaperAddress] = [PaperAddress(())] * skip + list(addresses)
    for start in range(0, max(len(fields), 1), across * down):
        for at, address in enumerate(fields[start : start + across * down]):
            row, number = divmod(at, across)
            label = _label(address, number * width / across, width / across, tall / down)
            place(canvas, label, tall - row * tall / down)
        canvas.showPage()
    canvas.save()


def _label(address: PaperAddress, x: float, width: float, tall: float) -> list[Placed]:
    """The address in letters as large as fit, in the middle of the label's height."""
    size = LARGEST
    strips = _strips(address, x, width, size)
    while height(strips) > tall - 2 * TOP:
        size *= SMALLER
        strips = _strips(address, x, width, size)
    top = (tall - height(strips)) / 2
    return [Placed(strip, top + height(strips[:number])) for number, strip in enumerate(strips)]


def _strips(address: PaperAddress, x: float, width: float, size: float) -> list[Strip]:
    lines = [
        text for line in address.lines for text in column(line, x + SIDE, width - 2 * SIDE, size)
    ]
    return side_by_side(lines)
