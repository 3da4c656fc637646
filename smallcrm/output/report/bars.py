"""Small pictures out of letters: bars, and lines of heights."""

from collections.abc import Sequence

BLOCKS = " ▏▎▍▌▋▊▉█"
HEIGHTS = "▁▂▃▄▅▆▇█"
BAR_WIDTH = 12  # columns
SHARES = len(BLOCKS) - 1


def bar(value: int, largest: int, width: int = BAR_WIDTH) -> str:
    """A bar of blocks whose length is the value's part of the largest; nothing below zero."""
    if largest <= 0 or value <= 0:
        return ""
    whole, rest = divmod(max(1, value * width * SHARES // largest), SHARES)
    return (BLOCKS[-1] * whole + BLOCKS[rest]).rstrip()


def sparkline(values: Sequence[int]) -> str:
    """Blocks as high as the values; a blank for nothing, and "" if there is nothing at all."""
    largest = max(values, default=0)
    if largest <= 0:
        return ""
    top = len(HEIGHTS) - 1
    return "".join(HEIGHTS[value * top // largest] if value > 0 else " " for value in values)
