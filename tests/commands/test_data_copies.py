"""Which copies there are, and going back to one."""

import gzip
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Crm
from terminal import Terminal, screen

RUN = (sys.executable, "-m", "smallcrm")
BOOKS = Path(__file__).parents[1] / "books"
FRIDAY = "book-2026-11-20-080000-daily.db"
TODAY = "book-2026-11-21-100000-daily.db"
ASIDE = "book-2026-11-21-100000-before-restore.db"


@pytest.fixture
def copies(crm: Crm, book: Path) -> Path:
    """The folder of copies of a book: of Friday with Mari, of today with Mari and Jaan."""
    crm("add Mari", today="2026-11-20T08:00")
    crm("add Jaan")
    crm("log jaan hello")
    return book.parent / "backups"


def _names(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM contact ORDER BY id")]
    connection.close()
    return names


def _listed(crm: Crm) -> list[tuple[object, ...]]:
    rows = crm("data backups --json").json
    return [(row["made"], row["why"], row["contacts"], row["talks"], row["until"]) for row in rows]


def test_the_copies_are_listed_with_what_is_in_them(crm: Crm, copies: Path) -> None:
    crm("data backup")
    assert _listed(crm) == [
        ("2026-11-21T10:00:00", "by hand", 2, 1, "2026-11-21T10:00:00"),
        ("2026-11-21T10:00:00", "daily", 2, 0, "2026-11-21T10:00:00"),
        ("2026-11-20T08:00:00", "daily", 1, 0, "2026-11-20T08:00:00"),
    ]
    row = crm("data backups --csv").lines[-1]
    size = (copies / FRIDAY).stat().st_size
    assert row == f"2026-11-20 08:00,daily,{size},1,0,2026-11-20 08:00,{copies / FRIDAY},"


def test_the_copies_of_both_folders_are_listed(crm: Crm, copies: Path, tmp_path: Path) -> None:
    crm("config set backup.folder", str(tmp_path / "stick"))
    (tmp_path / "stick").mkdir()
    crm("data backup")
    shutil.copy(copies / FRIDAY, copies / "other-2026-11-20-080000.db")
    paths = [Path(row["path"]) for row in crm("data backups --json").json]
    assert paths == [
        tmp_path / "stick" / "book-2026-11-21-100000.db",
        copies / TODAY,
        copies / FRIDAY,
    ]


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_copys_file_name_is_never_broken(columns: int, copies: Path) -> None:
    lines = screen("data", "backups", columns=columns).text.strip().splitlines()
    assert [line.split()[-1] for line in lines if line.endswith(".db")] == [TODAY, FRIDAY]
    assert f"in {copies}" in lines


def test_a_copy_that_cannot_be_opened_says_so(crm: Crm, copies: Path) -> None:
    size = (copies / FRIDAY).stat().st_size
    os.truncate(copies / FRIDAY, 5000)
    row = crm("data backups --json").json[-1]
    assert (row["contacts"], row["problem"]) == (None, f"was cut short (5000 of {size} bytes)")


def test_without_a_copy_the_list_says_how_to_make_one(crm: Crm) -> None:
    said = crm("data backups")
    assert (said.code, said.out) == (0, "")
    assert said.err == "There is no copy of the book yet; crm data backup makes one.\n"


def test_a_restore_shows_what_it_changes_and_keeps_the_book_aside(
    crm: Crm, copies: Path, book: Path
) -> None:
    said = crm("data restore yesterday --yes")
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "the copy of yesterday 08:00\t1\t0\t2026-11-20 08:00\n"
        "the book\t2\t1\t2026-11-21 10:00\n"
        "only in the book\t1\t1\t\n"
        "only in the copy\t0\t0\t\n"
        "as it was yesterday 08:00, without what came later that day\n"
        f"  with what came until today 10:00: crm data restore {TODAY}\n"
        "Restored the book: 1 contact, 0 talks, until yesterday 08:00\n"
        f"  the book as it was: {copies / ASIDE}\n"
        f"  crm data restore {ASIDE} goes back to it\n"
    )
    assert (_names(book), _names(copies / ASIDE)) == (["Mari"], ["Mari", "Jaan"])
    assert stat.S_IMODE((copies / ASIDE).stat().st_mode) == 0o600
    assert crm(f"data restore {ASIDE} --yes").code == 0
    assert _names(book) == ["Mari", "Jaan"]
    assert crm("data check").code == 0


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["Mari", "Jaan"]),
        ("today", ["Mari", "Jaan"]),
        ("fri", ["Mari"]),
        ("20.11.", ["Mari"]),
        ("fri 08:00", ["Mari"]),
        ("today 09:59", ["Mari"]),
        (FRIDAY, ["Mari"]),
    ],
)
def test_a_copy_is_named_by_its_day_or_its_file(
    words: str, names: list[str], crm: Crm, copies: Path, book: Path
) -> None:
    crm("add Tiit")
    assert crm(f"data restore {words} --yes").code == 0
    assert _names(book) == names


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("thu", 3, "there is no copy of thu or before of "),
        ("nope.db", 3, "there is no copy nope.db; crm data backups lists those there are\n"),
        ("xyz", 2, 'cannot read the day "xyz"; say mon, yesterday'),
        ("tomorrow", 2, 'cannot read the day "tomorrow": that has not happened yet; say mon'),
        ("fri", 5, "Let the copy take the place of the book? needs a yes: add --yes\n"),
    ],
)
def test_what_is_not_restored_leaves_everything_as_it_was(
    words: str, code: int, sentence: str, crm: Crm, copies: Path, book: Path
) -> None:
    before = (book.read_bytes(), sorted(os.listdir(copies)))
    said = crm(f"data restore {words}")
    assert said.code == code
    assert said.err.startswith(sentence)
    assert (book.read_bytes(), sorted(os.listdir(copies))) == before


