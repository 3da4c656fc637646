"""The columns that repeat others without case and accents, by which texts are searched."""

from collections.abc import Callable
from dataclasses import dataclass

from smallcrm.domain.contacts import SEARCHED
from smallcrm.parsing.names import search_words
from smallcrm.parsing.text import fold


@dataclass(frozen=True)
class Folded:
    """A column that repeats others without case and accents: how, and from which columns."""

    table: str
    column: str
    source: tuple[str, ...]
    made: Callable[..., str]


def _one_text(*texts: str) -> str:
    return fold("\n".join(texts))


def _stripped(*texts: str) -> str:
    return fold("\n".join(texts).strip())


FOLDED = (
    Folded("contact", "folded", ("name", "nickname"), search_words),
    Folded("contact", "search", SEARCHED, _one_text),
    Folded("contact", "company_folded", ("company",), fold),
    Folded("tag", "folded", ("name",), fold),
    Folded("interaction", "folded", ("summary",), fold),
    Folded("follow_up", "folded", ("why",), fold),
    Folded("product", "folded", ("name",), fold),
    Folded("product", "code_folded", ("code",), fold),
    Folded("customer_order", "folded", ("invoice", "note"), _stripped),
    Folded("customer_case", "folded", ("summary", "solution"), _stripped),
)
