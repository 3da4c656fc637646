"""A real terminal for the tests: the program on a pseudo-terminal, read within a deadline."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

DEADLINE = 20.0  # seconds; only a hanging program reaches it
PATIENCE = 2.0  # seconds until a key that was missed is typed again
ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[A-Za-z]|\][^\x07\x1b]*(\x07|\x1b\\))")
CTRL_C, CTRL_D = "\x03", "\x04"


class Terminal:
    """One command of the program on a terminal of so many columns."""

    def __init__(
        self,
        *words: str,
        columns: int = 80,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self._data = b""
        self._seen = 0
        self._handle, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        plain = {"TERM": "xterm", "COLUMNS": str(columns), "PYTHONUTF8": "1"}
        plain |= {"INPUTRC": os.devnull}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "smallcrm", *words],
            env={**os.environ, **plain, **(env or {})},
            cwd=cwd,
            preexec_fn=lambda: _sit_down(inner),
        )
        os.close(inner)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        os.close(self._handle)

    @property
    def raw(self) -> str:
        """What was shown so far, letter for letter."""
        return self._data.decode("utf-8", "replace")

    @property
    def text(self) -> str:
        """What was shown so far, without colours."""
        return ESCAPES.sub("", self.raw).replace("\r\n", "\n")

    def expect(self, shown: str) -> "Terminal":
        """Wait until the text stands on the screen."""
        end = time.monotonic() + DEADLINE
        while shown not in self.text:
            assert self._read(end), f"{shown!r} was not shown, but {self.text!r}"
        return self

    def send(self, keys: str) -> "Terminal":
        """Type the keys."""
        os.write(self._handle, keys.encode())
        return self

    def answer(self, question: str, keys: str) -> "Terminal":
        """Wait for a new question, and type the keys."""
        end = time.monotonic() + DEADLINE
        while question not in self.text[self._seen :]:
            assert self._read(end), f"{question!r} was not asked, but {self.text!r} shown"
        self._seen = len(self.text)
        return self.send(keys)

    def interrupt(self) -> int:
        """Type Ctrl-C until the program ends; its exit code.

        A Ctrl-C throws away the keys that were typed and not read yet. Readline, when it was about
        to read those, waits for another key before it hears of any Ctrl-C.
        """
        end = time.monotonic() + DEADLINE
        while self._process.poll() is None and time.monotonic() < end:
            self.send(CTRL_C)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(PATIENCE)
            if self._process.poll() is None:
                self.send("x")
                with contextlib.suppress(AssertionError):  # where keys are not shown
                    self._read(time.monotonic() + PATIENCE)
        return self.end()

    def end(self) -> int:
        """Read to the end; the exit code."""
        end = time.monotonic() + DEADLINE
        while self._read(end):
            pass
        return self._process.wait(max(0.1, end - time.monotonic()))

    def _read(self, end: float) -> bool:
        """Take in what comes next; false at the end of the output."""
        ready, _, _ = select.select([self._handle], [], [], max(0.0, end - time.monotonic()))
        assert ready, f"nothing came for {DEADLINE} s after {self.text!r}"
        data = b""
        with contextlib.suppress(OSError):  # Linux says EIO when the program has gone
            data = os.read(self._handle, 65536)
        self._data += data
        return bool(data)


def _sit_down(terminal: int) -> None:
    """Before the program starts: the terminal is its own, and Ctrl-C reaches it.

    A test run in the background of a script would hand down that Ctrl-C is ignored.
    """
    os.login_tty(terminal)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def screen(
    *words: str,
    columns: int = 80,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Terminal:
    """The program run to its end on a terminal, nothing typed."""
    with Terminal(*words, columns=columns, env=env, cwd=cwd) as terminal:
        terminal.end()
    return terminal
