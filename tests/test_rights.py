"""What the program writes is its owner's alone under every umask; nothing leaves the machine."""

import ast
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Crm

from smallcrm import db
from smallcrm.place import make_folder, nearest_folder

PACKAGE = Path(__file__).parents[1] / "smallcrm"
# A line of every command that writes a file, run in a folder of the owner's.
WRITING = (
    "log mari 'asked for chairs' --back fri",
    "sell mari 2 tea@4 --new --note gift",
    "case mari 'arrived broken' --stage use",
    "data backup",
    "data backup -o copy.db",
    "week --print 2026-W48",
    "week --print 2026-W49 -o week.pdf",
    "enter W48-A '01 wants two more'",
    "print contact mari",
    "print contact mari -o card.pdf",
    "print list -o list.pdf",
    "print labels -o labels.pdf",
    "report sales --pdf sales.pdf",
    "export everything -o book.json",
    "export contacts -o people.csv",
    "export contacts -o people.vcf",
    "export callbacks -o days.ics",
    "export orders -o orders.csv",
    "import contacts - --apply",
    "demo",
)
PEOPLE = "name,phone\nTiit Kask,5553 1111\n"


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["000", "022", "077"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the owner is, an empty folder."""
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def _open_to_others(folder: Path) -> list[str]:
    return [
        f"{stat.S_IMODE(path.lstat().st_mode):04o} {path.relative_to(folder)}"
        for path in folder.rglob("*")
        if stat.S_IMODE(path.lstat().st_mode) & 0o077
    ]


@pytest.mark.usefixtures("umask")
def test_every_file_and_folder_is_the_owner_s_alone(
    crm: Crm, folder: Path, book: Path, tmp_path: Path
) -> None:
    crm("add 'Mari Maasikas' --phone '5551 2345' --street 'Jõe 8' --city Tartu")
    for line in WRITING:
        said = crm(line, stdin=PEOPLE)
        assert said.code == 0, (line, said)
    assert {path.suffix for path in folder.iterdir()} == {
        ".csv", ".db", ".ics", ".json", ".pdf", ".vcf",
    }  # fmt: skip
    assert sorted(path.name for path in book.parent.iterdir()) == ["backups", "book.db", "paper"]
    assert (tmp_path / "home" / "smallcrm" / "practice" / "book.db").exists()
    for made in (folder, book.parent, tmp_path / "home"):
        assert _open_to_others(made) == []
    assert not stat.S_IMODE(book.parent.stat().st_mode) & 0o077


@pytest.mark.usefixtures("umask")
def test_a_file_that_others_could_read_is_theirs_no_longer(crm: Crm, folder: Path) -> None:
    crm("add Mari")
    target = folder / "people.csv"
    target.write_text("old")
    target.chmod(0o644)
    crm("export contacts -o people.csv")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.usefixtures("umask")
def test_the_journal_of_a_write_is_the_owner_s_alone(crm: Crm, book: Path) -> None:
    crm("add Mari")
    with db.writing(book, "test") as session:
        session.connection().exec_driver_sql("UPDATE contact SET notes = hex(zeroblob(9000))")
        journal = Path(f"{book}-journal")
        assert stat.S_IMODE(journal.stat().st_mode) == 0o600
        session.rollback()


@pytest.mark.usefixtures("umask")
def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    make_folder(tmp_path / "one" / "two" / "three")
    assert _open_to_others(tmp_path) == []
    assert (tmp_path / "one" / "two" / "three").is_dir()


def test_what_has_no_folder_yet_goes_into_the_nearest_one(tmp_path: Path) -> None:
    assert nearest_folder(tmp_path / "one" / "two") == tmp_path
    assert nearest_folder(tmp_path) == tmp_path


EDITOR = """
import os, sys
path = sys.argv[1]
modes = [oct(os.stat(one).st_mode & 0o777) for one in (path, os.path.dirname(path))]
open(path, 'a').write(' '.join(['seen', *modes, str(os.path.isabs(path))]))
open(os.environ['SEEN'], 'w').write(path)
"""


@pytest.mark.usefixtures("umask")
def test_a_note_in_the_editor_lies_beside_the_book_and_is_the_owner_s_alone(
    crm: Crm, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("add Mari")
    program = tmp_path / "editor.py"
    program.write_text(EDITOR)
    monkeypatch.setenv("VISUAL", f"{sys.executable} {program}")
    monkeypatch.setenv("SEEN", str(tmp_path / "seen"))
    said = crm("log mari --edit")
    assert "seen 0o600 0o700 True" in said.out
    assert (tmp_path / "seen").read_text().startswith(str(book.parent))
    assert not Path((tmp_path / "seen").read_text()).exists()


@pytest.mark.usefixtures("umask")
def test_what_comes_through_a_pipe_is_never_kept_in_a_shared_folder(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "not there"))
    assert crm("import contacts - --apply", stdin=PEOPLE).code == 0
    assert crm("export everything -o -").code == 0
    assert crm("data backup").code == 0


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield str(path.relative_to(PACKAGE)), node


def _imports() -> Iterator[tuple[str, str]]:
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((str(path.relative_to(PACKAGE)), name.name) for name in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield str(path.relative_to(PACKAGE)), node.module or ""


NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
# Where other programs are started: the editor, the printer, the viewer.
STARTING = {"commands/asking.py", "output/delivery.py"}


def test_nothing_speaks_to_a_network() -> None:
    assert [one for one in _imports() if one[1].split(".")[0] in NETWORK] == []


def test_other_programs_are_started_in_few_places_and_never_by_a_shell() -> None:
    assert {path for path, name in _imports() if name == "subprocess"} <= STARTING
    for path, call in _calls():
        said = ast.unparse(call.func)
        assert said not in {"os.system", "os.popen", "eval", "exec", "getoutput"}, path
        assert not said.startswith(("os.exec", "os.spawn", "pty.")), path
        assert not any(word.arg == "shell" for word in call.keywords), path
        if said.startswith("subprocess."):
            assert isinstance(call.args[0], ast.List), path


def test_a_temporary_file_is_always_given_its_folder() -> None:
    for path, call in _calls():
        if ast.unparse(call.func).startswith("tempfile."):
            assert "dir" in {word.arg for word in call.keywords}, path


def test_nothing_that_is_stored_is_run_as_a_program() -> None:
    assert {name for _, name in _imports()}.isdisjoint({"pickle", "marshal", "shelve", "code"})


def test_the_program_itself_begins_with_a_private_umask() -> None:
    main = ast.parse((PACKAGE / "__main__.py").read_text("utf-8"))
    functions = {node.name: node for node in main.body if isinstance(node, ast.FunctionDef)}
    assert ast.unparse(functions["main"].body[1]) == "os.umask(63)"
