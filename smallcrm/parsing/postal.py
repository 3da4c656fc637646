"""A postal address: its parts, and how it is written on an envelope."""

from dataclasses import dataclass
from typing import Protocol

PARTS = ("street", "postcode", "city", "region", "country")


class Postal(Protocol):
    """Anything with the parts of an address, such as a contact."""

    @property
    def street(self) -> str: ...
    @property
    def postcode(self) -> str: ...
    @property
    def city(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def country(self) -> str: ...


@dataclass(frozen=True)
class Address:
    """A postal address, each part on one line; `label` is work, home, other, ..., or ''.

    `rank` is how preferred it is: 1 most, 101 when nothing is said.
    """

    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    label: str = ""
    rank: int = 101

    @property
    def line(self) -> str:
        """The address on one line: `Jõe 8, 51010 Tartu, Estonia`."""
        return in_one_line(self)


def address_lines(address: Postal) -> tuple[str, ...]:
    """The lines of an envelope that are filled, without the name: street, town, region, country."""
    place = f"{address.postcode} {address.city}".strip()
    parts = (address.street, place, address.region, address.country)
    return tuple(filled for part in parts if (filled := part.strip(" ,")))


def in_one_line(address: Postal) -> str:
    """As on an envelope, but on one line: `Jõe 8, 51010 Tartu, Estonia`; '' for none."""
    return ", ".join(address_lines(address))
