"""Timing whole processes: interleaved rounds, and the median of each case.

A machine's pace changes from minute to minute, so that only figures of one run may be compared,
and these best as ratios: every round runs every case once, in a new order.
"""

import os
import pty
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from threading import Thread

IMPORTS = "import typer, rich.table, sqlmodel"
LEFT_OUT = ("SMALLCRM_", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Case:
    """A process to time: its name in the report, its words, and what its environment adds."""

    name: str
    words: tuple[str, ...]
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Timings:
    """Seconds of every round, by the case's name."""

    rounds: dict[str, list[float]]

    def middle(self, name: str) -> float:
        """The median in seconds."""
        return median(self.rounds[name])

    def ratio(self, name: str, base: str) -> float:
        """How the medians compare."""
        return self.middle(name) / self.middle(base)

    def best_ratio(self, name: str, base: str) -> float:
        """How the fastest runs compare, which other work on the machine disturbed least."""
        return min(self.rounds[name]) / min(self.rounds[base])


def floor() -> Case:
    """A process of this interpreter that only imports what every data command needs."""
    return Case("floor", (sys.executable, "-c", IMPORTS))


def program() -> tuple[str, ...]:
    """The words that start `crm` as its owner does, in this interpreter's environment."""
    script = Path(sys.executable).with_name("crm")
    return (str(script),) if script.exists() else (sys.executable, "-m", "smallcrm")


def measure(cases: Sequence[Case], rounds: int, *, terminal: bool = False) -> Timings:
    """Time every case once a round, after one round that does not count.

    A case that stands in the list several times is timed as often. With `terminal` each process
    writes to a pseudo-terminal, and shows what its owner would see; else to nowhere.
    CalledProcessError if one fails.
    """
    seconds: dict[str, list[float]] = {case.name: [] for case in cases}
    run = _seconds_on_terminal if terminal else _seconds
    order = Random()
    for number in range(rounds + 1):
        for case in order.sample(cases, len(cases)):
            spent = run(case)
            if number:
                seconds[case.name].append(spent)
    return Timings(seconds)


def _seconds(case: Case) -> float:
    start = time.perf_counter()
    done = subprocess.run(
        case.words,
        env=environment(case),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    spent = time.perf_counter() - start
    if done.returncode:
        sys.stderr.write(done.stderr)
    done.check_returncode()
    return spent


def _seconds_on_terminal(case: Case) -> float:
    ours, theirs = pty.openpty()
    reader = Thread(target=_drain, args=(ours,))
    reader.start()
    start = time.perf_counter()
    done = subprocess.run(case.words, env=environment(case), stdin=theirs, stdout=theirs)
    spent = time.perf_counter() - start
    os.close(theirs)
    reader.join()
    os.close(ours)
    done.check_returncode()
    return spent


def _drain(terminal: int) -> None:
    """Take what the process writes until it has closed its end."""
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        return  # how Linux says that the other end is closed


def environment(case: Case) -> dict[str, str]:
    """Ours without what would change the program's day, book or compiled modules."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
    return plain | {"TERM": "xterm-256color", "COLUMNS": "100"} | dict(case.environment)
