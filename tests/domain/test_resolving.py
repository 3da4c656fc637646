"""Which contact is meant: no namesake is chosen silently, whatever was typed."""

from pathlib import Path

import pytest
from conftest import Crm
from shops import stock

NAMESAKES = ("add Kalle --city Tartu", "add Kalle --city Narva", "add 'Kalle Kask'")
BOTH = [
    '"kalle" fits 2 contacts; say more, or the handle:',
    "  @kalle  Kalle (Tartu), no talk yet",
    "  kalle-2  Kalle (Narva), no talk yet",
]


@pytest.mark.parametrize(
    "line", ["log kalle x", "who kalle", "show kalle", "contact archive kalle"]
)
def test_a_handle_that_is_another_s_whole_name_lists_both(line: str, crm: Crm, book: Path) -> None:
    stock(crm, book, *NAMESAKES)
    said = crm(line)
    assert (said.code, said.out, said.err.splitlines()) == (4, "", BOTH)


def test_a_handle_that_is_another_s_nickname_lists_both(crm: Crm) -> None:
    crm("add 'Anna Tamm' --handle ann")
    crm("add 'Annika Kask' --nickname Ann")
    assert crm("log ann x").err.splitlines() == [
        '"ann" fits 2 contacts; say more, or the handle:',
        "  @ann  Anna Tamm, no talk yet",
        "  annika-kask  Annika Kask, no talk yet",
    ]


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("@kalle", "kalle"),
        ("@KALLE", "kalle"),
        ("@kalle-2", "kalle-2"),
        ("kalle-2", "kalle-2"),
        ("kalle-kask", "kalle-kask"),
        ("@kalle-kask", "kalle-kask"),
        ("kalle kask", "kalle-kask"),
    ],
)
def test_every_namesake_can_be_said(name: str, handle: str, crm: Crm, book: Path) -> None:
    stock(crm, book, *NAMESAKES)
    assert crm("log", name, "x", "-q").out == f"{handle}\n"
    assert crm("who --json", name).json[0]["handle"] == handle


def test_words_after_a_handle_with_its_mark_are_no_name(crm: Crm, book: Path) -> None:
    stock(crm, book, *NAMESAKES)
    assert crm("log @kalle kask rang").lines[0] == "Logged call with Kalle: kask rang"


@pytest.mark.parametrize("name", ["@", "@kask", "@nobody", "@kalle kask"])
def test_a_handle_that_nobody_has_is_not_found(name: str, crm: Crm, book: Path) -> None:
    stock(crm, book, *NAMESAKES)
    assert crm("log", name, "x").code == 3


def test_a_handle_wins_over_longer_names(crm: Crm) -> None:
    crm("add 'Mari Maasikas' --handle mari")
    crm("add 'Mari Mets'")
    crm("add 'Mari Maasikas'")
    assert crm("log mari x -q").out == "mari\n"
    assert crm("log mari-maasikas x -q").out == "mari-maasikas\n"


@pytest.mark.parametrize(
    ("name", "handle"), [("🦄", "contact"), ("🦄🦄", "contact-2"), ("🌵", "bar")]
)
def test_a_name_of_symbols_is_found_too(name: str, handle: str, crm: Crm) -> None:
    crm("add 🦄")
    crm("add 🦄🦄")
    crm("add Bar --nickname 🌵")
    assert crm("log", name, "x", "-q").out == f"{handle}\n"


@pytest.mark.parametrize(("text", "code"), [("", 3), ("  ", 3), ("🌈", 3), ("🦄", 4)])
def test_symbols_that_fit_nobody_or_several(text: str, code: int, crm: Crm) -> None:
    crm("add '🦄 Bar'")
    crm("add '🦄 Pood'")
    assert crm("log", text, "x").code == code


@pytest.mark.parametrize("line", ["who 55", "who 5", "log 55 x", "show '+5 5'"])
def test_fewer_than_three_digits_are_said_to_be_too_few(line: str, crm: Crm) -> None:
    crm("add Mari --phone '5551 2345'")
    said = crm(line)
    assert (said.code, said.out) == (3, "")
    assert said.err.endswith("; a part of a number has at least three digits\n")


def test_a_name_of_digits_hides_nobody_with_that_number(crm: Crm) -> None:
    crm("add '5551 2345'")
    crm("add Mari --phone '5551 2345'")
    assert [row["handle"] for row in crm("who 5551 --json").json] == ["c-5551-2345", "mari"]
    assert crm("log '5551 2345' x").err.splitlines() == [
        '"5551 2345" fits 2 contacts; say more, or the handle:',
        "  c-5551-2345  5551 2345, no talk yet",
        "  mari  Mari, no talk yet",
    ]


def test_of_names_spelt_alike_the_barest_is_offered_first_and_each_once(
    crm: Crm, book: Path
) -> None:
    names = ("john.doe@company.com", "Mr. John Doe Sr.", "John Doe", "John Doe --city Oslo")
    stock(crm, book, *(f"add '{name}'".replace(" --city Oslo'", "' --city Oslo") for name in names))
    assert crm("who 'Jonh Doe'").err == (
        'no contact matches "Jonh Doe"; did you mean John Doe or john.doe@company.com or'
        " Mr. John Doe Sr.? (crm add creates one)\n"
    )
