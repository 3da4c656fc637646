"""The page as plain text in its parts, ready for HTML and for paper."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from smallcrm.models.enums import PointKind
from smallcrm.output.disclosure.languages import TEXTS
from smallcrm.output.disclosure.texts import DisclosureTexts
from smallcrm.output.paper.languages import TEXTS as PAPER_TEXTS
from smallcrm.output.paper.languages import say_date, say_days
from smallcrm.output.paper.languages.texts import Texts
from smallcrm.parsing.money import say_money
from smallcrm.parsing.postal import PARTS, Address, address_lines
from smallcrm.parsing.quantities import say_quantity
from smallcrm.reports.disclosure import Disclosure

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Fact:
    """A text with what it is about at its left: a label or a day; "" is none."""

    label: str
    text: str


@dataclass(frozen=True)
class Part:
    """A heading and the facts under it."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Page:
    """All that is said, in the order of the page."""

    language: str
    title: str
    under: str
    intro: str
    shop: str
    made: dt.datetime
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class _Words:
    """The language of the page: its own texts, and those of all paper."""

    language: str
    own: DisclosureTexts
    paper: Texts
    currency: str

    def day(self, day: dt.date) -> str:
        return say_date(day, self.language, year=True)

    def moment(self, at: dt.datetime) -> str:
        """The day, and the hour unless it is midnight, which says that only the day is known."""
        return f"{self.day(at)}, {at:%H:%M}" if at.time() != dt.time() else self.day(at)

    def money(self, amount: str) -> str:
        return say_money(int(Decimal(amount) * 100), self.currency, self.language)

    def quantity(self, amount: str, unit: str) -> str:
        return say_quantity(int(Decimal(amount) * 1000), unit, self.language)


def disclosure_page(found: Disclosure, language: str) -> Page:
    """What is held about a person, for that person to read."""
    own = TEXTS[language]
    words = _Words(language, own, PAPER_TEXTS[language], found.currency)
    told: tuple[tuple[str, Iterable[Record], Callable[[Record, _Words], Fact]], ...] = (
        (own.talks, found.talks, _talk),
        (own.callbacks, found.callbacks, _callback),
        (own.orders, found.orders, _order),
        (own.cases, found.cases, _case),
        (own.calls, found.phone_calls, _call),
        (own.sheets, found.sheets, _sheet),
    )
    parts = [
        Part(own.who_we_are, (Fact(own.shop if found.shop else "", found.shop or own.no_shop),)),
        Part(own.you, tuple(_person(found, words))),
    ]
    for title, records, say in told:
        facts = tuple(say(record, words) for record in records)
        parts.append(Part(title, facts or (Fact("", own.nothing),)))
    parts += [
        Part(own.changes, tuple(_changes(found, words)) or (Fact("", own.nothing),)),
        Part(own.source, (Fact("", _source(found, own)), Fact("", own.places))),
        Part(own.rights, tuple(Fact("", right) for right in own.rights_said)),
    ]
    return Page(
        language=language,
        title=own.title,
        under=own.under.format(name=found.person["name"], date=words.day(found.made)),
        intro=f"{own.intro} {own.hidden}" if found.hidden else own.intro,
        shop=found.shop,
        made=found.made,
        parts=tuple(parts),
    )


def _person(found: Disclosure, words: _Words) -> Iterator[Fact]:
    """What is known, without what is empty."""
    one, own, paper = found.person, words.own, words.paper
    address = Address(*(one[part] for part in PARTS))
    rhythm = say_days(one["rhythm_days"], words.language) if one["rhythm_days"] else ""
    facts = (
        (own.name, one["name"]),
        (own.nickname, one["nickname"]),
        (own.job, one["title"]),
        (own.company, one["company"]),
        (paper.phones, _points(found, PointKind.PHONE)),
        (paper.emails, _points(found, PointKind.EMAIL)),
        (paper.webs, _points(found, PointKind.WEB)),
        (paper.address, "\n".join(address_lines(address))),
        (paper.address, _points(found, PointKind.ADDRESS)),
        (own.birthday, _birthday(one["birthday"], words)),
        (own.language, one["language"]),
        (paper.group, paper.groups.get(one["group"], one["group"])),
        (paper.tags, ", ".join(found.tags)),
        (paper.every, rhythm),
        (paper.notes, one["notes"]),
        (own.archived, own.yes if one["archived"] else ""),
        (own.restricted, _restricted(one, words)),
        (own.handle, ", ".join([one["handle"], *one["former_handles"]])),
        (own.number_there, one["source_id"]),
        (own.since, words.day(one["created"])),
    )
    return (Fact(label, text) for label, text in facts if text)