def test_a_file_and_the_newest_copy_need_no_word_on_the_day(crm: Crm, copies: Path) -> None:
    assert "without what came later" not in crm("data restore --yes").out
    assert "without what came later" not in crm(f"data restore {FRIDAY} --yes").out


def _text(path: Path) -> None:
    path.write_text("dear diary\n" * 100)


def _foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE contact (name)")
    connection.commit()
    connection.close()


def _newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.commit()
    connection.close()


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _page(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:12288] = b"\xff" * 4096
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_text, "is not a smallcrm book\n"),
        (_foreign, "is another program's database\n"),
        (_newer, "was written by a newer smallcrm; update this program\n"),
        (_cut, "was cut short ("),
        (_page, "is damaged\n"),
    ],
)
def test_a_copy_that_is_none_is_refused_in_one_sentence(
    spoil: object, reason: str, crm: Crm, copies: Path, book: Path
) -> None:
    assert callable(spoil)
    spoil(copies / FRIDAY)
    before = book.read_bytes()
    said = crm(f"data restore {copies / FRIDAY} --yes")
    assert (said.code, said.out, said.err.count("\n")) == (6, "", 1)
    assert said.err.startswith(f"{copies / FRIDAY} {reason}")
    assert book.read_bytes() == before


def test_without_a_name_a_copy_that_is_damaged_is_passed_over(
    crm: Crm, copies: Path, book: Path
) -> None:
    _page(copies / TODAY)
    said = crm("data restore --yes")
    assert said.err.endswith("; the next older copy is taken\n")
    assert (said.code, _names(book)) == (0, ["Mari"])


@pytest.mark.parametrize("spoil", [_text, _cut, _page])
def test_a_damaged_book_is_moved_aside_whole(
    spoil: object, crm: Crm, copies: Path, book: Path
) -> None:
    assert callable(spoil)
    spoil(book)
    damaged = book.read_bytes()
    said = crm("data restore --yes")
    aside = copies / "book-2026-11-21-100000-damaged.db"
    assert (said.code, said.lines[1]) == (0, "the book, which is damaged\t\t\t")
    assert said.lines[-3:] == [
        f"  the damaged file: {aside}",
        "  what was logged after the copy was made is only in there",
        f"  to save what can be read of it: crm --db {aside} data rescue -o rescued.db",
    ]
    assert "; its file is moved aside, not removed\n" in said.err
    assert (aside.read_bytes(), _names(book)) == (damaged, ["Mari", "Jaan"])
    assert stat.S_IMODE(book.stat().st_mode) == 0o600
    assert crm("data check").code == 0
    assert aside.name not in str(crm("data backups --json").json)


def test_a_file_that_was_moved_aside_is_found_by_its_name(
    crm: Crm, copies: Path, book: Path
) -> None:
    aside = copies / "book-2026-11-20-100000-damaged.db"
    shutil.copy(book, aside)
    assert aside.name not in crm("data backups").out
    said = crm(f"data restore {aside.name} --yes")
    assert (said.code, said.out.splitlines()[-3].split(":")[0]) == (0, "Restored the book")


def test_the_book_rescued_from_the_damaged_file_lacks_nothing_to_warn_of(
    crm: Crm, copies: Path, book: Path, tmp_path: Path
) -> None:
    _page(book)
    rescued, damaged = tmp_path / "rescued.db", book.stat().st_mtime_ns
    crm("data rescue -o", str(rescued))
    os.utime(rescued, ns=(damaged + 1, damaged + 1))
    said = crm(f"data restore {rescued} --yes")
    assert (said.code, "is only in there" in said.out) == (0, False)


