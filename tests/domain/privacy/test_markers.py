"""By what a text names a person, and by what it does not."""

import pytest

from smallcrm.domain.privacy.markers import markers_of

MARI = markers_of(
    ["Mari Põld", "Manni", "mari-pold"],
    ["mari@example.ee"],
    [("5551 2345", "+37255512345"), ("112", "")],
)


@pytest.mark.parametrize(
    "text",
    [
        "spoke to Mari Põld",
        "MARI POLD",
        "Põld, Mari: a chair",
        "for mari-pold",
        "Mari Põldile",
        "ask Manni",
        "write to Mari@Example.EE",
        "call 55512345",
        "call +372 5551-2345, or not",
        "call (+372) 55.51.23.45",
    ],
)
def test_a_text_names_her(text: str) -> None:
    assert MARI.name(text)


@pytest.mark.parametrize(
    "text",
    ["", "Mari Mets", "Põld OÜ", "Mannike", "a mari pot", "call 112", "call 5551 2346", "marimari"],
)
def test_a_text_does_not_name_her(text: str) -> None:
    assert not MARI.name(text)


def test_the_number_in_a_name_has_no_ending() -> None:
    customer = markers_of(["Customer 17"], [], [])
    assert customer.name("to Customer 17, please")
    assert not customer.name("to Customer 170, please")
