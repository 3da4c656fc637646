"""What a file of contacts would bring, and what it brought."""

from collections.abc import Collection
from dataclasses import dataclass

from smallcrm.domain.imports.counting import Remark, Remarks
from smallcrm.domain.imports.taken import Taken
from smallcrm.formats.contact_columns import Column, Mapping
from smallcrm.formats.programs import Recognised
from smallcrm.formats.records import ContactRecord
from smallcrm.formats.row_texts import NAMES, SINGLE
from smallcrm.output.terminal import say
from smallcrm.output.wording import say_group
from smallcrm.parsing.postal import in_one_line
from smallcrm.parsing.say import say_birthday
from smallcrm.parsing.text import one_line

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "": "one column"}
LONGEST_SAMPLE, LONGEST_SAMPLES = 160, 1_600  # of one among many, and of all
LONGEST_REASON = 300
NOTE = "note"
INSTEAD = {"email": "e-mail address", "phone": "phone number"}
"""What a contact without a name is called by, the first that it has."""


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
    said: set[str] = set()
    for column in seen.mapping.columns:
        say(f"  {one_line(column.heading, longest=60)} → {_meaning(column, said)}")
        said.add(column.field)
    _say_nameless(said)
    if seen.mapping.aside:
        names = ", ".join(one_line(heading, longest=60) for heading in seen.mapping.aside)
        say(f"  left aside: {names}")


def _say_nameless(said: set[str]) -> None:
    """What contacts are called by where no column holds a name or a company."""
    if said.isdisjoint((*NAMES, "company")):
        instead = [what for field, what in INSTEAD.items() if field in said]
        by = " or ".join(instead)
        say(f'  {NOTE}: no column holds names, contacts are called by {by} (--map "Kunde=name")')


def _meaning(column: Column, said: Collection[str]) -> str:
    """What a column is read as; `said` are the fields of those before it."""
    label = f" ({one_line(column.label)})" if column.label else ""
    second = column.field in SINGLE and column.field in said
    return f"{column.field}{label}{', or a note if there is one already' if second else ''}"


def _table(recognised: Recognised) -> str:
    delimiter = DELIMITERS.get(recognised.delimiter, recognised.delimiter)
    parts = (recognised.program, "CSV", recognised.encoding, delimiter)
    return ", ".join(filter(None, parts))


def may_be_guessed(encoding: str) -> bool:
    """Whether the encoding has no sure signs, so that it is said even of what is written."""
    return not encoding.startswith("utf")


def _say_aside(seen: CardsSeen) -> None:
    for sentence in seen.aside:
        say(f"  {one_line(sentence)}")


def say_rehearsed(seen: TableSeen | CardsSeen, taken: Taken) -> None:
    """The rehearsal: what was recognised, and what would be stored."""
    say_seen(seen)
    longest = max(LONGEST_SAMPLE, LONGEST_SAMPLES // max(1, len(taken.samples)))
    if taken.samples:
        say("as it would be stored:")
    for record in taken.samples.values():
        say(f"  {one_line(_sample(record), longest=longest)}")
    _say_counts(taken, "new")


def say_applied(seen: TableSeen | CardsSeen, taken: Taken) -> None:
    """What was written."""
    if isinstance(seen, CardsSeen):
        _say_aside(seen)
    elif may_be_guessed(seen.recognised.encoding):
        say(f"contacts: {_table(seen.recognised)}")
    _say_counts(taken, "added")


def _say_counts(taken: Taken, word: str) -> None:
    for name, remarks in (
        (NOTE, taken.remarks),
        ("twice in this file", taken.twice),
        ("doubtful", taken.doubtful),
        ("unreadable", taken.unreadable),
    ):
        say_remarks(name, remarks)
    counts = [f"{taken.new} {word}", f"{taken.same} in the book already"]
    if taken.changed:
        counts.append(f"{taken.changed} changed{_updated(taken.updated)}")
    if len(taken.twice):
        counts.append(f"{len(taken.twice)} twice in this file{_updated(taken.joined)}")
    counts += [f"{len(taken.doubtful)} doubtful", f"{len(taken.unreadable)} unreadable"]
    say(", ".join(counts))
    if taken.kept_out:
        say("  what a known contact has already is kept: --update fills empty fields,")
        say("  --overwrite lets the file win")
    if len(taken.doubtful):
        say("  doubtful ones are left out; --with-doubtful adds them as new contacts")


def _updated(count: int) -> str:
    return f" ({count} updated)" if count else ""


def say_remarks(name: str, remarks: Remarks, *, what: str = "line") -> None:
    """What is to be said of which lines of the file, or of `what` it consists of."""
    for remark in remarks.first:
        said = one_line(remark.reason, longest=LONGEST_REASON)
        say(f"  {_lines(remark, what)}, {name}: {said}")
    if remarks.unsaid:
        notes = f"note{'' if remarks.unsaid == 1 else 's'}"
        say(f"  and {remarks.unsaid} more {notes if name == NOTE else f'that are {name}'}")


def _lines(remark: Remark, what: str) -> str:
    """`line 3`, `lines 3, 5 and 7`, `lines 3, 5, 7 ... (480 lines)`."""
    numbers = [str(line) for line in (remark.line, *remark.further)]
    if remark.count == 1:
        return f"{what} {remark.line}"
    if remark.count > len(numbers):
        return f"{what}s {', '.join(numbers)} ... ({remark.count} {what}s)"
    return f"{what}s {', '.join(numbers[:-1])} and {numbers[-1]}"


def _sample(record: ContactRecord) -> str:
    points = [
        f"{point.value} ({point.label})" if point.label else point.value for point in record.points
    ]
    birthday = f"birthday {say_birthday(record.birthday)}" if record.birthday else ""
    rhythm = f"every {record.rhythm_days} days" if record.rhythm_days else ""
    group = say_group(record.group, pinned=bool(record.group_pinned))
    states = [state for state in ("archived", "restricted") if getattr(record, state)]
    tags = [f"+{tag}" for tag in record.tags]
    name = f"{record.name} (company)" if record.kind == "company" else record.name
    nickname = f'"{record.nickname}"' if record.nickname else ""
    parts = [name, nickname, record.title, record.company, *points, in_one_line(record)]
    parts += [birthday, record.language, group, rhythm, *states, record.notes, *tags]
    return ", ".join(filter(None, parts))
