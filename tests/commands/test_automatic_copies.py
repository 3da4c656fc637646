"""Copies that nobody asked for: once a day, and before what rewrites much."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from conftest import Crm

from smallcrm.backups import files

FILE = "name,phone\nTiit Kask,5553 1111\n"
DAILY = "book-2026-11-21-100000-daily.db"


def _copies(folder: Path) -> list[str]:
    return sorted(os.listdir(folder)) if folder.exists() else []


def _names(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM contact")]
    connection.close()
    return names


@pytest.fixture
def copies(book: Path) -> Path:
    return book.parent / "backups"


@pytest.fixture
def stick(tmp_path: Path, crm: Crm) -> Path:
    """A folder elsewhere, which the book names for its copies."""
    folder = tmp_path / "stick"
    folder.mkdir()
    assert crm("config set backup.folder", str(folder), today="2026-11-20").code == 0
    return folder


def test_the_first_change_of_a_day_is_followed_by_a_copy(crm: Crm, copies: Path) -> None:
    said = crm("add Mari")
    assert (said.code, said.err) == (0, "")
    crm("add Jaan")
    assert _copies(copies) == [DAILY]
    assert _names(copies / DAILY) == ["Mari"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in (copies / DAILY, copies)] == [
        0o600,
        0o700,
    ]
    crm("add Tiit", today="2026-11-22T08:00")
    assert _names(copies / "book-2026-11-22-080000-daily.db") == ["Mari", "Jaan", "Tiit"]


def test_a_command_that_changes_nothing_is_not_followed_by_a_copy(crm: Crm, copies: Path) -> None:
    crm("add Mari", today="2026-11-20T10:00")
    for line in ("today", "list", "untag mari vip", "log nobody x", "show mari"):
        crm(line)
    assert _copies(copies) == ["book-2026-11-20-100000-daily.db"]


def test_a_copy_made_by_hand_is_the_day_s_copy(crm: Crm, copies: Path) -> None:
    crm("add Mari", today="2026-11-20T10:00")
    crm("data backup")
    crm("add Jaan")
    assert "book-2026-11-21-100000.db" in _copies(copies)
    assert DAILY not in _copies(copies)


def test_the_practice_book_is_not_copied_every_day(crm: Crm, tmp_path: Path) -> None:
    crm("--demo add Mari")
    assert not list(tmp_path.rglob("backups"))


def test_a_copy_that_cannot_be_made_is_said_once_a_day_and_is_no_failure(
    crm: Crm, copies: Path
) -> None:
    copies.parent.mkdir()
    copies.write_text("in the way")
    said = crm("add Mari")
    assert (said.code, said.out.splitlines()[0]) == (0, "Added Mari, handle mari")
    assert said.err == f"note: today's copy of the book was not made: {copies}: File exists\n"


def test_a_disk_with_little_room_is_left_to_the_book(
    crm: Crm, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "ROOM", 10**18)
    said = crm("add Mari")
    assert (said.code, said.out.splitlines()[0]) == (0, "Added Mari, handle mari")
    assert said.err.startswith("note: today's copy of the book was not made: the disk has ")
    assert " left, and 1000000000 GB must be free for it (" in said.err
    assert crm("add Jaan").err == ""
    assert [name for name in _copies(copies) if not name.startswith(".")] == []
    monkeypatch.undo()


def test_the_next_day_tries_again(crm: Crm, copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as little:
        little.setattr(files, "ROOM", 10**18)
        crm("add Mari", today="2026-11-20T10:00")
    crm("add Jaan")
    assert _copies(copies) == [DAILY]


def test_copies_go_where_the_setting_says(crm: Crm, copies: Path, stick: Path) -> None:
    crm("add Mari")
    assert crm("import contacts - --apply", stdin=FILE).err == ""
    crm("data backup")
    assert _copies(stick)[1:] == [  # the first is of the day of the setting
        "book-2026-11-21-100000-before-import.db",
        DAILY,
        "book-2026-11-21-100000.db",
    ]
    assert _copies(copies) == [".book-2026-11-21.tried"]


def test_another_book_of_the_same_name_on_the_stick_is_no_copy_of_this_one(
    crm: Crm, stick: Path, tmp_path: Path
) -> None:
    crm("add Mari")
    other = tmp_path / "other" / "book.db"
    crm(f"--db {other} add Jaan", today="2026-11-20")
    crm(f"--db {other} config set backup.folder {stick}", today="2026-11-20")
    crm(f"--db {other} add Tiit", today="2026-11-21T12:00")
    assert _names(stick / DAILY) == ["Mari"]
    assert _names(stick / "book-2026-11-21-120000-daily.db") == ["Jaan", "Tiit"]
    said = crm("data restore --yes", today="2026-11-21T13:00")
    assert said.code == 0
    assert "is of another book; the next older copy is taken" in said.err
    assert crm("list").out.split("\t")[0] == "Mari"


def test_an_absent_stick_blocks_nothing_and_is_said_once_a_day(
    crm: Crm, copies: Path, stick: Path
) -> None:
    stick.rename(stick.with_name("drawer"))
    said = crm("add Mari")
    assert said.err == f"note: the copy of the book lies in {copies}, since {stick} is not there\n"
    assert crm("add Jaan").err == ""
    assert _copies(copies) == [DAILY]


def test_a_copy_by_hand_does_not_go_elsewhere_than_was_said(crm: Crm, stick: Path) -> None:
    stick.rename(stick.with_name("drawer"))
    said = crm("data backup")
    assert (said.code, said.out) == (5, "")
    assert said.err == (
        f"{stick}, where copies go by the setting backup.folder, is not there; plug it in, or"
        " name a file with -o\n"
    )


def test_an_import_is_preceded_by_a_copy(crm: Crm, copies: Path) -> None:
    crm("add Mari")
    assert crm("import contacts - --apply", stdin=FILE).code == 0
    assert _names(copies / "book-2026-11-21-100000-before-import.db") == ["Mari"]


def test_a_merge_is_preceded_by_a_copy(crm: Crm, copies: Path) -> None:
    crm("add Mari")
    crm("add Jaan")
    assert crm("contact merge mari jaan --yes").code == 0
    assert _names(copies / "book-2026-11-21-100000-before-merge.db") == ["Mari", "Jaan"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("import contacts -", 0),
        ("import contacts - --apply", 0),
        ("import contacts no-such-file --apply", 3),
        ("contact merge tiit nobody --yes", 3),
        ("contact merge tiit jaan", 5),
    ],
)
def test_what_changes_nothing_leaves_no_copy(line: str, code: int, crm: Crm, copies: Path) -> None:
    crm("add Jaan")
    crm("import contacts - --apply", stdin=FILE, today="2026-11-20")
    before = _copies(copies)
    crm(line, stdin=FILE)
    assert _copies(copies) == before


def test_an_import_goes_on_without_a_copy_and_says_so(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm("add Mari")
    monkeypatch.setattr(files, "ROOM", 10**18)
    said = crm("import contacts - --apply", stdin=FILE)
    assert (said.code, said.out.splitlines()[0][:7]) == (0, "1 added")
    assert said.err.startswith("note: no copy of the book was made before the import: the disk has")


def test_two_copies_of_one_second_do_not_replace_each_other(crm: Crm, copies: Path) -> None:
    crm("add Mari")
    for name in ("Tiit", "Tea"):
        crm("import contacts - --apply", stdin=f"name\n{name}\n")
    assert _copies(copies)[:2] == [
        "book-2026-11-21-100000-before-import.db",
        "book-2026-11-21-100000-daily.db",
    ]
    assert _names(copies / "book-2026-11-21-100001-before-import.db") == ["Mari", "Tiit"]


def test_old_copies_go_but_no_file_that_is_not_this_book_s(
    crm: Crm, copies: Path, tmp_path: Path
) -> None:
    crm("add Mari", today="2026-11-01T08:00")
    crm("config set backup.daily 2", today="2026-11-01T08:00")
    crm("config set backup.weekly 0", today="2026-11-01T08:00")
    crm("config set backup.monthly 0", today="2026-11-01T08:00")
    foreign = copies / "book-2026-10-01-080000-daily.db"
    foreign.write_text("a letter")
    other = copies / "book-2026-10-02-080000-daily.db"
    crm(f"--db {tmp_path / 'other.db'} add Jaan")
    crm(f"--db {tmp_path / 'other.db'} data backup -o {other}")
    crm(f"data backup -o {copies / 'mine.db'}")
    for day in range(2, 6):
        crm("add X", today=f"2026-11-0{day}T08:00")
    assert _copies(copies) == [
        foreign.name,
        other.name,
        "book-2026-11-04-080000-daily.db",
        "book-2026-11-05-080000-daily.db",
        "mine.db",
    ]


def test_a_book_without_contacts_takes_no_other_book_s_copies_for_its_own(
    crm: Crm, stick: Path, tmp_path: Path
) -> None:
    full = tmp_path / "full" / "book.db"
    crm(f"--db {full} add Mari", today="2026-10-01")
    crm(f"--db {full} data backup -o {stick / 'book-2026-10-01-080000-daily.db'}")
    crm("config set shop Pood", today="2026-11-19")
    crm("config set backup.daily 1", today="2026-11-20")
    crm("config set backup.weekly 0", today="2026-11-21")
    crm("config set backup.monthly 0", today="2026-11-22")
    crm("config set shop Kauplus", today="2026-11-23")
    assert "book-2026-10-01-080000-daily.db" in _copies(stick)


def test_what_a_kill_has_left_of_a_copy_is_removed_an_hour_later(crm: Crm, copies: Path) -> None:
    copies.mkdir(parents=True)
    old, young, foreign = (copies / f".{name}" for name in ("smallcrm-x", "smallcrm-y", "x"))
    for path in (old, young, foreign):
        path.write_bytes(b"x")
    for path in (old, foreign):
        os.utime(path, (1, 1))
    crm("add Mari")
    assert _copies(copies) == [".smallcrm-y", ".x", DAILY]


@pytest.mark.parametrize(
    ("made", "asked", "said"),
    [
        ("2026-11-14T10:00", "2026-11-21T09:00", ""),
        ("2026-11-13T10:00", "2026-11-21T09:00",
         "note: the last copy of the book is of Fri 13 Nov (8 days ago); crm data backup makes"
         " one\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", ["today", ""])
def test_the_morning_s_list_warns_of_old_copies(
    made: str, asked: str, said: str, line: str, crm: Crm
) -> None:
    crm("add Mari", today=made)
    crm("callback mari 21.11.2026", today=made)
    assert crm(line, today=asked).err == said
    assert crm(f"{line} --json" if line else "today --csv", today=asked).err == ""


def test_a_copy_that_was_cut_short_is_no_good_one(crm: Crm, copies: Path) -> None:
    crm("add Mari", today="2026-11-10T10:00")
    os.truncate(copies / "book-2026-11-10-100000-daily.db", 5000)
    said = crm("today").err
    assert said.endswith("note: there is no copy of the book; crm data backup makes one\n")
