"""What a file of contacts would bring, and what it brought."""

from dataclasses import dataclass

from smallcrm.domain.counting import Remarks
from smallcrm.domain.imports import Taken
from smallcrm.formats.contact_columns import Mapping
from smallcrm.formats.programs import Recognised
from smallcrm.formats.records import ContactRecord
from smallcrm.output.terminal import say
from smallcrm.parsing.say import say_birthday
from smallcrm.parsing.text import one_line

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "": "one column"}
LONGEST_SAMPLE = 160
LONGEST_REASON = 300


@dataclass(frozen=True)
class TableSeen:
    """A table as it was understood; `remembered` says that --map was said for it before."""

    recognised: Recognised
    mapping: Mapping
    remembered: bool


@dataclass(frozen=True)
class CardsSeen:
    """A file of vCards; `aside` are sentences about what was left aside."""

    encoding: str
    aside: tuple[str, ...]


def say_seen(seen: TableSeen | CardsSeen) -> None:
    """What was recognised of the file, and what is read and what is not."""
    if isinstance(seen, CardsSeen):
        say(f"contacts: vCard, {seen.encoding}")
        _say_aside(seen)
        return
    say(f"contacts: {_table(seen.recognised)}")
    if dates := seen.recognised.dates:
        sure = "" if dates.certain else ", which is not certain: --date-order says it"
        say(f"  dates are read as {dates.order}{sure}")
    if seen.remembered:
        say("  columns as said before for these headings; --map changes that")
    for column in seen.mapping.columns:
        label = f" ({one_line(column.label)})" if column.label else ""
        say(f"  {one_line(column.heading, longest=60)} → {column.field}{label}")
    if seen.mapping.aside:
        names = ", ".join(one_line(heading, longest=60) for heading in seen.mapping.aside)
        say(f"  left aside: {names}")


def _table(recognised: Recognised) -> str:
    delimiter = DELIMITERS.get(recognised.delimiter, recognised.delimiter)
    parts = (recognised.program, "CSV", recognised.encoding, delimiter)
    return ", ".join(filter(None, parts))


def _say_aside(seen: CardsSeen) -> None:
    for sentence in seen.aside:
        say(f"  {one_line(sentence)}")


def say_rehearsed(seen: TableSeen | CardsSeen, taken: Taken) -> None:
    """The rehearsal: what was recognised, and what would be stored."""
    say_seen(seen)
    if taken.samples:
        say("as it would be stored:")
    for record in taken.samples:
        say(f"  {_sample(record)}")
    _say_counts(taken, "new")


def say_applied(seen: TableSeen | CardsSeen, taken: Taken) -> None:
    """What was written."""
    if isinstance(seen, CardsSeen):
        _say_aside(seen)
    _say_counts(taken, "added")


def _say_counts(taken: Taken, word: str) -> None:
    for name, remarks in (
        ("note", taken.remarks),
        ("twice in this file", taken.twice),
        ("doubtful", taken.doubtful),
        ("unreadable", taken.unreadable),
    ):
        _say_remarks(name, remarks)
    counts = [f"{taken.new} {word}", f"{taken.same} in the book already"]
    if taken.changed:
        counts.append(f"{taken.changed} changed{_kept(taken)}")
    if len(taken.twice):
        counts.append(f"{len(taken.twice)} twice in this file")
    counts += [f"{len(taken.doubtful)} doubtful", f"{len(taken.unreadable)} unreadable"]
    say(", ".join(counts))
    if taken.updated < taken.changed:
        say("  of contacts that changed, the book keeps its own: --update fills empty fields,")
        say("  --overwrite lets the file win")
    if len(taken.doubtful):
        say("  doubtful ones are left out; --with-doubtful adds them as new contacts")


def _kept(taken: Taken) -> str:
    return f" ({taken.updated} updated)" if taken.updated else ""


def _say_remarks(name: str, remarks: Remarks) -> None:
    for remark in remarks.first:
        say(f"  line {remark.line}, {name}: {one_line(remark.reason, longest=LONGEST_REASON)}")
    if len(remarks) > len(remarks.first):
        say(f"  and {len(remarks) - len(remarks.first)} more that are {name}")


def _sample(record: ContactRecord) -> str:
    points = [
        f"{point.value} ({point.label})" if point.label else point.value for point in record.points
    ]
    place = " ".join(filter(None, (record.postcode, record.city)))
    birthday = f"birthday {say_birthday(record.birthday)}" if record.birthday else ""
    tags = [f"+{tag}" for tag in record.tags]
    parts = [record.name, record.title, record.company, *points, record.street, place]
    parts += [record.country, birthday, record.notes, *tags]
    return one_line(", ".join(filter(None, parts)), longest=LONGEST_SAMPLE)
