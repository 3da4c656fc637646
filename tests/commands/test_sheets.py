"""Printed sheets: kept, listed, and keyed back in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from terminal import CTRL_C, Terminal


@pytest.fixture
def sheet(crm: Crm, tmp_path: Path) -> None:
    """W47-A of Saturday 21 November: 01 Mari late, 02 Jaan today, 03 Rein's rhythm."""
    crm('add "Mari Maasikas" --phone "5551 2345"')
    crm('add "Jaan Põld" --company "Põld OÜ"')
    crm('add "Rein Kask"')
    crm("callback mari 2026-11-18 send the quote")
    crm("callback jaan today ask about the lamps -c visit")
    crm('log rein "likes lamps" --at 2026-09-01')
    crm("rhythm rein 30d")
    assert crm("week --print -o", str(tmp_path / "sheet.pdf")).code == 0


def _open(crm: Crm) -> list[tuple[int, str, str]]:
    return [(row["number"], row["handle"], row["due"]) for row in crm("callbacks --json").json]


@pytest.mark.usefixtures("sheet")
def test_a_sheet_is_listed_with_its_lines(crm: Crm) -> None:
    assert crm("sheets --json").json == [
        {
            "sheet": "W47-A",
            "since": "2026-11-16",
            "until": "2026-11-22",
            "printed": "2026-11-21T10:00:00",
            "lines": 3,
            "entered": 0,
        }
    ]
    lines = crm("sheet show w47-a --json").json
    assert [(row["code"], row["section"], row["handle"], row["state"]) for row in lines] == [
        (1, "overdue", "mari-maasikas", "open"),
        (2, "due", "jaan-pold", "open"),
        (3, "rhythm", "rein-kask", "open"),
    ]


@pytest.mark.usefixtures("sheet")
def test_three_lines_in_one_go_are_one_step(crm: Crm, dump: Callable[[], Any]) -> None:
    before = dump()
    result = crm('enter W47-A "01 wants the offer /mon +vip; 02 na; 03 x"')
    assert result.out == (
        "Entered 3 of 3 lines of W47-A\n"
        "  01 Mari Maasikas: wants the offer +vip; callback Mon 23 Nov (in 2 days), number 3\n"
        "  02 Jaan Põld: no answer; callback Mon 23 Nov (in 2 days)\n"
        "  03 Rein Kask: dropped\n"
        "  crm undo takes it back\n"
    )
    assert _open(crm) == [(2, "jaan-pold", "2026-11-23"), (3, "mari-maasikas", "2026-11-23")]
    assert crm("undo").code == 0
    assert dump() == before


@pytest.mark.usefixtures("sheet")
def test_words_close_the_callback_by_the_talk_over_its_channel(crm: Crm) -> None:
    crm('enter W47-A "02 showed him three lamps"')
    talk = crm("show jaan --json").json[0]
    assert (talk["channel"], talk["summary"]) == ("visit", "showed him three lamps")
    closed = next(row for row in crm("callbacks --all --json").json if row["number"] == 2)
    assert closed["closing"] == "done"


@pytest.mark.usefixtures("sheet")
def test_no_answer_on_a_rhythm_line_opens_a_callback(crm: Crm) -> None:
    crm('enter W47-A "03 na"')
    assert (3, "rein-kask", "2026-11-23") in _open(crm)


@pytest.mark.usefixtures("sheet")
def test_a_line_closed_on_screen_is_skipped_and_said(crm: Crm) -> None:
    crm('done 1 "sent it"')
    result = crm('enter W47-A "01 na; 02 x"')
    assert "  01 Mari Maasikas: skipped, closed on screen (done)\n" in result.out
    assert "  02 Jaan Põld: dropped\n" in result.out
    assert _open(crm) == []


@pytest.mark.usefixtures("sheet")
def test_a_line_is_keyed_in_once(crm: Crm) -> None:
    crm('enter W47-A "03 likes lamps still"')
    result = crm('enter W47-A "03 likes lamps still"')
    assert "  03 Rein Kask: skipped, keyed in already\n" in result.out
    assert len(crm("show rein --json").json) == 2


