r"""Lists in one cell: `anna; mari`, with `\` before what is no parting, so that they come back."""

import re
from collections.abc import Iterable

_EMPTY = r"\-"
_TOKENS = re.compile(r"; ?|\\.|\\|[^;\\]+", re.DOTALL)


def join_list(items: Iterable[str]) -> str:
    r"""The items parted by `; `; in them `;` and `\` get a `\` in front, an empty one is `\-`."""
    return "; ".join(re.sub(r"([;\\])", r"\\\1", item) or _EMPTY for item in items)


def split_list(cell: str) -> tuple[str, ...]:
    r"""The items of a cell: `split_list(join_list(items)) == items`; a typed `a;b` is split too."""
    items = [""] if cell else []
    for token in _TOKENS.findall(cell):
        if token.startswith(";"):
            items.append("")
        elif token != _EMPTY:
            items[-1] += token[1:] if len(token) > 1 and token[0] == "\\" else token
    return tuple(items)


def join_tags(tags: Iterable[str]) -> str:
    r"""The tags parted by `, `; in them `,` and `\` get a `\` in front."""
    return ", ".join(re.sub(r"([\\,])", r"\\\1", tag) for tag in tags)


def split_tags(cell: str) -> list[str]:
    """The tags of a cell: `split_tags(join_tags(tags)) == tags`, blanks at their ends aside."""
    found = re.findall(r"((?:\\.|[^\\,]|\\\Z)*)(?:,|\Z)", cell, re.DOTALL)
    return [re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip() for part in found if part]
