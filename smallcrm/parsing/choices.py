"""One word out of a few: a kind, a group, a channel."""

from collections.abc import Iterable

from smallcrm.errors import Unreadable
from smallcrm.parsing.text import fold, one_line


def choose(options: Iterable[str], text: str, what: str) -> str:
    """The option meant, case aside, by its start if only one begins so; "" stays "".

    Unreadable lists the options.
    """
    wanted = fold(text).replace(" ", "-").replace("_", "-")
    if not wanted:
        return ""
    values = [str(option) for option in options]
    if wanted in values:
        return wanted
    fitting = [value for value in values if value.startswith(wanted)]
    if len(fitting) != 1:
        shown = one_line(text, longest=40)
        raise Unreadable(f'there is no {what} "{shown}"; there are {", ".join(values)}')
    return fitting[0]
