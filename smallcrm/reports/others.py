"""Other people in a text about one: their names, handles, numbers and addresses, to be hidden."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlmodel import Session, col, or_, select

from smallcrm.domain import settings
from smallcrm.domain.calls import normal_of
from smallcrm.models.contacts import Contact, ContactPoint
from smallcrm.models.enums import Kind, PointKind
from smallcrm.parsing.phones import digits_of
from smallcrm.parsing.text import fold, words

_WORD = re.compile("(?:[^\\W_][\u0300-\u036f]*)+")
_NUMBER = re.compile(r"\+?\d(?:[\s().\-/]{0,2}\d){6,}")
_UNBROKEN = re.compile(r"[^\s<>()\[\]\",;:]+")
_WIDEST_GAP = 3  # characters between two words of a name
_LONGEST_ENDING = 4  # letters of a case ending, as in `Jaan Tammega`


@dataclass(frozen=True)
class Marks:
    """What stands in the place of a name: another person's, another company's."""

    person: str
    company: str


@dataclass(frozen=True)
class _Name:
    """A name by its folded words, and what takes its place; "" leaves it."""

    words: tuple[str, ...]
    mark: str


@dataclass(frozen=True)
class _Word:
    """A folded word of a text, and where it stands."""

    folded: str
    start: int
    end: int


class Others:
    """Everybody but one contact, to be hidden in what is kept about that one.

    Found are whole names, case and accents aside, also turned round or with a case ending; handles;
    numbers and e-mail addresses. A first name alone is not. The contact's own name stays, and that
    of its employer. `hidden` counts the places.
    """

    def __init__(self, session: Session, contact: Contact, marks: Marks) -> None:
        self.hidden = 0
        self._session, self._contact, self._marks = session, contact, marks
        self._country = settings.value_of(session, "country")
        self._names: defaultdict[str, list[_Name]] = defaultdict(list)
        for name in sorted(set(self._all_names()), key=lambda one: (-len(one.words), one.mark)):
            self._names[name.words[0]].append(name)

    def _all_names(self) -> Iterator[_Name]:
        own = self._contact
        spared = {tuple(words(text)) for text in (own.name, own.company, own.handle) if text}
        alone = {word for text in (own.name, own.nickname) for word in words(text)}
        yield from (_Name(name, "") for name in spared if name)
        query = select(Contact.id, Contact.name, Contact.handle, Contact.kind)
        for id_, name, handle, kind in self._session.exec(query):
            mark = self._marks.company if kind == Kind.COMPANY else self._marks.person
            if id_ not in (own.id, own.company_id):
                yield from _forms(name, handle, mark, spared, alone)

    def hide(self, text: str) -> str:
        """The text with a mark in the place of everybody else."""
        found = [*self._addresses(text), *self._named(text)]
        shown, at = "", 0
        for start, end, mark in sorted(found):
            if start >= at:
                shown += text[at:start] + mark
                at = end
                self.hidden += 1
        return shown + text[at:]

    def _named(self, text: str) -> Iterator[tuple[int, int, str]]:
        found = [_Word(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
        place = 0
        while place < len(found):
            name = self._name_at(found, place)
            if name and name.mark:
                last = found[place + len(name.words) - 1]
                yield found[place].start, last.end, name.mark
            place += len(name.words) if name else 1

    def _name_at(self, found: Sequence[_Word], place: int) -> _Name | None:
        for name in self._names.get(found[place].folded, ()):
            if _stands(name.words, found[place : place + len(name.words)]):
                return name
        return None

    def _addresses(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Numbers and e-mail addresses of others, and of nobody but them."""
        numbers = ((match.start(), match[0]) for match in _NUMBER.finditer(text))
        for found, kind in ((numbers, PointKind.PHONE), (_emails(text), PointKind.EMAIL)):
            for start, value in found:
                owners = self._owners(value, kind)
                if owners and self._contact.id not in owners:
                    yield start, start + len(value), self._marks.person

    def _owners(self, value: str, kind: PointKind) -> set[int]:
        if kind == PointKind.PHONE:
            forms = (normal_of(value, self._country), digits_of(value))
            same = or_(col(ContactPoint.normal).in_(forms), col(ContactPoint.digits).in_(forms))
        else:
            same = or_(col(ContactPoint.normal) == fold(value))
        query = select(ContactPoint.contact_id).where(ContactPoint.kind == kind, same)
        return set(self._session.exec(query))


def _emails(text: str) -> Iterator[tuple[int, str]]:
    """What may be an e-mail address, and where it begins; each character is looked at once.

    One pattern with the @ in its middle would try again from every character of a long word.
    """
    for match in _UNBROKEN.finditer(text):
        word = match[0].rstrip(".")
        if "@" in word[1:-1]:
            yield match.start(), word


def _forms(
    name: str, handle: str, mark: str, spared: set[tuple[str, ...]], alone: set[str]
) -> Iterator[_Name]:
    """The ways in which a text may say a name; not those that may be the contact's own."""
    whole, short = tuple(words(name)), tuple(words(handle))
    forms = {whole, *({whole[::-1]} if len(whole) > 1 else ())}
    forms |= {short} if len(short) > 1 else set()
    for form in forms - spared:
        if form and not (len(form) == 1 and form[0] in alone):
            yield _Name(form, mark)


def _stands(name: tuple[str, ...], found: Sequence[_Word]) -> bool:
    """Whether the words of a text are that name; the last of several may have an ending."""
    if len(found) < len(name):
        return False
    gaps = (after.start - before.end for before, after in pairwise(found))
    if any(gap > _WIDEST_GAP for gap in gaps):
        return False
    *first, last = (word.folded for word in found)
    ending = _LONGEST_ENDING if len(name) > 1 else 0
    same = last.startswith(name[-1]) and len(last) - len(name[-1]) <= ending
    return same and tuple(first) == name[:-1]
