"""What a file of orders would bring, and what it brought."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from smallcrm.domain.imports.order_stage import StagedOrder
from smallcrm.domain.imports.orders import OrdersTaken
from smallcrm.formats.columns import Columns
from smallcrm.formats.order_fields import Manner
from smallcrm.output.imports import DELIMITERS, LONGEST_REASON, NOTE, may_be_guessed, say_remarks
from smallcrm.output.terminal import say
from smallcrm.parsing.money import say_fine
from smallcrm.parsing.quantities import say_quantity
from smallcrm.parsing.say import DAY_NAMES, say_full_date
from smallcrm.parsing.text import one_line

LANGUAGE = "en"
LONGEST_SAMPLE = 160
MOST_NAMED = 20
LINES_SHOWN = 2


@dataclass(frozen=True)
class OrdersSeen:
    """A table of orders as it was understood; `parts` are the files that were joined."""

    encoding: str
    delimiter: str
    columns: Columns
    manner: Manner
    parts: tuple[str, ...]
    remembered: bool
    joined: Mapping[str, Columns] = field(default_factory=dict)


def say_rehearsed(seen: OrdersSeen, taken: OrdersTaken) -> None:
    """The rehearsal: what was recognised, and what would be stored."""
    _say_form(seen)
    if seen.parts:
        say(f"  joined from {one_line(', '.join(seen.parts), longest=LONGEST_REASON)}", whole=True)
    if seen.manner.order:
        say(f"  dates are read as {seen.manner.order}")
    if seen.remembered:
        say("  columns as said before for these headings; --map changes that")
    _say_columns(seen.columns)
    for part, columns in seen.joined.items():
        say(f"  of the {part}:")
        _say_columns(columns, indent=4)
    if taken.samples:
        say("as it would be stored:")
    for order in taken.samples:
        say(f"  {_sample(order, seen.manner.currency)}")
    _say_result(seen, taken, "new")


def _say_form(seen: OrdersSeen) -> None:
    delimiter = DELIMITERS.get(seen.delimiter, seen.delimiter)
    say(f"orders: CSV, {seen.encoding}, {delimiter}")


def _say_columns(columns: Columns, *, indent: int = 2) -> None:
    for heading, meaning in columns.meanings().items():
        say(f"{' ' * indent}{one_line(heading, longest=60)} → {meaning.replace('_', ' ')}")
    if columns.aside:
        say(f"{' ' * indent}left aside: {one_line(', '.join(columns.aside))}")


def say_applied(seen: OrdersSeen, taken: OrdersTaken) -> None:
    """What was written."""
    if may_be_guessed(seen.encoding):
        _say_form(seen)
    _say_result(seen, taken, "added")


def _say_result(seen: OrdersSeen, taken: OrdersTaken, word: str) -> None:
    for name, remarks in (
        (NOTE, taken.remarks),
        ("changed", taken.changed),
        ("doubtful", taken.doubtful),
        ("unreadable", taken.unreadable),
    ):
        say_remarks(name, remarks)
    _say_names(f"new customer{_s(taken.customers)}", taken.customers)
    _say_names(f"customer{_s(taken.numbered)} found that had no number yet", taken.numbered)
    _say_names(f"new product{_s(taken.products)}", taken.products)
    _say_sums(seen, taken)
    _say_counts(taken, word)


def _say_sums(seen: OrdersSeen, taken: OrdersTaken) -> None:
    if not taken.new:
        return
    currency = seen.manner.currency
    sales = taken.new - taken.returns
    walk_ins = f", {_count(taken.walk_ins, 'order')} to nobody in particular"
    returns = (
        f" and {_count(taken.returns, 'return')} of {say_fine(taken.returned, currency)}:"
        f" {say_fine(taken.bought + taken.returned, currency)} in all"
    )
    say(
        f"{_count(sales, 'sale')} of {say_fine(taken.bought, currency)}"
        f"{returns if taken.returns else ''}{walk_ins if taken.walk_ins else ''}"
    )
    if taken.zero_prices:
        say(f"  {_count(taken.zero_prices, 'line')} at a price of 0, kept as such")
    if taken.future:
        latest = f"{DAY_NAMES[taken.latest.weekday()][:3]} {say_full_date(taken.latest)}"
        say(f"  {NOTE}: {_after_today(taken.future)}, the last {latest}")
    if taken.return_lines:
        say(
            f"  of {_count(taken.return_lines, 'returned line')},"
            f" {taken.linked} lead{'s' if taken.linked == 1 else ''} to what was bought before"
        )


def _after_today(count: int) -> str:
    return f"{_count(count, 'order')} {'is' if count == 1 else 'are'} dated after today"


def _say_counts(taken: OrdersTaken, word: str) -> None:
    counts = [f"{_count(taken.new, 'order')} ({_count(taken.lines, 'line')}) {word}"]
    counts.append(f"{taken.same} in the book already")
    if len(taken.changed):
        replaced = f" ({taken.replaced} replaced)" if taken.replaced else ""
        counts.append(f"{len(taken.changed)} changed{replaced}")
    if len(taken.doubtful):
        counts.append(f"{len(taken.doubtful)} doubtful")
    counts.append(f"{_count(len(taken.unreadable), 'line')} unreadable")
    say(", ".join(counts))
    if taken.replaced < len(taken.changed):
        say("  of orders that changed, the book keeps its own; --overwrite lets the file win")
    if len(taken.doubtful):
        say("  doubtful ones are left out; --with-doubtful adds their customers as new contacts")


def _say_names(what: str, names: list[str]) -> None:
    if not names:
        return
    listed = "; ".join(one_line(name, longest=60) for name in names[:MOST_NAMED])
    more = f"; and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    say(f"{len(names)} {what}: {listed}{more}")


def _sample(order: StagedOrder, currency: str) -> str:
    """`2010-12-01 08:26 536365, Customer 17850: 6 White lantern, ... (7 lines), €139.12`."""
    lines = [
        f"{say_quantity(line.quantity, line.unit, LANGUAGE)} {line.product or line.code}"
        for line in order.lines[:LINES_SHOWN]
    ]
    if len(order.lines) > LINES_SHOWN:
        lines.append(f"... ({len(order.lines)} lines)")
    who = order.customer or (f"customer {order.customer_id}" if order.customer_id else "nobody")
    moment = order.at[:16].removesuffix(" 00:00")
    head = f"{moment} {order.invoice}".rstrip()
    said = f"{head}, {who}: {', '.join(lines)}"
    total = say_fine(order.total, currency)
    return f"{one_line(said, longest=LONGEST_SAMPLE - len(total))}, {total}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _s(names: list[str]) -> str:
    return "" if len(names) == 1 else "s"
