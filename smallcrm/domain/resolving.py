"""Which contact the owner means by a name, a handle or a part of a phone number."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from smallcrm.domain import settings
from smallcrm.domain.interactions import last_talks
from smallcrm.errors import Ambiguous, NoContact
from smallcrm.models.contacts import Contact, ContactPoint, FormerHandle
from smallcrm.models.enums import PointKind
from smallcrm.parsing.phones import SHORTEST_PART, digits_of, is_phone_like, search_forms
from smallcrm.parsing.say import say_moment
from smallcrm.parsing.text import LONGEST_LINE, clean, fold, one_line, words

MOST_LISTED = 8
LIKELY_WRONG = 0.7  # below this likeness a near name is no suggestion
SHORTEST_WHOLE_NUMBER = 7
HANDLE_MARK = "@"  # before a handle, where the handle alone is a namesake's name too
WAY_OUT = "crm add creates one"


@dataclass(frozen=True)
class Shortlist:
    """The contacts that fit best, and whether by name or by number or address."""

    contacts: list[Contact]
    by_number: bool = False


def resolve(
    session: Session,
    text: str,
    *,
    today: dt.date,
    archived: bool = False,
    way_out: str = WAY_OUT,
) -> Contact:
    """The one contact meant; NoContact with the nearest names, or Ambiguous with all that fit."""
    found = shortlist(session, text, archived=archived).contacts
    if not found:
        raise NoContact(not_found(session, text, way_out), text)
    if len(found) > 1:
        raise Ambiguous(ambiguous(session, text, found, today))
    return found[0]


def shortlist(session: Session, text: str, *, archived: bool = False) -> Shortlist:
    """All contacts that fit equally well: by handle, else whole name, else a part, else number.

    A handle that is another's whole name fits both; digits fit names and numbers alike.
    """
    clean(text, "name")
    by_name = _by_name(session, text, archived=archived)
    if by_name and not is_phone_like(text):
        return Shortlist(by_name)
    if "@" in text:
        return Shortlist(_by_email(session, text, archived=archived), by_number=True)
    by_number = _by_number(session, text, archived=archived)
    both = by_name + [contact for contact in by_number if contact not in by_name]
    return Shortlist(both, by_number=bool(by_number))


def resolve_leading(
    session: Session,
    parts: Sequence[str],
    *,
    today: dt.date,
    all_name: bool = False,
    way_out: str = WAY_OUT,
) -> tuple[Contact, list[str]]:
    """The contact named by the first words, and the words left over.

    A name typed without quotes arrives as several words: a further word belongs to it as long as
    it is a whole word of a name that fits. The last word does not, unless it may be `all_name`.
    """
    taken = named_words(session, parts if all_name else parts[:-1])
    contact = resolve(session, " ".join(parts[:taken]), today=today, way_out=way_out)
    return contact, list(parts[taken:])


def named_words(session: Session, parts: Sequence[str]) -> int:
    """How many of the first words make a name; the first always does."""
    taken = 1
    while taken < len(parts) and _continues_name(session, parts[: taken + 1]):
        taken += 1
    return taken


def _continues_name(session: Session, parts: Sequence[str]) -> bool:
    if any(len(words(part)) != 1 or len(part.split()) != 1 for part in parts):
        return False
    if parts[0].startswith(HANDLE_MARK) or len(" ".join(parts)) > LONGEST_LINE:
        return False
    fitting = _by_name(session, " ".join(parts), archived=False)
    last = words(parts[-1])[0]
    return any(last in contact.folded.split() for contact in fitting)


def _by_name(session: Session, text: str, *, archived: bool) -> list[Contact]:
    if text.startswith(HANDLE_MARK):
        return _by_handle(session, text.removeprefix(HANDLE_MARK), archived=archived)
    owner = _by_handle(session, text, archived=archived)
    fitting = _fitting(session, text, archived=archived)
    if owner:
        namesakes = [contact for contact in fitting if contact not in owner]
        return owner + [contact for contact in namesakes if _is_called(contact, text)]
    return [contact for contact in fitting if _is_called(contact, text, by_words=True)] or fitting


def _by_handle(session: Session, text: str, *, archived: bool) -> list[Contact]:
    """Whose handle it is, else who took in the contact whose handle it was."""
    own = session.exec(_select(archived).where(Contact.handle == fold(text))).all()
    former = select(FormerHandle.contact_id).where(FormerHandle.handle == fold(text))
    return list(own or session.exec(_select(archived).where(col(Contact.id).in_(former))))


def _fitting(session: Session, text: str, *, archived: bool) -> list[Contact]:
    """Those with a name in which every word begins another; symbols may stand anywhere in it."""
    wanted, symbols = words(text), fold(text)
    if wanted:
        starts = [col(Contact.folded).like(f"% {word}%") for word in wanted]
        return list(session.exec(_select(archived).where(*starts).order_by(col(Contact.folded))))
    holding = _select(archived).where(col(Contact.search).contains(symbols, autoescape=True))
    return [
        contact
        for contact in (session.exec(holding.order_by(col(Contact.id))) if symbols else ())
        if symbols in fold(contact.name) or symbols in fold(contact.nickname)
    ]


def _is_called(contact: Contact, text: str, *, by_words: bool = False) -> bool:
    """Whether the text is the whole name or nickname, letter by letter or `by_words`."""
    if by_words and words(text):
        return " " + " ".join(words(text)) in contact.folded.split("\n")
    return fold(text) in (fold(contact.name), fold(contact.nickname))


def _by_number(session: Session, text: str, *, archived: bool) -> list[Contact]:
    forms = search_forms(text, settings.value_of(session, "country"))
    if not forms:
        return []
    query = _select(archived).where(col(Contact.id).in_(phone_owners(forms)))
    return list(session.exec(query.order_by(col(Contact.folded))))


def _by_email(session: Session, text: str, *, archived: bool) -> list[Contact]:
    owners = select(ContactPoint.contact_id).where(
        ContactPoint.kind == PointKind.EMAIL, ContactPoint.normal == fold(text)
    )
    query = _select(archived).where(col(Contact.id).in_(owners))
    return list(session.exec(query.order_by(col(Contact.folded))))


def phone_owners(forms: Sequence[str]) -> SelectOfScalar[int]:
    """A subquery of the ids of contacts with a number that holds one of the digit strings.

    The other way round too: a caller's number with a country code ends with the one we noted.
    """
    return select(ContactPoint.contact_id).where(
        ContactPoint.kind == PointKind.PHONE, or_(*(_holds(form) for form in forms))
    )


def _holds(form: str) -> ColumnElement[bool]:
    digits, normal = col(ContactPoint.digits), col(ContactPoint.normal)
    ends = func.length(digits) >= SHORTEST_WHOLE_NUMBER
    return or_(
        digits.contains(form, autoescape=True),
        normal.contains(form, autoescape=True),
        ends & (func.substr(form, -func.length(digits)) == digits),
    )


def _select(archived: bool) -> SelectOfScalar[Contact]:
    query = select(Contact)
    return query if archived else query.where(col(Contact.archived).is_(False))


def not_found(session: Session, text: str, way_out: str = WAY_OUT) -> str:
    """The sentence for a name that fits nobody: somebody archived, or the nearest names."""
    shown = one_line(text, longest=60)
    hidden = shortlist(session, text, archived=True).contacts
    if hidden:
        named = hidden[0]
        return (
            f'no contact matches "{shown}", but {one_line(named.name)} is archived'
            f" (crm contact restore {named.handle})"
        )
    near = nearest_names(session, text)
    if near:
        return f'no contact matches "{shown}"; did you mean {" or ".join(near)}? ({way_out})'
    if is_phone_like(text) and len(digits_of(text)) < SHORTEST_PART:
        return f'no contact matches "{shown}"; a part of a number has at least three digits'
    return f'no contact matches "{shown}" ({way_out}, crm find looks everywhere)'


def nearest_names(session: Session, text: str, most: int = 3) -> list[str]:
    """Names that are spelt much like the text, best first: of equals those with least besides."""
    wanted = words(text)
    starts = {word[0] for word in wanted}
    if not starts:
        return []
    likely = or_(*(col(Contact.folded).like(f"% {start}%") for start in starts))
    query = select(Contact.folded, Contact.name).where(likely, col(Contact.archived).is_(False))
    scored = {name: _likeness(wanted, folded.split()) for folded, name in session.exec(query)}
    near = [name for name, score in scored.items() if score >= LIKELY_WRONG]
    near.sort(key=lambda name: (-scored[name], len(words(name)), fold(name)))
    return [one_line(name, longest=60) for name in near[:most]]


def _likeness(wanted: list[str], name: list[str]) -> float:
    """How well each wanted word is like some word of the name, from 0 to 1."""
    from difflib import SequenceMatcher

    best = (max(SequenceMatcher(None, word, other).ratio() for other in name) for word in wanted)
    return min(best) if name else 0.0


def ambiguous(session: Session, text: str, found: list[Contact], today: dt.date) -> str:
    """The sentence for a name that fits several: each with company, town and last talk."""
    shown = found[:MOST_LISTED]
    talks = last_talks(session, [contact.id for contact in shown])
    lines = [f'"{one_line(text, longest=60)}" fits {len(found)} contacts; say more, or the handle:']
    for contact in shown:
        where = ", ".join(one_line(part) for part in (contact.company, contact.city) if part)
        talk = talks.get(contact.id)
        last = f"last talk {say_moment(talk.at, today)}" if talk else "no talk yet"
        name = one_line(contact.name, longest=60)
        handle = f"{HANDLE_MARK * (contact.handle == fold(text))}{contact.handle}"
        lines.append(f"  {handle}  {name}{f' ({where})' if where else ''}, {last}")
    if len(found) > len(shown):
        lines.append(f"  and {len(found) - len(shown)} more")
    return "\n".join(lines)