@pytest.mark.parametrize("named", [False, True])
def test_an_older_file_or_any_copy_lacks_what_came_after_it(
    named: bool, crm: Crm, copies: Path, book: Path, tmp_path: Path
) -> None:
    older = shutil.copy(copies / TODAY, tmp_path / "older.db")
    _page(book)
    damaged = book.stat().st_mtime_ns
    os.utime(older, ns=(damaged, damaged))
    os.utime(copies / TODAY, ns=(damaged + 1, damaged + 1))  # as when an erasure rewrote it
    said = crm(f"data restore {older if named else ''} --yes")
    assert (said.code, "is only in there" in said.out) == (0, True)


def test_the_way_back_is_typed_as_a_shell_takes_it(crm: Crm, tmp_path: Path) -> None:
    book = tmp_path / "shop book's.db"
    crm("--db", str(book), "add", "Mari", today="2026-11-20T08:00")
    crm("--db", str(book), "add", "Jaan")
    said = crm("--db", str(book), "data", "restore", "--yes")
    way = said.lines[-1].strip().removesuffix(" goes back to it").removeprefix("crm ")
    assert "restore 'shop book'" in way
    assert crm(f"{way} --yes").code == 0
    assert _names(book) == ["Mari", "Jaan"]


def test_what_the_copy_lacks_is_rescued_from_the_damaged_file(
    crm: Crm, copies: Path, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _page(book)
    way = crm("data restore --yes").lines[-1].partition(": crm ")[2]
    monkeypatch.chdir(tmp_path)
    crm(way)
    assert "hello" in crm("--db rescued.db find hello").out


@pytest.mark.parametrize("empty", [False, True])
def test_a_book_that_is_gone_is_brought_back(
    empty: bool, crm: Crm, copies: Path, book: Path
) -> None:
    book.write_bytes(b"") if empty else book.unlink()
    refused = crm("today")
    assert (refused.code, "crm data restore" in refused.err) == (6, True)
    said = crm("data restore --yes")
    assert (said.code, said.err) == (0, "")
    assert said.lines[1] == "the book, which is missing\t\t\t"
    assert said.lines[-1].startswith("Restored the book: 2 contacts, 0 talks, until today")
    assert _names(book) == ["Mari", "Jaan"]


def test_a_journal_of_the_file_that_was_there_never_meets_the_new_one(
    crm: Crm, copies: Path, book: Path
) -> None:
    book.unlink()
    Path(f"{book}-journal").write_bytes(b"x" * 512)
    assert crm("today").code == 6
    assert crm("data restore --yes").code == 0
    assert _names(book) == ["Mari", "Jaan"]
    assert (copies / "book-2026-11-21-100000-damaged.db-journal").read_bytes() == b"x" * 512
    assert not Path(f"{book}-journal").exists()


def test_a_folder_that_is_gone_is_made_again(crm: Crm, copies: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick.db"
    crm(f"data backup -o {stick}")
    shutil.rmtree(copies.parent)
    assert crm(f"data restore {stick} --yes").code == 0
    assert _names(copies.parent / "book.db") == ["Mari", "Jaan"]
    assert stat.S_IMODE(copies.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("spoil", [_foreign, _newer])
def test_what_is_no_damaged_book_is_not_replaced(
    spoil: object, crm: Crm, copies: Path, book: Path
) -> None:
    assert callable(spoil)
    spoil(book)
    before = book.read_bytes()
    assert crm("data restore --yes").code == 6
    assert book.read_bytes() == before


def test_a_link_to_a_book_that_is_gone_is_not_replaced(crm: Crm, copies: Path, book: Path) -> None:
    book.unlink()
    book.symlink_to(copies.parent / "away.db")
    assert crm("data restore --yes").code == 6
    assert book.is_symlink()


def test_a_link_stays_a_link(crm: Crm, copies: Path, book: Path, tmp_path: Path) -> None:
    real = tmp_path / "real" / "book.db"
    real.parent.mkdir()
    book.rename(real)
    book.symlink_to(real)
    _cut(real)
    assert crm("data restore fri --yes").code == 0
    assert (book.is_symlink(), _names(real)) == (True, ["Mari"])


def test_a_copy_of_another_book_is_said_to_be_one(crm: Crm, copies: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    crm(f"--db {other} add Tiit", today="2026-11-19")
    said = crm(f"data restore {other} --yes")
    assert (said.code, said.err) == (
        0,
        "note: no contact is in both: this is a copy of another book\n",
    )


def test_the_book_is_no_copy_of_itself(crm: Crm, copies: Path, book: Path) -> None:
    said = crm(f"data restore {book} --yes")
    assert (said.code, said.err) == (5, f"{book} is the book itself; name a copy of it\n")


def test_a_copy_of_an_older_schema_is_brought_up_to_date(
    crm: Crm, copies: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    old.write_bytes(gzip.decompress((BOOKS / "schema-1.db.gz").read_bytes()))
    before = old.read_bytes()
    assert crm(f"data restore {old} --yes").code == 0
    assert "asked the price of 20 chairs" in crm("show mari").out
    assert (crm("data check").code, old.read_bytes()) == (0, before)


def test_no_id_is_given_twice(crm: Crm, copies: Path, book: Path) -> None:
    crm("data restore fri --yes")
    crm("add Tiit")
    connection = sqlite3.connect(book)
    assert connection.execute("SELECT id FROM contact ORDER BY id").fetchall() == [(1,), (3,)]
    assert connection.execute("SELECT max(id) FROM step").fetchone() == (4,)
    connection.close()


def test_who_was_erased_and_what_was_written_stays_known(
    crm: Crm, copies: Path, book: Path
) -> None:
    connection = sqlite3.connect(book)
    connection.execute("INSERT INTO erasure VALUES (1, 7, '2026-11-20 08:00:00.000000', 1)")
    connection.execute("INSERT INTO written_file VALUES (1, '/x/list.csv', '2026-11-20 08:00:00')")
    connection.commit()
    connection.close()
    for words in ("fri", FRIDAY):  # the second time only the copy aside knows
        crm(f"data restore {words} --yes")
        connection = sqlite3.connect(book)
        assert connection.execute("SELECT contact_id, kept_orders FROM erasure").fetchall() == [
            (7, 1)
        ]
        assert connection.execute("SELECT path FROM written_file").fetchall() == [("/x/list.csv",)]
        connection.close()
        book.unlink()


def test_what_is_said_of_a_restored_book_is_without_whom_it_has_erased(
    crm: Crm, copies: Path
) -> None:
    crm("data erase jaan --yes --backups keep")
    said = crm("data restore today --yes")
    assert (said.code, said.lines[-4:-2]) == (
        0,
        [
            "Restored the book: 1 contact, 0 talks, until yesterday 08:00",
            "  1 erased contact was forgotten again",
        ],
    )


def test_a_note_of_another_process_is_in_the_copy_aside(crm: Crm, copies: Path, book: Path) -> None:
    """One that is written while the restore is asked about, or under way, is lost nowhere."""
    lines = [[*RUN, "log", "mari", f"hello {number}"] for number in range(4)]
    running = [subprocess.Popen(line, stdout=subprocess.PIPE) for line in lines]
    assert crm("data restore today --yes").code == 0
    for process in running:
        process.communicate()
    found = [book, *copies.glob("*-before-restore.db")]
    written = "SELECT summary FROM interaction WHERE summary LIKE 'hello %'"
    kept = {row[0] for path in found for row in sqlite3.connect(path).execute(written)}
    assert kept == {"hello 0", "hello 1", "hello 2", "hello 3"}


def test_a_busy_book_is_not_waited_for_for_ever(
    crm: Crm, copies: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smallcrm.backups.files.BUSY_SECONDS", 0)
    other = sqlite3.connect(book, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said = crm("data restore fri --yes")
    other.close()
    assert (said.code, "busy" in said.err) == (6, True)
    assert _names(book) == ["Mari", "Jaan"]
    assert ASIDE not in os.listdir(copies)


def _little_room() -> None:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_full_disk_leaves_the_book_as_it_was(crm: Crm, copies: Path, book: Path) -> None:
    before = (book.read_bytes(), sorted(os.listdir(copies)), sorted(os.listdir(book.parent)))
    ended = subprocess.run(
        [*RUN, "data", "restore", "fri", "--yes"],
        preexec_fn=_little_room,
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stderr.startswith("nothing was restored: ")) == (6, True)
    after = (book.read_bytes(), sorted(os.listdir(copies)), sorted(os.listdir(book.parent)))
    assert after == before


@pytest.mark.usefixtures("copies")
def test_the_owner_is_asked_and_may_say_no(book: Path) -> None:
    with Terminal("data", "restore", "fri") as terminal:
        terminal.answer("Let the copy take the place of the book? [y/N]: ", "n\r")
        assert terminal.end() == 5
    assert _names(book) == ["Mari", "Jaan"]
    with Terminal("data", "restore", "fri") as terminal:
        terminal.expect("Let the copy take the place of the book? [y/N]: ")
        assert terminal.interrupt() == 130
    assert _names(book) == ["Mari", "Jaan"]
