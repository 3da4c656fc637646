"""A bar on stderr for work that takes longer than a second."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

SOON_ENOUGH = 1.0  # seconds of work that need no bar


def with_bar(
    items: Iterable[T], what: str, *, total: int | None, place: Callable[[T], int]
) -> Iterator[T]:
    """The items, with a bar on a terminal once a second has gone by.

    `place` says how far an item is of `total`; without a total the bar only shows work.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    begun, work = time.monotonic(), iter(items)
    for item in work:
        yield item
        if time.monotonic() - begun > SOON_ENOUGH:
            break
    yield from _barred(work, what, total, place)


def _barred(
    work: Iterator[T], what: str, total: int | None, place: Callable[[T], int]
) -> Iterator[T]:
    first = next(work, None)
    if first is None:
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield first
        for item in work:
            progress.update(task, completed=place(item))
            yield item
