"""The postal addresses on a card."""

from collections.abc import Iterable

from smallcrm.formats.vcard_fields import Field
from smallcrm.parsing.postal import Address


def read_address(field: Field) -> Address:
    """The address in an ADR field; where its parts are empty, the one on its LABEL."""
    parts = [_one_line(part) for part in field.parts()]
    *before, city, region, postcode, country = (parts + [""] * 7)[:7]
    street = ", ".join(part for part in before if part)
    if not any((street, city, region, postcode, country)):
        street = _one_line(field.parameters.get("LABEL", ""))
    return Address(street, postcode, city, region, country, rank=field.rank)


def read_letter(field: Field) -> Address:
    """The address in a LABEL field, which holds it as it is written on a letter."""
    return Address(_one_line(field.value()), rank=field.rank)


def best_address(addresses: Iterable[Address], *, ours: bool) -> Address | None:
    """The address of the contact: one with a street, then the preferred one, then the first.

    In a card of our own, it is the preferred one or none.
    """
    if ours:
        return next((address for address in addresses if address.rank == 1), None)
    return min(addresses, key=lambda address: (not address.street, address.rank), default=None)


def _one_line(text: str) -> str:
    """The lines of a street as one: a comma between two, none doubled."""
    *lines, last = [line for line in map(str.strip, text.split("\n")) if line] or [""]
    return ", ".join([*(line.rstrip(" ,") for line in lines), last])
