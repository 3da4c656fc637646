"""Draw placed strips as a PDF: frame, page numbers, ink. The only place that knows a canvas."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal, cast

from reportlab.pdfgen.canvas import Canvas

from smallcrm.output.paper.font import FONT, font
from smallcrm.output.paper.languages import TEXTS
from smallcrm.output.paper.pages import Pages, Placed
from smallcrm.output.paper.strips import LEADING, MILLIMETRE, Bar, Box, Rule, Strip, Text, height

Paper = Literal["a4", "letter"]
SIZES: dict[str, tuple[float, float]] = {
    "a4": (210 * MILLIMETRE, 297 * MILLIMETRE),
    "letter": (612.0, 792.0),
}
MARGIN = 15 * MILLIMETRE
SMALL = 10.0
HAIRLINE = 0.4
_FOOTER = SMALL * LEADING + 8
_BAR_GREY = 0.55  # of white; it must show on a poor printer
_STROKE = 0.035  # how much a bold letter is thickened, for a size of one


@dataclass(frozen=True)
class Frame:
    """What all pages of a document share: size, header, and a footer with the page number."""

    width: float
    height: float
    header: Sequence[Strip]
    footer: str
    language: str
    title: str
    author: str

    @property
    def room(self) -> float:
        """The height of the body in points."""
        return self.height - 2 * MARGIN - height(self.header) - _FOOTER


def draw(pages: Pages, frame: Frame, file: BinaryIO) -> None:
    """Write the PDF; the same pages give the same bytes."""
    canvas = canvas_on(file, frame.width, frame.height, frame.title, frame.author)
    for number, page in enumerate(pages.pages, 1):
        top = frame.height - MARGIN
        for strip in frame.header:
            _strip(canvas, strip, top)
            top -= strip.height
        place(canvas, page, top)
        _footer(canvas, frame, number, len(pages.pages))
        canvas.showPage()
    canvas.save()


def canvas_on(file: BinaryIO, width: float, height: float, title: str, author: str) -> Canvas:
    """An empty document that says nothing about when and where it was made."""
    font()
    size, name = (width, height), cast(Any, FONT)  # the stubs take the name for a number
    canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=1, initialFontName=name)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("smallcrm")
    return canvas


def place(canvas: Canvas, page: Sequence[Placed], top: float) -> None:
    """Draw the strips below `top`, which is measured from the page's lower edge."""
    for placed in page:
        _strip(canvas, placed.strip, top - placed.down)


def _footer(canvas: Canvas, frame: Frame, page: int, pages: int) -> None:
    right = frame.width - MARGIN
    _rule(canvas, Rule(MARGIN, right - MARGIN, 0, HAIRLINE), MARGIN + SMALL * LEADING)
    said = TEXTS[frame.language].page.format(page=page, pages=pages)
    _text(canvas, Text(MARGIN, frame.footer, SMALL), MARGIN)
    _text(canvas, Text(right, said, SMALL, right=True), MARGIN)


def _strip(canvas: Canvas, strip: Strip, top: float) -> None:
    for shape in strip.shapes:
        if isinstance(shape, Rule):
            _rule(canvas, shape, top)
        elif isinstance(shape, Bar):
            _bar(canvas, shape, top)
        else:
            _box(canvas, shape, top)
    for text in strip.texts:
        _text(canvas, text, top - strip.base)


def _rule(canvas: Canvas, rule: Rule, top: float) -> None:
    canvas.setLineWidth(rule.thick)
    canvas.line(rule.x, top - rule.down, rule.x + rule.width, top - rule.down)


def _bar(canvas: Canvas, bar: Bar, top: float) -> None:
    canvas.setFillGray(_BAR_GREY)
    canvas.rect(bar.x, top - bar.down - bar.height, bar.width, bar.height, stroke=0, fill=1)
    canvas.setFillGray(0)


def _box(canvas: Canvas, box: Box, top: float) -> None:
    canvas.setLineWidth(1)
    canvas.rect(box.x, top - box.down - box.side, box.side, box.side)


def _text(canvas: Canvas, text: Text, baseline: float) -> None:
    """Bold is drawn by filling the letters and going over their outlines."""
    canvas.setFont(FONT, text.size)
    canvas.setLineWidth(text.size * _STROKE)
    canvas.drawString(text.left, baseline, text.text, mode=2 if text.bold else 0)
