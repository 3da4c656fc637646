"""A contact on the screen: the caller's card, the profile, the timeline."""

import datetime as dt
from collections.abc import Mapping, Sequence

from smallcrm.domain.interactions import Talk
from smallcrm.models.contacts import Contact, ContactPoint
from smallcrm.models.enums import PointKind
from smallcrm.models.talks import FollowUp
from smallcrm.output.listing import Column, Listing, Row, cell_text
from smallcrm.output.terminal import say, shows_tables
from smallcrm.output.wording import say_channel, say_due, say_group, say_lateness, say_talk
from smallcrm.parsing.postal import in_one_line
from smallcrm.parsing.say import say_birthday, say_day, say_moment
from smallcrm.parsing.text import one_line
from smallcrm.reports.open_cases import ShortCase
from smallcrm.reports.people import Card

CARD_KEYS = (
    "contact", "handle", "kind", "nickname", "company", "title", "group", "group_pinned", "tags",
    "phones", "emails", "web", "street", "postcode", "city", "region", "country", "language",
    "notes", "birthday", "rhythm_days", "archived", "restricted", "callbacks", "talks",
    "talk_count", "cases", "closed_cases", "orders", "order_count", "turnover",
    "turnover_12_months",
)  # fmt: skip
TALK_KEYS = (
    "contact", "handle", "at", "channel", "direction", "outcome", "summary", "with", "case",
)  # fmt: skip
STORY_KEYS = (*TALK_KEYS, "order", "total")
NOTHING_BOUGHT = {"orders": [], "order_count": 0, "turnover": "0.00", "turnover_12_months": "0.00"}
CALLBACK_KEYS = (
    "number", "due", "due_time", "why", "channel", "promised_by", "first_due", "tries",
)  # fmt: skip
CASE_KEYS = ("number", "contact", "handle", "kind", "stage", "summary", "opened", "due")
LONGEST_NOTE = 200
LONGEST_CASE = 80
MOST_CASES = 3
MOST_LINES = 10  # of a caller's card
TALKS_ON_CARD = 3
# Columns, of what does not fit its line.
HANGING = {"cases": 2, "case": 4, "callback": 4, "talk": 4, "order": 4, "more": 4}

Line = tuple[str, str]  # text and style
Labelled = tuple[str, Line]


def print_cards(cards: Sequence[Card], today: dt.date, *, more: int = 0) -> None:
    """The cards of everybody it may be; piped, one `field<TAB>value` line each."""
    for number, card in enumerate(cards):
        if number:
            say("")
        _print(card_lines(card, today))
    if more:
        say(f"and {more} more; type more of the number")


def print_profile(card: Card, today: dt.date) -> None:
    """The card without talks, which the timeline below it shows whole."""
    _print(
        _restriction(card, today)
        + _profile(card)
        + _cases(card, today)
        + _open(card, today)
        + _orders(card, today)
    )


def _print(lines: list[Labelled]) -> None:
    if not shows_tables():
        for label, (text, _) in lines:
            say(f"{label}\t{text}")
        return
    from smallcrm.output import screen

    screen.print_lines([(text, style, HANGING.get(label, 2)) for label, (text, style) in lines])


