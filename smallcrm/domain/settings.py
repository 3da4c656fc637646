"""The book's own settings: what there is to set, its default, and what the owner chose.

Most commands read a setting and none of the daily ones changes it: the table class is loaded for
a change only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from smallcrm.errors import Unreadable
from smallcrm.parsing.choices import choose
from smallcrm.parsing.phones import is_country
from smallcrm.parsing.text import clean_line

LANGUAGES = ("en", "et", "lv", "no")
LIMITS = {"small": "0.01", "medium": "500.00", "large": "2000.00", "top": "10000.00"}


@dataclass(frozen=True)
class Known:
    """A setting that exists: its default, what it is for, and how a value is read."""

    default: str
    purpose: str
    read: Callable[[str], str]


@dataclass(frozen=True)
class SettingLine:
    """A setting as `config` lists it; `source` is `default` or `book`."""

    name: str
    value: str
    source: str
    purpose: str


def _text(value: str) -> str:
    return clean_line(value, "setting")


def _country(value: str) -> str:
    if not is_country(value.upper()):
        raise Unreadable(f'a country is two letters, such as EE, LV or NO: not "{value}"')
    return value.upper()


def _currency(value: str) -> str:
    if len(value) != 3 or not (value.isascii() and value.isalpha()):
        raise Unreadable(f'a currency is three letters, such as EUR or NOK: not "{value}"')
    return value.upper()


def _language(value: str) -> str:
    if value.lower() not in LANGUAGES:
        raise Unreadable(f'the languages are {", ".join(LANGUAGES)}: not "{value}"')
    return value.lower()


def _paper(value: str) -> str:
    return choose(("a4", "letter"), value, "paper size")


def _count(value: str) -> str:
    if not (value.isascii() and value.isdigit()) or int(value) > 999:
        raise Unreadable(f'that setting is a number from 0 to 999: not "{value}"')
    return str(int(value))


def _amount(value: str) -> str:
    from smallcrm.parsing.money import read_money  # of no use to those who only read

    cents = read_money(value)
    if cents < 0:
        raise Unreadable(f'that setting is an amount of nothing or more: not "{value}"')
    return f"{cents // 100}.{cents % 100:02}"


def _folder(value: str) -> str:
    path = Path(_text(value)).expanduser()
    if not path.is_absolute():
        raise Unreadable(f'a folder is named from / or ~ on, such as /media/stick: not "{value}"')
    return str(path)


def _span(value: str) -> str:
    from smallcrm.parsing.dates import read_span  # of no use to those who only read

    read_span(value)
    return value.lower()


KNOWN: dict[str, Known] = {
    "shop": Known("", "the shop's name, as it stands on paper", _text),
    "country": Known("EE", "where a phone number without +372 belongs", _country),
    "currency": Known("EUR", "the currency of every amount", _currency),
    "language": Known("en", "the language of the paper: en, et, lv or no", _language),
    "paper.size": Known("a4", "the size of the paper: a4 or letter", _paper),
    "paper.rhythm": Known("10", "how many contacts to keep in touch with fit a sheet", _count),
    # A week: five working days wherever it begins, and the case is on at least one weekly sheet.
    "cases.days": Known("7", "within how many days a case is to be solved", _count),
    "backup.folder": Known("", "where copies go; else backups/ beside the book", _folder),
    "backup.daily": Known("7", "of how many days a copy is kept", _count),
    "backup.weekly": Known("5", "of how many weeks a copy is kept beyond those", _count),
    "backup.monthly": Known("12", "of how many months a copy is kept beyond those", _count),
    "journal.keep": Known("1y", "for how long a step can be undone: 6m, 1y, 3y", _span),
    **{
        f"group.{group}": Known(
            limit, f"{group} is who buys for so much in twelve months, less returns", _amount
        )
        for group, limit in LIMITS.items()
    },
}


def value_of(session: Session, name: str) -> str:
    """What the owner chose, or else the default."""
    return _stored(session).get(name, KNOWN[name].default)


def list_settings(session: Session) -> list[SettingLine]:
    stored = _stored(session)
    return [
        SettingLine(
            name,
            stored.get(name, known.default),
            "book" if name in stored else "default",
            known.purpose,
        )
        for name, known in KNOWN.items()
    ]


def change_setting(session: Session, name: str, value: str) -> str:
    """Store a setting and return its value as it was read; an empty value restores the default."""
    from smallcrm.models.settings import Setting

    known = check_name(name)
    row = session.exec(select(Setting).where(Setting.name == name)).first()
    if not value:
        if row:
            session.delete(row)
            session.flush()
        return known.default
    value = known.read(value.strip())
    if row is None:
        row = Setting(name=name, value=value)
    row.value = value
    session.add(row)
    session.flush()
    return value


def has_sales(session: Session) -> bool:
    """Whether any order stands in the book, whose amounts another currency would not convert."""
    rows = session.connection().exec_driver_sql("SELECT 1 FROM customer_order LIMIT 1")
    return rows.first() is not None


def check_name(name: str) -> Known:
    """The setting of that name; Unreadable, with the names there are, if there is none."""
    if name not in KNOWN:
        raise Unreadable(f'there is no setting "{name}"; there are {", ".join(KNOWN)}')
    return KNOWN[name]


def _stored(session: Session) -> dict[str, str]:
    rows = session.connection().exec_driver_sql("SELECT name, value FROM setting")
    return {row.name: row.value for row in rows}
