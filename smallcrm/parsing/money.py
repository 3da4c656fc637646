"""Amounts of money: read as they are typed and printed, kept as whole cents, said by language."""

import re
from decimal import ROUND_HALF_UP, Decimal

from smallcrm.errors import Unreadable
from smallcrm.parsing.numbers import LONGEST, read_number
from smallcrm.parsing.text import one_line

CENT = Decimal("0.01")
FINE = 1000  # thousandths of a cent, in which prices and the lines of orders are kept
MOST = 10**15
"""Fine: no price and no line comes to more, so that every sum of lines can be kept."""

_MOST = Decimal(MOST).scaleb(-5)
_FINEST = Decimal("0.00001")
NO_BREAK = "\u00a0"

_CODES = frozenset(
    "EUR USD GBP NOK SEK DKK ISK PLN CZK HUF RON BGN CHF UAH BYN RUB TRY GEL KZT JPY CNY INR "  # noqa: SIM905
    "CAD AUD NZD EEK LVL LTL".split()
)
# What else may stand beside an amount, and the currencies it can mean.
_SIGNS = {
    "€": "EUR", "£": "GBP", "$": "USD CAD AUD NZD", "¥": "JPY CNY", "₽": "RUB", "₴": "UAH",
    "euro": "EUR", "euros": "EUR", "eurot": "EUR", "eiro": "EUR", "zł": "PLN",
    "kr": "NOK SEK DKK ISK", "krone": "NOK DKK", "kroner": "NOK DKK",
}  # fmt: skip
_BESIDE = re.compile(r"[€£$¥₽₴]|[^\W\d_]{2,8}\.?(?![^\W\d_])")
_DASH = re.compile(r"(?<=[0-9])([.,])\s?[-–—]{1,2}$")  # 12,-
_MINUS_BEHIND = re.compile(r"([0-9][^+−-]*)[−-]|\(([^+−-]+)\)")
_NAMES = {("NOK", "no"): "kr", ("EUR", "et"): "€", ("EUR", "lv"): "€", ("EUR", "no"): "€"}


def read_money(text: str, *, currency: str = "") -> int:
    """Cents of `12,50`, `1 234,50`, `1.234,50`, `€ 12`, `12 EUR`, `-3,-` or `(12.50)`.

    `currency` is the book's, as three letters: another one beside the amount is refused.
    Raises Unreadable, also for `1,234` and for parts of a cent.
    """
    value = _read(text, "", currency)
    cents = value * 100
    if cents != int(cents):
        raise Unreadable(f'"{_shown(text)}" has parts of a cent; an amount has two decimals')
    return int(cents)


def read_price(text: str, decimal_mark: str = "", *, currency: str = "") -> Decimal:
    """The exact amount of a price that may go beyond the cent, such as `0.4200` or `20,992`.

    `decimal_mark` is `.` or `,`, as the file writes it; without it, `1,234` is Unreadable.
    """
    return _read(text, decimal_mark, currency)


def read_unit_price(text: str, *, currency: str = "") -> int:
    """Thousandths of a cent of what one unit costs, as typed: `12,50`, `0.4225`, `€3`, `0`.

    Raises Unreadable as `read_money` does, also below zero, finer than that, or beyond MOST.
    """
    value = _read(text, "", currency)
    fine = to_fine(value)
    if fine > MOST:
        raise Unreadable(f'"{_shown(text)}" is more than a price can be')
    if value < 0:
        raise Unreadable(f'"{_shown(text)}" is below zero, and no price is')
    if value.scaleb(5) != fine:
        raise Unreadable(f'"{_shown(text)}" is too fine for a price; five decimals are kept')
    return fine


def is_currency(word: str) -> bool:
    """Whether the word is what stands beside an amount: `€`, `EUR`, `kr.`."""
    return bool(_currencies(word))


def to_cents(amount: Decimal) -> int:
    """The amount in whole cents; half a cent goes away from zero."""
    return int(amount.quantize(CENT, ROUND_HALF_UP).scaleb(2))


def is_kept(amount: Decimal) -> bool:
    """Whether a price or a line can come to so much, see MOST."""
    return -_MOST <= amount <= _MOST


def to_fine(amount: Decimal) -> int:
    """The amount in thousandths of a cent; half of one goes away from zero."""
    return int(amount.quantize(_FINEST, ROUND_HALF_UP).scaleb(5))


def whole_cents(fine: int) -> int:
    """Thousandths of a cent as whole cents; half a cent goes away from zero."""
    cents, rest = divmod(abs(fine), FINE)
    cents += rest * 2 >= FINE
    return -cents if fine < 0 else cents


def decimal_of(fine: int) -> str:
    """Thousandths of a cent as exact decimals, two at least: `12.50`, `0.4225`; for data."""
    whole, part = divmod(abs(fine), 100 * FINE)
    decimals = f"{part:05}"
    return f"{'-' if fine < 0 else ''}{whole}.{decimals[:2]}{decimals[2:].rstrip('0')}"


def say_money(cents: int, currency: str, language: str) -> str:
    """An amount for people: `€1,234.50` in English, `1 234,50 €` in et, lv and no.

    The blanks are no-break ones. `read_money` reads it back.
    """
    whole, part = divmod(abs(cents), 100)
    minus = "-" if cents < 0 else ""
    if language == "en":
        sign = "€" if currency == "EUR" else f"{currency}{NO_BREAK}"
        return f"{minus}{sign}{whole:,}.{part:02}"
    number = f"{whole:,}".replace(",", NO_BREAK)
    return f"{minus}{number},{part:02}{NO_BREAK}{_NAMES.get((currency, language), currency)}"


def say_fine(fine: int, currency: str, language: str = "en") -> str:
    """Thousandths of a cent for people, rounded to cents, see `say_money`."""
    return say_money(whole_cents(fine), currency, language)


def _read(text: str, decimal_mark: str, currency: str) -> Decimal:
    if len(text) > LONGEST:
        raise Unreadable(f'"{_shown(text)}" is too long for an amount')
    bare, found = _without_currency(text.strip())
    if currency and found and currency not in found:
        raise Unreadable(
            f'"{_shown(text)}" is in {found.replace(" ", " or ")}, and the book is in {currency}'
        )
    if not bare:
        raise Unreadable(f'"{_shown(text)}" is no amount; write it as 12 or 12,50')
    plain, mark = _without_dash(bare)
    return _signed(plain, decimal_mark or mark)


def _signed(text: str, decimal_mark: str) -> Decimal:
    """The amount; its sign may stand as old ledgers print it: `3.00-`, `(3.00)`."""
    behind = _MINUS_BEHIND.fullmatch(text)
    if not behind:
        return read_number(text, "amount", decimal_mark=decimal_mark)
    value = read_number(behind[1] or behind[2], "amount", decimal_mark=decimal_mark)
    return -value if value else value


def _without_currency(text: str) -> tuple[str, str]:
    """The text without the currency beside the number, and the currencies it can mean."""
    for match in _BESIDE.finditer(text):
        if found := _currencies(match[0]):
            return (text[: match.start()] + " " + text[match.end() :]).strip(), found
    return text, ""


def _currencies(word: str) -> str:
    plain = word.removesuffix(".").casefold()
    return plain.upper() if plain.upper() in _CODES else _SIGNS.get(plain, "")


def _without_dash(text: str) -> tuple[str, str]:
    """`1.234` of `1.234,-`, and the decimal mark that the dash shows."""
    match = _DASH.search(text)
    return (text[: match.start()], match[1]) if match else (text, "")


def _shown(text: str) -> str:
    return one_line(text, longest=LONGEST)
