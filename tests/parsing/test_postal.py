"""How an address is written on an envelope."""

import pytest

from smallcrm.parsing.postal import Address, address_lines


@pytest.mark.parametrize(
    ("address", "line"),
    [
        (Address("Jõe 8", "51010", "Tartu", "", "Estonia"), "Jõe 8, 51010 Tartu, Estonia"),
        (Address("Iela 1", "", "Rīga", "Vidzeme", ""), "Iela 1, Rīga, Vidzeme"),
        (Address("Jõe 8, ", "", "Tartu"), "Jõe 8, Tartu"),
        (Address(country="Norge"), "Norge"),
        (Address(", "), ""),
        (Address(), ""),
    ],
)
def test_an_address_is_written_as_on_an_envelope(address: Address, line: str) -> None:
    assert address.line == line
    assert ", ".join(address_lines(address)) == line
