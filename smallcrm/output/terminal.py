"""Where output goes: stdout for data, stderr for remarks, and what each of them can show."""

import os
import shutil
import sys
from contextlib import suppress
from typing import TextIO


def is_terminal() -> bool:
    """Whether a person is there to answer: both input and output are a terminal."""
    return _is_tty(sys.stdin) and _is_tty(sys.stdout)


def shows_tables() -> bool:
    """Whether data goes to a terminal, and not into a pipe or a file."""
    return _is_tty(sys.stdout)


def _is_tty(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def open_closed_streams() -> None:
    """Put something in the place of a stream that is closed, as after `>&-`.

    Standard input is empty then; writing to standard output fails as it does on a full disk.
    """
    if sys.stdin is None:
        # By its number, so that no message calls it by the name of the empty file.
        sys.stdin = open(os.open(os.devnull, os.O_RDONLY))  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115


def use_utf8() -> None:
    """Let every stream take any letter: data in a pipe or a file is UTF-8 whatever the locale.

    What a terminal of an odd locale cannot show is shown escaped.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if not shows_tables() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str, *, whole: bool = False) -> None:
    """A line of data, or of acknowledgement, on stdout; `whole` is not broken, as for a path."""
    print(text if whole else _fitted(text, sys.stdout))


def remark(text: str) -> None:
    """A line for the owner that is no data, on stderr."""
    print(_fitted(text, sys.stderr), file=sys.stderr)


def _fitted(text: str, stream: TextIO | None) -> str:
    """The lines as a terminal takes them, broken between words; what is long and whole stays so."""
    if not _is_tty(stream):
        return text
    width = shutil.get_terminal_size().columns
    return "\n".join(_broken(line, width) for line in text.split("\n"))


def _broken(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    import textwrap

    indent = line[: len(line) - len(line.lstrip())]
    broken = textwrap.wrap(
        line,
        width,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(broken)


def silence() -> None:
    """Nobody takes the output any more (`| head`, a full disk): write none, not even at exit.

    What the old stream still holds goes nowhere; Python 3.13 would complain that it cannot.
    """
    stream, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: SIM115
    with suppress(OSError, ValueError):
        os.dup2(sys.stdout.fileno(), stream.fileno())
