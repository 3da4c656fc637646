"""Questions to the owner: only on a terminal, and each has a flag that answers it."""

import datetime as dt
import os
import shlex
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from smallcrm.errors import (
    BookUnusable,
    CrmError,
    Interrupted,
    NotFound,
    Refused,
    Unreadable,
)
from smallcrm.output.terminal import is_terminal, remark
from smallcrm.parsing.dates import When, read_ahead
from smallcrm.parsing.text import typed, visible
from smallcrm.place import nearest_folder

if TYPE_CHECKING:
    from io import BufferedReader

_BLOCK = 1 << 16


def ask(question: str, *, instead: str) -> str:
    """One line typed at the terminal; without one, Unreadable names what to say `instead`."""
    if not is_terminal():
        raise Unreadable(f"{question.lower()} is missing; {instead}")
    with suppress(ImportError):
        import readline  # noqa: F401  (arrow keys and corrections while typing)
    try:
        return typed(input(f"{question}: ")).strip()
    except EOFError:
        remark("")
        raise Refused("nothing was written") from None
    except KeyboardInterrupt:
        remark("")  # the shell's prompt begins on a line of its own
        raise Interrupted("interrupted; nothing was written") from None


def ask_day(question: str, today: dt.date) -> When | None:
    """A day that lies ahead, asked again until it can be read; None for an empty answer.

    What can be read is listed after the first answer that cannot, and only then.
    """
    listed = False
    while True:
        answer = ask(question, instead="--back names it")
        if not answer:
            return None
        try:
            return read_ahead(answer, today)
        except Unreadable as error:
            remark(error.brief if listed else str(error))
            listed = True


def confirm(question: str, *, flag: str) -> bool:
    """Yes or no, no unless the answer is yes; without a terminal, Refused names the flag."""
    if not is_terminal():
        raise Refused(f"{question} needs a yes: add {flag}")
    return ask(f"{question} [y/N]", instead=flag).lower() in ("y", "yes", "j", "ja", "jah", "jā")


def read_stdin(what: str) -> str:
    """All of standard input, as text; its last line end is not part of it.

    What is no UTF-8 is refused, and handed back as far as it goes; so is what came before Ctrl-C.
    """
    data, stream = bytearray(), cast("BufferedReader", sys.stdin.buffer)
    try:
        while block := stream.read1(_BLOCK):  # as it comes, for Ctrl-C
            data += block
        return _without_end(data.decode("utf-8"))
    except UnicodeDecodeError:
        refusal: CrmError = Unreadable(f"the {what} on standard input is not UTF-8 text")
    except KeyboardInterrupt:
        sys.stdin.close()  # nobody waits for the rest
        refusal = Interrupted("interrupted")
    refusal.unsaved = _without_end(data.decode("utf-8", "backslashreplace"))
    raise refusal


def rest_of_pipe() -> str:
    """What nobody has read yet of words that come through a pipe, or from a file; whole or not.

    A terminal is not waited for: nothing has been typed there.
    """
    if sys.stdin.closed or sys.stdin.isatty():
        return ""
    try:
        return read_stdin("rest")
    except (Unreadable, Interrupted) as error:
        return error.unsaved


def _without_end(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")


def read_file(name: str, what: str) -> str:
    """A whole text file in UTF-8."""
    try:
        return Path(name).expanduser().read_text("utf-8-sig").removesuffix("\n")
    except FileNotFoundError:
        raise NotFound(f"there is no file {name}") from None
    except OSError as error:
        raise Refused(f"{name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError:
        raise Unreadable(f"the {what} in {name} are not UTF-8 text") from None


def edit_text(folder: Path, text: str) -> str:
    """The text as it is after $VISUAL or $EDITOR, in a file that only the owner can read.

    Refused if the editor fails, with what it saved; Unreadable for what is no text; BookUnusable
    if there is no place for the file.
    """
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with _private_folder(folder) as private:
        path = Path(private) / "note.txt"
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
        try:
            ended = subprocess.run([*shlex.split(editor), str(path)], check=False)
        except (OSError, ValueError) as error:
            raise Refused(f'the editor "{editor}" does not start; set $EDITOR') from error
        if ended.returncode:
            refusal = Refused("the editor ended with an error; nothing was written")
            refusal.unsaved = path.read_bytes().decode("utf-8", "backslashreplace").strip()
            raise refusal
        return _decoded(path.read_bytes()).strip()


def _private_folder(folder: Path) -> "tempfile.TemporaryDirectory[str]":
    try:
        return tempfile.TemporaryDirectory(dir=os.path.abspath(nearest_folder(folder)))
    except OSError as error:
        raise BookUnusable(f"{folder} takes no note: {error.strerror}") from error


def _decoded(data: bytes) -> str:
    """The editor's text; one that is no UTF-8 is refused, and handed back as far as it goes."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        remark(visible(data.decode("utf-8", "backslashreplace"), keep="\n\t"))
        raise Unreadable("the note is not UTF-8 text; write it again as it stands above") from None