def _birthday(iso: str, words: _Words) -> str:
    """`12 April 1985`, `12 April` for `--04-12`."""
    if not iso:
        return ""
    year, month, day = iso[:-6].strip("-"), iso[-5:-3], iso[-2:]
    point = "" if words.language == "en" else "."
    return f"{int(day)}{point} {words.paper.months[int(month) - 1]} {year}".rstrip()


def _points(found: Disclosure, kind: PointKind) -> str:
    return "\n".join(
        f"{one['value']} ({one['label']})" if one["label"] else one["value"]
        for one in found.points
        if one["kind"] == kind
    )


def _restricted(one: Record, words: _Words) -> str:
    if not one["restricted"]:
        return ""
    return words.day(one["restricted_since"]) if one["restricted_since"] else words.own.yes


def _talk(talk: Record, words: _Words) -> Fact:
    paper = words.paper
    how = (
        paper.channels.get(talk["channel"], talk["channel"]),
        paper.directions.get(talk["direction"], ""),
        paper.outcomes.get(talk["outcome"], ""),
        words.own.others if talk["others"] else "",
    )
    return Fact(words.moment(talk["at"]), _said(how, talk["summary"]))


def _said(how: Iterable[str], text: str) -> str:
    head = ", ".join(filter(None, how))
    return ": ".join(filter(None, (head, text)))


def _callback(item: Record, words: _Words) -> Fact:
    own, paper = words.own, words.paper
    promised = {"me": paper.promised_me, "they": paper.promised_they}
    first = own.first_due.format(date=words.day(item["first_due"]))
    how = (
        own.states.get(item["state"], item["state"]),
        paper.channels.get(item["channel"], item["channel"]),
        promised.get(item["promised_by"], ""),
        paper.tries.format(tries=item["tries"]) if item["tries"] else "",
        first if item["first_due"] != item["due"] else "",
    )
    hour = f", {item['due_time']:%H:%M}" if item["due_time"] else ""
    return Fact(f"{words.day(item['due'])}{hour}", _said(how, item["why"]))


def _order(order: Record, words: _Words) -> Fact:
    status = words.own.statuses.get(order["status"], order["status"])
    invoice = f" ({order['invoice']})" if order["invoice"] else ""
    lines = (_line(line, words) for line in order["lines"])
    total = words.own.total.format(total=words.money(order["total"]))
    number = words.own.number.format(number=order["number"])
    said = (f"{status}, {number}{invoice}", *lines, total, order["note"])
    return Fact(words.moment(order["at"]), "\n".join(filter(None, said)))


def _line(line: Record, words: _Words) -> str:
    """`2 kg Coffee beans: €25.00`."""
    much = words.quantity(line["quantity"], line["unit"])
    return f"{much} {line['description'] or line['product']}: {words.money(line['amount'])}"


def _case(case: Record, words: _Words) -> Fact:
    own = words.own
    number = own.number.format(number=case["number"])
    how = (number, own.kinds.get(case["kind"], case["kind"]),
           own.stages.get(case["stage"], case["stage"]), case["product"])  # fmt: skip
    lines = [_said(how, case["summary"])]
    if case["closed"]:
        day = words.day(case["closed"])
        lines.append(own.solved.format(date=day, words=case["solution"]))
    elif case["solution"]:
        lines.append(case["solution"])
    return Fact(words.moment(case["opened"]), "\n".join(lines))


def _call(call: Record, words: _Words) -> Fact:
    kind = words.own.call_kinds.get(call["kind"], call["kind"])
    lasted = words.own.seconds.format(seconds=call["seconds"]) if call["seconds"] else ""
    return Fact(
        words.moment(call["at"]),
        ", ".join(filter(None, (call["number"], call["name"], kind, lasted))),
    )


def _sheet(line: Record, words: _Words) -> Fact:
    content = line["content"]
    texts = (content.get("why", ""), content.get("last_summary", ""), line["draft"])
    return Fact(
        words.moment(line["printed"]), _said((line["sheet"],), "; ".join(filter(None, texts)))
    )


def _changes(found: Disclosure, words: _Words) -> Iterator[Fact]:
    """A line for each day, the newest first; the file has each one."""
    days: dict[dt.date, int] = {}
    for change in found.changes:
        day = change["at"].astimezone().date()
        days[day] = days.get(day, 0) + 1
    for day, times in days.items():
        yield Fact(words.day(day), words.own.changed.format(times=times) if times > 1 else "")


def _source(found: Disclosure, own: DisclosureTexts) -> str:
    if not found.came_by:
        return own.unknown
    return own.imported if found.came_by.startswith("import") else own.typed
