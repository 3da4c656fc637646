"""What becomes of a printed file: where it lies, and the viewer or printer that it goes to.

Foreign programs are called by full argument lists, never through a shell.
"""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from smallcrm.errors import Refused
from smallcrm.output.files import refuse_target, replacing
from smallcrm.output.suffixes import check_pdf
from smallcrm.output.terminal import is_terminal, remark, say
from smallcrm.place import make_folder, unwritten

USUAL = "-"  # the printer that the machine uses unless told otherwise
VIEWERS = {"darwin": "open", "linux": "xdg-open"}


def check_output(output: str, *, book: Path) -> None:
    """Asked before a sheet is kept: can a page go there?

    Unreadable for the name of something else than a PDF, Refused for the book, a folder or a
    database, BookUnusable for a folder that takes no file.
    """
    if not output:
        return
    check_pdf(output)
    path = Path(output).expanduser()
    refuse_target(path, book)
    if not os.access(path.parent, os.W_OK):
        code = errno.EACCES if path.parent.is_dir() else errno.ENOENT
        raise unwritten(path, OSError(code, os.strerror(code)))


def write_pdf(draw: Callable[[BinaryIO], None], output: str, *, book: Path, name: str) -> Path:
    """Draw into `output`, or into a file of that name beside the book; returns where it lies."""
    check_output(output, book=book)
    path = Path(output).expanduser() if output else book.parent / "paper" / name
    try:
        if not output:
            make_folder(path.parent)
        with replacing(path) as file:
            draw(file)
    except OSError as error:
        raise unwritten(path, error) from error
    return path


def deliver(path: Path, *, printer: str | None, view: bool) -> None:
    """Say where the file lies, and send it to a printer (`-` is the usual one) or open it."""
    say(f"Printed to {path}", whole=True)
    if printer is not None:
        _send(path, printer)
    elif view and is_terminal():
        _open(path)


def _send(path: Path, printer: str) -> None:
    command = shutil.which("lp")
    if command is None:
        raise Refused(f"this machine has no lp to print with; the page is in {path}")
    chosen = ["-d", printer] if printer != USUAL else []
    ended = subprocess.run(
        [command, *chosen, "--", os.path.abspath(path)], check=False, capture_output=True
    )
    if ended.returncode:
        reason = ended.stderr.decode("utf-8", "replace").strip() or "lp gave no reason"
        raise Refused(f"the printer took no page ({reason}); it is in {path}")
    say(f"Sent to {'the printer' if printer == USUAL else printer}")


def _open(path: Path) -> None:
    """Let the desktop's viewer show the file; a machine without one is no error."""
    viewer = shutil.which(VIEWERS.get(sys.platform, "xdg-open"))
    if viewer is None or (sys.platform == "linux" and not _has_screen()):
        remark("  open it with any PDF viewer")
        return
    subprocess.Popen(
        [viewer, os.path.abspath(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _has_screen() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
