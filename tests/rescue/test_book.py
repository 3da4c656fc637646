"""`crm data rescue`: what can be read of a damaged book is saved, and what was lost is said."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm, Result

PAGE = 4096


@pytest.fixture(autouse=True)
def shop(crm: Crm) -> None:
    crm('log "Mari Maasikas" "asked the price" --new --phone "5551 2345" --back fri --tag hotel')
    crm('log "Jaan Põld" "wants two chairs" --new --phone "5559 9999"')
    crm('log mari "came by" --with jaan')
    crm('product add "Coffee beans" --code K1 --price 12,50')
    crm("sell mari 3 k1 --invoice A-1 --note gift")
    crm("return mari 1 1 k1 --why broken")
    crm('case mari "arrived broken" --stage delivery')
    crm('log mari "called again" --case 1')


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "saved.db"


@pytest.fixture
def rescue(crm: Crm, saved: Path) -> Callable[[], Result]:
    return lambda: crm("data rescue -o", str(saved))


def _pages(book: Path, *names: str) -> list[int]:
    """The first pages of tables and indexes; of a small book they are the only ones."""
    connection = sqlite3.connect(book)
    query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
    found = [connection.execute(query, (name,)).fetchone()[0] for name in names]
    connection.close()
    return found


def _spoil(book: Path, *names: str) -> None:
    """Noise over the pages of tables and indexes."""
    data = bytearray(book.read_bytes())
    for page in _pages(book, *names):
        data[(page - 1) * PAGE : page * PAGE] = random.Random(page).randbytes(PAGE)
    book.write_bytes(data)


def _all_of(book: Path, table: str) -> list[str]:
    """A table with its indexes, by their names."""
    connection = sqlite3.connect(book)
    names = connection.execute("SELECT name FROM sqlite_schema WHERE tbl_name = ?", (table,))
    found = [name for (name,) in names]
    connection.close()
    return found


def _is_sound(crm: Crm, saved: Path) -> bool:
    return crm(f"--db {saved} data check").code == 0


def _everything(crm: Crm, path: Path) -> Any:
    return crm(f"--db {path} export everything --json").json


def test_a_whole_book_comes_back_whole(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    said = rescue()
    assert (said.code, said.err) == (0, "")
    assert said.lines[:-3] == [
        f"Rescued into {saved}: 2 contacts, 4 talks, 1 callback, 2 orders, 1 case",
        "  everything came back",
    ]
    assert _everything(crm, saved) == _everything(crm, book)
    assert _is_sound(crm, saved)
    assert crm(f"--db {saved} find chairs --json").json[0]["handle"] == "jaan-pold"
    assert crm(f"--db {saved} undo").code == 0


def test_a_damaged_list_of_tables_loses_nothing(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    before = _everything(crm, book)
    data = bytearray(book.read_bytes())
    data[100:500] = random.Random(1).randbytes(400)
    book.write_bytes(data)
    assert rescue().code == 0
    assert _everything(crm, saved) == before
    assert book.read_bytes() == data


def test_a_lost_journal_is_no_whole_book(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    before = _everything(crm, book)
    _spoil(book, "change")
    said = rescue()
    assert (said.code, said.lines[1:-3]) == (
        1,
        [
            "  everything but the journal came back: nothing that was done before can be undone"
            " in it"
        ],
    )
    assert said.err == f"the journal did not come back; {book} is as it was: keep it\n"
    assert _everything(crm, saved) == before


@pytest.mark.parametrize("spoiled", ["step", "tag"])
def test_a_book_without_steps_misses_no_journal(
    spoiled: str, rescue: Callable[[], Result], book: Path
) -> None:
    connection = sqlite3.connect(book)
    connection.executescript(
        "DELETE FROM change; DELETE FROM step;"
        "DELETE FROM sqlite_sequence WHERE name IN ('step', 'change');"
    )
    connection.close()
    _spoil(book, spoiled)
    said = rescue()
    assert (said.code, "journal" in said.out) == (int(spoiled == "tag"), False)


def test_lost_talks_keep_whose_and_when_they_were(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    _spoil(book, "interaction")
    said = rescue()
    assert said.code == 1
    assert said.lines[:-3] == [
        f"Rescued into {saved}: 2 contacts, 4 talks, 1 callback, 2 orders, 1 case",
        "  in part, the rest of it lost: 4 talks: Mari Maasikas 2026-11-21, Jaan Põld 2026-11-21,"
        " Mari Maasikas 2026-11-21, Mari Maasikas 2026-11-21",
        "  the journal is left out: nothing that was done before can be undone in it",
    ]
    assert said.err == f"not everything came back; {book} is as it was: keep it\n"
    talks = crm(f"--db {saved} show jaan --json").json
    assert [(talk["at"][:10], talk["summary"]) for talk in talks] == [
        ("2026-11-21", "(lost in a damaged file)")
    ] * 2
    assert _is_sound(crm, saved)


def test_lost_contacts_keep_their_handles_and_all_that_is_theirs(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    _spoil(book, "contact")
    said = rescue()
    assert "  in part, the rest of it lost: 2 contacts: Mari Maasikas, Jaan Pold" in said.lines
    assert "asked the price" in crm(f"--db {saved} show mari").out
    assert "contact\tJaan Pold\n" in crm(f"--db {saved} who 5559").out
    assert _is_sound(crm, saved)


def test_contacts_of_whom_nothing_is_left_have_a_stand_in(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    _spoil(book, *_all_of(book, "contact"))
    said = rescue()
    assert said.code == 1
    assert "2 contacts: rescued contact 1, rescued contact 2" in said.out
    assert "asked the price" in crm(f"--db {saved} show rescued-1").out
    assert _is_sound(crm, saved)


def test_numbers_and_tags_are_read_from_their_indexes(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    _spoil(book, "contact_point", "tag")
    assert rescue().code == 1
    assert "contact\tMari Maasikas\n" in crm(f"--db {saved} who 5551 2345").out
    assert crm(f"--db {saved} tags").out.startswith("hotel\t1")


def test_an_order_keeps_its_total_when_its_lines_are_lost(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    before = [order["total"] for order in crm("order list --json").json]
    _spoil(book, *_all_of(book, "order_line"), *_all_of(book, "product"))
    assert rescue().code == 1
    assert [order["total"] for order in crm(f"--db {saved} order list --json").json] == before
    assert "(lost in a damaged file)" in crm(f"--db {saved} order show 1").out
    assert _is_sound(crm, saved)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_what_is_left_of_a_book_that_was_cut_short(
    share: float, rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    data = book.read_bytes()
    book.write_bytes(data[: int(len(data) * share)])
    assert rescue().code in (0, 1)
    assert len(_everything(crm, saved)["contacts"]) == 2
    assert _is_sound(crm, saved)


@pytest.mark.parametrize("seed", range(40))
def test_what_comes_back_is_sound_whatever_is_damaged(
    seed: int, rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    before = crm("export everything --json").json
    chance = random.Random(seed)
    data = bytearray(book.read_bytes())
    for _ in range(chance.randint(1, 6)):
        place, length = chance.randrange(PAGE, len(data)), chance.choice([1, 100, PAGE])
        data[place : place + length] = chance.randbytes(length)
    book.write_bytes(data)
    said = rescue()
    assert said.code in (0, 1)
    assert _is_sound(crm, saved)
    if said.code == 0 and crm("data check").code:
        assert crm(f"--db {saved} export everything --json").json == before


def test_what_a_cut_off_command_left_beside_the_book_is_settled(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA cache_size = 1'); c.execute('BEGIN');"
        "c.execute(\"UPDATE interaction SET summary = 'x' || hex(zeroblob(90000))\");"
        "os._exit(0)"
    )
    before = _everything(crm, book)
    subprocess.run([sys.executable, "-c", code, str(book)], check=True)
    journal = Path(f"{book}-journal").read_bytes()
    assert rescue().code == 0
    assert Path(f"{book}-journal").read_bytes() == journal
    assert _everything(crm, saved) == before


def test_the_end_of_a_long_text_may_be_lost(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    crm("log jaan", "words " * 3000)
    data = bytearray(book.read_bytes())
    pages = (data[place : place + PAGE] for place in range(0, len(data), PAGE))
    further = [number for number, page in enumerate(pages) if page.count(b"words ") > 600]
    place = further[1] * PAGE
    data[place : place + PAGE] = random.Random(1).randbytes(PAGE)
    book.write_bytes(data)
    said = rescue()
    assert "  without the end of its text: 1 talk: Jaan Põld 2026-11-21" in said.lines
    longest = max(talk["summary"] for talk in crm(f"--db {saved} show jaan --json").json)
    assert longest.startswith("words words ")
    assert longest.endswith(" … (lost in a damaged file)")
    assert _is_sound(crm, saved)


def test_what_may_be_lost_without_a_trace_is_said(
    rescue: Callable[[], Result], crm: Crm, book: Path
) -> None:
    crm("config set shop Kuusk")
    _spoil(book, *_all_of(book, "setting"), "change")
    assert "  perhaps lost: up to 1 setting more" in rescue().lines


def test_what_may_be_lost_without_a_number_is_said(
    rescue: Callable[[], Result], crm: Crm, book: Path
) -> None:
    crm("config set shop Kuusk")
    _spoil(book, *_all_of(book, "setting"), "sqlite_sequence")
    assert "  perhaps lost: settings, nobody can tell how many" in rescue().lines


def test_no_id_of_a_lost_row_is_given_again(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    _spoil(book, *_all_of(book, "tag"))
    rescue()
    crm(f"--db {saved} tag mari vip")
    connection = sqlite3.connect(saved)
    assert connection.execute("SELECT id FROM tag").fetchall() == [(2,)]
    connection.close()


def test_the_new_book_is_the_owner_s_alone_and_nothing_is_left_beside_it(
    rescue: Callable[[], Result], saved: Path
) -> None:
    rescue()
    assert saved.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in saved.parent.iterdir()) == ["data", "saved.db"]


def test_a_file_that_is_there_is_never_replaced(rescue: Callable[[], Result], saved: Path) -> None:
    saved.write_text("mine")
    said = rescue()
    assert (said.code, said.err) == (5, f"{saved} is there already; name a file that is not\n")
    assert saved.read_text() == "mine"


@pytest.mark.parametrize("text", ["", "x", "dear diary\n" * 1000])
def test_a_file_with_nothing_of_a_book_in_it_gives_no_book(
    text: str, rescue: Callable[[], Result], book: Path, saved: Path
) -> None:
    book.write_text(text)
    said = rescue()
    assert (said.code, said.out) == (6, "")
    assert said.err.endswith("; no file was written\n")
    assert not saved.exists()


def test_another_program_s_database_is_not_taken_in(
    rescue: Callable[[], Result], book: Path
) -> None:
    book.unlink()
    connection = sqlite3.connect(book)
    connection.execute("CREATE TABLE moz (x)")
    connection.commit()
    connection.close()
    said = rescue()
    assert (said.code, "another program's database" in said.err) == (6, True)


def test_no_book_is_nothing_to_rescue(rescue: Callable[[], Result], book: Path) -> None:
    book.unlink()
    assert rescue().code == 3


def test_a_book_of_which_not_even_the_header_is_left_is_read(
    rescue: Callable[[], Result], crm: Crm, book: Path, saved: Path
) -> None:
    before = _everything(crm, book)
    data = bytearray(book.read_bytes())
    data[:PAGE] = random.Random(3).randbytes(PAGE)
    book.write_bytes(data)
    rescue()
    assert _everything(crm, saved)["contacts"] == before["contacts"]


@pytest.mark.parametrize("named", ["", "--db other.db "])
def test_the_next_steps_are_said_as_they_are_typed(
    named: str, crm: Crm, book: Path, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(book.parent)
    shutil.copy(book, "other.db")
    place = f"--db {book.parent / 'other.db'} " if named else ""
    steps = crm(f"{named}data rescue -o {saved}").lines[-3:]
    assert steps == [
        f"look into it: crm --db {saved} list",
        f"check it: crm --db {saved} data check",
        f"put it in the place of your book: crm {place}data restore {saved}",
    ]
    look, check, restore = (step.partition(": crm ")[2] for step in steps)
    assert "Mari Maasikas" in crm(look).out
    assert crm(check).out.startswith("The book is whole: 2 contacts, 4 talks")
    assert crm(f"{restore} --yes").code == 0


def test_a_rescue_from_the_file_that_lies_aside_goes_to_the_book_itself(
    crm: Crm, book: Path, saved: Path
) -> None:
    aside = shutil.copy(book, book.with_name("book-2026-11-21-100000-damaged.db"))
    said = crm(f"--db {aside} data rescue -o {saved}")
    assert said.lines[-1].endswith(f": crm data restore {saved}")
