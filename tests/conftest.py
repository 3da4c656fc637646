"""Fixtures: a book of its own for every test, a fixed day, and typed lines."""

import datetime as dt
import io
import json
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlmodel import Session

from smallcrm import cli, clock, db, same_book

TODAY = dt.date(2026, 11, 21)  # a Saturday
NOW = "2026-11-21T10:00"
# One set of examples in CI, others at every run elsewhere; many by `--hypothesis-profile=long`.
settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("sure", settings.get_profile("usual"), derandomize=True, database=None)
settings.register_profile("long", settings.get_profile("usual"), max_examples=10_000)
settings.load_profile("sure" if os.environ.get("CI") else "usual")
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"


@dataclass(frozen=True)
class Result:
    """What a typed line gave."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Crm = Callable[..., Result]


@pytest.fixture(autouse=True)
def _own_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A home, a book and a day that no other test shares."""
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("SMALLCRM_DB", str(tmp_path / "data" / "book.db"))
    monkeypatch.setenv("SMALLCRM_TODAY", NOW)
    monkeypatch.setattr(cli, "_confess", _raise)  # a mistake in the program fails the test
    yield
    clock.set_now(None)
    same_book.choose()


def _raise(error: Exception) -> int:
    raise error


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Where the test's book lies."""
    return tmp_path / "data" / "book.db"


@pytest.fixture
def crm(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Crm:
    """The program: `crm("log mari 'x' --back fri")`, or the words one by one."""

    def run(line: str, *words: str, stdin: str = "", today: str = "") -> Result:
        monkeypatch.setattr(sys, "stdin", _Piped(stdin))
        before = ["--today", today] if today else []
        capsys.readouterr()
        code = cli.run([*before, *shlex.split(line), *words])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


class _Piped(io.TextIOWrapper):
    """Standard input that is no terminal."""

    def __init__(self, text: str) -> None:
        super().__init__(io.BytesIO(text.encode("utf-8", "surrogateescape")), "utf-8")


@pytest.fixture
def session(book: Path) -> Iterator[Session]:
    """A session on an empty book, never committed."""
    with db.writing(book, "test", begins=True) as session:
        yield session
        session.rollback()
        session.close()


@pytest.fixture
def dump(crm: Crm) -> Callable[[], Any]:
    """Everything in the book, as its owner can export it, and the cases as they are listed."""
    cases = "case list --all --json"
    return lambda: crm("export everything --json").json | {"listed_cases": crm(cases).json}
