"""Parts of a whole, without floats: as data in thousandths, for people in percent."""

from decimal import ROUND_HALF_UP, Decimal

THOUSANDTH = Decimal("0.001")


def share(part: int, whole: int) -> Decimal | None:
    """The part as a decimal such as 0.125; None of nothing, and where returns ate the whole."""
    if whole <= 0:
        return None
    return (Decimal(part) / Decimal(whole)).quantize(THOUSANDTH, ROUND_HALF_UP)


def say_share(value: object) -> str:
    """`12.5%`; "" for None."""
    return f"{value * 100:.1f}%" if isinstance(value, Decimal) else ""