def card_lines(card: Card, today: dt.date) -> list[Labelled]:
    """At most ten labelled lines for the moment the telephone rings."""
    profile = [line for line in _profile(card) if line[0] != "address"]
    head = _restriction(card, today) + _warning(card, today) + profile + _last_order(card, today)
    callbacks = _shortened(_open(card, today), (MOST_LINES - len(head)) // 2, card)
    room = MOST_LINES - len(head) - len(callbacks)
    return head + callbacks + _talks(card, today, room)


def _restriction(card: Card, today: dt.date) -> list[Labelled]:
    """One line that says first of all that the contact may be looked at, and no more."""
    if not card.contact.restricted:
        return []
    day = card.restricted_since
    since = f" since {say_day(day, today)}" if day else ""
    return [("restricted", (f"restricted{since}: kept, not used", "bold red"))]


def _warning(card: Card, today: dt.date) -> list[Labelled]:
    """One line that says first of all which cases are open."""
    if not card.cases:
        return []
    shown = [_say_case(card, one, today, longest=LONGEST_CASE) for one in card.cases[:MOST_CASES]]
    if len(card.cases) == 1:
        return [("cases", (f"open {shown[0]}", "bold red"))]
    hidden = len(card.cases) - len(shown)
    more = [f"and {hidden} more: crm show {card.contact.handle}"] if hidden else []
    said = " · ".join([f"{len(card.cases)} open cases", *shown, *more])
    return [("cases", (said, "bold red"))]


def _last_order(card: Card, today: dt.date) -> list[Labelled]:
    if card.bought is None:
        return []
    from smallcrm.output.bought import say_last

    return [say_last(card.bought, card.contact.handle, today)]


def _orders(card: Card, today: dt.date) -> list[Labelled]:
    """The latest orders, and what all of them come to."""
    if card.bought is None:
        return []
    from smallcrm.output.bought import order_lines

    return order_lines(card.bought, card.contact.handle, today)


def _cases(card: Card, today: dt.date) -> list[Labelled]:
    """A line for each open case, and one for those that were closed."""
    lines: list[Labelled] = [
        (
            "case",
            (
                f"  open {_say_case(card, one, today, longest=LONGEST_NOTE)}",
                "bold red" if one.due < today else "yellow",
            ),
        )
        for one in card.cases
    ]
    if card.closed_cases:
        word = "case" if card.closed_cases == 1 else "cases"
        way = f"crm case list --closed --contact {card.contact.handle}"
        lines.append(("cases", (f"  {card.closed_cases} closed {word}: {way}", "dim")))
    return lines


def _say_case(card: Card, one: ShortCase, today: dt.date, *, longest: int) -> str:
    """`case 12, delivery, 3 days late: arrived broken`, and whose, if it is another's."""
    whose = "" if one.contact_id == card.contact.id else f" of {one_line(one.contact, longest=60)}"
    due = say_lateness(one.due, today)
    due = due if one.due < today else f"due {due}"
    return f"case {one.number}{whose}, {one.stage}, {due}: {one_line(one.summary, longest=longest)}"


def _shortened(lines: list[Labelled], most: int, card: Card) -> list[Labelled]:
    """The first callbacks, the last line of which says how many more there are."""
    if len(lines) <= most:
        return lines
    kept = max(most - 1, 0)
    hidden = len(lines) - kept
    said = f"and {hidden} more callbacks" if kept else f"{hidden} callbacks"
    return [*lines[:kept], ("more", (f"    {said}: crm show {card.contact.handle}", "dim"))]


def _profile(card: Card) -> list[Labelled]:
    contact = card.contact
    name = one_line(contact.name)
    title = ", ".join(filter(None, (contact.title, contact.company)))
    lines = [("contact", (f"{name}{f' · {one_line(title)}' if title else ''}", "bold"))]
    about = [contact.handle, f'"{contact.nickname}"' if contact.nickname else ""]
    about += [say_group(contact.group, pinned=contact.group_pinned)]
    about += [", ".join(card.tags), contact.city, _rhythm(card)]
    about += ["archived" if contact.archived else ""]
    lines.append(("about", (one_line(" · ".join(filter(None, about))), "")))
    reach = [_reach(point) for point in card.points if point.kind == PointKind.PHONE]
    lines.append(("phone", (" · ".join(reach) or "no number", "bold green")))
    others = [_reach(point) for point in card.points if point.kind != PointKind.PHONE]
    if others:
        lines.append(("reach", (" · ".join(others), "")))
    address = _address(card)
    if address:
        lines.append(("address", (address, "")))
    if contact.birthday:
        lines.append(("birthday", (f"birthday {say_birthday(contact.birthday)}", "")))
    if contact.notes:
        lines.append(("notes", (one_line(contact.notes, longest=LONGEST_NOTE), "")))
    if card.people:
        people = ", ".join(one_line(person.name) for person in card.people)
        lines.append(("people", (f"people: {people}", "")))
    return lines


def _rhythm(card: Card) -> str:
    days = card.contact.rhythm_days
    return f"every {days} days" if days else ""


def _reach(point: ContactPoint) -> str:
    return one_line(f"{point.value} ({point.label})" if point.label else point.value)


def _address(card: Card) -> str:
    contact = card.contact
    if not (contact.street or contact.postcode or contact.region or contact.country):
        return ""  # the town alone stands above
    return one_line(in_one_line(contact))


def _open(card: Card, today: dt.date) -> list[Labelled]:
    return [("callback", (_callback(item, today), _urgency(item, today))) for item in card.open]


def _callback(item: FollowUp, today: dt.date) -> str:
    promise = "they promised" if item.promised_by == "they" else "call back"
    tries = f", tried {item.tries}x" if item.tries else ""
    due = say_due(item.due, today, item.due_time)
    return f"{item.number:>3} {promise} {due}{tries}: {one_line(item.why, longest=LONGEST_NOTE)}"


def _urgency(item: FollowUp, today: dt.date) -> str:
    return "bold red" if item.due < today else "bold yellow" if item.due == today else "yellow"


def _talks(card: Card, today: dt.date, most: int) -> list[Labelled]:
    """The newest talks in so many lines, the last of which says how many more there are."""
    if most < 1:
        return []
    if not card.talk_count:
        return [("talk", ("  no talk yet", "dim"))]
    fitting = card.talk_count if card.talk_count <= most else most - 1
    shown = card.talks[: min(fitting, TALKS_ON_CARD)]
    lines: list[Labelled] = [("talk", (f"  {_said(card, talk, today)}", "")) for talk in shown]
    hidden = card.talk_count - len(shown)
    if hidden > 0:
        lines.append(("more", (f"  and {hidden} more: crm show {card.contact.handle}", "dim")))
    return lines


def _said(card: Card, talk: Talk, today: dt.date) -> str:
    """A talk, with the names of all who took part but the one whose card it is."""
    speaker = card.speakers[talk.contact_id]
    who = [person.name for person in (speaker, *_others(card, talk)) if person is not card.contact]
    number = card.on_cases.get(talk.id)
    on_case = f" (case {number})" if number else ""
    return f"{say_talk(talk, today, who=' and '.join(who))}{on_case}"


def _others(card: Card, talk: Talk) -> list[Contact]:
    return card.others.get(talk.id, [])


def timeline_listing(card: Card, today: dt.date) -> Listing:
    """Every talk, the newest first."""
    rows = [_timeline_row(card, talk) for talk in card.talks]
    hidden = card.talk_count - len(rows)
    return Listing(
        TALK_KEYS,
        rows,
        (
            Column("When", lambda row: say_moment(_moment(row), today), whole=True),
            Column("How", lambda row: str(row["said"]), beside=""),
            Column("What", lambda row: f"{row['speaker']}{row['summary']}", prose=True),
        ),
        empty="no talk yet",
        note=f"and {hidden} older (--all shows them)" if hidden else "",
    )


def story_listing(card: Card, *, most: int | None) -> Listing:
    """Every talk and every order as data, the newest first; at most so many."""
    none = {"order": None, "total": None}
    rows = [{**_timeline_row(card, talk), **none} for talk in card.talks]
    if card.bought:
        from smallcrm.output.bought import story_row

        rows += [story_row(order) for order in card.bought.latest.orders]
        rows.sort(key=_moment, reverse=True)
    return Listing(STORY_KEYS, rows[:most], ())


def _timeline_row(card: Card, talk: Talk) -> Row:
    speaker = card.speakers[talk.contact_id]
    return {
        "contact": speaker.name,
        "handle": speaker.handle,
        "at": talk.at,
        "channel": talk.channel,
        "direction": talk.direction,
        "outcome": talk.outcome,
        "summary": talk.summary,
        "said": _how(card, talk),
        "case": card.on_cases.get(talk.id),
        "with": [other.name for other in _others(card, talk)],
        "speaker": _speaker(card, talk, speaker),
    }


def _how(card: Card, talk: Talk) -> str:
    """`call in`, or `call in, case 12`."""
    number = card.on_cases.get(talk.id)
    return f"{say_channel(talk)}{f', case {number}' if number else ''}"


def _speaker(card: Card, talk: Talk, speaker: Contact) -> str:
    """`Anna Šild with Jaan Põld: `, without the one whose timeline it is; "" if nobody is left."""
    others = [one_line(other.name) for other in _others(card, talk) if other is not card.contact]
    joined = f"with {' and '.join(others)}" if others else ""
    name = "" if speaker is card.contact else one_line(speaker.name)
    said = " ".join(filter(None, (name, joined)))
    return f"{said}: " if said else ""


def _moment(row: Row) -> dt.datetime:
    at = row["at"]
    assert isinstance(at, dt.datetime)
    return at


def card_listing(cards: Sequence[Card]) -> Listing:
    """Cards as rows for CSV, a text in each cell."""
    return Listing(CARD_KEYS, [_card_row(card) | _in_cells(card) for card in cards], ())


def card_objects(cards: Sequence[Card]) -> Listing:
    """Cards as rows for JSON, with an object for each callback and each talk."""
    return Listing(CARD_KEYS, [_card_row(card) | _in_objects(card) for card in cards], ())


def _in_cells(card: Card) -> dict[str, object]:
    return {
        "callbacks": [f"{item.number} {item.due} {item.why}" for item in card.open],
        "talks": [f"{cell_text(talk.at)} {talk.channel}: {talk.summary}" for talk in card.talks],
        "cases": [f"{one.number} {one.stage} {one.due} {one.summary}" for one in card.cases],
        **_bought(card, in_cells=True),
    }


def _in_objects(card: Card) -> dict[str, object]:
    talks = [_timeline_row(card, talk) for talk in card.talks]
    return {
        "callbacks": [{key: getattr(item, key) for key in CALLBACK_KEYS} for item in card.open],
        "talks": [{key: talk[key] for key in TALK_KEYS} for talk in talks],
        "cases": [{key: getattr(one, key) for key in CASE_KEYS} for one in card.cases],
        **_bought(card, in_cells=False),
    }


def _bought(card: Card, *, in_cells: bool) -> Mapping[str, object]:
    if card.bought is None:
        return NOTHING_BOUGHT
    from smallcrm.output.bought import bought_objects, in_cell

    told = bought_objects(card.bought)
    return told | {"orders": list(map(in_cell, card.bought.latest.orders))} if in_cells else told


def _card_row(card: Card) -> dict[str, object]:
    contact = card.contact
    plain = {key: getattr(contact, key) for key in CARD_KEYS if hasattr(contact, key)}
    of = {kind: [p.value for p in card.points if p.kind == kind] for kind in PointKind}
    return plain | {
        "contact": contact.name,
        "tags": card.tags,
        "phones": of[PointKind.PHONE],
        "emails": of[PointKind.EMAIL],
        "web": of[PointKind.WEB],
        "talk_count": card.talk_count,
        "closed_cases": card.closed_cases,
    }
