"""Is the order of `report due` worth following? `python -m bench.due`; exit code 1 if not.

Histories of customers are cut in two: from the first 39 weeks the customers are put in order, most
promising first, and the next 39 weeks tell who bought again.
"""

import argparse
import datetime as dt
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random
from statistics import fmean

from bench.bgnbd import PAPER
from smallcrm.reports.habits import habit_of, promise_of

WEEKS, WEEK = 39, 7
ARRIVING = 12  # weeks within which the customers of a drawn history first buy
FIRST_DAY = dt.date(2026, 1, 1)
FIRST = 100
MOST_BEHIND = 0.01  # of AUC, on drawn histories, behind the model that drew them
LEAST_AUC, LEAST_RIGHT = 0.78, 85  # on a real history

MODEL, RECENCY, OURS = "BG/NBD", "recency", "ours"


@dataclass(frozen=True)
class Customer:
    """What was learned of a customer by the last day of the first half, and whether they came back.

    `days` are those of the purchases; the model is given `last` and `age` in weeks since the first.
    """

    days: list[dt.date]
    silent: int
    repeats: int
    last: float
    age: float
    later: bool


@dataclass(frozen=True)
class Result:
    """How well a ranking found the later buyers: AUC, and how many of its first hundred."""

    auc: float
    right: float


def drawn(rng: Random, customers: int) -> list[Customer]:
    """A history drawn from the model with the paper's parameters; the model sees exact moments."""
    return [_drawn_customer(rng) for _ in range(customers)]


def _drawn_customer(rng: Random) -> Customer:
    arrival = rng.random() * ARRIVING
    moments = [arrival + moment for moment in PAPER.draw(rng, 2 * WEEKS - arrival)]
    learned = [moment for moment in moments if moment < WEEKS]
    days = [FIRST_DAY + dt.timedelta(days=int(moment * WEEK)) for moment in learned]
    return Customer(
        days=days,
        silent=(last_learned(FIRST_DAY) - days[-1]).days,
        repeats=len(learned) - 1,
        last=learned[-1] - arrival,
        age=WEEKS - arrival,
        later=len(moments) > len(learned),
    )


def last_learned(start: dt.date) -> dt.date:
    """The last day of the first half."""
    return start + dt.timedelta(days=WEEKS * WEEK - 1)


def read(path: Path) -> tuple[dt.date, list[Customer]]:
    """A real history and its first day: the customers who bought in the first half.

    Each line is a purchase: the customer, perhaps more numbers, then yyyymmdd, units, dollars.
    """
    bought: dict[str, set[dt.date]] = defaultdict(set)
    for line in path.read_text("ascii").splitlines():
        words = line.split()
        if len(words) >= 4 and words[-3].isdigit():
            bought[words[0]].add(dt.date.fromisoformat(words[-3]))
    start = min(min(days) for days in bought.values())
    end, until = last_learned(start), last_learned(start) + dt.timedelta(days=WEEKS * WEEK)
    histories = (sorted(day for day in days if day <= until) for days in bought.values())
    return start, [_real_customer(days, end) for days in histories if days and days[0] <= end]


def _real_customer(days: list[dt.date], end: dt.date) -> Customer:
    learned = [day for day in days if day <= end]
    return Customer(
        days=learned,
        silent=(end - learned[-1]).days,
        repeats=len(learned) - 1,
        last=(learned[-1] - learned[0]).days / WEEK,
        age=(end - learned[0]).days / WEEK,
        later=len(days) > len(learned),
    )


def _by_model(one: Customer, today: dt.date) -> float:
    return PAPER.expected(one.repeats, one.last, one.age, WEEKS)


def _by_recency(one: Customer, today: dt.date) -> float:
    return -one.silent


def _by_promise(one: Customer, today: dt.date) -> float:
    habit = habit_of(one.days, today)
    return promise_of(habit).points if habit else 0.0


RANKINGS: dict[str, Callable[[Customer, dt.date], float]] = {
    MODEL: _by_model,
    RECENCY: _by_recency,
    OURS: _by_promise,
}


def results(customers: Sequence[Customer], start: dt.date) -> dict[str, Result]:
    """Each ranking's result on one history."""
    today = last_learned(start)
    return {
        name: judged([(score(one, today), one.later) for one in customers])
        for name, score in RANKINGS.items()
    }


def judged(scored: Sequence[tuple[float, bool]]) -> Result:
    """AUC and the number right among the first, from scores and who came back.

    The AUC is the chance that of a later buyer and another customer the later buyer stands higher;
    a tie is half a chance (Mann and Whitney 1947). Ties at the place of the hundredth count by the
    share of later buyers among them, as if their order were left to chance.
    """
    later = sum(came for _, came in scored)
    others, above, won, right, places = len(scored) - later, 0, 0.0, 0.0, FIRST
    for _, tied in groupby(sorted(scored, key=lambda one: -one[0]), key=lambda one: one[0]):
        fates = [came for _, came in tied]
        hits = sum(fates)
        misses = len(fates) - hits
        won += hits * (others - above - misses / 2)
        above += misses
        taken = min(places, len(fates))
        right += hits * taken / len(fates)
        places -= taken
    return Result(won / (later * others), right)


def table(name: str, found: Sequence[dict[str, Result]]) -> Iterator[str]:
    """The results of some histories as lines of Markdown: their means."""
    yield f"| {name} | AUC | right among the first {FIRST} |"
    yield "| --- | ---: | ---: |"
    for ranking in RANKINGS:
        auc = fmean(one[ranking].auc for one in found)
        right = fmean(one[ranking].right for one in found)
        yield f"| {ranking} | {auc:.4f} | {right:.1f} |"
    yield ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.due", description=__doc__)
    parser.add_argument("--draws", type=int, default=50, help="histories drawn from the model")
    parser.add_argument("--customers", type=int, default=2357, help="in each of them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--history", type=Path, help="a real one: customer, yyyymmdd, units, money")
    parser.add_argument("--report-only", action="store_true", help="exit 0 whatever was measured")
    given = parser.parse_args()
    rng = Random(given.seed)
    found = [results(drawn(rng, given.customers), FIRST_DAY) for _ in range(given.draws)]
    print("\n".join(table(f"{given.draws} drawn histories of {given.customers:,}", found)))
    gaps = [one[MODEL].auc - one[OURS].auc for one in found]
    kept = fmean(gaps) <= MOST_BEHIND
    print(
        f"ours is {fmean(gaps):.4f} behind {MODEL} (one history {min(gaps):.4f} to"
        f" {max(gaps):.4f}), on average at most {MOST_BEHIND}: {_word(kept)}"
    )
    if given.history:
        kept = _real(given.history) and kept
    return 0 if given.report_only or kept else 1


def _real(path: Path) -> bool:
    start, customers = read(path)
    found = results(customers, start)
    print("\n" + "\n".join(table(f"{path.name}, {len(customers):,} customers", [found])))
    kept = found[OURS].auc >= LEAST_AUC and found[OURS].right >= LEAST_RIGHT
    print(f"ours has AUC {LEAST_AUC} and {LEAST_RIGHT} of {FIRST} or better: {_word(kept)}")
    return kept


def _word(kept: bool) -> str:
    return "kept" if kept else "BROKEN"


if __name__ == "__main__":
    sys.exit(main())
