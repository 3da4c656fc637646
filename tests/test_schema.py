"""The migrated schema and the models are one."""

import gzip
import sqlite3
import subprocess
import sys
from pathlib import Path
from pkgutil import iter_modules

import pytest
from conftest import Crm
from sqlmodel import create_engine

from smallcrm import db, migrations, models
from smallcrm.models import every_table
from smallcrm.models.base import Row

BOOKS = Path(__file__).with_name("books")


def _schema(connection: sqlite3.Connection) -> dict[str, object]:
    """Columns, keys and indexes of every table that the models know."""
    described: dict[str, object] = {}
    for table in every_table():
        columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
        keys = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        indexes = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?"
            " ORDER BY name",
            (table,),
        ).fetchall()
        described[table] = (columns, sorted(keys), indexes)
    return described


def _tables(connection: sqlite3.Connection) -> set[str]:
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {name for (name,) in names if "_words" not in name and not name.startswith("sqlite_")}


def test_migrations_and_models_give_the_same_schema(tmp_path: Path) -> None:
    migrated = db.connect(str(tmp_path / "migrated.db"))
    engine = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    every_table()
    Row.metadata.create_all(engine)
    engine.dispose()
    made = sqlite3.connect(tmp_path / "made.db")
    assert _schema(migrated) == _schema(made)
    assert _tables(migrated) == set(every_table())
    migrated.close()
    made.close()


def test_a_new_book_has_the_newest_version(tmp_path: Path) -> None:
    connection = db.connect(str(tmp_path / "new.db"))
    assert migrations.version(connection) == migrations.NEWEST
    connection.close()


def test_no_id_is_used_twice() -> None:
    for table in every_table().values():
        assert table.dialect_options["sqlite"]["autoincrement"] is True
        assert [column.name for column in table.primary_key] == ["id"]


def test_a_failed_step_leaves_the_version_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.db"
    db.connect(str(path)).close()
    broken = (*migrations.STEPS, "CREATE TABLE extra (id INTEGER);\nnonsense;\n")
    monkeypatch.setattr(migrations, "STEPS", broken)
    monkeypatch.setattr(migrations, "NEWEST", len(broken))
    with pytest.raises(sqlite3.OperationalError):
        db.connect(str(path))
    connection = sqlite3.connect(path)
    assert migrations.version(connection) == len(broken) - 1
    assert "extra" not in _tables(connection)
    connection.close()


@pytest.mark.parametrize("number", range(1, migrations.NEWEST))
def test_a_book_of_every_landed_schema_opens_and_upgrades(
    number: int, crm: Crm, book: Path
) -> None:
    _take_old_book(number, book)
    assert "asked the price of 20 chairs" in crm("show mari").out
    assert crm("find chairs --json").json[0]["handle"] == "mari-maasikas"
    connection = sqlite3.connect(book)
    assert migrations.version(connection) == migrations.NEWEST
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    assert crm("undo").code == 0


@pytest.mark.parametrize("number", range(1, migrations.NEWEST))
def test_an_old_book_is_copied_once_before_it_is_rewritten(
    number: int, crm: Crm, book: Path
) -> None:
    old = _take_old_book(number, book)
    for _ in range(2):
        assert crm("who mari").code == 0
    (copy,) = (book.parent / "backups").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    connection = sqlite3.connect(copy)
    assert migrations.version(connection) == number
    connection.close()
    assert old != book.read_bytes()


def test_an_upgrade_that_fails_leaves_no_copy_each_time(crm: Crm, book: Path) -> None:
    _take_old_book(7, book)
    connection = sqlite3.connect(book)
    connection.execute("CREATE TABLE erasure (id)")
    connection.commit()
    connection.close()
    for _ in range(2):
        assert crm("log mari hello").code == 6
    assert list((book.parent / "backups").iterdir()) == []


def test_an_old_book_that_cannot_be_copied_is_left_as_it_is(crm: Crm, book: Path) -> None:
    old = _take_old_book(1, book)
    (book.parent / "backups").write_text("in the way")
    said = crm("log mari hello")
    assert (said.code, said.out) == (6, "")
    assert "must be copied before it is brought up to date" in said.err
    assert "hello" in said.err
    assert book.read_bytes() == old


@pytest.mark.parametrize("number", range(1, migrations.NEWEST))
def test_an_upgrade_that_is_cut_off_leaves_the_old_book_or_the_new(number: int, book: Path) -> None:
    _take_old_book(number, book)
    script = Path(__file__).with_name("cut_upgrades.py")
    done = subprocess.run(
        [sys.executable, str(script), str(book)], check=True, capture_output=True, text=True
    )
    *cut, last = [line.split() for line in done.stdout.splitlines()]
    assert len(cut) > 4
    assert last[:2] == [str(migrations.NEWEST), "ok"]
    old = cut[0][2]
    assert {(version, verdict, tables) for version, verdict, tables, _ in cut} == {
        (str(number), "ok", old)
    }
    assert last[3] == "1"


def _take_old_book(number: int, book: Path) -> bytes:
    """A small book that the program wrote when that schema was its newest."""
    old = gzip.decompress((BOOKS / f"schema-{number}.db.gz").read_bytes())
    book.parent.mkdir()
    book.write_bytes(old)
    return old


@pytest.mark.parametrize("module", [module.name for module in iter_modules(models.__path__)])
def test_a_module_of_models_is_whole_with_what_it_imports(module: str) -> None:
    code = (
        "import sys, importlib; importlib.import_module(sys.argv[1]);"
        "from smallcrm.models.base import Row;"
        "[key.column for table in Row.metadata.tables.values() for key in table.foreign_keys]"
    )
    done = subprocess.run([sys.executable, "-c", code, f"smallcrm.models.{module}"], check=False)
    assert done.returncode == 0
