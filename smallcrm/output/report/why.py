"""How a figure came about, in sentences over the purchases behind it."""

import datetime as dt
from collections.abc import Sequence

from smallcrm.domain.group_rule import Advice
from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import Report, amount, amounts, figures
from smallcrm.output.report.intervals import plain, said_day
from smallcrm.parsing.money import say_fine
from smallcrm.parsing.say import say_full_date
from smallcrm.parsing.text import one_line
from smallcrm.reports.habits import MONTH
from smallcrm.reports.period import Period
from smallcrm.reports.why import PATIENCE, DueReason, LoyalReason, Purchase, Score

KEYS = ("contact", "handle", "day", "order", "kind", "gap", "total")


def why_report(
    contact: tuple[str, str],
    purchases: Sequence[Purchase],
    reasons: Sequence[str],
    *,
    topic: str,
    period: Period,
    today: dt.date,
    currency: str,
    with_people: bool = False,
) -> Report:
    """The orders behind a figure of the contact (name, handle), and how they make it."""
    name, handle = contact
    rows: list[Row] = [
        {
            "contact": one.contact,
            "handle": one.handle,
            "day": one.order.at.date(),
            "order": one.order.number,
            "kind": one.order.kind,
            "gap": one.gap,
            "total": amount(one.order.total),
        }
        for one in purchases
    ]
    shown = one_line(name, longest=60)
    return Report(
        Listing(
            KEYS,
            rows,
            (
                Column("Day", said_day("day", today), whole=True),
                figures("Order", "order"),
                Column("Kind", lambda row: str(row["kind"])),
                figures("Days since the last", "gap"),
                amounts("Total", "total", currency),
            ),
            title=f"{shown}: {topic}",
            empty=" ".join(reasons) or f"{shown} bought nothing.",
        ),
        period=period,
        remarks=tuple(reasons),
        behind=" ".join(
            ("crm order list", handle, *(("--with-people",) if with_people else ()), *period.words)
        )
        if rows
        else "",
    )


def due_sentences(reason: DueReason | None) -> list[str]:
    """Why a customer is due, and what the points come from."""
    if reason is None:
        return ["No purchase that counts, so there is no day to expect another by."]
    habit, promise = reason.habit, reason.promise
    sentences = [_habit(reason), _lateness(reason)]
    sentences.append(
        f"Points: {MONTH} x {habit.times} / ({habit.silent} + {MONTH}) = {promise.start:.2f},"
        f" from {_times(habit.times)} bought and {_days(habit.silent)} of silence."
    )
    if promise.patience is not None:
        patience = f"{PATIENCE}, {plain(promise.patience)} in all"
        sentences.append(
            f"Silent for longer than {patience}: {promise.kept:.0%} stay, {promise.points:.2f}."
            if promise.kept < 1
            else f"Nothing is taken off: silent no longer than {patience}."
        )
    if reason.place:
        sentences.append(f"Place {reason.place} of {reason.due} in crm report due.")
    return sentences


def _habit(reason: DueReason) -> str:
    habit = reason.habit
    if habit.gap is None:
        shop = "" if reason.shop_gap is None else f" The shop's is {plain(reason.shop_gap)} days."
        return f"Bought on one day only: no gap of their own.{shop}"
    spread = "" if habit.spread is None else f", half within {plain(habit.spread)} of it"
    few = " Fewer than 4: hardly a habit." if habit.few else ""
    return (
        f"Bought on {_days(habit.times)}; the median gap is {plain(habit.gap)} days{spread}.{few}"
    )


def _lateness(reason: DueReason) -> str:
    last = say_full_date(reason.habit.last)
    if reason.late is None:
        return f"Last bought on {last}; nobody has come back yet to expect a purchase by."
    expected = reason.habit.last + dt.timedelta(days=reason.habit.silent - reason.late)
    whose = "" if reason.habit.gap is not None else " by the shop's gap"
    late = (
        f"{_days(reason.late)} late" if reason.late >= 0 else f"not due for {_days(-reason.late)}"
    )
    return f"Last bought on {last}, expected on {say_full_date(expected)}{whose}: {late}."


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _times(count: int) -> str:
    return f"{count} time{'' if count == 1 else 's'}"


def loyal_sentences(reason: LoyalReason | None, currency: str) -> list[str]:
    """What the three scores come from."""
    if reason is None:
        return ["No purchase that counts, so there is no score."]
    recency, frequency, worth = reason.recency, reason.frequency, reason.money
    fixed = f"By fixed limits, for there are only {recency.customers} customers."
    return [
        *(() if recency.by_fifths else (fixed,)),
        _scored("Recency", recency, f"last bought {_days(-recency.value)} ago", "at most {} days"),
        _scored("Frequency", frequency, f"bought on {_days(frequency.value)}", "at least {} days"),
        _scored(
            "Money",
            worth,
            f"net {say_fine(worth.value, currency)}",
            f"at least {say_fine(worth.limit or 0, currency)}",
        ),
        f"Score: {recency.score} + {frequency.score} + {worth.score}"
        f" = {recency.score + frequency.score + worth.score} of 15.",
    ]


def _scored(what: str, score: Score, value: str, limit: str) -> str:
    said = f"{what} {score.score}: {value}"
    if score.by_fifths:
        return f"{said}, better than {score.better_than} of {score.customers} customers."
    reached = limit.format(abs(score.limit)) if score.limit is not None else "below the first limit"
    return f"{said}, {reached}."


def group_sentences(
    group: str, advice: Advice, *, now: str, pinned: bool, limit: int | None, currency: str
) -> list[str]:
    """Why the sales speak for a group or not; `limit` is where that group begins, in thousandths.

    `now` is the group the contact is in.
    """
    proposed = advice.group == group
    sentences = [f"{group.capitalize()} is {'' if proposed else 'not '}what the sales speak for."]
    sentences.append(f"They speak for {advice.group}: {advice.why}.")
    if limit is not None and not proposed:
        sentences.append(f"{group.capitalize()} begins at {say_fine(limit, currency)}.")
    kept = ", pinned: crm group suggest never changes that" if pinned else ""
    sentences.append(f"Now in {now or 'no group'}{kept}.")
    return sentences
