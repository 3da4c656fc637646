"""Every language has every text, with the same names to fill in, and says dates its own way."""

import datetime as dt
import string
from collections.abc import Iterator
from dataclasses import asdict

import pytest

from smallcrm.domain.settings import LANGUAGES
from smallcrm.models.enums import Channel, Direction, Group, Outcome
from smallcrm.output.paper.languages import TEXTS, say_date, say_days

FRIDAY = dt.date(2026, 11, 27)


def _flat(language: str) -> Iterator[tuple[str, str]]:
    """Each text with the path to it: `channels.call`, `months.3`."""
    for key, value in asdict(TEXTS[language]).items():
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict):
            yield from ((f"{key}.{name}", text) for name, text in value.items())
        else:
            yield from ((f"{key}.{number}", text) for number, text in enumerate(value))


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_languages_are_those_of_the_setting() -> None:
    assert tuple(TEXTS) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_there_with_its_places(language: str) -> None:
    english, texts = dict(_flat("en")), dict(_flat(language))
    assert texts.keys() == english.keys()
    assert [key for key, text in texts.items() if not text.strip()] == []
    assert {key: _places(text) for key, text in texts.items()} == {
        key: _places(text) for key, text in english.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_book_s_words_are_all_known(language: str) -> None:
    texts = TEXTS[language]
    assert (len(texts.weekdays), len(texts.months)) == (7, 12)
    assert set(texts.channels) == set(Channel)
    assert set(texts.directions) == set(Direction)
    assert set(texts.outcomes) | {"reached"} == set(Outcome)
    assert set(texts.groups) == set(Group)


@pytest.mark.parametrize(
    ("language", "said", "with_year"),
    [
        ("en", "Friday 27 November", "Friday 27 November 2026"),
        ("et", "reede, 27. november", "reede, 27. november 2026"),
        ("lv", "piektdiena, 27. novembris", "piektdiena, 2026. gada 27. novembris"),
        ("no", "fredag 27. november", "fredag 27. november 2026"),
    ],
)
def test_dates_as_the_language_writes_them(language: str, said: str, with_year: str) -> None:
    assert say_date(FRIDAY, language) == said
    assert say_date(FRIDAY, language, year=True) == with_year


@pytest.mark.parametrize(
    ("days", "language", "said"),
    [
        (1, "en", "1 day"),
        (21, "en", "21 days"),
        (1, "et", "1 päev"),
        (21, "lv", "21 diena"),
        (11, "lv", "11 dienas"),
        (30, "no", "30 dager"),
    ],
)
def test_a_rhythm_is_counted_properly(days: int, language: str, said: str) -> None:
    assert say_days(days, language) == said
