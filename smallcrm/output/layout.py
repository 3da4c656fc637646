"""How columns share the room of a table, and how short facts fill a line; measures are given."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

SHORTEST_BROKEN = 13  # columns; a shorter line has no good place to break
LONGEST_WHOLE = 30  # a longer word may be broken where room is scarce
LONGEST_LINE = 100  # of running text; the eye loses the way back from a longer one


@dataclass(frozen=True)
class Ruler:
    """How wide the terminal is, how wide a text is on it, and how a text is wrapped to a width."""

    width: int
    measure: Callable[[str], int]
    wrap: Callable[[str, int], list[str]]

    def hanging(self, text: str, width: int, hang: int) -> list[str]:
        """The text wrapped, all lines but the first `hang` columns further in."""
        if self.measure(text) <= width:
            return [text]
        first, *rest = self.wrap(text, max(1, width - hang))
        return [first, *(" " * hang + line for line in rest)]

    def ideal(self, lines: Iterable[str], *, prose: bool) -> int:
        """What a column would like: room for its longest line."""
        longest = max(map(self.measure, lines), default=0)
        return min(longest, LONGEST_LINE) if prose else longest

    def least(self, lines: Iterable[str], *, whole: bool) -> int:
        """What a column needs: room for its longest word, or for whole lines."""
        longest = 0
        for line in lines:
            unbroken = whole or self.measure(line) < SHORTEST_BROKEN
            parts = [line] if unbroken else line.split(" ")
            longest = max(longest, *map(self.measure, parts))
        return min(LONGEST_WHOLE, longest)

    def pack(self, facts: Iterable[str], width: int, *, between: str = " · ") -> list[str]:
        """Short facts side by side, as many on a line as fit whole."""
        packed: list[str] = []
        for fact in facts:
            beside = f"{packed[-1]}{between}{fact}" if packed else ""
            if packed and self.measure(beside) <= width:
                packed[-1] = beside
            else:
                packed.append(fact)
        return [line for fact in packed for line in self.hanging(fact, width, 0)]


@dataclass(frozen=True)
class Need:
    """What a column would like and what it needs, and how much its lack counts beside others'."""

    ideal: int
    least: int
    weight: int = 1


def share(needs: Sequence[Need], room: int) -> list[int]:
    """The widths of columns in so much room.

    Where the ideals do not fit, each column gets its least, and of the rest a part in proportion
    to what it lacks times its weight; where not even the leasts fit, the widest give way.
    """
    if sum(need.ideal for need in needs) <= room:
        return [need.ideal for need in needs]
    widths = [need.least for need in needs]
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    lacks = [need.ideal - width for need, width in zip(needs, widths, strict=True)]
    claims = [need.weight * lack for need, lack in zip(needs, lacks, strict=True)]
    spare = room - sum(widths)
    # The heavy ones first: what they do not take is left to the others.
    for number in sorted(range(len(needs)), key=lambda number: -needs[number].weight):
        more = min(lacks[number], spare * claims[number] // max(1, sum(claims)))
        widths[number] += more
        spare -= more
        claims[number] = 0
    return widths
