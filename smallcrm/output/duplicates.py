"""Contacts that may be one: the list of pairs, and two contacts side by side before a merge."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from smallcrm.domain.merging.fields import FieldPlan
from smallcrm.domain.merging.merge import MergePlan
from smallcrm.output.history import count, word_of
from smallcrm.output.listing import Column, Listing
from smallcrm.parsing.text import one_line
from smallcrm.reports.duplicates import Pair

PAIR_KEYS = (
    "sureness", "contact", "handle", "city", "other", "other_handle", "other_city", "kind",
    "reasons", "against",
)  # fmt: skip
FIELD_KEYS = ("field", "first", "second", "merged", "kept_in")
WORDS = {"interaction": "talk", "contact": "person"}
PLURALS = {"person": "people"}
LONGEST_NAME = 60


def pair_listing(pairs: Sequence[Pair], *, hidden: int, possible: int = 0) -> Listing:
    """Pairs, the surest first; `hidden` says how many more there are, `possible` how many of
    those that are not sure were left out."""
    return Listing(
        PAIR_KEYS,
        [vars(pair) for pair in pairs],
        (
            Column(
                "Contact", lambda row: _who(row["contact"], row["handle"], row["city"]), whole=True
            ),
            Column(
                "Other",
                lambda row: _who(row["other"], row["other_handle"], row["other_city"]),
                whole=True,
            ),
            Column("Why", _why, prose=True),
        ),
        title=_title(len(pairs) + hidden),
        empty=_none(possible),
        note=f"and {hidden:,} more: --first {len(pairs) + hidden}" if hidden else "",
    )


def _title(count: int) -> str:
    pairs = f"{count:,} pair{'' if count == 1 else 's'} that may be one"
    return f"{pairs}: crm contact merge, or crm contact distinct"


def _none(possible: int) -> str:
    if not possible:
        return "No two contacts look like one."
    return f"No pair is sure; {possible:,} may be one (crm contact dupes)."


def _who(name: Any, handle: Any, city: Any) -> str:
    return f"{one_line(name)}\n{one_line(' · '.join(filter(None, (handle, city))))}"


def _why(row: Any) -> str:
    against = f"\nbut {', '.join(row['against'])}" if row["against"] else ""
    return f"{row['sureness']}: {one_line(', '.join(row['reasons']))}{against}"


def say_crowds(crowds: Sequence[tuple[str, int]]) -> Iterator[str]:
    """What so many share that it makes no pair."""
    for value, contacts in crowds:
        yield f'{contacts} contacts share "{one_line(value, longest=40)}", which tells nobody apart'


def merge_listing(plan: MergePlan) -> Listing:
    """Field by field: the first, the second, and what becomes of them."""
    conflicts = [field for field in plan.fields if field.is_conflict]
    return Listing(
        FIELD_KEYS,
        [asdict(field) for field in (*plan.fields, *_counts(plan))],
        (
            Column("Field", lambda row: str(row["field"]), whole=True),
            Column(f"1 {plan.first[0]}", lambda row: _lines(row["first"])),
            Column(f"2 {plan.second[0]}", lambda row: _lines(row["second"])),
            Column("Merged", _merged),
        ),
        note=_conflict_note([field.field for field in conflicts]),
    )


def _merged(row: Any) -> str:
    kept = f"\nthe other goes to the {row['kept_in']}" if row["kept_in"] else ""
    return f"{_lines(row['merged'])}{kept}"


def _lines(text: Any) -> str:
    return "\n".join(map(one_line, str(text).splitlines()))


def _conflict_note(fields: Sequence[str]) -> str:
    if not fields:
        return ""
    verb = "differs" if len(fields) == 1 else "differ"
    return f"{', '.join(fields)} {verb}: --keep {fields[0]}=2 keeps the second's"


def _counts(plan: MergePlan) -> Iterator[FieldPlan]:
    """How many talks, callbacks ... each has, and the merged one will have."""
    for counted in plan.counts:
        if counted.merged:
            numbers = (str(counted.first), str(counted.second), str(counted.merged))
            yield FieldPlan(_count(2, counted.table).removeprefix("2 "), *numbers)


def _count(number: int, table: str) -> str:
    return count(number, WORDS.get(table) or word_of(table), PLURALS)


def say_moved(plan: MergePlan) -> str:
    """`3 talks, 1 callback moved`; "" if the second had nothing of the kind."""
    moved = [_count(counted.second, counted.table) for counted in plan.counts if counted.second]
    return f"{', '.join(moved)} moved" if moved else ""


def say_kept(plan: MergePlan) -> Iterator[str]:
    """Where the values went that lost, and which handle still finds the contact."""
    for place in ("nickname", "notes"):
        fields = [field.field for field in plan.fields if field.kept_in == place]
        if fields:
            verb = "is" if len(fields) == 1 else "are"
            yield f"the other {', '.join(fields)} {verb} in the {place}"
    yield f"{plan.former} finds the contact too"
