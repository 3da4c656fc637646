"""Files that are no good: one sentence, an exit code, and the book stays as it was."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from terminal import Terminal

Dump = Callable[[], Any]
CARD = "BEGIN:VCARD\nVERSION:3.0\n{}\nEND:VCARD\n"
BOMB = '<!DOCTYPE calls [<!ENTITY a "b">]><calls><call number="&a;"/></calls>'
EMPTY = "is empty; a table begins with a line of headings"
NO_JSON = "is no whole JSON in line 1; export it again: crm export everything -o FILE"
UNKNOWN = "is none of the files that are known; if it is a table, say what it holds: crm import"
LONG = 20_000_000  # characters; the readers stop at a million

REFUSED: dict[str, tuple[bytes, str]] = {
    "empty.csv": (b"", f"<file> {EMPTY}"),
    "blank.csv": (b"\n \n\n", f"<file> {EMPTY}"),
    "binary.csv": (bytes(range(256)), "line 1 of <file> holds a NUL byte"),
    "book.csv": (b"PK\x03\x04" + bytes(500), "<file> is a workbook or an archive"),
    "picture.vcf": (b"\x89PNG\r\n\x1a\n" + bytes(500), "<file> is a picture, not a text file"),
    "cut-off.csv": (b'name,notes\nMari,"cut off', "<file> ends inside a quoted cell"),
    "cut-off-utf-16.csv": (
        "name\nMari".encode("utf-16")[:-1],
        "<file>, from line 2 on, is not UTF",
    ),
    "open-quote.csv": (
        b'name\n"Mari\n' + b"Jaan\n" * 50_000,
        "a cell of the row that starts in line 2 of <file> is longer than",
    ),
    "long-line.csv": (b"name," + b"x" * LONG, "line 1 of <file> is longer than 1,000,000 char"),
    "long-row.csv": (b"name\n" + b"x" * LONG, "line 2 of <file> is longer than 1,000,000 char"),
    "long-tag.xml": (
        b'<calls><call number="' + b"1" * LONG,
        "line 1 of <file> holds a tag of more",
    ),
    "long-line.json": (b"[" * LONG, f"<file> {NO_JSON}"),
    "deep.json": (b'{"contacts":' * 100_000, "the contacts in <file> are no array"),
    "deep.xml": (b"<calls>" + b"<a>" * 100_000, "<file> has tags 21 deep"),
    "nul.csv": (b"name\nMa\0ri\n", "line 2 of <file> holds a NUL byte"),
    "nul.xml": (b"<calls>\0</calls>", "<file> is no whole XML file"),
    "entities.xml": (BOMB.encode(), "<file> holds a DOCTYPE or entities"),
    "page.html": (b"<!DOCTYPE html><html>gone</html>", f"<file> {UNKNOWN}"),
    "letter.txt": (b"Dear Mari,\nhow are you?\n", f"<file> {UNKNOWN}"),
    "year.ics": (
        b"BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        "<file> is a calendar, which cannot be taken",
    ),
}


@pytest.fixture(autouse=True)
def shop(crm: Crm) -> None:
    crm("add Liis")


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("apply", ["", "--apply"])
def test_it_is_refused_in_one_sentence(
    name: str, apply: str, crm: Crm, tmp_path: Path, book: Path
) -> None:
    data, sentence = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(data)
    before = book.read_bytes()
    said = crm(f"import {apply}", str(path))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(sentence.replace("<file>", str(path)))
    assert book.read_bytes() == before


@pytest.mark.parametrize("kind", ["", "contacts ", "calls ", "interactions ", "everything "])
@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("folder", 5, "FILE is a folder; name a file in it"),
        ("missing.csv", 3, "there is no file FILE; check the name and the folder"),
        ("folder/x/missing.csv", 3, "there is no file FILE; check the name and the folder"),
    ],
)
def test_what_is_no_file_is_named(
    kind: str, name: str, code: int, sentence: str, crm: Crm, tmp_path: Path, book: Path
) -> None:
    (tmp_path / "folder").mkdir()
    path, before = str(tmp_path / name), book.read_bytes()
    said = crm(f"import {kind}--apply", path)
    assert (said.code, said.err) == (code, f"{sentence.replace('FILE', path)}\n")
    assert book.read_bytes() == before


@pytest.fixture
def locked(tmp_path: Path, crm: Crm) -> Iterator[Path]:
    """A file that may not be read; root gives up its rights meanwhile."""
    path = tmp_path / "locked.csv"
    path.write_text("name\nMari\n")
    crm("import", str(path))  # so that all that is needed is loaded
    path.chmod(0)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    yield path
    if is_root:
        os.seteuid(0)


def test_a_file_that_may_not_be_read_is_refused(locked: Path, crm: Crm) -> None:
    said = crm("import --apply", str(locked))
    sentence = f"{locked} may not be read; change its permissions or make a copy of it\n"
    assert (said.code, said.err) == (5, sentence)


@pytest.mark.parametrize(
    ("card", "sentence"),
    [
        ("FN:Mari\nNOTE:" + "x" * 50_000_000, "line 1, unreadable: its NOTE is longer than 1,000,"),
        ("FN:Ma\0ri", "line 1, unreadable: line 3 holds a NUL byte, which no text can keep"),
        ("AGENT:\nBEGIN:VCARD\n" * 20_000, "line 1, unreadable: neither name, company, e-mail nor"),
        ("NOTE:nobody", "line 1, unreadable: neither name, company, e-mail nor phone"),
    ],
    ids=["long", "nul", "deep", "nobody"],
)
def test_a_bad_card_is_named_and_the_next_one_is_taken(
    card: str, sentence: str, crm: Crm, dump: Dump
) -> None:
    ends = "END:VCARD\n" * card.count("BEGIN")
    text = CARD.format(f"{card}\n{ends}".rstrip()) + CARD.format("FN:Jaan")
    said = crm("import - --apply", stdin=text)
    assert said.code == 0
    assert any(line.strip().startswith(sentence) for line in said.lines)
    assert [row["name"] for row in dump()["contacts"]] == ["Liis", "Jaan"]


def test_a_photo_of_any_size_is_left_aside(crm: Crm, dump: Dump) -> None:
    text = CARD.format("FN:Mari\nPHOTO;ENCODING=b:" + "x" * 5_000_000)
    said = crm("import - --apply", stdin=text)
    assert said.lines[0] == "  left aside: 1 photo"
    assert [row["name"] for row in dump()["contacts"]] == ["Liis", "Mari"]


def test_of_several_files_a_bad_one_stops_all(crm: Crm, tmp_path: Path, book: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("name\nMari\n")
    bad.write_text('name\nJaan\n"open')
    before = book.read_bytes()
    assert crm("import --apply", str(good), str(bad)).code == 2
    assert book.read_bytes() == before


def test_an_interruption_in_the_middle_changes_nothing(tmp_path: Path, book: Path) -> None:
    path = tmp_path / "many.csv"
    rows = (f"Mari {n},{5_000_0000 + n},m{n}@example.ee" for n in range(100_000))
    path.write_text("name,phone,email\n" + "\n".join(rows))
    before = book.read_bytes()
    with Terminal("import", "--apply", str(path)) as terminal:
        assert terminal.expect("Reading contacts").interrupt() == 130
    assert terminal.text.rstrip().endswith("interrupted; nothing was written")
    assert book.read_bytes() == before


HOSTILE = "\x1b[2J\x1b]0;x\x07\x9b31m\u202e\r\x08[red]"


@pytest.mark.parametrize(
    "text",
    [
        f"name,phone,city,{HOSTILE},notes\n" + f"M{HOSTILE},5551,{HOSTILE},x,{HOSTILE}\n" * 2,
        f"name,phone,birthday,group\nMari,5551,{HOSTILE},\nJaan,5552,,{HOSTILE}\n",
        f"name,phone\nLiis,5551{HOSTILE}\nMari,5552,{HOSTILE},x\n",
        CARD.format(f"FN:M{HOSTILE}\nTEL;TYPE={HOSTILE}:5551\nORG:{HOSTILE}\nX-{HOSTILE}:1"),
        CARD.format(f"FN:\nNOTE:{HOSTILE}") + f"BEGIN:VCARD\nFN:{HOSTILE}",
        f"handle,at,summary,{HOSTILE}\nliis,2026-11-01,{HOSTILE},\n{HOSTILE},x,y,z\n",
        f'<calls><call number="{HOSTILE[-5:]}" date="1" type="\u202e" name="\u202e"/></calls>',
        f'{{"contacts": [{{"name": "{HOSTILE[-5:]}\u202e"}}], "\u202e": []}}',
        f"{HOSTILE},x\n1,2\n",
    ],
)
@pytest.mark.parametrize("flags", ["", "--apply", "--apply --overwrite --with-doubtful"])
def test_no_escape_in_a_file_reaches_the_screen(text: str, flags: str, crm: Crm) -> None:
    said = crm(f"import - {flags}", stdin=text)
    assert set(said.out + said.err) & {"\x1b", "\x07", "\x08", "\x9b", "\u202e", "\r"} == set()


def test_no_escape_in_the_name_of_a_file_reaches_the_screen(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / f"a{HOSTILE.replace('/', '')}.csv"
    path.write_text("name\nMari\n")
    other = tmp_path / "b.csv"
    other.write_text("name\nJaan\n")
    for said in (crm("import", str(path), str(other)), crm("import", f"{path}x")):
        assert set(said.out + said.err) & {"\x1b", "\x07", "\x08", "\x9b", "\u202e", "\r"} == set()
