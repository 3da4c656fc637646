"""Commands in processes that are killed: `python dying.py` forks one for each line it is sent.

A line is JSON: the words, and where to kill, or none. The answer is JSON too: how it ended (a
signal below zero), what it printed, and how many events there were. An event is a statement, every
so many steps of SQLite's machine, a file opened, renamed or removed, and a write to the output: a
kill at one of them is the same at every run. A kill by `size` comes from the system, when a file
is written beyond so many bytes: in the middle of a commit, with the book or its journal half
written.
"""

import io
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STEPS = 25  # of SQLite's machine
WATCHED = {"open", "os.rename", "os.remove", "os.mkdir", "os.chmod"}


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code or the signal below zero, and what it printed."""

    code: int
    out: str
    events: int

    @property
    def was_killed(self) -> bool:
        return self.code < 0


class Dying:
    """The process that forks: warm, and with a single thread, so that a fork is cheap and safe."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, *words: str, event: int = 0, size: int = 0) -> Ended:
        """The command, killed at an event, or at a write beyond a size; 0 is never."""
        assert self._process.stdin and self._process.stdout
        asked = {"words": words, "event": event, "size": size}
        self._process.stdin.write(f"{json.dumps(asked)}\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))

    def close(self) -> None:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


class _Events:
    """Counts, and kills the process at the event that was chosen."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self._last = last

    def happen(self, *_: Any) -> None:
        self.count += 1
        if self.count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, name: str, _: Any) -> None:
        if name in WATCHED:
            self.happen()


class _Watched(io.TextIOWrapper):
    """Standard output of which every write is an event before it, and one after."""

    events: _Events

    def write(self, text: str) -> int:
        self.events.happen()
        return super().write(text)

    def flush(self) -> None:
        self.events.happen()
        super().flush()
        self.events.happen()


def _serve() -> None:
    _warm()
    for line in sys.stdin:
        print(json.dumps(_fork(**json.loads(line))), flush=True)


def _warm() -> None:
    """Import what the commands need, so that a fork need not."""
    from smallcrm import cli
    from smallcrm.models import every_table

    cli.leaf_commands()
    every_table()


def _fork(words: list[str], event: int, size: int) -> dict[str, Any]:
    read, write = os.pipe()
    counted, count = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        os._exit(_command(words, write, count, event, size))
    os.close(write)
    os.close(count)
    with open(read, "rb") as out, open(counted, "rb") as told:
        printed, events = out.read().decode(), told.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {"code": ended, "out": printed, "events": int(events or 0)}


def _command(words: list[str], out: int, count: int, event: int, size: int) -> int:
    """Run the command in this process, which is to end with it."""
    from smallcrm import cli

    events = _Events(event)
    _watch(events)
    sys.stdin, sys.stderr = open(os.devnull), open(os.devnull, "w")  # noqa: SIM115
    sys.stdout = stdout = _Watched(os.fdopen(out, "wb"), encoding="utf-8")
    stdout.events = events
    sys.addaudithook(events.audit)
    if size:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    code = cli.run(words)
    os.write(count, str(events.count).encode())
    return code


def _watch(events: _Events) -> None:
    """Let every connection to a database count what it does."""
    connect = sqlite3.connect

    def watched(*words: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*words, **named)
        connection.set_trace_callback(events.happen)
        connection.set_progress_handler(events.happen, STEPS)
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    _serve()
