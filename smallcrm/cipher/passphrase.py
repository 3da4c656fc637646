"""Where a passphrase comes from: a file that the owner names, the desktop's keyring, or a question.

It is never a word of the typed line nor the value of a variable: others could read those.
"""

import getpass
import os
import stat
import sys
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from smallcrm.errors import BookUnusable, Interrupted, Refused, Unreadable

VARIABLE = "SMALLCRM_PASSPHRASE_FILE"
SERVICE = "smallcrm"  # in the keyring; the entry's user name is the book's salt
LEAST = 8  # characters of a new one
LONGEST = 4096  # bytes read of a file
TRIES = 3


@dataclass(frozen=True)
class Attempt:
    """A passphrase to try, and where it is from, in words that begin a sentence."""

    passphrase: str = field(repr=False)
    source: str


def attempts(path: Path, salt: bytes) -> Iterator[Attempt]:
    """What is at hand, then what the owner types, up to `TRIES` times.

    BookUnusable if there is nothing to try; Interrupted at the question.
    """
    before = ""
    for attempt in at_hand(salt):
        yield attempt
        before = f"{attempt.source[:1].upper()}{attempt.source[1:]} does not open it. "
    if not can_ask():
        if before:
            return
        raise BookUnusable(
            f"{path} is encrypted, and there is no terminal to ask for its passphrase;"
            f" {VARIABLE} names a file that has it"
        )
    for _ in range(TRIES):
        typed = _ask(f"{before}Passphrase of {path.name}: ")
        if not typed:
            raise BookUnusable(f"{path} is encrypted, and no passphrase was typed")
        yield Attempt(typed, "this passphrase")
        before = "This passphrase does not open it. "


def at_hand(salt: bytes) -> Iterator[Attempt]:
    """The passphrase that the file or the keyring holds, without any question."""
    name = os.environ.get(VARIABLE, "")
    if name:
        yield Attempt(first_line(name), f"the passphrase in {name}")
    kept = remembered(salt)
    if kept:
        yield Attempt(kept, "the keyring's passphrase")


def first_line(name: str) -> str:
    """The passphrase in a file: its first line, as it is but for the line's end.

    BookUnusable if it cannot be read, if it is empty, or if others may read it too.
    """
    try:
        with open(Path(name).expanduser(), "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            line = file.readline(LONGEST)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "no such place"
        raise BookUnusable(f"the passphrase file {name} cannot be read: {reason}") from None
    if os.name == "posix" and stat.S_ISREG(mode) and mode & 0o077:
        raise BookUnusable(
            f"the passphrase file {name} may be read by others; chmod 600 {name} keeps it to you"
        )
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise BookUnusable(f"the passphrase file {name} is not UTF-8 text") from None
    if not text:
        raise BookUnusable(f"the passphrase file {name} has no first line")
    return _one_form(text)


def new_passphrase(name: str = "") -> str:
    """A passphrase to come: the first line of the named file, or asked for twice.

    What is too short, or differs, is asked for again, up to `TRIES` times; then Refused. Unreadable
    without a terminal.
    """
    if name:
        passphrase = first_line(name)
        if len(passphrase) < LEAST:
            raise Refused(_too_short(f"the passphrase in {name}"))
        return passphrase
    if not can_ask():
        raise Unreadable(
            f"the new passphrase is missing; {VARIABLE} names a file that has it, or type it"
            " on a terminal"
        )
    before = ""
    for _ in range(TRIES):
        passphrase = _ask(f"{before}New passphrase: ")
        if not passphrase:
            raise Refused("no passphrase was typed; nothing was changed")
        if len(passphrase) < LEAST:
            refusal = _too_short("this passphrase")
            before = f"This one has fewer than {LEAST} characters. "
        elif _ask("The same once more: ") != passphrase:
            refusal = "the two passphrases differ; nothing was changed"
            before = "The two differ. "
        else:
            return passphrase
    raise Refused(refusal)


def remembered(salt: bytes) -> str:
    """What the desktop's keyring holds for the book; empty without an entry or a keyring."""
    keyring = _keyring()
    if keyring is None:
        return ""
    with suppress(keyring.errors.KeyringError):
        return keyring.get_password(SERVICE, salt.hex()) or ""
    return ""


def remember(salt: bytes, passphrase: str) -> None:
    """Give the passphrase to the desktop's keyring; Refused if there is none that takes it."""
    keyring = _keyring()
    if keyring is None:
        raise Refused("there is no keyring; pip install keyring, or name a file with " + VARIABLE)
    try:
        keyring.set_password(SERVICE, salt.hex(), passphrase)
    except keyring.errors.KeyringError as error:
        raise Refused(
            f"the keyring does not take the passphrase ({type(error).__name__})"
        ) from None


def forget(salt: bytes) -> bool:
    """Remove the keyring's entry; whether there was one."""
    keyring = _keyring()
    if keyring is None or not remembered(salt):
        return False
    with suppress(keyring.errors.KeyringError):
        keyring.delete_password(SERVICE, salt.hex())
        return True
    return False


def _too_short(what: str) -> str:
    return f"{what} has fewer than {LEAST} characters, and is soon guessed; nothing was changed"


def _keyring() -> Any:
    """The package, if it is there: nobody has to have it."""
    if find_spec("keyring") is None:
        return None
    import_module("keyring.errors")
    return import_module("keyring")


def can_ask() -> bool:
    """Whether somebody is there: data may come and go through pipes all the same."""
    return any(
        stream is not None and not stream.closed and stream.isatty()
        for stream in (sys.stdin, sys.stderr)
    )


def _ask(question: str) -> str:
    """What is typed on the terminal, which does not show it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return _one_form(getpass.getpass(question))
    except getpass.GetPassWarning:
        raise BookUnusable(
            f"this terminal would show the passphrase; {VARIABLE} names a file that has it"
        ) from None
    except EOFError:
        print(file=sys.stderr)
        return ""
    except KeyboardInterrupt:
        print(file=sys.stderr)  # the shell's prompt begins on a line of its own
        raise Interrupted("interrupted") from None


def _one_form(text: str) -> str:
    """The same bytes for the same letters, whichever keyboard or system they are from."""
    return unicodedata.normalize("NFC", text)
