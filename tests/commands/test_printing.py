"""Paper by command: where a PDF lies, what is in it, and who is sent it."""

import os
import sqlite3
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from pypdf import PdfReader
from shops import stock


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(
        crm,
        book,
        'add "Mari Maasikas" --phone "5551 2345" --tag hotel --street "Jõe 8" --city Tartu',
        'add "Jaan Põld" --company "Põld OÜ" --city Narva --group top',
        "callback mari today ask about the lamps",
        'log mari "likes ģ ķ ļ ņ š ž" --at yesterday',
        'log jaan "wants chairs" --at 2026-09-01 --back 2026-11-18',
        "config set shop 'Kuusk ja Pojad'",
    )


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages)


def test_the_week_lies_beside_the_book_for_its_owner_only(crm: Crm, book: Path) -> None:
    place = book.parent / "paper" / "W47-A.pdf"
    assert crm("week --print").out == f"Printed to {place}\n"
    assert (place.stat().st_mode & 0o777, place.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    text = text_of(place)
    for said in (
        "Kuusk ja Pojad",
        "W47-A",
        "ask about the lamps",
        "likes ģ ķ ļ ņ š ž",
        "5551 2345",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("options", "there", "absent"),
    [
        ("--overdue", "Jaan Põld", "Mari Maasikas"),
        ("--tag hotel", "Mari Maasikas", "Jaan Põld"),
        ("--group top", "Jaan Põld", "Mari Maasikas"),
        ("--days 1", "Mari Maasikas", "Sunday"),
    ],
)
def test_the_filters_of_a_list_choose_the_lines(
    options: str, there: str, absent: str, crm: Crm, tmp_path: Path
) -> None:
    crm(f"week --print {options} -o", str(tmp_path / "week.pdf"))
    text = text_of(tmp_path / "week.pdf")
    assert there in text
    assert absent not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Saturday 21 November"),
        ("et", "laupäev, 21. november"),
        ("lv", "sestdiena, 21. novembris"),
        ("no", "lørdag 21. november"),
    ],
)
def test_the_paper_speaks_the_shop_s_language(
    language: str, said: str, crm: Crm, tmp_path: Path
) -> None:
    crm(f"config set language {language}")
    crm("week --print -o", str(tmp_path / "week.pdf"))
    assert said in text_of(tmp_path / "week.pdf")


def test_an_empty_week_is_a_short_page_even_without_a_book(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALLCRM_DB", str(tmp_path / "new" / "book.db"))
    crm("week --print -o", str(tmp_path / "week.pdf"))
    assert "Nobody to call" in text_of(tmp_path / "week.pdf")


def test_the_paper_can_be_letter_size(crm: Crm, tmp_path: Path) -> None:
    crm("config set paper.size letter")
    crm("week --print -o", str(tmp_path / "week.pdf"))
    box = PdfReader(tmp_path / "week.pdf").pages[0].mediabox
    assert (box.width, box.height) == (612, 792)


def test_a_contact_s_page_has_its_profile_and_talks(crm: Crm, tmp_path: Path) -> None:
    crm("print contact mari -o", str(tmp_path / "mari.pdf"))
    text = text_of(tmp_path / "mari.pdf")
    for said in ("Mari Maasikas", "Jõe 8", "ask about the lamps", "likes ģ ķ ļ ņ š ž"):
        assert said in text


def test_a_list_takes_the_filters_of_crm_list(crm: Crm, tmp_path: Path) -> None:
    crm("print list --city Narva -o", str(tmp_path / "list.pdf"))
    text = text_of(tmp_path / "list.pdf")
    assert "Jaan Põld, Põld OÜ" in text
    assert "Mari" not in text


def test_labels_for_nobody_say_whether_a_kind_was_chosen(crm: Crm) -> None:
    assert crm("print labels --city Narva").err.splitlines()[-1] == (
        "no contact of that kind has an address"
    )
    for name in [row["handle"] for row in crm("list --json").json]:
        crm(f"contact edit {name} --street '' --postcode '' --city ''")
    assert crm("print labels").err.splitlines()[-1] == "no contact has an address"


def test_labels_are_for_those_whom_a_letter_can_reach(crm: Crm, tmp_path: Path) -> None:
    said = crm("print labels --layout 2x7 -o", str(tmp_path / "labels.pdf"))
    assert said.err == "without an address: Jaan Põld\n"
    assert "Jõe 8" in text_of(tmp_path / "labels.pdf")
    assert crm("print labels --city Narva").code == 3
    assert crm("print labels --layout 9x9").code == 2


@pytest.mark.parametrize("name", ["w.html", "w.CSV", "w.txt", "w.png"])
@pytest.mark.parametrize(
    "line", ["week --print -o", "print contact mari -o", "print list -o", "report activity --pdf"]
)
def test_a_page_is_never_named_as_what_it_is_not(
    line: str, name: str, crm: Crm, tmp_path: Path
) -> None:
    said = crm(line, str(tmp_path / name))
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith(", and this is a PDF: name it w.pdf\n")
    assert not (tmp_path / name).exists()
    assert crm("sheets --json").json == []


@pytest.mark.parametrize("line", ["week --print", "print contact mari", "print list"])
def test_a_file_that_cannot_be_written_is_refused_and_leaves_no_sheet(line: str, crm: Crm) -> None:
    said = crm(f"{line} -o /no/such/folder/x.pdf")
    assert (said.code, said.out) == (6, "")
    assert said.err.count("\n") == 1


def test_a_printer_takes_the_page(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lp = tmp_path / "bin" / "lp"
    lp.parent.mkdir()
    lp.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/sent\n[ "$2" != broken ]\n')
    lp.chmod(0o755)
    monkeypatch.setenv("PATH", f"{lp.parent}{os.pathsep}{os.environ['PATH']}")
    pdf = tmp_path / "week.pdf"
    assert crm(f"week --print -o {pdf} --lp").lines[-1] == "Sent to the printer"
    assert (tmp_path / "sent").read_text() == f"-- {pdf}\n"
    assert crm(f"week --again -o {pdf} --lp shop").lines[-1] == "Sent to shop"
    assert (tmp_path / "sent").read_text() == f"-d shop -- {pdf}\n"
    assert crm(f"week --again -o {pdf} --lp broken").code == 5


def test_a_machine_without_lp_keeps_the_page(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = crm("week --print --lp")
    assert said.code == 5
    assert "this machine has no lp" in said.err


def test_the_book_itself_is_never_printed_over(
    crm: Crm, book: Path, dump: Callable[[], Any]
) -> None:
    before = dump()
    assert crm("week --print -o", str(book)).code == 5
    assert dump() == before
    sqlite3.connect(book).execute("PRAGMA integrity_check")
