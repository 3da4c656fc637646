"""The report on problems: what goes wrong where, and how soon it is solved."""

from smallcrm.output.listing import Column, Listing, Row
from smallcrm.output.report.base import Chart, Report, bars, few, figures
from smallcrm.parsing.text import one_line
from smallcrm.reports.period import Period
from smallcrm.reports.problems import ProblemLine, Problems

KEYS = ("cases", "orders", "per_100_orders", "median_days", "open", "overdue", "repeaters")
EMPTY = {"stage": "not said", "product": "about no product", "group": "in no group"}
NAMED = 5  # repeaters


def problems_report(found: Problems, period: Period) -> Report:
    """The cases under each heading, with a bar for how many."""
    rows = [_row(found.by, line) for line in found.lines]
    return Report(
        Listing(
            (found.by, *(("code",) if found.by == "product" else ()), *KEYS),
            rows,
            (
                Column(found.by.capitalize(), lambda row: _heading(row, found.by), style="bold"),
                figures("Cases", "cases"),
                figures("Per 100 orders", "per_100_orders"),
                figures("Days to solve", "median_days"),
                figures("Open now", "open"),
                figures("Overdue", "overdue"),
                figures("Repeaters", "repeaters"),
                bars(rows, "cases"),
            ),
            title=f"Problems by {found.by}",
            empty="no case was opened.",
            note=_note(found),
        ),
        period=period,
        remarks=(
            *few(found.whole.cases, "case"),
            *few(found.whole.orders or 0, "order"),
            *_older(found.older),
        ),
        behind=" ".join(("crm case list --all", *period.words)),
        chart=Chart(
            "Cases",
            [_heading(row, found.by) for row in rows],
            [line.cases for line in found.lines],
            [str(line.cases) for line in found.lines],
        ),
    )


def _row(by: str, line: ProblemLine) -> Row:
    return {
        by: line.key,
        "code": line.code,
        "cases": line.cases,
        "orders": line.orders,
        "per_100_orders": None if line.per_100 is None else f"{line.per_100:.1f}",
        "median_days": None if line.days is None else f"{line.days:.1f}",
        "open": line.open,
        "overdue": line.overdue,
        "repeaters": line.repeaters,
    }


def _heading(row: Row, by: str) -> str:
    name = one_line(str(row[by]), longest=60) or EMPTY[by]
    return f"{row['code']} {name}" if row["code"] else name


def _note(found: Problems) -> str:
    whole = found.whole
    days = "" if whole.days is None else f", solved in {whole.days:g} days (the median)"
    said = (
        f"{_counted(whole.cases, 'case')} beside {_counted(whole.orders or 0, 'order')}{days};"
        f" {whole.open} open, {whole.overdue} overdue"
    )
    return "\n".join(filter(None, (said, _repeaters(found))))


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _repeaters(found: Problems) -> str:
    named = [f"{one_line(name, longest=40)} {count}" for name, count in found.repeaters[:NAMED]]
    more = len(found.repeaters) - len(named)
    listed = ", ".join((*named, *((f"and {more} more",) if more else ())))
    return f"Two cases or more: {listed}" if named else ""


def _older(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    return (f"{_counted(count, 'case')} from before {'is' if count == 1 else 'are'} open too.",)
