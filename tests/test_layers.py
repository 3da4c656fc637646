"""The house: imports go downwards, and only `output` knows Rich."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Crm

PACKAGE = Path(__file__).parents[1] / "smallcrm"

# What each layer may import of the program; a module's layer is its folder, or its own name.
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "clock": set(),
    "place": {"errors"},
    "same_book": set(),
    "parsing": {"errors"},
    "formats": {"errors", "parsing"},
    "models": {"clock"},
    "copy_names": set(),
    "troubles": set(),
    "inspection": {"copy_names", "errors", "same_book"},
    "connecting": {"cipher", "errors", "inspection"},
    "cipher": {"connecting", "errors", "inspection", "place", "troubles"},
    "migrations": {"inspection"},
    "journal": {"errors", "models", "same_book"},
    "recorder": {"clock"},
    "pruning": {"clock", "domain", "parsing"},
    "word_index": set(),
    "domain": {"errors", "formats", "models", "parsing", "same_book"},
    "db": {
        "backups", "clock", "connecting", "errors", "inspection", "migrations", "place", "pruning",
        "recorder", "same_book", "troubles", "word_index",
    },
    "reports": {"domain", "errors", "journal", "models", "parsing", "word_index"},
    "output": {
        "backups", "domain", "errors", "formats", "inspection", "journal", "models", "parsing",
        "place", "reports", "rescue", "same_book",
    },
    "backups": {
        "cipher", "connecting", "copy_names", "errors", "inspection", "migrations", "place",
        "troubles",
    },
    "rescue": {
        "db", "domain", "errors", "inspection", "migrations", "parsing", "reports", "word_index",
    },
    "written": {"clock", "connecting", "db", "errors"},
    "forgetting": {
        "backups", "connecting", "copy_names", "db", "domain", "errors", "inspection",
        "migrations", "models", "place", "recorder", "troubles",
    },
    "completion": {"connecting", "errors", "place"},
    "commands": {
        "backups", "cipher", "clock", "completion", "connecting", "copy_names", "db", "domain",
        "errors", "forgetting", "formats", "journal", "migrations", "models", "output", "parsing",
        "place", "reports", "rescue", "same_book", "written",
    },
    "cli": {"clock", "commands", "errors", "output", "parsing", "place", "same_book"},
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip
MODULES = sorted(PACKAGE.rglob("*.py"))


def _layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "smallcrm":
                yield from (f"smallcrm.{name.name}" for name in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downwards(path: Path) -> None:
    own = _layer(path)
    used = {name.split(".")[1] for name in _imported(path) if name.startswith("smallcrm.")}
    assert used - {own, "__version__"} <= ALLOWED[own]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_layer_keeps_to_its_libraries(path: Path) -> None:
    roots = {name.split(".")[0] for name in _imported(path)}
    if _layer(path) != "output":
        assert "rich" not in roots
    if _layer(path) not in {"cli", "commands"}:
        assert "typer" not in roots
    if _layer(path) in {"parsing", "formats", "output", "cli", "completion"}:
        assert not roots & {"sqlmodel", "sqlalchemy"}


def test_every_file_says_what_it_is_for() -> None:
    assert [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text()))] == []


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_no_orm(option: str) -> None:
    code = (
        "import sys; from smallcrm.cli import run; run([sys.argv[1]]);"
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'sqlmodel')))"
    )
    assert subprocess.run([sys.executable, "-c", code, option], check=False).returncode == 0


def _loaded(book: Path, *typed: str) -> set[str]:
    """The modules of the program that a typed line loads, in a process of its own."""
    code = (
        "import sys; from smallcrm.cli import run; run(sys.argv[1:]);"
        "print(*(name for name in sys.modules if name.startswith('smallcrm.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--db", str(book), *typed],
        check=True,
        capture_output=True,
        text=True,
    )
    return {name.removeprefix("smallcrm.") for name in done.stdout.splitlines()[-1].split()}


def _tables(loaded: set[str]) -> set[str]:
    return {name.removeprefix("models.") for name in loaded if name.startswith("models.")}


DAILY = {"base", "contacts", "enums", "talks"}  # of each table class a command takes longer


def test_a_talk_is_logged_with_no_more_tables_than_it_needs(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path / "book.db", "log", "Mari Maasikas", "hello there", "--new")
    assert _tables(loaded) == DAILY
    assert not loaded & {"cipher", "journal", "output.screen", "domain.merging"}


@pytest.mark.parametrize(
    "typed", [("today",), ("who", "mari"), ("show", "mari"), ("find", "hello")], ids=" ".join
)
def test_a_look_loads_no_more_than_it_needs(typed: tuple[str, ...], tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    _loaded(book, "log", "Mari Maasikas", "hello there", "--new")
    loaded = _loaded(book, *typed)
    assert _tables(loaded) == DAILY
    assert not loaded & {
        "cipher", "commands.printing", "domain.calls", "domain.contacts", "formats.birthdays",
        "formats.records", "journal", "output.delivery", "output.files", "output.screen",
    }  # fmt: skip


@pytest.mark.parametrize("line", ["today", "who mari", "show mari", "find broken"])
def test_open_cases_are_shown_without_the_tables_of_cases(line: str, crm: Crm, book: Path) -> None:
    crm("add Mari")
    crm("case mari 'arrived broken' --stage delivery")
    assert not _tables(_loaded(book, *line.split())) & {"cases", "sales"}


def test_commands_know_no_sql() -> None:
    for path in MODULES:
        if _layer(path) == "commands":
            names = {
                name.name
                for node in ast.walk(ast.parse(path.read_text("utf-8")))
                if isinstance(node, ast.ImportFrom) and node.module in {"sqlmodel", "sqlalchemy"}
                for name in node.names
            }
            assert names <= {"Session"}, path
