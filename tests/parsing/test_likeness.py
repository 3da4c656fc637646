"""How alike two names are, and that near ones meet in a block."""

import pytest

from smallcrm.parsing.likeness import (
    distance_within,
    initials,
    likeness,
    spellings,
    without_legal_form,
)
from smallcrm.parsing.text import words


def _name(text: str) -> tuple[str, ...]:
    return tuple(sorted(words(text)))


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("Mari Maasikas", "MAASIKAS, Mari", "same name"),
        ("Mari Maasikas", "Mari Masikas", "near name"),
        ("Ola Kristiansen", "Ola Kristjanssen", "near name"),
        ("Mari Maasikas", "Mari Masiks", "near name"),
        ("Mari Maasikas", "Mair Maasikas", "near name"),
        ("Mari Maasikas", "Nari Maasikas", "near name"),
        ("Turid Sæther", "Turid Stæher", "near name"),
        ("Gro Lie", "Go Lie", "near name"),
        ("Annaliisa Tamm", "Anna Liisa Tamm", "near name"),
        ("Anna Liisa Tamm", "Anna Tamm", "similar name"),
        ("Kristjan Kask", "Kris Kask", "similar name"),
        ("M. Maasikas", "Mari Maasikas", "similar name"),
        ("Mari", "Mari Maasikas", "similar name"),
        ("Mari Maasikas", "Mari Tamm", ""),
        ("Mari Tamm", "Jaan Tamm", ""),
        ("Mari", "Jaan", ""),
        ("Ladu 2024", "Ladu 2025", ""),
        ("Bo Ek", "Bo Ok", ""),
        ("", "Mari", ""),
        ("", "", ""),
    ],
)
def test_two_names_are_alike_both_ways(first: str, second: str, alike: str) -> None:
    assert likeness(_name(first), _name(second)) == alike
    assert likeness(_name(second), _name(first)) == alike


@pytest.mark.parametrize(
    ("first", "second", "distance"),
    [("", "", 0), ("kask", "kask", 0), ("kask", "kas", 1), ("kask", "kaks", 1), ("kask", "mask", 1),
     ("kask", "kuusk", 2), ("kask", "tamm", 3), ("kask", "", 4)],
)  # fmt: skip
def test_the_distance_of_two_words(first: str, second: str, distance: int) -> None:
    for most in range(5):
        assert distance_within(first, second, most) == (distance <= most)
        assert distance_within(second, first, most) == (distance <= most)


@pytest.mark.parametrize(
    "other", ["Mari Masikas", "Maasikas Nari", "Mari Maasikass", "Mari Maaiskas"]
)
def test_names_with_one_slip_share_a_spelling(other: str) -> None:
    assert set(spellings(_name("Mari Maasikas"))) & set(spellings(_name(other)))


@pytest.mark.parametrize("other", ["M Maasikas", "Mariliis Maasikas", "Mari Liis Maasikas"])
def test_shortened_names_share_a_word_and_an_initial(other: str) -> None:
    assert set(initials(_name("Mari Maasikas"))) & set(initials(_name(other)))


@pytest.mark.parametrize(
    ("name", "bare"), [("Põld OÜ", ("pold",)), ("AS Kask", ("kask",)), ("AS", ("as",))]
)
def test_a_company_without_its_legal_form(name: str, bare: tuple[str, ...]) -> None:
    assert without_legal_form(_name(name)) == bare
