"""A list's ways out: one record a line, JSON, CSV."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from conftest import Crm
from shops import stock
from terminal import screen

from smallcrm.output.listing import cell_text, print_json, write_csv

HOSTILE = "a\tb\nc \x1b[31m\u202e[red] :smile: =1 " + "x" * 200
LISTS = ("today", "week", "callbacks", "list", "tags", "groups", "history", "config", "who mari",
         "show mari", "find hostile")  # fmt: skip


@pytest.fixture
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, "add 'Mari [/]' --tag '=hostile' --group top --phone 5551",
          f"log mari 'hostile {HOSTILE}' --back today", "rhythm mari 1d")  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (True, "yes"),
        (False, "no"),
        (0, "0"),
        (12, "12"),
        (("a", "b"), "a, b"),
        ([], ""),
        (dt.date(2026, 11, 21), "2026-11-21"),
        (dt.datetime(2026, 11, 21, 9, 5, 7), "2026-11-21 09:05"),
        (dt.time(9, 5), "09:05:00"),
        ("[red]", "[red]"),
    ],
)
def test_a_value_as_a_cell(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_csv_leaves_a_number_below_zero_a_number() -> None:
    file = io.StringIO()
    write_csv(file, [{"a": "-12.50", "b": "-3"}, {"a": "-1+2", "b": "-"}], ("a", "b"))
    assert file.getvalue() == "a,b\n-12.50,-3\n'-1+2,'-\n"


def test_csv_guards_what_a_spreadsheet_would_run() -> None:
    file = io.StringIO()
    write_csv(file, [{"a": "=1+1", "b": ("+x", "y")}, {"a": 'q",\n', "b": None}], ("a", "b"))
    assert file.getvalue() == 'a,b\n\'=1+1,"\'+x, y"\n"q"",\n",\n'


def test_json_is_one_array_with_the_same_keys(capsys: pytest.CaptureFixture[str]) -> None:
    print_json([{"a": dt.date(2026, 11, 21), "b": "õ", "c": 1}, {"a": None}], ("a", "b"))
    printed = capsys.readouterr().out
    assert json.loads(printed) == [{"a": "2026-11-21", "b": "õ"}, {"a": None, "b": None}]
    assert "õ" in printed


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("line", LISTS)
def test_every_list_is_json_and_csv(line: str, crm: Crm) -> None:
    rows = crm(f"{line} --json").json
    table = list(csv.reader(io.StringIO(crm(f"{line} --csv").out)))
    assert isinstance(rows, list)
    assert rows
    assert all(list(row) == table[0] for row in rows)
    assert len(table) == len(rows) + 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table for cell in row)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("line", ["today", "week", "callbacks", "list", "who mari", "show mari",
                                  "find hostile"])  # fmt: skip
def test_every_row_about_a_contact_names_it_and_its_handle(line: str, crm: Crm) -> None:
    rows = crm(f"{line} --json").json
    assert {(row["contact"], row["handle"]) for row in rows} == {("Mari [/]", "mari")}


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("line", LISTS)
def test_piped_output_is_one_whole_record_a_line(line: str, crm: Crm) -> None:
    out, rows = crm(line).out, crm(f"{line} --json").json
    assert not set(out) & {"\x1b", "\u202e", "\r"}
    if line not in ("who mari", "show mari"):
        assert out.count("\n") == len(rows)
        assert {text.count("\t") for text in out.splitlines()} == {len(rows[0]) - 1}
    if line in ("today", "week", "callbacks", "show mari", "find hostile"):
        assert "hostile a b c \\x1b[31m\\u202e[red] :smile: =1 " + "x" * 200 in out


@pytest.mark.usefixtures("shop")
def test_json_has_the_text_letter_for_letter(crm: Crm) -> None:
    assert crm("show mari --json").json[0]["summary"] == f"hostile {HOSTILE}"


@pytest.mark.parametrize("line", ["today", "week", "callbacks", "list", "tags", "history"])
def test_an_empty_list_is_an_empty_array_or_a_heading(line: str, crm: Crm) -> None:
    said, table = crm(f"{line} --json"), crm(f"{line} --csv")
    assert (said.code, said.out, said.err) == (0, "[]\n", "")
    assert (table.out.count("\n"), table.err) == (1, "")
    assert crm(line).out == ""


def test_json_and_csv_together_are_refused_or_one_wins(crm: Crm) -> None:
    said = crm("today --json --csv")
    assert said.code == 2 or said.out == "[]\n"


ACTING = "\x1b]0;t\x07\x9b31m\u202e"


@pytest.mark.parametrize(
    "line",
    ["list --csv", "list --json", "find e --csv", "show mari --json", "export contacts",
     "export everything", "export contacts --json"],
)  # fmt: skip
def test_nothing_acts_on_a_terminal_in_any_form(line: str, crm: Crm) -> None:
    crm("add Mari --notes", ACTING, "--street", ACTING, "--phone", f"{ACTING}5551")
    crm("log mari --", f"she {ACTING}")
    shown = screen(*line.split()).raw
    assert not set(shown) & set(ACTING[:1] + ACTING[5:7] + ACTING[-1])
    assert "x9b31m" in shown or "u009b31m" in shown


def test_csv_for_a_pipe_is_letter_for_letter(crm: Crm) -> None:
    crm("add Mari --street", f"a {ACTING}")
    assert f"a {ACTING}" in crm("export contacts --csv").out


def test_csv_on_a_terminal_keeps_its_lines(crm: Crm) -> None:
    crm("add Mari --notes", "one\ntwo\tthree")
    assert 'one\ntwo\\tthree"\n' in screen("export", "contacts").text
