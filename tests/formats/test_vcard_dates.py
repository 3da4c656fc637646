"""Birthdays as vCards write them."""

import pytest

from smallcrm.formats.vcard_dates import read_birthday, write_birthday


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("19850412", "1985-04-12"),
        ("1985-04-12", "1985-04-12"),
        ("1985-4-2", "1985-04-02"),
        ("1985/04/12", "1985-04-12"),
        ("1985.04.12", "1985-04-12"),
        ("1985-04-12T00:00:00Z", "1985-04-12"),
        ("19850412T000000+0300", "1985-04-12"),
        ("1985-04-12 00:00", "1985-04-12"),
        (" 1985-04-12\n", "1985-04-12"),
        ("--0412", "--04-12"),
        ("--04-12", "--04-12"),
        ("--0229", "--02-29"),
        ("0000-04-12", "--04-12"),
        ("--0230", ""),
        ("1985-02-29", ""),
        ("1985-13-01", ""),
        ("1985", ""),
        ("1985-04", ""),
        ("---12", ""),
        ("12.04.1985", ""),
        ("circa 1800", ""),
        ("١٩٨٥-٠٤-١٢", ""),
        ("", ""),
    ],
)
def test_a_birthday_is_read_or_is_none(text: str, read: str) -> None:
    assert read_birthday(text) == read


def test_a_year_that_only_fills_the_place_is_no_year() -> None:
    assert read_birthday("1604-04-12", year_left_out="1604") == "--04-12"
    assert read_birthday("1985-04-12", year_left_out="1604") == "1985-04-12"


@pytest.mark.parametrize(
    ("iso", "modern", "written"),
    [
        ("1985-04-12", True, ":19850412"),
        ("1985-04-12", False, ":1985-04-12"),
        ("--04-12", True, ":--0412"),
        ("--04-12", False, ";X-APPLE-OMIT-YEAR=1604:1604-04-12"),
    ],
)
def test_a_birthday_is_written_as_the_version_has_it(iso: str, modern: bool, written: str) -> None:
    assert write_birthday(iso, modern=modern) == written
