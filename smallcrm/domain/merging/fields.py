"""Two contacts field by field: what the merged one will hold, and where a losing value goes.

A field is one column of the contact, or a few that only make sense together, such as an address.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from smallcrm.errors import Unreadable
from smallcrm.models.contacts import Contact
from smallcrm.parsing.postal import PARTS, Address
from smallcrm.parsing.text import LONGEST_LINE, LONGEST_TEXT, clean, fold, one_line

FIRST, SECOND = 1, 2
TOGETHER = {
    "company": ("company", "company_id"),
    "group": ("group", "group_pinned"),
    "rhythm": ("rhythm_days", "rhythm_since"),
    "address": PARTS,
}
# Columns that are no choice: what repeats others, and what has a rule of its own below.
NO_CHOICE = {
    "id", "kind", "folded", "search", "company_folded", "archived", "created", "source_id",
    "restricted",
}  # fmt: skip
PLACED = {"handle", "notes"}  # a losing handle still finds the contact, and both notes stay

Keep = Mapping[str, int]
Values = dict[str, Any]


@dataclass(frozen=True)
class FieldPlan:
    """One field of both contacts and of the merged one, as texts.

    `kept_in` says where the losing value of a conflict goes: `nickname` or `notes`.
    """

    field: str
    first: str
    second: str
    merged: str
    kept_in: str = ""

    @property
    def is_conflict(self) -> bool:
        return bool(self.kept_in)


@dataclass(frozen=True)
class _Choice:
    """One field decided: the values of its columns, and the text that lost."""

    field: str
    values: Values
    lost: str


def fields() -> dict[str, tuple[str, ...]]:
    """Every field that can be kept, with its columns: all columns of a contact but a few."""
    grouped = {column: field for field, columns in TOGETHER.items() for column in columns}
    found: dict[str, tuple[str, ...]] = {}
    for column in Contact.metadata.tables["contact"].c:
        if column.name not in NO_CHOICE:
            field = grouped.get(column.name, column.name)
            found[field] = TOGETHER.get(field, (column.name,))
    return found


def read_keep(typed: Iterable[str]) -> dict[str, int]:
    """`city=2` as the field and whose value it keeps; a part of an address means the whole."""
    keep: dict[str, int] = {}
    for text in typed:
        named, _, whose = text.partition("=")
        if whose.strip() not in ("1", "2"):
            raise Unreadable(f'--keep takes FIELD=1 or FIELD=2, as in title=2: not "{text}"')
        field = _read_field(named)
        if keep.setdefault(field, int(whose)) != int(whose):
            raise Unreadable(f"--keep names both contacts for the {field}, which is kept whole")
    return keep


def _read_field(text: str) -> str:
    wanted, known = fold(text).replace("-", "_"), fields()
    for field, columns in known.items():
        if wanted in (field, *columns):
            return field
    raise Unreadable(
        f'there is no field "{one_line(text, longest=40)}" to keep; there are {", ".join(known)}'
        " (numbers, addresses and tags of both are kept)"
    )


def merge_fields(
    first: Contact, second: Contact, keep: Keep
) -> tuple[tuple[FieldPlan, ...], Values]:
    """The plan of every field that one of the two has, and the merged contact's columns."""
    choices = {field: _choose(field, first, second, keep) for field in fields()}
    sources = filter(None, (*first.source_id.splitlines(), *second.source_id.splitlines()))
    values: Values = {
        "created": min(first.created, second.created),
        "source_id": "\n".join(dict.fromkeys(sources)),
        "restricted": first.restricted or second.restricted,
    }
    for choice in choices.values():
        values |= choice.values
    kept_in = _keep_names(choices, values)
    lost = {field: choice.lost for field, choice in choices.items() if choice.lost}
    lost = {field: text for field, text in lost.items() if field not in PLACED | kept_in.keys()}
    values["notes"] = _notes(values, first, second, keep, lost)
    kept_in |= dict.fromkeys(lost, "notes")
    plans = (
        FieldPlan(
            field, say(field, first), say(field, second), say_values(field, values),
            kept_in.get(field, ""),
        )
        for field in choices
    )  # fmt: skip
    return (*(plan for plan in plans if plan.merged), *_restriction(first, second)), values


