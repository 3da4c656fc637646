"""Read a PDF back: every text with its place, size and font, every line and box drawn.

It follows the content streams and the fonts' own tables, not the code that wrote them.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

ASCENT, DESCENT = 0.76, 0.24  # of DejaVu Sans, for a size of one


@dataclass(frozen=True)
class Piece:
    """A text on one line; the corners of its box in points from the page's lower left corner."""

    page: int
    text: str
    left: float
    base: float
    right: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        return self.base + ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base - DESCENT * self.size


@dataclass(frozen=True)
class Drawn:
    """A straight line or a box: its kind, page, left end, lower edge, and extent."""

    kind: str
    page: int
    left: float
    low: float
    width: float
    height: float


@dataclass
class Document:
    """All pages; `fonts` are the names of those used, `size` the first page's."""

    pages: int
    size: tuple[float, float]
    pieces: list[Piece] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    fonts: set[str] = field(default_factory=set)
    embedded: bool = True
    raw: bytes = b""

    def on(self, page: int) -> list[Piece]:
        """The page's texts, from top to bottom and left to right."""
        pieces = [piece for piece in self.pieces if piece.page == page]
        return sorted(pieces, key=lambda piece: (-round(piece.base, 1), piece.left))

    @property
    def text(self) -> str:
        """All text without blanks, as it is read."""
        return bare("".join(p.text for page in range(self.pages) for p in self.on(page)))


def bare(text: str) -> str:
    """The text without blanks, which may have become line breaks."""
    return "".join(text.split())


def read_pdf(pdf: bytes) -> Document:
    reader = PdfReader(io.BytesIO(pdf))
    box = reader.pages[0].mediabox
    document = Document(len(reader.pages), (float(box.width), float(box.height)), raw=pdf)
    known: dict[Any, Font] = {}
    for number, page in enumerate(reader.pages):
        fonts = {}
        for name, reference in page["/Resources"]["/Font"].items():  # type: ignore[index]
            resource = reference.get_object()
            font = known.setdefault(reference.idnum, Font(resource))
            fonts[name] = font
            document.fonts.add(font.name)
            document.embedded &= font.embedded
        _follow(document, number, ContentStream(page.get_contents(), reader), fonts)
    return document


class Font:
    """Widths and letters of one embedded font."""

    def __init__(self, resource: Any) -> None:
        self.name = str(resource["/BaseFont"])
        descriptor = resource.get("/FontDescriptor", {})
        self.embedded = "/FontFile2" in descriptor
        self.first = int(resource.get("/FirstChar", 0))
        self.widths = [float(width) for width in resource.get("/Widths", [])]
        mapping = resource.get("/ToUnicode")
        self.letters = dict(_letters(mapping.get_object().get_data())) if mapping else {}

    def text(self, codes: bytes) -> str:
        return "".join(self.letters[code] for code in codes)

    def width(self, codes: bytes) -> float:
        return sum(self.widths[code - self.first] for code in codes) / 1000


def _letters(stream: bytes) -> Iterator[tuple[int, str]]:
    text = stream.decode("latin-1")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for low, _, many in re.findall(r"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", block, re.S):
            for offset, code in enumerate(re.findall(r"<(\w+)>", many)):
                yield int(low, 16) + offset, bytes.fromhex(code).decode("utf-16-be")
        for low, high, start in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(low, 16), int(high, 16) + 1):
                yield code, chr(int(start, 16) + code - int(low, 16))
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, letter in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            yield int(code, 16), bytes.fromhex(letter).decode("utf-16-be")


def _follow(document: Document, page: int, stream: ContentStream, fonts: dict[str, Font]) -> None:
    font, size, mode, place = Font({"/BaseFont": ""}), 0.0, 0, (0.0, 0.0)
    text, wide, bold, start = "", 0.0, False, (0.0, 0.0)
    for operands, operator in stream.operations:
        numbers = [float(x) for x in operands if isinstance(x, int | float)]
        match operator:
            case b"Tf":
                font, size = fonts[operands[0]], float(operands[1])
            case b"Tr":
                mode = int(operands[0])
            case b"Tm":
                place = (numbers[4], numbers[5])
            case b"Tj":
                codes, bold = operands[0].original_bytes, mode == 2
                text, wide = text + font.text(codes), wide + font.width(codes) * size
            case b"ET":
                if text:
                    left, base = place
                    document.pieces.append(Piece(page, text, left, base, left + wide, size, bold))
                text, wide = "", 0.0
            case b"m":
                start = (numbers[0], numbers[1])
            case b"l":
                document.drawn.append(
                    Drawn("line", page, *start, numbers[0] - start[0], numbers[1] - start[1])
                )
            case b"re":
                document.drawn.append(Drawn("box", page, *numbers))


def overlaps(document: Document) -> list[tuple[Piece, Piece]]:
    """The pairs of texts whose boxes share more than a hair."""
    found = []
    for page in range(document.pages):
        pieces = sorted(document.on(page), key=lambda piece: -piece.top)
        for number, upper in enumerate(pieces):
            for lower in pieces[number + 1 :]:
                if lower.top <= upper.bottom + 0.05:
                    break
                if lower.left < upper.right - 0.05 and upper.left < lower.right - 0.05:
                    found.append((upper, lower))
    return found


def outside(document: Document, margin: float) -> list[Piece]:
    """The texts that reach into the margin."""
    width, height = document.size
    return [
        piece
        for piece in document.pieces
        if piece.left < margin - 0.1
        or piece.right > width - margin + 0.1
        or piece.bottom < margin - 3
        or piece.top > height - margin + 0.1
    ]
