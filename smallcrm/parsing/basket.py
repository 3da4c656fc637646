"""What is sold, as it is typed: `3 coffee-1kg@12,50 2 paper filters`.

A line is a quantity, the words of a product, and a price behind `@`. The next quantity, a price or
a comma ends it; a line without a quantity is one. What can be read in two ways is asked about.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from smallcrm.errors import Unreadable
from smallcrm.parsing.money import is_currency, read_unit_price
from smallcrm.parsing.quantities import MILLI, Quantity, read_quantity
from smallcrm.parsing.text import fold, one_line

UNITS = frozenset(
    "kg g mg t l dl cl ml m cm mm km m2 m² m3 m³ h tk pcs pc stk gab".split()  # noqa: SIM905
)
PRICE_MARK = "@"
ENDS = (",", ";")
LONGEST_NAME = 12  # words of a product's name in which a number is looked for
ONE = Quantity(MILLI)
_TIMES = ("x", "×", "*")
_QUANTITY = re.compile(
    r"[-+−–]?\s?(?=[.,]?[0-9])[0-9.,'’\s]*[0-9]\s?(?:[^\W\d_]{1,5}[23²³]?\.?|[×*])?"
)
_EXAMPLE = "as in 3 coffee@12,50"


@dataclass(frozen=True)
class BasketLine:
    """So much of a product, in thousandths; `product` and `unit` are as typed.

    `price` is that of one unit, in thousandths of a cent, or None if none was typed.
    """

    product: str
    quantity: int = MILLI
    unit: str = ""
    price: int | None = None


@dataclass(frozen=True)
class Shop:
    """What the book knows: `is_product` says whether a text is all of a product's code or name."""

    is_product: Callable[[str], bool] = lambda text: False
    units: Collection[str] = UNITS
    currency: str = ""


def read_basket(words: Sequence[str], shop: Shop) -> list[BasketLine]:
    """The lines, at least one; Unreadable if a word is left over, or has two meanings.

    Words with blanks in them were quoted: such a one is a whole product or quantity, or a line.
    """
    rest = _with_prices([part for word in words for part in _parts(word, shop)])
    if not rest:
        raise Unreadable(f"nothing is sold; type it behind the name, {_EXAMPLE}")
    lines = []
    while rest:
        line, rest = _read_line(rest, shop)
        lines.append(line)
    return lines


def _parts(word: str, shop: Shop) -> Iterator[str]:
    """The word itself, or what stands in it if a whole line was quoted."""
    parts = word.split()
    if not parts:
        raise Unreadable("an empty word stands among what is sold; nothing was written")
    named = word.rpartition(PRICE_MARK)[0] or word
    whole = len(parts) == 1 or not is_quantity(parts[0])
    yield from (word.strip(),) if whole or is_quantity(word) or shop.is_product(named) else parts


def _with_prices(parts: list[str]) -> list[str]:
    """The words, each with the `@12,50`, the `EUR` and the comma that stand behind it."""
    joined: list[str] = []
    for part in parts:
        behind = part.startswith((PRICE_MARK, *ENDS))
        if joined and (behind or joined[-1].endswith(PRICE_MARK)):
            joined[-1] += part
        elif joined and PRICE_MARK in joined[-1] and is_currency(part):
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def _read_line(words: list[str], shop: Shop) -> tuple[BasketLine, list[str]]:
    quantity, rest = _take_quantity(words, shop)
    name, price, rest = _take_product(rest, shop)
    return BasketLine(name, quantity.milli, quantity.unit, price), rest


def is_quantity(word: str) -> bool:
    """Whether the word has the form of a quantity: `3`, `0,5`, `0,5kg`, `3x`; not of a code."""
    return _QUANTITY.fullmatch(word) is not None


