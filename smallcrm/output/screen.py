"""What a terminal shows; the only user of Rich.

Stored text reaches Rich as `Text`, made visible first: neither markup nor escapes in it act.
"""

import os
import re
from collections.abc import Iterable
from itertools import islice

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from smallcrm.output.layout import Ruler
from smallcrm.output.listing import Listing
from smallcrm.output.table import BELOW, Line, lay_out
from smallcrm.parsing.text import visible

NARROWEST = 20
BATCH = 200  # lines


def console() -> Console:
    """A console that takes text as it is; NO_COLOR also drops bold and links."""
    made = Console(
        markup=False,
        emoji=False,
        highlight=False,
        color_system=None if os.environ.get("NO_COLOR") else "auto",
    )
    made.width = max(made.width, NARROWEST)
    return made


def print_listing(listing: Listing) -> None:
    """The list as a table or in blocks, each section under its heading, and its note."""
    screen = console()
    _print(screen, lay_out(listing, _ruler(screen)))
    if listing.note:
        # A path stays one piece, to be copied, where the terminal must break it.
        note = Text("\n" + visible(listing.note, keep="\n"), style=BELOW)
        screen.print(note, overflow="ignore", crop=False)


def print_lines(lines: Iterable[tuple[str, str, int]]) -> None:
    """Lines of (text, style, hang); what does not fit goes on below, `hang` columns in."""
    screen = console()
    ruler = _ruler(screen)
    for text, style, hang in lines:
        _print(screen, ([(part, style)] for part in _broken(visible(text), hang, ruler)))


def _broken(text: str, hang: int, ruler: Ruler) -> list[str]:
    """The text in lines, broken between the facts that a dot parts where it can be."""
    if ruler.measure(text) <= ruler.width:
        return [text]
    facts = re.split(r"(?<= ·) ", text)
    first, *rest = ruler.pack(facts, ruler.width - hang, between=" ")
    return [first, *(" " * hang + line for line in rest)]


def _ruler(screen: Console) -> Ruler:
    def wrap(text: str, width: int) -> list[str]:
        return [line.plain.rstrip() for line in Text(text).wrap(screen, width, overflow="fold")]

    return Ruler(screen.width, cell_len, wrap)


def _print(screen: Console, lines: Iterable[Line]) -> None:
    """Print the lines, a batch at a time, since each call of Rich's costs as much as a line."""
    coming = iter(lines)
    while batch := list(islice(coming, BATCH)):
        text = Text("\n").join(Text.assemble(*line) for line in batch)
        screen.print(text, soft_wrap=True)
