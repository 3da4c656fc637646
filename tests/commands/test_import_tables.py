"""Taking interactions, callbacks and whole books in: rehearsed, written as one step, only once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock

Dump = Callable[[], Any]
TALKS = (
    "Client,Date,Type,Notes\n"
    "Mari Maasikas,20.11.2026 15:30,call,=wants two\n"
    "mari-maasikas,2026-11-19,visit,came by\n"
    "Mari,2026-11-19,call,x\n"
    "Nobody At All,2026-11-19,call,x\n"
    "Jaan Tamm,2026-11-19,call,x\n"
    "Mari Maasikas,,call,x\n"
    "Mari Maasikas,yesterday,call,x\n"
    "Mari Maasikas,2026-11-19,pigeon,x\n"
)
TASKS = (
    "Kunde;Frist;Oppgave;completed\n"
    "Mari Maasikas;27.11.2026;send samples;\n"
    "Mari Maasikas;20.11.2026;call back;21.11.2026\n"
)


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(
        crm,
        book,
        'add "Mari Maasikas" --phone "5551 2345"',
        'add "Jaan Tamm"',
        'add "Jaan Tamm" --company "Tamm OÜ"',
        'log mari "asked the price" --back fri',
    )


def test_a_rehearsal_says_what_would_be_stored_and_what_cannot(crm: Crm, dump: Dump) -> None:
    before = dump()
    said = crm("import interactions -", stdin=TALKS)
    assert (said.code, said.err) == (0, "")
    assert said.lines == [
        "CSV, utf-8, comma",
        "  Client → contact",
        "  Date → at",
        "  Type → channel",
        "  Notes → summary",
        "as it would be stored:",
        "  2026-11-20 15:30 call Mari Maasikas: =wants two",
        "  2026-11-19 00:00 visit mari-maasikas: came by",
        '  line 4, unreadable: no contact is called "Mari"; write the whole name if it is'
        " Mari Maasikas (mari-maasikas)",
        '  line 5, unreadable: no contact is called "Nobody At All"',
        '  line 6, unreadable: "Jaan Tamm" fits 2 contacts; write a handle: jaan-tamm, jaan-tamm-2',
        "  line 7, unreadable: it says no day",
        '  line 8, unreadable: "yesterday" is no date; write it as 2026-12-31 or 31.12.2026 14:30',
        '  line 9, unreadable: there is no channel "pigeon"; there are call, visit, letter, email,'
        " video, chat, note",
        "2 new, 0 in the book already, 6 unreadable",
        "Nothing was written yet; --apply writes it.",
    ]
    assert dump() == before


@pytest.mark.parametrize(("part", "text"), [("interactions", TALKS), ("callbacks", TASKS)])
def test_a_table_is_one_step_and_adds_nothing_twice(
    part: str, text: str, crm: Crm, dump: Dump
) -> None:
    before = dump()
    first = crm(f"import {part} - --apply", stdin=text)
    after = dump()
    assert (first.lines[-1], len(after[part])) == (
        "  crm undo takes it back",
        len(before[part]) + 2,
    )
    again = crm(f"import {part} - --apply", stdin=text)
    assert again.lines[-1].startswith("0 added, 2 in the book already, ")
    assert dump() == after
    assert crm("undo").code == 0
    assert dump() == before
    assert crm("redo").code == 0
    assert dump() == after


def test_tasks_kept_by_hand_become_callbacks(crm: Crm, dump: Dump) -> None:
    crm("import callbacks - --apply", stdin=TASKS)
    _, todo, done = dump()["callbacks"]
    assert (todo["why"], todo["due"], todo["number"]) == ("send samples", "2026-11-27", 2)
    assert (todo["promised_by"], todo["channel"], todo["closing"]) == ("me", "call", "")
    assert (done["closing"], done["closed_on"]) == ("done", "2026-11-21")


def test_two_equal_rows_are_two_and_are_known_as_two(crm: Crm, dump: Dump) -> None:
    text = "contact,at,summary\nmari-maasikas,2026-11-19,x\nmari-maasikas,2026-11-19,x\n"
    for line in ("2 added, 0 in the book already, 0", "0 added, 2 in the book already, 0"):
        assert line in crm("import interactions - --apply", stdin=text).out
    assert len(dump()["interactions"]) == 3


def test_a_moved_callback_is_still_the_one_in_the_file(crm: Crm, tmp_path: Path) -> None:
    path = str(tmp_path / "c.csv")
    crm("export callbacks --csv -o", path)
    crm("snooze 1 +3d")
    crm('done 1 "sent"')
    assert "0 added, 1 in the book already" in crm("import callbacks --apply", path).out


def test_an_open_number_that_is_taken_becomes_the_next(crm: Crm, dump: Dump) -> None:
    crm(
        "import callbacks - --apply", stdin="number,contact,due,why\n1,mari-maasikas,2026-12-01,x\n"
    )
    assert [row["number"] for row in dump()["callbacks"]] == [1, 2]


WHOLE: dict[str, Any] = {
    "contacts": [{"name": "Tiit Kask", "handle": "tiit"}, {"name": ""}, 7],
    "callbacks": [{"handle": "tiit", "due": "soon", "why": "x"}],
    "pictures": [],
}


def test_a_book_is_rehearsed_part_by_part(crm: Crm, dump: Dump) -> None:
    before = dump()
    said = crm("import everything -", stdin=json.dumps(WHOLE))
    assert said.lines == [
        "JSON of a whole book",
        "  contacts: 1 new, 0 in the book already, 2 unreadable",
        "    contacts, record 2, unreadable: a contact needs a name",
        "    contacts, record 3, unreadable: it is no object with fields",
        "  callbacks: 0 new, 0 in the book already, 1 unreadable",
        "    callbacks, record 1, unreadable: its due cannot be read: soon",
        "  left aside: pictures",
        "Nothing was written yet; --apply writes it.",
    ]
    assert dump() == before


def test_of_parts_that_are_empty_nothing_is_said(crm: Crm) -> None:
    said = crm("import everything -", stdin=json.dumps({**WHOLE, "cases": [], "callbacks": []}))
    assert [line.split(":")[0] for line in said.lines[1:-2]] == [
        "  contacts",
        "    contacts, record 2, unreadable",
        "    contacts, record 3, unreadable",
    ]


def test_a_book_is_one_step(crm: Crm, dump: Dump) -> None:
    before = dump()
    assert crm("import everything - --apply", stdin=json.dumps(WHOLE)).code == 0
    after = dump()
    assert len(after["contacts"]) == len(before["contacts"]) + 1
    assert crm("undo").code == 0
    assert dump() == before
    assert crm("redo").code == 0
    assert dump() == after


@pytest.mark.parametrize(
    ("stdin", "sentence"),
    [
        ("{}", "is JSON, but not that of crm export everything"),
        ('{"contacts": [', "is no whole JSON in line 1"),
        ('{"contacts": []', "is no whole JSON in line 1"),
        ('{"contacts": [],\n"sheets": [1,]}', "is no whole JSON in line 2"),
        ('{"contacts": [{}]\n{}', "is no whole JSON in line 2"),
        ('{"contacts": []} {}', "is no whole JSON"),
        ("{1: []}", "is no whole JSON"),
        ('{"contacts" []}', "is no whole JSON"),
        ("[" * 100_000, "is no whole JSON"),
        ('{"contacts": [' + "[" * 100_000, "is no whole JSON"),
        ("[1]", "is JSON, but not that of crm export everything"),
        ('{"contacts": {}}', "the contacts in standard input are no array"),
        ('{"contacts": [], "sheets": 1}', "are no array"),
        ("\udcff\udcfe{}", "is no whole JSON"),
        ('{"contacts": [{"name": "\udcff"}]}', "is no whole JSON"),
    ],
)
def test_what_is_no_book_is_said_in_one_sentence(
    stdin: str, sentence: str, crm: Crm, dump: Dump
) -> None:
    before = dump()
    said = crm("import everything - --apply", stdin=stdin)
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert sentence in said.err
    assert dump() == before


BAD = [
    {"name": "A\0"},
    {"name": "a\nb"},
    {"name": "A", "points": [{"kind": "pigeon", "value": "x"}]},
    {"name": "A", "points": [7]},
    {"name": "A", "points": [{"kind": "phone", "value": 5}]},
    {"name": "A", "tags": "x"},
    {"name": "A", "tags": ["x\ny"]},
    {"name": "A", "rhythm_days": -1},
    {"name": "A", "rhythm_days": 10**30},
    {"name": "A", "rhythm_days": True},
    {"name": "A", "archived": "no"},
    {"name": "A", "created": "yesterday"},
    {"name": "A", "created": "0001-01-01T00:00:00+14:00"},
    {"name": "A", "rhythm_since": "9999-12-31"},
    {"name": "A", "group": "huge"},
    {"name": "\ud800"},
    {"name": "A" * 2000},
]


@pytest.mark.parametrize("record", BAD, ids=range(len(BAD)))
def test_a_record_that_cannot_be_kept_is_left_out_alone(
    record: dict[str, Any], crm: Crm, dump: Dump
) -> None:
    before = len(dump()["contacts"])
    text = json.dumps({"contacts": [record, {"name": "Good One"}]})
    said = crm("import everything - --apply", stdin=text)
    assert said.code == 0, said.err
    assert "  contacts: 1 added, 0 in the book already, 1 unreadable" in said.lines
    assert [row["name"] for row in dump()["contacts"][before:]] == ["Good One"]


ORDERS = (
    "number,at,handle,state,written,position,product,quantity,price,amount,order_reverses\n"
    "1,2026-11-19,mari-maasikas,placed,{},1,Tea,{},{},{},{}\n"
)
CASES = "handle,opened,summary,written,talks_written\nmari-maasikas,2026-11-19,x,{},{}\n"


@pytest.mark.parametrize(
    ("part", "text", "reason"),
    [
        (
            "orders",
            ORDERS.format("", 1, 10**11, 10**11, ""),
            "a line has a larger price than an order can hold",
        ),
        (
            "orders",
            ORDERS.format("", 1, 10**10, 10**11, ""),
            "a line has a larger amount than an order can hold",
        ),
        (
            "orders",
            ORDERS.format("", "0.0001", 1, 1, ""),
            "a line has a quantity finer than a thousandth",
        ),
        (
            "orders",
            ORDERS.format("", 1, 1, 1, 99999999),
            "its reverses is 99999999; it must be from 0 to 999999",
        ),
        (
            "orders",
            ORDERS.format("9999-12-31T23:59:59-14:00", 1, 1, 1, ""),
            '"9999-12-31T23:59:59-14:00" is no day of the years 1900 to 2199',
        ),
        (
            "cases",
            CASES.format("0001-01-01T00:00:00+14:00", ""),
            '"0001-01-01T00:00:00+14:00" is no day of the years 1900 to 2199',
        ),
        (
            "cases",
            CASES.format("", "2026-11-21T08:00:00+00:00 " + "9" * 30),
            f'"2026-11-21T08:00:00+00:00 {"9" * 30}" is no moment of a talk',
        ),
        (
            "products",
            "name,price\nTea,-5\n",
            "its price is below zero, or more than a price can be",
        ),
        (
            "products",
            f"name,price\nTea,{10**11}\n",
            "its price is below zero, or more than a price can be",
        ),
    ],
)
def test_a_row_beyond_what_can_be_kept_is_left_out(
    part: str, text: str, reason: str, crm: Crm, dump: Dump
) -> None:
    before = dump()
    said = crm(f"import {part} - --apply", stdin=text)
    assert (said.code, dump()) == (0, before), said.err
    assert f"  line 2, unreadable: {reason}" in said.lines


def test_a_product_that_stands_in_the_file_twice_is_taken_once(crm: Crm, dump: Dump) -> None:
    text = "code,name\nc1,Coffee\nC1,Coffee again\n"
    for line in ("1 added, 0 in the book already, 1", "0 added, 1 in the book already, 1"):
        said = crm("import products - --apply", stdin=text)
        assert line in said.out
        assert "  line 3, unreadable: C1 stands in the file twice" in said.lines
    assert [product["name"] for product in dump()["products"]] == ["Coffee"]


def test_a_talk_of_a_case_may_be_without_its_zone(crm: Crm) -> None:
    said = crm("import cases - --apply", stdin=CASES.format("", "2026-11-21T08:00:00 1"))
    assert said.lines[-2].startswith("1 added"), said.lines


def test_a_sheet_with_two_equal_codes_is_left_out(crm: Crm) -> None:
    line = {"code": 1, "handle": "mari-maasikas", "content": {}}
    sheet = {"name": "W48-A", "since": "2026-11-23", "until": "2026-11-29",
             "printed": "2026-11-21T10:00:00", "lines": [line, line]}  # fmt: skip
    said = crm("import everything - --apply", stdin=json.dumps({"sheets": [sheet]}))
    assert "two lines of the sheet have the same code" in said.out


def test_settings_that_the_owner_chose_stay(crm: Crm, dump: Dump) -> None:
    crm("config set shop Mine")
    whole = {"settings": [{"name": "shop", "value": "Theirs"}, {"name": "country", "value": "LV"}]}
    said = crm("import everything - --apply", stdin=json.dumps(whole))
    assert "    shop stays Mine; in the file it is Theirs" in said.lines
    assert crm("config get shop").out == "Mine\n"
    assert crm("who +37155512345 --json").json[0]["handle"] == "mari-maasikas"


def test_people_of_the_book_are_linked_to_a_company_of_the_file(crm: Crm, dump: Dump) -> None:
    whole = {"contacts": [{"name": "Tamm OÜ", "kind": "company", "handle": "tamm"}]}
    crm("import everything - --apply", stdin=json.dumps(whole))
    links = {row["handle"]: row["company_handle"] for row in dump()["contacts"]}
    assert links == {"mari-maasikas": "", "jaan-tamm": "", "jaan-tamm-2": "tamm", "tamm": ""}


CALL = {"number": "2600 0417", "at": "2026-11-16T14:30:05", "kind": "in", "seconds": 5}


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"number": "-2"}, "a call needs a number and the moment it began"),
        ({"at": None}, "a call needs a number and the moment it began"),
        ({"kind": "pigeon"}, 'there is no kind of call "pigeon"; there are in, out, missed,'),
        ({"kind": ""}, "a call needs a kind"),
        ({"seconds": 10**8}, "a call must not last longer than ten days"),
        ({"state": "lost"}, 'there is no state of a call "lost"'),
        ({"handle": "nobody"}, 'no contact is called "nobody"'),
    ],
)
def test_a_call_that_cannot_be_kept_is_left_out_alone(
    wrong: dict[str, Any], reason: str, crm: Crm, dump: Dump
) -> None:
    said = crm("import everything - --apply", stdin=json.dumps({"calls": [CALL | wrong, CALL]}))
    assert f"    calls, record 1, unreadable: {reason}" in said.out
    assert [row["number"] for row in dump()["calls"]] == ["2600 0417"]


def test_calls_come_under_the_normal_form_of_this_book(crm: Crm, dump: Dump) -> None:
    calls = [CALL | {"normal": "+37226000417"}, CALL | {"number": "+371 26000417"}]
    whole = {"calls": calls, "settings": [{"name": "country", "value": "LV"}]}
    said = crm("import everything - --apply", stdin=json.dumps(whole))
    assert "  calls: 1 added, 1 in the book already, 0 unreadable" in said.lines
    assert [row["normal"] for row in dump()["calls"]] == ["+37126000417"]


KEY = "0" * 64


@pytest.mark.parametrize(
    "record",
    [
        {"header": "x", "columns": {"Kes": "name"}},
        {"header": KEY, "columns": {}},
        {"header": KEY, "columns": {"Kes": 1}},
        {"header": KEY, "columns": []},
    ],
    ids=range(4),
)
def test_a_meaning_of_columns_that_cannot_be_kept_is_left_out(
    record: dict[str, Any], crm: Crm, dump: Dump
) -> None:
    said = crm("import everything - --apply", stdin=json.dumps({"import_mappings": [record]}))
    assert "  meanings of columns: 0 added, 0 in the book already, 1 unreadable" in said.lines
    assert dump()["import_mappings"] == []


def test_what_was_said_of_columns_here_stays(crm: Crm, dump: Dump) -> None:
    def typed(field: str) -> list[str]:
        record = {"header": KEY, "columns": {"Kes": field}}
        text = json.dumps({"import_mappings": [record]})
        return crm("import everything - --apply", stdin=text).lines

    assert "  meanings of columns: 1 added, 0 in the book already, 0 unreadable" in typed("name")
    assert "    what was said of columns here stays: Kes=name" in typed("company")
    assert dump()["import_mappings"] == [{"header": KEY, "columns": {"Kes": "name"}}]


@pytest.mark.parametrize("option", ["--update", "--overwrite", "--with-doubtful"])
@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("interactions", TALKS),
        ("callbacks", TASKS),
        ("everything", json.dumps(WHOLE)),
        ("calls", "Number,Time,Type\n1188,2026-11-16 10:00,in\n"),
    ],
)
def test_what_is_for_contacts_only_is_refused(
    option: str, kind: str, text: str, crm: Crm, dump: Dump
) -> None:
    before = dump()
    said = crm(f"import {kind} - --apply {option}", stdin=text)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"standard input holds {kind}, and {option} is for files of contacts; leave it out: what"
        " the book has stays as it is\n"
    )
    assert dump() == before
