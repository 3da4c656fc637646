"""How a talk, a callback or a contact is said in a few words; plain text, made visible."""

import datetime as dt

from smallcrm.domain.interactions import Talk
from smallcrm.parsing.say import say_day, say_distance, say_moment
from smallcrm.parsing.text import one_line

LONGEST_QUOTE = 160


def say_talk(talk: Talk, today: dt.date, *, who: str = "") -> str:
    """`today 10:00 call: asked the price`, or `call with Jaan Põld: ...` if `who` is given."""
    said = one_line(talk.summary, longest=LONGEST_QUOTE)
    name = f" with {one_line(who, longest=60)}" if who else ""
    return f"{say_moment(talk.at, today)} {say_channel(talk)}{name}{f': {said}' if said else ''}"


def say_channel(talk: Talk) -> str:
    """`call in`, `letter out, no answer`."""
    outcome = talk.outcome.replace("-", " ") if talk.outcome != "reached" else ""
    said = f"{talk.channel} {talk.direction}".strip()
    return f"{said}, {outcome}" if outcome else said


def say_group(group: str, *, pinned: bool) -> str:
    """`top`, `top (pinned)`, `no group (pinned)`; "" for none."""
    return f"{group or 'no group'} (pinned)" if pinned else group


def say_left_out(count: int, one: str, several: str) -> str:
    """`1 restricted contact was left out`, `2 restricted contacts were left out`."""
    return f"1 {one} was left out" if count == 1 else f"{count:,} {several} were left out"


def say_due(due: dt.date, today: dt.date, at: dt.time | None = None) -> str:
    """`Fri 27 Nov (in 6 days)`; a late one `Wed 18 Nov (3 days late)`."""
    return f"{say_day(due, today, at=at)} ({say_lateness(due, today)})"


def say_lateness(due: dt.date, today: dt.date) -> str:
    """`today`, `in 6 days`, `3 days late`."""
    late = (today - due).days
    if late <= 0:
        return say_distance(due, today)
    return f"{late} day{'' if late == 1 else 's'} late"
