"""A crash report: what a fault needs to be found, and nothing about anybody."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Crm
from round_trips import LINES, sell

from smallcrm.domain.settings import KNOWN

MARKER = "Mustermann"
PARTS = ["versions", "machine", "file", "settings", "rows", "storage", "journal", "copies"]


def test_an_empty_place_is_reported_too(crm: Crm, book: Path) -> None:
    said = crm("data report --json")
    assert said.code == 0
    assert list(said.json[0]) == PARTS
    assert said.json[0]["file"] == {"there": False}
    assert not book.exists()


def test_counts_settings_and_schema_are_told(crm: Crm) -> None:
    crm("add Mari")
    crm("config set country LV")
    crm("data backup")
    (found,) = crm("data report --json").json
    assert found["rows"]["contact"] == 1
    assert (found["settings"]["country"], found["settings"]["currency"]) == ("LV", "default")
    assert (found["file"]["schema"], found["file"]["rights"]) == (8, "0600")
    assert found["journal"] == {"steps": 2, "days_back": 0}
    assert (found["copies"]["copies"] > 0, found["copies"]["newest_days_old"]) == (True, 0)


def test_plain_text_is_a_fact_a_line(crm: Crm) -> None:
    crm("add Mari")
    said = crm("data report")
    assert said.lines[0] == "versions"
    assert "  shop: default" in said.lines
    assert said.err == (
        "no customer, no name and no path is in it; look through it and paste it into the issue\n"
    )


@pytest.mark.parametrize(
    ("data", "facts"),
    [
        (b"a letter", {"readable": True, "sqlite": False, "schema": None}),
        (b"", {"readable": True, "sqlite": False, "schema": None}),
    ],
)
def test_a_file_that_is_no_book_is_reported_as_such(
    data: bytes, facts: dict[str, object], crm: Crm, book: Path
) -> None:
    book.parent.mkdir()
    book.write_bytes(data)
    found = crm("data report --json").json[0]
    assert found["file"].items() >= facts.items()
    if data:
        assert found["book"] == {"opened": False, "refusal": "smallcrm.inspection.Ruined"}


def test_a_damaged_book_is_reported_with_the_kind_of_the_damage(crm: Crm, book: Path) -> None:
    crm("add Mari")
    data = bytearray(book.read_bytes())
    data[100:-100] = b"\x5a" * (len(data) - 200)
    book.write_bytes(data)
    found = crm("data report --json").json[0]
    assert found["book"]["refusal"].startswith("sqlite3.DatabaseError (SQLITE_CORRUPT)")


def _plant(book: Path) -> None:
    """The marker in every text of every row, those that the program reads as a word included."""
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE '%_words%'"
        ).fetchall()
        for (table,) in tables:
            for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
                if "CHAR" in kind.upper() or "TEXT" in kind.upper():
                    connection.execute(
                        f"""UPDATE {table} SET "{column}" = '{MARKER}' || id || "{column}\""""
                    )
        names = ", ".join(f"('{name}', '{MARKER}')" for name in KNOWN)
        connection.execute(f"INSERT INTO setting (name, value) VALUES {names}")
        connection.execute(f"CREATE TABLE {MARKER} (id INTEGER)")
        connection.commit()


@pytest.mark.parametrize("form", ["", "--json"])
def test_nothing_that_is_stored_or_set_appears(form: str, crm: Crm, book: Path) -> None:
    for line in LINES:
        words, _, file = line.partition(" <<\n")
        assert crm(words, stdin=file).code == 0, line
    sell(crm)
    _plant(book)
    said = crm(f"data report {form}")
    assert said.code == 0
    assert MARKER not in said.out + said.err
    assert "set" in said.out


def test_nothing_of_the_owner_s_machine_appears(crm: Crm, tmp_path: Path) -> None:
    home = tmp_path / MARKER
    home.mkdir()
    names = ("LANG", "LC_ALL", "TERM", "COLORTERM", "PYTHONIOENCODING", "EDITOR", "VISUAL", "TZ")
    env = {**os.environ, **dict.fromkeys(names, MARKER), "HOME": str(home), "USER": MARKER}
    env |= {"SMALLCRM_DB": str(home / f"{MARKER}.db"), "PYTHONIOENCODING": ""}
    run = [sys.executable, "-m", "smallcrm"]
    subprocess.run([*run, "add", MARKER], env=env, check=True, capture_output=True)
    for words in (["data", "report"], ["data", "report", "--json"]):
        said = subprocess.run([*run, *words], env=env, check=True, capture_output=True, text=True)
        assert MARKER not in said.stdout + said.stderr
    found = json.loads(said.stdout)[0]["machine"]
    assert (found["LANG"], found["TERM"], found["EDITOR"]) == ("set", "set", "set")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LANG", "et_EE.UTF-8", "et_EE.UTF-8"),
        ("LC_ALL", "C.UTF-8", "C.UTF-8"),
        ("TERM", "xterm-256color", "xterm-256color"),
        ("TZ", "Europe/Tallinn", "set"),
    ],
)
def test_a_locale_and_a_terminal_are_told_by_name(
    name: str, value: str, said: str, crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert crm("data report --json").json[0]["machine"][name] == said
