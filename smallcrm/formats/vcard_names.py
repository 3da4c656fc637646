"""What the contact on a card is called, and whether it is a person or a company."""

from dataclasses import dataclass

from smallcrm.errors import Unreadable
from smallcrm.formats.vcard_texts import Texts, one_line
from smallcrm.parsing.text import fold

_ANDROID_NICKNAME = "vnd.android.cursor.item/nickname"


@dataclass(frozen=True)
class Names:
    """`notes` are lines about further names, for which a contact has no field."""

    name: str
    kind: str
    company: str
    nickname: str
    notes: tuple[str, ...]


def read_names(texts: Texts, reached_by: str) -> Names:
    """The names on a card; `reached_by` is the name of somebody who has none.

    Raises Unreadable for a card that is a list of contacts, or says nobody at all.
    """
    if _kind(texts) == "group":
        raise Unreadable("a list of contacts, not a contact")
    companies = _companies(texts)
    company = companies[0][0] if companies else ""
    shown, joined, nickname = texts.first("FN"), _joined(texts), _nickname(texts)
    is_company = _is_company(texts, company, shown, joined)
    own = (shown, company, joined) if is_company else (shown, joined, company)
    name = next(filter(None, (*own, nickname, reached_by)), "")
    if not name:
        raise Unreadable("neither name, company, e-mail nor phone")
    notes = [f"contact: {joined}"] if _is_another(joined, name, is_company, texts) else []
    return Names(
        name=name,
        kind="company" if is_company else "person",
        company="" if is_company and fold(company) == fold(name) else company,
        nickname=nickname if any(own) else "",
        notes=(*notes, *_further_companies(companies)),
    )


def _kind(texts: Texts) -> str:
    return texts.first("KIND", "X-ADDRESSBOOKSERVER-KIND").lower()


def _is_company(texts: Texts, company: str, shown: str, joined: str) -> bool:
    """Whether the card says so, or names nobody but a company."""
    if _kind(texts) == "org" or texts.first("X-ABSHOWAS").upper() == "COMPANY":
        return True
    if texts.ours or not company or _kind(texts) == "individual":
        return False
    return {fold(shown), fold(joined)} <= {"", fold(company)}


def _is_another(joined: str, name: str, is_company: bool, texts: Texts) -> bool:
    """Whether the card of a company also names a person."""
    return bool(joined) and is_company and not texts.ours and fold(joined) != fold(name)


def _joined(texts: Texts) -> str:
    """The name from its parts in N: family, given, additional, prefix, suffix."""
    for field in texts.of("N"):
        parts = [one_line(part) for part in field.parts()]
        family, given, additional, prefix, suffix = (parts + [""] * 5)[:5]
        if joined := " ".join(filter(None, (prefix, given, additional, family, suffix))):
            return joined
    return ""


def _nickname(texts: Texts) -> str:
    if texts.ours:
        return texts.first("NICKNAME")
    parts = [one_line(part) for field in texts.of("NICKNAME") for part in field.parts(",")]
    for field in texts.of("X-ANDROID-CUSTOM"):
        kind, *values = field.parts()
        parts += [one_line(value) for value in values[:1] if kind == _ANDROID_NICKNAME]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _companies(texts: Texts) -> list[tuple[str, ...]]:
    """Each ORG once: the company, then the departments."""
    found = (tuple(filter(None, map(one_line, field.parts()))) for field in texts.of("ORG"))
    return list(dict.fromkeys(company for company in found if company))


def _further_companies(companies: list[tuple[str, ...]]) -> list[str]:
    if not companies:
        return []
    departments = ", ".join(companies[0][1:])
    notes = [f"department: {departments}"] if departments else []
    return notes + [f"company: {', '.join(company)}" for company in companies[1:]]
