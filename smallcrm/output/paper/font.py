"""DejaVu Sans, the one typeface of the paper: where it is, which letters it has, how wide they are.

The font file comes with the package ziafont, which is never imported.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from smallcrm.errors import CrmError

FONT = "DejaVuSans"


@cache
def font() -> TTFont:
    """The font, known to reportlab under the name FONT from now on."""
    loaded = TTFont(FONT, str(_file()))
    registerFont(loaded)
    return loaded


def _file() -> Path:
    package = find_spec("ziafont")
    for folder in (package and package.submodule_search_locations) or ():
        if (file := Path(folder, "fonts", "DejaVuSans.ttf")).exists():
            return file
    raise CrmError("the font DejaVu Sans is missing: install the package ziafont again")


def has(char: str) -> bool:
    """Whether the font can show the character, and a reader copy it out of the PDF again.

    Beyond U+FFFF reportlab writes a table for copying that readers cannot follow.
    """
    return ord(char) <= 0xFFFF and ord(char) in font().face.charToGlyph


@cache
def width_of(word: str) -> float:
    """The width in points at a size of one point."""
    widths: dict[int, float] = font().face.charWidths
    return sum(widths[ord(char)] for char in word) / 1000
