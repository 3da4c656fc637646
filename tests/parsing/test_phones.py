"""Phone numbers: kept as typed, found by any of their parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.parsing.phones import (
    SHORTEST_TELLING,
    Phone,
    digits_of,
    e164,
    number_keys,
    read_phone,
    search_forms,
)


@pytest.mark.parametrize(
    ("text", "digits", "normal"),
    [
        ("5551 2345", "55512345", "+37255512345"),
        ("+372 5551-2345", "37255512345", "+37255512345"),
        ("00372 5551 2345", "0037255512345", "+37255512345"),
        ("(372) 5551.2345", "37255512345", "+37255512345"),
        ("+371 2600 0417", "37126000417", "+37126000417"),
        ("+47 410 00 287", "4741000287", "+4741000287"),
        ("112", "112", ""),
        ("1881", "1881", ""),
        ("", "", ""),
        ("no number", "", ""),
        ("5551 2345 / 5552 3456", "55512345 55523456", ""),
        ("5551 2345; 660 1234", "55512345 6601234", ""),
        ("1-955-371-0847 x371", "19553710847371", ""),
        ("٥٥٥", "", ""),
    ],
)
def test_a_number_is_kept_as_typed_with_its_digits(text: str, digits: str, normal: str) -> None:
    phone = read_phone(text, "EE")
    assert (phone.value, phone.digits) == (text, digits)
    if normal or "/" not in text:
        assert phone.normal in (normal, e164(text, "EE"))


@pytest.mark.parametrize(
    ("text", "country", "normal"),
    [
        ("26000417", "LV", "+37126000417"),
        ("26000417", "EE", "+37226000417"),
        ("26000417", "", ""),
        ("+37126000417", "", "+37126000417"),
        ("410 00 287", "NO", "+4741000287"),
        ("00371 2600 0417", "EE", "+37126000417"),
        ("110", "NO", ""),
        ("5551 2345", "XX", ""),
        ("x" * 500, "EE", ""),
        ("9" * 300, "EE", ""),
    ],
)
def test_a_number_belongs_to_the_book_s_country(text: str, country: str, normal: str) -> None:
    assert e164(text, country) == normal


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("5551", ["5551"]),
        ("+372 5551-2345", ["37255512345"]),
        ("55512345", ["55512345", "37255512345"]),
        ("003725551", ["003725551", "3725551"]),
        ("55", []),
        ("", []),
        ("mari", []),
        ("20 chairs", []),
        ("5551 mari", []),
    ],
)
def test_the_forms_under_which_a_number_is_looked_for(text: str, forms: list[str]) -> None:
    found = search_forms(text, "EE")
    assert found[: len(forms)] == forms
    assert bool(found) is bool(forms)


def test_only_plain_digits_count() -> None:
    assert digits_of("+372 (55) ٥ ５") == "37255"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("5551 2345", ["+37255512345"]),
        ("+372 5551-2345", ["+37255512345"]),
        ("5551 2345 / 5552 3456", ["+37255512345", "+37255523456"]),
        ("5551 2345; 112", ["+37255512345"]),
        ("54321", ["54321"]),
        ("112", []),
        ("none", []),
    ],
)
def test_what_the_same_numbers_have_in_common(text: str, keys: list[str]) -> None:
    phone = read_phone(text, "EE")
    assert number_keys(text, phone.digits, phone.normal, "EE") == keys


@given(
    st.text(max_size=80) | st.text("0123456789+-() ./;,x#*:\n", max_size=40),
    st.sampled_from(["EE", "LV", "NO", "US", ""]),
)
def test_whatever_is_typed_is_kept_with_its_digits(text: str, country: str) -> None:
    phone = read_phone(text, country)
    assert phone.value == text
    assert phone.digits.replace(" ", "") == digits_of(text)
    assert phone.normal == "" or phone.normal[1:].isdigit()
    assert all(len(key) >= SHORTEST_TELLING for key in number_keys(text, *_rest(phone), country))
    assert all(form.isdigit() for form in search_forms(text, country))


@given(st.text("0123456789", min_size=7, max_size=8), st.sampled_from(["EE", "LV", "NO"]))
def test_a_number_in_international_form_is_itself(digits: str, country: str) -> None:
    normal = e164(digits, country)
    assert e164(normal, country) == normal


def _rest(phone: Phone) -> tuple[str, str]:
    return phone.digits, phone.normal
