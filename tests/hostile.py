"""A book in which every free text holds what could act on a terminal, a page or a spreadsheet."""

import json
import unicodedata
from pathlib import Path
from typing import Any

from conftest import Crm
from round_trips import LINES, answer_calls, sell
from shops import stock

ESCAPES = "\x1b[31m\x1b[2J\x1b]0;title\x07\x1b]8;;http://evil.example\x07link\x1b]8;;\x07\x9b31m"
CONTROLS = "\x07\x08\x0b\x0c\x7f\x85\x90\x9f"
HIDING = "\u202eevil\u202c\u2066\u2069\u200b\u200e\ufeff\u00ad\u2060\u2028\u2029\U000e0041\ue000"
MARKUP = "[bold]b[/] [/] :smile: [link=http://evil.example]l[/link] <b onclick=x>&lt; %s {0} $(id)"
HOSTILE = f"{ESCAPES}{CONTROLS}{HIDING}{MARKUP}"
# The fields of an exported book in which the owner, or a file, can say what it likes.
TEXTS = {
    "name", "nickname", "company", "title", "notes", "street", "postcode", "city", "region",
    "source_id", "summary", "why", "description", "unit", "category", "note", "invoice",
    "solution", "product", "tags", "value", "label", "content",
}  # fmt: skip
NAMES = {
    "cases": ("product",),
    "settings": ("name", "value"),
    "calls": ("name",),
    "sheets": ("name",),
}  # of something
SHORT = "\x1b[2J\x1b]0;t\x07\x9b\u202e\u200b\u2028[red]"  # a tag is no text
HIDDEN = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}


def plant(crm: Crm, book: Path, other: Path) -> None:
    """Fill the other book with one of everything, and a hostile end on each of its texts."""
    stock(crm, book, *LINES)
    answer_calls(book)
    sell(crm)
    parts = crm("export everything --json").json
    planted = {part: [_planted(row, part) for row in rows] for part, rows in parts.items()}
    said = crm(f"--db {other} import everything - --apply", stdin=json.dumps(planted))
    assert (said.code, said.err) == (0, ""), said
    assert all("0 unreadable" in line for line in said.lines if " added, " in line), said.out


def _planted(value: Any, part: str, field: str = "") -> Any:
    if isinstance(value, dict):
        if part == "settings" and value["name"] == "shop":
            return value | {"value": value["value"] + HOSTILE}
        return {key: _planted(inner, part, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_planted(inner, part, field) for inner in value]
    if not isinstance(value, str) or field not in TEXTS or field in NAMES.get(part, ()):
        return value
    return value + (SHORT if field == "tags" else HOSTILE)


def acting(text: str) -> set[str]:
    """The characters of an output that could act, hide or turn round; a line break may."""
    return {
        f"{ord(char):04x}"
        for char in text
        if char not in "\n\t" and unicodedata.category(char) in HIDDEN and char != "\u200d"
    }
