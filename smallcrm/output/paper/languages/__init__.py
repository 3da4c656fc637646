"""The paper speaks the shop's language: one table of texts each, and how a date is said."""

import datetime as dt

from smallcrm.output.paper.languages.english import ENGLISH
from smallcrm.output.paper.languages.estonian import ESTONIAN
from smallcrm.output.paper.languages.latvian import LATVIAN
from smallcrm.output.paper.languages.norwegian import NORWEGIAN
from smallcrm.output.paper.languages.texts import Texts

TEXTS: dict[str, Texts] = {"en": ENGLISH, "et": ESTONIAN, "lv": LATVIAN, "no": NORWEGIAN}


def say_date(day: dt.date, language: str, *, year: bool = False) -> str:
    """Weekday, day and month as that language writes them, with the year if asked for."""
    texts = TEXTS[language]
    form = texts.date_with_year if year else texts.date
    return form.format(
        weekday=texts.weekdays[day.weekday()],
        day=day.day,
        month=texts.months[day.month - 1],
        year=day.year,
    )


def say_days(days: int, language: str) -> str:
    """'30 days'; Latvian has the singular for 1, 21, 31 ... but not for 11."""
    texts = TEXTS[language]
    single = days % 10 == 1 and days % 100 != 11 if language == "lv" else days == 1
    return (texts.day if single else texts.days).format(days=days)
