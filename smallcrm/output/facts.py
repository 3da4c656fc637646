"""Facts in parts, as lines to paste into a text, or as JSON."""

from collections.abc import Mapping

from smallcrm.formats import jsonfile
from smallcrm.output.terminal import remark, say

NOTE = "no customer, no name and no path is in it; look through it and paste it into the issue"


def say_facts(parts: Mapping[str, Mapping[str, object]], *, as_json: bool = False) -> None:
    """A part's name, and below it each fact on a line; JSON is an array with the one report."""
    if as_json:
        say(jsonfile.dump([parts], indent=2), whole=True)
        return
    for part, facts in parts.items():
        say(part)
        for name, value in facts.items():
            say(f"  {name}: {_said(value)}", whole=True)
    remark(NOTE)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
