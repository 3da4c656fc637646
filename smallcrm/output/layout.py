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

    def pad(self, text: str, width: int, *, right: bool = False) -> str:
        """The text with blanks up to `width`; `right` puts them before it."""
        blanks = " " * (width - self.measure(text))
        return blanks + text if right else text + blanks

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


def share(ideals: Sequence[int], leasts: Sequence[int], room: int) -> list[int]:
    """The widths of columns that would like `ideals` and need `leasts`, in so much room.

    Where the ideals do not fit, each column gets its least, and of the rest a part in proportion
    to what it lacks; where not even the leasts fit, the widest give way.
    """
    if sum(ideals) <= room:
        return list(ideals)
    widths = list(leasts)
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    spare = room - sum(widths)
    lacking = sum(ideals) - sum(widths)
    for number, ideal in enumerate(ideals):
        lack = ideal - widths[number]
        more = spare * lack // lacking if lacking else 0
        widths[number] += more
        spare, lacking = spare - more, lacking - lack
    return widths
