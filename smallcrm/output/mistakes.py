"""A mistake in the program as it is told: where it happened, and nothing of what was stored.

What an exception says may hold a customer's words (a KeyError its key, a database error its
values), and so may the local variables: of both nothing is shown, and of a file only its module,
since a path may hold a name.
"""

import errno
from collections.abc import Iterator
from traceback import walk_tb

MOST_FRAMES = 40  # of one exception; a recursion without end has a thousand


def place_of(error: BaseException) -> str:
    """The last line of ours that it passed, such as `smallcrm.domain.orders:42`; "" if none."""
    places = _places(error)
    ours = [place for place in places if place.startswith("smallcrm.")]
    return (ours or places or [""])[-1].partition(" ")[0]


def traceback_of(error: BaseException) -> list[str]:
    """The lines of a traceback without words: the first cause first, as Python has it."""
    lines = ["Traceback, without the words that it was about:"]
    for number, one in enumerate(reversed(list(_chain(error)))):
        lines += ["which led to:"] if number else []
        lines += [f"  {place}" for place in _places(one)[-MOST_FRAMES:]]
        lines.append(_named(one))
    return lines


def classes_of(error: BaseException) -> list[str]:
    """The classes of an error and of what led to it, the first cause first."""
    return [_named(one) for one in reversed(list(_chain(error)))]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and what was being handled when it was raised, back to the first."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _places(error: BaseException) -> list[str]:
    return [
        f"{frame.f_globals.get('__name__', '?')}:{line} in {frame.f_code.co_name}"
        for frame, line in walk_tb(error.__traceback__)
    ]


def _named(error: BaseException) -> str:
    """The class, and the name of what SQLite or the system reported, which is never a word."""
    kind = type(error)
    code = getattr(error, "sqlite_errorname", "")
    if isinstance(error, OSError) and error.errno:
        code = errno.errorcode.get(error.errno, str(error.errno))
    return f"{kind.__module__}.{kind.__qualname__}{f' ({code})' if code else ''}"