@pytest.mark.usefixtures("sheet")
@pytest.mark.parametrize(
    ("entries", "code", "reason"),
    [
        ("01 na; 04 na", 3, "W47-A has no line 04 (its lines: 01 to 03); nothing was written\n"),
        ("01 na; 02 says /mno", 2, "cannot read the day"),
        ("wants it", 2, "an entry begins with its line code"),
    ],
)
def test_one_wrong_entry_writes_nothing_at_all(
    entries: str, code: int, reason: str, crm: Crm, dump: Callable[[], Any]
) -> None:
    before = dump()
    result = crm("enter W47-A", entries)
    assert (result.code, result.out) == (code, "")
    assert reason in result.err
    assert dump() == before


@pytest.mark.usefixtures("sheet")
def test_entries_come_from_a_file_or_standard_input(crm: Crm, tmp_path: Path) -> None:
    file = tmp_path / "keyed.txt"
    file.write_text("01 na\n", "utf-8")
    assert "Entered 1 of 1 lines" in crm("enter W47-A --file", str(file)).out
    assert "Entered 1 of 1 lines" in crm("enter w47 -", stdin="02 x\n").out
    assert crm("enter W47-A --file nowhere.txt").code == 3
    assert crm("enter W47-A").code == 2


def test_an_unknown_sheet_is_not_found(crm: Crm) -> None:
    assert crm('enter W99-Z "01 na"').code == 3
    assert crm("sheet show").err == (
        "no sheet was printed yet; crm sheets lists them, crm week --print makes one\n"
    )


@pytest.mark.usefixtures("sheet")
def test_the_walk_asks_for_each_open_line_and_writes_after_a_yes(crm: Crm) -> None:
    crm("drop 2")
    with Terminal("enter", "W47-A") as terminal:
        terminal.expect("01 Mari Maasikas, 5551 2345: send the quote")
        terminal.answer("   : ", "wants it /mno\n")
        terminal.expect('cannot read the day "mno"')
        terminal.answer("   : ", "wants it /mon\n")
        terminal.expect("02 Jaan Põld: ask about the lamps (closed on screen (dropped))")
        terminal.answer("   : ", "\n")
        terminal.answer("Write this? [Y/n]: ", "\n")
        assert terminal.end() == 0
        assert "Entered 1 of 1 lines of W47-A" in terminal.text
    assert _open(crm) == [(3, "mari-maasikas", "2026-11-23")]


@pytest.mark.usefixtures("sheet")
def test_an_interrupted_walk_goes_on_where_it_stopped(crm: Crm) -> None:
    with Terminal("enter", "W47-A") as terminal:
        terminal.answer("   : ", "na\n")
        terminal.expect("02 Jaan Põld")
        terminal.answer("   : ", CTRL_C)
        assert terminal.end() == 130
    assert len(_open(crm)) == 2
    with Terminal("enter", "W47-A") as terminal:
        terminal.expect("01 Mari Maasikas, 5551 2345: send the quote (kept: na)")
        terminal.answer("   : ", "x\n")
        terminal.answer("   : ", "\n")
        terminal.answer("Write this? [Y/n]: ", "y\n")
        assert terminal.end() == 0
    assert [row[1:] for row in _open(crm)] == [("mari-maasikas", "2026-11-23")]


@pytest.mark.usefixtures("sheet")
def test_letters_go_on_and_again_prints_the_same_sheet(crm: Crm, tmp_path: Path) -> None:
    crm("week --print -o", str(tmp_path / "b.pdf"))
    assert [row["sheet"] for row in crm("sheets --json").json] == ["W47-B", "W47-A"]
    crm("week --again -o", str(tmp_path / "c.pdf"))
    assert len(crm("sheets --json").json) == 2


@pytest.mark.usefixtures("sheet")
def test_codes_stay_true_whatever_happens_on_screen(crm: Crm) -> None:
    crm("contact edit mari --name 'Kari Mets'")
    crm("callback rein 2026-11-17 'older than all'")
    lines = crm("sheet show W47-A --json").json
    assert (lines[0]["code"], lines[0]["contact"]) == (1, "Mari Maasikas")
    assert "  01 Kari Mets: dropped\n" in crm('enter W47-A "01 x"').out


@pytest.mark.usefixtures("sheet")
def test_undoing_the_print_takes_the_sheet_away(crm: Crm) -> None:
    crm("undo")
    assert crm("sheets").code == 0
    assert crm("sheet show W47-A").code == 3
