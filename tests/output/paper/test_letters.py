"""What the font lacks is shown by name; what could act is made visible."""

import pytest

from smallcrm.output.paper.font import has
from smallcrm.output.paper.letters import printable, printable_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("õäöü šž ø å æ ķļņģūč €", ["õäöü šž ø å æ ķļņģūč €"]),
        ("Ковалёв Ωμέγα – „õ“ «æ»", ["Ковалёв Ωμέγα – „õ“ «æ»"]),
        ("o\u0303 s\u030c k\u0327", ["õ š ķ"]),
        ("👍", ["[thumbs up sign]"]),
        ("👩\u200d👧", ["[woman][girl]"]),
        ("❤\ufe0f", ["❤"]),
        ("日本", ["[U+65E5][U+672C]"]),
        ("한", ["[hangul syllable han]"]),
        ("\x1b[31mred\u202e", [r"\x1b[31mred\u202e"]),
        ("a\tb  c\u00a0d", ["a b c d"]),
        ("one\r\n\n two ", ["one", "", "two"]),
        ("", [""]),
    ],
)
def test_text_as_it_is_printed(text: str, shown: list[str]) -> None:
    assert printable(text) == shown


def test_a_line_has_no_breaks() -> None:
    assert printable_line("one\n\n two\n") == "one two"


@pytest.mark.parametrize("char", "õšžøķļņģūčēīāå€☐Щѣωἀ")
def test_the_font_has_the_letters_of_its_readers(char: str) -> None:
    assert has(char)