def _restriction(first: Contact, second: Contact) -> tuple[FieldPlan, ...]:
    """What one of the two asked for holds for the merged one; nothing is said if neither did."""
    if not (first.restricted or second.restricted):
        return ()
    ours, theirs = ("yes" if one.restricted else "no" for one in (first, second))
    return (FieldPlan("restricted", ours, theirs, "yes"),)


def former_handle(values: Values, first: Contact, second: Contact) -> str:
    """The handle of the two that the merged contact does not bear."""
    return second.handle if values["handle"] == first.handle else first.handle


def _choose(field: str, first: Contact, second: Contact, keep: Keep) -> _Choice:
    """The value that stays: the chosen one's, else the first's; what is empty is filled."""
    winner, loser = (first, second) if keep.get(field, FIRST) == FIRST else (second, first)
    columns = fields()[field]
    ours, theirs = ({name: getattr(one, name) for name in columns} for one in (winner, loser))
    if field == "company":
        ours, theirs = (_employer(values, first, second) for values in (ours, theirs))
    if _fit_together(field, ours, theirs):
        return _Choice(field, {name: ours[name] or theirs[name] for name in columns}, "")
    return _Choice(field, ours, say_values(field, theirs))


def _fit_together(field: str, ours: Values, theirs: Values) -> bool:
    """Whether nothing is lost if each fills the other's gaps; an address in any of its parts."""
    if field == "address":
        return all(_agree(ours[name], theirs[name]) for name in PARTS)
    return _agree(say_values(field, ours), say_values(field, theirs))


def _employer(values: Values, first: Contact, second: Contact) -> Values:
    """Nobody works at the contact itself, as a company would that named the other one."""
    own = values["company_id"] in (first.id, second.id)
    return {"company": "", "company_id": None} if own else values


def _agree(first: object, second: object) -> bool:
    """Whether two values are one but for case and blanks, or one of them is empty."""
    ours, theirs = (" ".join(str(text or "").casefold().split()) for text in (first, second))
    return not ours or not theirs or ours == theirs


def _keep_names(choices: Mapping[str, _Choice], values: Values) -> dict[str, str]:
    """Losing names become further nicknames, so that the contact is still found by them."""
    kept = {}
    for field in ("nickname", "name"):
        lost, names = choices[field].lost, list(filter(None, values["nickname"].split(", ")))
        if lost and fold(lost) not in map(fold, names):
            names.append(lost)
        longer = ", ".join(names)
        if lost and fold(lost) != fold(values["name"]) and len(longer) <= LONGEST_LINE:
            values["nickname"] = longer
            kept[field] = "nickname"
    return kept


def _notes(
    values: Values, first: Contact, second: Contact, keep: Keep, lost: Mapping[str, str]
) -> str:
    """The notes of both, and a line with the losing values that have no better place."""
    ours, theirs = first.notes, second.notes
    if keep.get("notes") == SECOND:
        ours, theirs = theirs, ours
    texts = [ours, "" if theirs.strip() in ours else theirs]
    if lost:
        said = "; ".join(f"{field} {text}" for field, text in lost.items())
        texts.append(f"before the merge with {former_handle(values, first, second)}: {said}")
    return clean("\n".join(filter(None, texts)), "notes of both", longest=LONGEST_TEXT)


def say(field: str, contact: Contact) -> str:
    """A field of a contact as a text."""
    return say_values(field, {name: getattr(contact, name) for name in fields()[field]})


def say_values(field: str, values: Values) -> str:
    """The columns of a field as one text; "" if it is empty."""
    if field == "address":
        return Address(*(values[part] for part in PARTS)).line
    if field == "rhythm":
        return f"every {values['rhythm_days']} days" if values["rhythm_days"] else ""
    value = values[fields()[field][0]]
    return "" if value is None else str(value)
