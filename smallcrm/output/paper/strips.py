"""Strips and blocks: what is printed, measured but not yet placed on a page. All in points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from smallcrm.output.paper.font import width_of
from smallcrm.output.paper.letters import printable
from smallcrm.output.paper.wrapping import wrap

MILLIMETRE = 72 / 25.4
LEADING = 1.28  # from baseline to baseline, for a size of one
_BASE = 0.96  # from a strip's top to the baseline, for a size of one


@dataclass(frozen=True)
class Text:
    """A text of one line; `x` is its left end, or its right end if `right`."""

    x: float
    text: str
    size: float
    bold: bool = False
    right: bool = False

    @property
    def left(self) -> float:
        return self.x - width_of(self.text) * self.size if self.right else self.x


@dataclass(frozen=True)
class Rule:
    """A line from `x` on, `down` from the strip's top."""

    x: float
    width: float
    down: float
    thick: float


@dataclass(frozen=True)
class Box:
    """A square to tick; `x` and `down` are its upper left corner."""

    x: float
    down: float
    side: float


@dataclass(frozen=True)
class Bar:
    """A grey bar of a chart; `x` and `down` are its upper left corner."""

    x: float
    width: float
    down: float
    height: float


@dataclass(frozen=True)
class Strip:
    """As high as one line of text; its texts share a baseline, `base` from the top."""

    height: float
    base: float = 0.0
    texts: tuple[Text, ...] = ()
    shapes: tuple[Rule | Box | Bar, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.texts or self.shapes)


@dataclass(frozen=True)
class Block:
    """Strips that stay together; `again` comes before the rest if a page cannot hold them all."""

    strips: tuple[Strip, ...]
    again: tuple[Strip, ...] = ()

    @property
    def height(self) -> float:
        """Without what is empty at its end, which need not fit a page."""
        *others, last = self.strips
        return height(others if last.empty else self.strips)


def height(strips: Iterable[Strip]) -> float:
    return sum(strip.height for strip in strips)


def space(points: float) -> Strip:
    """Nothing at all."""
    return Strip(points)


def column(
    text: str, x: float, width: float, size: float, *, bold: bool = False, right: bool = False
) -> list[Text]:
    """The text wrapped into a column that begins at `x`; nothing if it has no letters."""
    parts = printable(text)
    if not any(parts):
        return []
    edge = x + width if right else x
    lines = [line for part in parts for line in wrap(part, size, width)]
    return [Text(edge, line, size, bold, right) for line in lines]


def side_by_side(*columns: Sequence[Text], leading: float = LEADING) -> list[Strip]:
    """The columns' lines next to each other, first with first, on common baselines."""
    rows = zip_longest(*columns)
    return [_strip([text for text in row if text], leading) for row in rows]


def _strip(texts: list[Text], leading: float) -> Strip:
    size = max(text.size for text in texts)
    return Strip(size * leading, size * _BASE, tuple(texts))