def _take_quantity(words: list[str], shop: Shop) -> tuple[Quantity, list[str]]:
    """The quantity and the words behind it; a number may be a product's code instead."""
    first, *rest = words
    if not is_quantity(first) or _is_code(first, rest, shop):
        return ONE, words
    if not rest:
        if first[-1].isalpha() and first[-1] not in _TIMES:
            return ONE, words  # a code such as 84029E that no product has
        raise Unreadable(
            f'no product follows "{one_line(first)}"; a quantity stands before it, {_EXAMPLE}'
        )
    quantity = read_quantity(first.rstrip("×*"))
    if quantity.milli <= 0:
        raise Unreadable(f'"{one_line(first)}" cannot be sold; crm return takes goods back')
    return _with_unit(quantity, rest, shop)


def _is_code(first: str, rest: list[str], shop: Shop) -> bool:
    """Whether the number is a product, since no product follows it as one does a quantity."""
    if not shop.is_product(first):
        return False
    if not rest:
        return True
    if is_quantity(rest[0]) and shop.is_product(_bare(rest[0])):
        one, other = one_line(first), one_line(rest[0])
        raise Unreadable(
            f'"{one} {other}" could be {one} of {other}, or one of each;'
            f" write {one}x {other}, or {one}, {other}"
        )
    return is_quantity(rest[0])


def _with_unit(quantity: Quantity, rest: list[str], shop: Shop) -> tuple[Quantity, list[str]]:
    """The quantity with the unit, or the `x`, that stands behind it as a word of its own."""
    if quantity.unit or len(rest) == 1 or shop.is_product(_natural_name(rest, shop)):
        return quantity, rest
    if rest[0] in _TIMES:
        return quantity, rest[1:]
    if fold(rest[0]) in shop.units:
        return Quantity(quantity.milli, rest[0]), rest[1:]
    return quantity, rest


def _take_product(words: list[str], shop: Shop) -> tuple[str, int | None, list[str]]:
    """The product's words, its price, and the words behind them."""
    end = _natural_end(words, shop)
    short = _natural_name(words, shop)
    longer = _longer_name(words, end, shop)
    if longer > end and shop.is_product(short):
        name = one_line(_bare(" ".join(words[:longer])))
        raise Unreadable(
            f'"{one_line(short)}" is a product and "{name}" too;'
            f' put a comma behind {one_line(short)}, or quotes around "{name}"'
        )
    return *_priced(" ".join(words[:longer]), shop), words[longer:]


def _natural_end(words: list[str], shop: Shop) -> int:
    """How many words there are up to a price, a comma or the next quantity."""
    for number, word in enumerate(words):
        if number and is_quantity(word):
            return number
        priced = PRICE_MARK in word and not shop.is_product(" ".join(words[: number + 1]))
        if priced or word.endswith(ENDS):
            return number + 1
    return len(words)


def _natural_name(words: list[str], shop: Shop) -> str:
    return _bare(" ".join(words[: _natural_end(words, shop)]))


def _longer_name(words: list[str], end: int, shop: Shop) -> int:
    """Up to where the words are a product's whole name that holds a number or a comma."""
    priced = [number for number, word in enumerate(words, 1) if PRICE_MARK in word]
    for longer in range(min([len(words), LONGEST_NAME, *priced[:1]]), end, -1):
        text = " ".join(words[:longer])
        if shop.is_product(text) or shop.is_product(_bare(text)):
            return longer
    return end


def _bare(text: str) -> str:
    """The product without the price, and without the comma that ends its line."""
    return (text.rpartition(PRICE_MARK)[0] or text).rstrip(",; ")


def _priced(text: str, shop: Shop) -> tuple[str, int | None]:
    """The product, and the price behind it."""
    if shop.is_product(text):
        return text, None
    name, mark, price = text.rstrip(",; ").rpartition(PRICE_MARK)
    name, price = (name.strip(",; "), price) if mark else (price, "")
    if not name:
        raise Unreadable(f"a price or a comma stands without a product; write it {_EXAMPLE}")
    if mark and not price:
        raise Unreadable(f'no price follows "{one_line(name)}@"; write it {_EXAMPLE}')
    return name, read_unit_price(price, currency=shop.currency) if mark else None
