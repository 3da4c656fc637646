"""What the page says in every language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class DisclosureTexts:
    """The words of one language; a name in braces is filled in."""

    title: str
    under: str
    intro: str
    hidden: str
    another_person: str
    another_company: str
    who_we_are: str
    shop: str
    no_shop: str
    you: str
    name: str
    nickname: str
    company: str
    job: str
    language: str
    birthday: str
    since: str
    handle: str
    number_there: str
    archived: str
    restricted: str
    yes: str
    talks: str
    others: str
    callbacks: str
    first_due: str
    states: Mapping[str, str]
    orders: str
    statuses: Mapping[str, str]
    number: str
    total: str
    cases: str
    kinds: Mapping[str, str]
    stages: Mapping[str, str]
    solved: str
    calls: str
    call_kinds: Mapping[str, str]
    seconds: str
    sheets: str
    changes: str
    changed: str
    source: str
    typed: str
    imported: str
    unknown: str
    places: str
    rights: str
    rights_said: tuple[str, ...]
    nothing: str
