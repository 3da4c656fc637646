"""Put blocks on pages: no block is torn that fits a page, and no heading stands alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from smallcrm.output.paper.strips import Block, Strip, height

TAIL = 4  # strips that end a torn block: its last lines and what is under them


@dataclass(frozen=True)
class Section:
    """Blocks under a heading; `continued` is the heading on the pages after."""

    blocks: Sequence[Block]
    heading: Sequence[Strip] = ()
    continued: Sequence[Strip] = ()


@dataclass(frozen=True)
class Placed:
    """A strip and how far its top is below the body's top, in points."""

    strip: Strip
    down: float


@dataclass
class Pages:
    """Pages with a body of `room` points, filled from top to bottom."""

    room: float
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    down: float = 0.0
    inked: float = 0.0  # where the lowest strip that is not empty ends

    @property
    def left(self) -> float:
        """What is left of the last page."""
        return self.room - self.down

    def put(self, strips: Sequence[Strip]) -> None:
        """Place the strips on the last page, whether they fit or not; it begins with no space."""
        for strip in strips:
            if strip.empty and not self.pages[-1]:
                continue
            self.pages[-1].append(Placed(strip, self.down))
            self.down += strip.height
            if not strip.empty:
                self.inked = self.down

    def turn(self) -> None:
        """Begin a page, unless the last one is empty."""
        if self.pages[-1]:
            self.pages.append([])
            self.down = self.inked = 0.0

    def put_at_bottom(self, strips: Sequence[Strip]) -> None:
        """Place the strips at the foot of the last page, or of a new one if they do not fit."""
        if height(strips) > self.room - self.inked:
            self.turn()
        self.down = self.room - height(strips)
        self.put(strips)


def paginate(sections: Sequence[Section], room: float, *, foot: Sequence[Strip] = ()) -> Pages:
    """All blocks on pages; the last one stays with the `foot`, which ends the last page."""
    pages = Pages(room)
    blocks = sum(len(section.blocks) for section in sections)
    for section in sections:
        for number, block in enumerate(section.blocks):
            blocks -= 1
            heading = section.continued if number else section.heading
            after = height(foot) if not blocks else 0.0
            _put_block(pages, block, heading, section.continued, first=not number, after=after)
    if foot:
        pages.put_at_bottom(foot)
    return pages


def _put_block(
    pages: Pages,
    block: Block,
    heading: Sequence[Strip],
    continued: Sequence[Strip],
    *,
    first: bool,
    after: float,
) -> None:
    head = height(heading) if first else 0.0
    tall = height(continued) + block.height > pages.room
    if head + block.height + after > pages.left and not (tall and pages.left > pages.room / 2):
        pages.turn()
    if first or not pages.pages[-1]:
        pages.put(heading)
    if block.height <= pages.left:
        pages.put(block.strips)
        return
    _tear(pages, block, continued, after)


def _tear(pages: Pages, block: Block, continued: Sequence[Strip], after: float) -> None:
    """Place the strips one by one; the last few go to the same page."""
    for number, strip in enumerate(block.strips):
        rest = block.strips[number:]
        need = height(rest) + after if len(rest) == TAIL else strip.height
        if need > pages.left:
            pages.turn()
            pages.put((*continued, *block.again))
        pages.put([strip])
