"""The word of warning on a morning when the last good copy of the book is old."""

from typing import TYPE_CHECKING

from smallcrm.backups.warning import is_old, last_good_day
from smallcrm.commands.app import Desk
from smallcrm.output.terminal import remark
from smallcrm.parsing.say import say_day, say_distance
from smallcrm.place import practice_path

if TYPE_CHECKING:
    from smallcrm.reports.keeping import Keeping


def warn_of_old_copies(desk: Desk, kept: "Keeping") -> None:
    """Say so if the last good copy is older than a week; not of the practice book."""
    from smallcrm.migrations import NEWEST

    if kept.begun is None:
        return
    last = last_good_day(desk.path, kept.folder, newest=NEWEST)
    if not is_old(last, kept.begun, desk.today) or desk.path == practice_path():
        return
    if last is None:
        remark("note: there is no copy of the book; crm data backup makes one")
        return
    day = f"{say_day(last, desk.today)} ({say_distance(last, desk.today)})"
    remark(f"note: the last copy of the book is of {day}; crm data backup makes one")
