"""The day's copy of the book, after the first command of a day that changed it."""

import os

from smallcrm.backups.automatic import copy_daily
from smallcrm.commands.app import Desk
from smallcrm.output.terminal import remark
from smallcrm.parsing.text import visible
from smallcrm.place import practice_path


def make(desk: Desk) -> None:
    """Copy the book, but never the practice book; a failure is a remark and no more."""
    if desk.path == practice_path():
        return
    try:
        said = copy_daily(desk.path, now=desk.now).remark
    except Exception as error:
        if os.environ.get("SMALLCRM_DEBUG"):
            raise
        said = f"today's copy of the book was not made: {type(error).__name__}"
    if said:
        remark(f"note: {visible(said)}")
