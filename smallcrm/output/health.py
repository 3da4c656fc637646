"""What a look at the book found."""

from collections.abc import Sequence
from dataclasses import asdict

from smallcrm.output.terminal import say
from smallcrm.parsing.text import one_line
from smallcrm.reports.health import Problem
from smallcrm.reports.size import Size

LONGEST = 160


def say_whole(size: Size) -> None:
    """Nothing is wrong, and how much was looked at."""
    counts = asdict(size).items()
    said = ", ".join(f"{count:,} {what if count != 1 else what[:-1]}" for what, count in counts)
    say(f"The book is whole: {said}")


def say_problems(problems: Sequence[Problem]) -> None:
    """Each kind of problem with its first rows."""
    for problem in problems:
        rows = one_line(", ".join(problem.rows), longest=LONGEST)
        unsaid = problem.count - len(problem.rows)
        say(f"{problem.what}: {rows}{f' and {unsaid} more' if unsaid else ''}")
