"""What the owner says about a file, asked or told: it overrules what was found out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from round_trips import tables
from terminal import CTRL_D, Terminal

Dump = Callable[[], Any]
QUESTION = "is not certain; which of these is right?"
NUMBER = "Number:"


@pytest.fixture
def norse(tmp_path: Path) -> Path:
    """Eight-bit names that an Estonian desk could read in two ways."""
    path = tmp_path / "norse.csv"
    path.write_bytes("name,phone\nØyvind Sørbø,5551 2345\nMäki,5551 0000\n".encode("cp1252"))
    return path


def test_an_encoding_that_is_not_certain_is_asked_on_a_terminal(norse: Path, dump: Dump) -> None:
    with Terminal("import", "--apply", str(norse), columns=200) as terminal:
        terminal.expect(f"the encoding of {norse} {QUESTION}")
        terminal.expect("  1  Ųyvind Sųrbų, Mäki  (windows-1257)\n")
        terminal.expect("  2  Øyvind Sørbø, Mäki  (windows-1252)\n")
        terminal.answer(NUMBER, "7\r")
        terminal.expect("type a number from 1 to 2, or Ctrl-C to stop")
        terminal.answer(NUMBER, "2\r")
        assert terminal.end() == 0
    assert [row["name"] for row in dump()["contacts"]] == ["Øyvind Sørbø", "Mäki"]


def test_the_name_of_an_encoding_is_an_answer_too(norse: Path) -> None:
    with Terminal("import", str(norse)) as terminal:
        terminal.answer(NUMBER, "windows-1257\r")
        assert terminal.end() == 0
    assert "  Ųyvind Sųrbų, 5551 2345\n" in terminal.text


@pytest.mark.parametrize("words", [(), ("--apply",)])
def test_no_answer_writes_nothing(words: tuple[str, ...], norse: Path, book: Path) -> None:
    with Terminal("import", str(norse), *words) as terminal:
        assert terminal.expect(NUMBER).interrupt() == 130
    with Terminal("import", str(norse), *words) as terminal:
        terminal.answer(NUMBER, CTRL_D)
        assert terminal.end() == 5
    assert not book.exists()


def test_without_a_terminal_an_encoding_that_is_not_certain_is_an_error(
    norse: Path, crm: Crm, book: Path
) -> None:
    said = crm("import --apply", str(norse))
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f'the encoding of {norse} is not certain: windows-1257 reads "Ųyvind Sųrbų", "Mäki";'
        ' windows-1252 reads "Øyvind Sørbø", "Mäki"; say which with --encoding\n'
    )
    assert not book.exists()


def test_the_country_of_the_book_may_make_an_encoding_certain(norse: Path, crm: Crm) -> None:
    crm("config set country NO")
    said = crm("import", str(norse))
    assert (said.code, said.lines[0]) == (0, "contacts: CSV, windows-1252, comma")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nØyvind Sørbø\n", "contacts: CSV, windows-1252, one column"),
        (
            "invoice,date,customer,product,quantity,price\n1,2026-11-02,Øyvind,Bord,1,5\n",
            "orders: CSV, windows-1252, comma",
        ),
        ("code,name,price\nbollemor,Bollemør,5\n", "CSV, windows-1252, comma"),
    ],
)
def test_an_encoding_that_was_guessed_is_said_when_written_too(
    text: str, said: str, crm: Crm, tmp_path: Path
) -> None:
    crm("config set country NO")
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode("cp1252"))
    kind = said.split(":")[0] if ":" in said else "products"
    assert crm(f"import {kind} {path}").lines[0] == said
    assert crm(f"import {kind} {path} --apply").lines[0] == said
    path.write_bytes(text.encode())
    assert "utf-8" not in crm(f"import {kind} {path} --apply").out


@pytest.mark.parametrize(
    ("encoding", "name"), [("windows-1252", "Øyvind Sørbø"), ("CP1257", "Ųyvind Sųrbų")]
)
def test_an_encoding_that_is_said_overrules(
    encoding: str, name: str, norse: Path, crm: Crm, dump: Dump
) -> None:
    assert crm(f"import --apply --encoding {encoding}", str(norse)).code == 0
    assert dump()["contacts"][0]["name"] == name


def test_an_encoding_that_does_not_fit_names_the_line(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name\nMari\n\xd5ie\n")
    said = crm("import --encoding utf-8", str(path))
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert said.err.startswith(f"line 3 of {path} is not UTF-8 (byte d5 at character 1)")


@pytest.mark.parametrize(
    ("delimiter", "name"),
    [("semicolon", "Tamm, Mari"), (";", "Tamm, Mari"), ("none", "Tamm, Mari;5551")],
)
def test_a_delimiter_that_is_said_overrules(
    delimiter: str, name: str, crm: Crm, dump: Dump
) -> None:
    text = "name;phone\nTamm, Mari;5551\n" if delimiter != "none" else "name\nTamm, Mari;5551\n"
    assert crm("import contacts - --apply --delimiter", delimiter, stdin=text).code == 0
    assert dump()["contacts"][0]["name"] == name


def test_a_delimiter_that_is_said_beats_a_better_one(crm: Crm) -> None:
    text = "name;phone,city\nMari;5551,Tartu\n"
    assert crm("import contacts -", stdin=text).lines[0] == "contacts: CSV, utf-8, semicolon"
    said = crm("import contacts - --delimiter comma --map name;phone=name", stdin=text)
    assert said.lines[0] == "contacts: CSV, utf-8, comma"
    assert "  Mari;5551, Tartu" in said.lines


def test_an_unknown_delimiter_is_one_sentence(crm: Crm) -> None:
    said = crm("import contacts - --delimiter :", stdin="name\nMari\n")
    assert (said.code, said.err.count("\n")) == (2, 1)


@pytest.mark.parametrize(
    ("flag", "heading", "birthday"),
    [
        ("", "  dates are read as dmy, which is not certain: --date-order says it", "1980-02-01"),
        ("--date-order dmy", "  dates are read as dmy", "1980-02-01"),
        ("--date-order mdy", "  dates are read as mdy", "1980-01-02"),
    ],
)
def test_a_date_order_that_is_said_overrules(
    flag: str, heading: str, birthday: str, crm: Crm, dump: Dump
) -> None:
    text = "name,birthday\nMari,1/2/1980\n"
    assert crm(f"import contacts - {flag}", stdin=text).lines[1] == heading
    assert crm(f"import contacts - --apply {flag}", stdin=text).code == 0
    assert dump()["contacts"][0]["birthday"] == birthday


def test_a_mapping_is_remembered_for_its_headings(crm: Crm, dump: Dump) -> None:
    text = "Kunde,Ring ham\nTiit,5551 2345\n"
    words = ("--map", "Kunde=name", "--map", "Ring ham=phone")
    assert crm("import contacts - --apply", *words, stdin=text).code == 0
    said = crm("import contacts -", stdin="Kunde,Ring ham\nMari,5552 9999\n")
    assert "  columns as said before for these headings; --map changes that" in said.lines
    assert "  Mari, 5552 9999" in said.lines


def test_a_remembered_mapping_can_be_corrected(crm: Crm, dump: Dump) -> None:
    text = "Kunde,Ring ham,Sted\nTiit,5551 2345,Tartu\n"
    first = ("--map", "Kunde=company", "--map", "Ring ham=phone")
    assert crm("import contacts - --apply", *first, stdin=text).code == 0
    assert crm("undo").code == 0
    assert "columns as said before" not in crm("import contacts -", *first, stdin=text).out
    assert crm("import contacts - --apply", *first, stdin=text).code == 0
    said = crm("import contacts - --apply --map Kunde=nickname --map Sted=name", stdin=text)
    assert said.code == 0
    rehearsed = crm("import contacts -", stdin=text)
    assert rehearsed.lines[1:5] == [
        "  columns as said before for these headings; --map changes that",
        "  Kunde → nickname",
        "  Ring ham → phone",
        "  Sted → name",
    ]


def test_a_rehearsal_remembers_no_mapping(crm: Crm) -> None:
    text = "Kunde,Phone\nTiit,5551 2345\n"
    assert crm("import contacts - --map Kunde=nickname", stdin=text).code == 0
    assert "  left aside: Kunde" in crm("import contacts -", stdin=text).lines


def test_update_is_undone_with_the_rest(crm: Crm, dump: Dump) -> None:
    crm("add Tiit --phone 55512345")
    text = "name,phone,city\nTiit,5551 2345,Tartu\nMari,5552 0000,Narva\n"
    assert crm("import contacts - --apply --update", stdin=text).code == 0
    assert [row["city"] for row in dump()["contacts"]] == ["Tartu", "Narva"]
    crm("undo")
    assert [row["city"] for row in dump()["contacts"]] == [""]


def test_overwriting_is_undone_exactly(crm: Crm, book: Path) -> None:
    crm(
        "add 'Tiit Kask' --nickname Tix --phone 'work: 55512345' --title boss --city Narva"
        " --street 'Jõe 8' --notes 'likes red' --tag vip --group small --company 'Kask AS'"
    )
    crm("add 'Kask AS' --kind company")
    crm("rhythm tiit 30d")
    before = tables(book)
    text = (
        "name,nickname,phone,mobile,title,street,city,notes,tags,group,company,birthday\n"
        "Tiit Kask,T,5551 2345,5559 9999,clerk,Pikk 2,Tartu,likes blue,new,large,Põld OÜ,1.2.1980\n"
        "Tiit Kask,TT,5551 2345,,head,,,,,,,\n"
        "Mari,,5552 0000,,,,,,,,,\n"
    )
    assert crm("import contacts - --apply --overwrite", stdin=text).code == 0
    tiit = crm("export contacts --json").json[0]
    assert (tiit["title"], tiit["nickname"], tiit["city"]) == ("head", "TT", "Tartu")
    assert crm("undo").code == 0
    assert tables(book) == before


def test_a_contact_is_known_by_the_name_it_had_before_a_merge(crm: Crm, dump: Dump) -> None:
    crm("add 'Mari Maasikas' --phone 55512345")
    crm("add 'Mari Tamm'")
    assert crm("contact merge mari-maasikas mari-tamm --yes").code == 0
    said = crm("import contacts - --apply", stdin="name,phone\nMari Tamm,5551 2345\n")
    assert said.lines == ["0 added, 1 in the book already, 0 doubtful, 0 unreadable"]
    assert [row["handle"] for row in dump()["contacts"]] == ["mari-maasikas"]


def test_a_row_under_a_former_handle_is_the_contact_that_took_it(crm: Crm, tmp_path: Path) -> None:
    crm("add 'Mari Maasikas' --phone 55512345")
    crm("add 'Juhan Kuusk'")
    path = str(tmp_path / "all.csv")
    crm("export contacts --csv -o", path)
    assert crm("contact merge mari-maasikas juhan-kuusk --yes").code == 0
    said = crm("import contacts --apply", path)
    assert said.lines[-1].startswith("0 added, 2 in the book already")
