"""Calls of a phone's log on the screen: what a file brings, and what waits for a word."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from smallcrm.domain.calls import Call
from smallcrm.output.imports import say_remarks
from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.terminal import say
from smallcrm.parsing.say import say_moment
from smallcrm.parsing.text import one_line
from smallcrm.reports.calls import Waiting, WaitingCall, WaitingNumber

if TYPE_CHECKING:
    from smallcrm.domain.imports.calls import KnownCall, Stranger, TakenCalls
    from smallcrm.domain.imports.counting import Firsts

KEYS = ("at", "kind", "seconds", "number", "contact", "handle", "may_be", "name", "times")
LONGEST_NAME = 40


def say_call(call: Call, who: Sequence[str], today: dt.date) -> str:
    """`Mon 16 Nov 14:30, in, 3 min: Mari Maasikas 5551 2345`."""
    names = " or ".join(one_line(name, longest=LONGEST_NAME) for name in who)
    return f"{say_moment(call.at, today)}, {say_kind(call)}: {names} {one_line(call.number)}"


def say_kind(call: Call) -> str:
    """`in, 3 min`, `missed`, `out, no answer`."""
    if call.kind == "out" and not call.seconds:
        return "out, no answer"
    return f"{call.kind}, {say_duration(call.seconds)}" if call.seconds else call.kind


def say_duration(seconds: int) -> str:
    """`40 s`, `3 min`, `1 h 5 min`; minutes are rounded."""
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "")
    return " ".join(filter(None, parts))


def say_number(number: WaitingNumber, today: dt.date) -> str:
    """`5559 1234 (Juku in the phone) called 3 times, last Mon 16 Nov 14:30, missed`."""
    called = _called(number.last.number, number.last.name, number.times)
    return f"{called}, last {say_moment(number.last.at, today)}, {say_kind(number.last)}"


def _called(number: str, name: str, times: int) -> str:
    phone = f" ({one_line(name, longest=LONGEST_NAME)} in the phone)" if name else ""
    return f"{one_line(number)}{phone} {_often(times)}"


def _often(times: int) -> str:
    return "called twice" if times == 2 else f"called {times} times"


def say_taken(form: str, meanings: Mapping[str, str], taken: "TakenCalls", today: dt.date) -> None:
    """What was recognised, what waits or would wait, and how many calls need no word."""
    say(form)
    for heading, field in meanings.items():
        say(f"  {one_line(heading)} → {field}")
    _say_list("calls that were never noted", taken.unnoted, today)
    _say_list("missed calls that were never returned", taken.missed, today)
    _say_strangers(taken.strangers, today)
    say_remarks("unreadable", taken.unreadable)
    say(_counts(taken))


def _say_list(title: str, known: "Firsts[KnownCall]", today: dt.date) -> None:
    if known:
        say(f"{title}:")
    for item in known.first:
        say(f"  {say_call(item.call, item.owners, today)}")
    _say_rest(known)


def _say_strangers(strangers: "Firsts[Stranger]", today: dt.date) -> None:
    if strangers:
        say("unknown numbers that called twice or more:")
    for one in strangers.first:
        last = say_moment(one.last, today)
        say(f"  {_called(one.number, one.name, one.times)}, last {last}")
    _say_rest(strangers)


def _say_rest(found: "Firsts[Any]") -> None:
    if len(found) > len(found.first):
        say(f"  and {len(found) - len(found.first)} more")


def _counts(taken: "TakenCalls") -> str:
    """What is new, and on a second line what needs no word."""
    unknown = f"{taken.stranger_calls} of unknown numbers that called twice"
    new = _nonzero((len(taken.unnoted), "never noted"), (len(taken.missed), "missed"))
    waits = ", ".join(filter(None, (new, unknown if taken.stranger_calls else "")))
    rest = _nonzero(
        (taken.same, "in the book already"),
        (taken.noted, "noted already"),
        (taken.returned, "missed and returned"),
        (taken.once, "of numbers nobody knows"),
        (taken.withheld, "without a number"),
        (len(taken.unreadable), "unreadable"),
    )
    said = f"{taken.new} new {'call' if taken.new == 1 else 'calls'}{f': {waits}' if waits else ''}"
    return "\n".join(filter(None, (said, f"left aside: {rest}" if rest else "")))


def _nonzero(*counts: tuple[int, str]) -> str:
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def with_waiting(listing: Listing, found: Waiting) -> Listing:
    """The list with a line below it that calls wait, if any do."""
    if not found.count:
        return listing
    waits = "1 call waits" if found.count == 1 else f"{found.count} calls wait"
    said = f"{'at least ' if found.more else ''}{waits} for a word: crm catch-up"
    return replace(
        listing,
        note="\n".join(filter(None, (listing.note, said))),
        empty="\n".join(filter(None, (listing.empty, said))),
    )


def waiting_listing(found: Waiting, today: dt.date) -> Listing:
    """What waits, as a list: calls of contacts, then unknown numbers that called twice."""
    rows = [_call_row(item, today) for item in found.calls]
    rows += [_number_row(item, today) for item in found.numbers]
    return Listing(
        KEYS,
        rows,
        (
            Column("When", lambda row: str(row["when"]), whole=True),
            Column("Call", lambda row: str(row["said"]), whole=True),
            Column("Who", _who, style="bold"),
            Column("Number", lambda row: one_line(str(row["number"])), whole=True),
        ),
        section=lambda row: (
            "Unknown numbers that called twice or more"
            if row.get("times")
            else "Calls that wait for a word"
        ),
        empty="No call waits.",
    )


def _call_row(item: WaitingCall, today: dt.date) -> Row:
    known = item.owners[0] if len(item.owners) == 1 else None
    return _row(item.call, today) | {
        "contact": known.name if known else None,
        "handle": known.handle if known else None,
        "may_be": [] if known else [owner.handle for owner in item.owners],
        "names": [owner.name for owner in item.owners],
    }


def _number_row(item: WaitingNumber, today: dt.date) -> Row:
    return _row(item.last, today) | {"times": item.times, "may_be": []}


def _row(call: Call, today: dt.date) -> dict[str, Any]:
    return {
        **{key: getattr(call, key) for key in ("at", "kind", "seconds", "number", "name")},
        "when": say_moment(call.at, today),
        "said": say_kind(call),
    }


def _who(row: Any) -> str:
    if row.get("times"):
        phone = f"{row['name']} in the phone, " if row["name"] else ""
        return one_line(f"{phone}{_often(row['times'])}")
    return one_line(" or ".join(row["names"]))
