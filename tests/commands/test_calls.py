"""A phone's call log, from the file to the owner's word about each call."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES, Crm
from terminal import CTRL_D, Terminal

LOG = """Number;Time;Type;Duration
+37255512345;2026-11-16 14:30:05;Incoming;183
55512345;2026-11-17 09:12:00;Missed;0
+37255512345;2026-11-18 10:00:00;Missed;0
+37255500001;2026-11-19 11:00:00;Outgoing;0
55500001;2026-11-19 12:00:00;Incoming;65
+37256660000;2026-11-19 13:00:00;Missed;0
+37256660000;2026-11-20 13:00:00;Incoming;45
+37256661111;2026-11-20 14:00:00;Incoming;45
(Unknown);2026-11-20 15:00:00;Missed;0
5551;2026-11-20;Holiday;0
"""
XML = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<calls count="2">
  <call number="55512345" duration="65" date="1795170600000" type="1" contact_name="Manni" />
  <call number="-2" duration="0" date="1795170700000" type="3" contact_name="(Unknown)" />
</calls>
"""
HELP = "c calls a missed one back"


@pytest.fixture
def phones(crm: Crm) -> None:
    """Mari's number, and one that Jaan and Kai share; a talk with Jaan is noted."""
    crm('add "Mari Maasikas" --phone "5551 2345"')
    crm('add "Jaan Põld" --phone "5550 0001"')
    crm('add "Kai Põld" --phone "+372 5550 0001"')
    crm('log jaan "asked" --at "19.11. 12:20"')


@pytest.fixture
def log(crm: Crm, phones: None) -> None:
    """The calls wait."""
    assert crm("import calls - --apply", stdin=LOG).code == 0


def _waiting(crm: Crm) -> list[tuple[str, str, str]]:
    rows = crm("catch-up --json").json
    return [(row["at"][5:16], row["kind"], row["handle"] or row["number"]) for row in rows]


@pytest.mark.usefixtures("phones")
def test_a_log_is_rehearsed_and_leaves_nothing(crm: Crm, dump: Callable[[], Any]) -> None:
    before = dump()
    said = crm("import -", stdin=LOG)
    assert said.out.splitlines()[5:] == [
        "calls that were never noted:",
        "  Thu 19 Nov 11:00, out, no answer: Jaan Põld or Kai Põld +37255500001",
        "  Mon 16 Nov 14:30, in, 3 min: Mari Maasikas +37255512345",
        "missed calls that were never returned:",
        "  Wed 18 Nov 10:00, missed: Mari Maasikas +37255512345",
        "  Tue 17 Nov 09:12, missed: Mari Maasikas 55512345",
        "unknown numbers that called twice or more:",
        "  +37256660000 called twice, last yesterday 13:00",
        '  line 11, unreadable: "Holiday" is no kind of call; there are in, out, missed, rejected,'
        " voicemail",
        "6 new calls: 2 never noted, 2 missed, 2 of unknown numbers that called twice",
        "left aside: 1 noted already, 1 of numbers nobody knows, 1 without a number, 1 unreadable",
        "Nothing was written yet; --apply writes it.",
    ]
    assert dump() == before


@pytest.mark.usefixtures("log")
def test_the_same_log_twice_adds_nothing(crm: Crm, dump: Callable[[], Any]) -> None:
    before, steps = dump(), crm("history --json").json
    assert (
        "\n0 new calls\nleft aside: 6 in the book already"
        in crm("import calls - --apply", stdin=LOG).out
    )
    assert dump() == before
    assert crm("history --json").json == steps


@pytest.mark.usefixtures("phones")
def test_the_same_call_as_xml_and_as_a_table_is_one(
    crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = crm("import - --apply", stdin=XML)
    assert said.out.startswith("a phone's call log, XML\ncalls that were never noted:\n")
    at = crm("export everything --json").json["calls"][0]["at"].replace("T", " ")
    table = f"number,time,type,duration\n+372 5551 2345,{at},1,65\n"
    assert "0 new calls\nleft aside: 1 in the book" in crm("import calls -", stdin=table).out


def test_xml_has_no_columns_to_name(crm: Crm) -> None:
    said = crm("import calls - --map number=number", stdin=XML)
    assert (said.code, said.err) == (
        2,
        "standard input is XML and has no columns: leave out --map\n",
    )


@pytest.mark.parametrize("name", ["calls.xml", "calls-test-00.xml", "calls-test-01.xml"])
def test_every_sample_is_taken_in_once(name: str, crm: Crm) -> None:
    path = SAMPLES / "calls" / name
    if not path.exists():
        pytest.skip(f"the sample {name} is not here")
    crm('add "John Stuart" --phone "5555550001"')
    first = crm("import --apply", str(path))
    assert (first.code, "unreadable" in first.out) == (0, False)
    assert "John Stuart 5555550001" in first.out
    assert "\n0 new calls\n" in crm("import --apply", str(path)).out


@pytest.mark.usefixtures("log")
def test_without_a_terminal_the_calls_are_listed(crm: Crm) -> None:
    said = crm("catch-up")
    assert (
        said.lines[1]
        == "2026-11-18 10:00\tmissed\t0\t+37255512345\tMari Maasikas\tmari-maasikas\t\t\t"
    )
    assert crm("catch-up --csv").lines[:2] == [
        "at,kind,seconds,number,contact,handle,may_be,name,times",
        '2026-11-19 11:00,out,0,\'+37255500001,,,"jaan-pold, kai-pold",,',
    ]
    assert _waiting(crm) == [
        ("11-19T11:00", "out", "+37255500001"),
        ("11-18T10:00", "missed", "mari-maasikas"),
        ("11-17T09:12", "missed", "mari-maasikas"),
        ("11-16T14:30", "in", "mari-maasikas"),
        ("11-20T13:00", "in", "+37256660000"),
    ]


def test_a_book_without_calls_says_so(crm: Crm) -> None:
    said = crm("catch-up")
    assert (said.code, said.out, said.err) == (0, "", "No call waits.\n")
    assert "calls wait" not in crm("today").err


@pytest.mark.usefixtures("log")
def test_today_mentions_that_calls_wait(crm: Crm) -> None:
    assert crm("today").err.endswith("\n5 calls wait for a word: crm catch-up\n")
    assert crm("today --json").json == []


def _sit(*answers: str) -> Terminal:
    """The walk with these answers, to its end."""
    with Terminal("catch-up") as terminal:
        terminal.expect(HELP)
        for answer in answers:
            _type(terminal, answer)
        assert terminal.end() == 0
    return terminal


def _type(terminal: Terminal, answer: str) -> None:
    question, _, keys = answer.rpartition("|")
    terminal.answer(question or "   : ", f"{keys}\n")


@pytest.mark.usefixtures("log")
def test_six_words_and_enter_log_a_call(crm: Crm) -> None:
    shown = _sit("", "x", "x", "wants ten chairs /mon +vip", "name|").text
    assert "Mon 16 Nov 14:30, in, 3 min: Mari Maasikas +37255512345\n" in shown
    assert "   logged; callback Mon 23 Nov (in 2 days), number 1; tagged vip\n" in shown
    assert "2 skipped, 2 dropped, 1 logged; 2 left for crm catch-up\n" in shown
    (talk,) = crm("show mari --json").json
    assert talk["at"] == "2026-11-16T14:30:05"
    assert (talk["channel"], talk["direction"], talk["outcome"]) == ("call", "in", "reached")
    assert (talk["summary"], crm("callbacks --json").json[0]["due"]) == (
        "wants ten chairs",
        "2026-11-23",
    )
    assert crm("catch-up").out.count("\n") == 2


@pytest.mark.usefixtures("log")
def test_every_answer_is_a_step_to_undo(crm: Crm, dump: Callable[[], Any]) -> None:
    before = dump()
    _sit("", "", "", "wants ten chairs /mon +vip", "name|")
    changed = dump()
    assert crm("undo").code == 0
    assert dump() == before
    assert crm("redo").code == 0
    assert dump() == changed


@pytest.mark.usefixtures("log")
def test_one_key_makes_a_callback_of_all_missed_calls(crm: Crm) -> None:
    _sit("", "c", "", "name|")
    (callback,) = crm("callbacks --json").json
    assert (callback["handle"], callback["due"]) == ("mari-maasikas", "2026-11-23")
    assert callback["why"] == "missed call of Wed 18 Nov 10:00"
    assert _waiting(crm)[1:2] == [("11-16T14:30", "in", "mari-maasikas")]
    assert crm("show mari --json").json == []
    crm("undo")
    assert len(_waiting(crm)) == 5


@pytest.mark.usefixtures("log")
def test_an_empty_summary_is_stored_only_when_said(crm: Crm) -> None:
    _sit("", "c /fri", "- +vip", "name|x")
    (talk,) = crm("show mari --json").json
    assert talk["summary"] == ""
    assert crm("callbacks --json").json[0]["due"] == "2026-11-27"
    states = [call["state"] for call in crm("export everything --json").json["calls"]]
    assert sorted(states) == ["", "callback", "callback", "dropped", "dropped", "logged"]


@pytest.mark.usefixtures("log")
def test_a_shared_number_asks_who_it_was(crm: Crm) -> None:
    shown = _sit("no luck", "which of them|3", "which of them|2", ".").text
    assert "   1 Jaan Põld (jaan-pold)\n   2 Kai Põld (kai-pold)\n" in shown
    (talk,) = crm("show kai --json").json
    assert (talk["direction"], talk["outcome"]) == ("out", "no-answer")


@pytest.mark.usefixtures("log")
def test_an_unknown_number_becomes_a_contact_whose_calls_come_next(crm: Crm) -> None:
    shown = _sit("", "", "", "", "name|Juku Juurikas", "asked for lamps").text
    assert "   new contact Juku Juurikas (juku-juurikas)\n" in shown
    assert "juku-juurikas" in crm("who 5666 0000").out
    assert [talk["summary"] for talk in crm("show juku --json").json] == ["asked for lamps"]


@pytest.mark.usefixtures("log")
def test_a_name_of_the_book_gets_the_number_and_no_twin(crm: Crm) -> None:
    _sit("", "", "", "", "name|mari maasikas", "skip|1", "")
    assert len(crm("list --json").json) == 3
    assert "mari-maasikas" in crm("who +37256660000").out


@pytest.mark.usefixtures("log")
def test_an_interruption_loses_nothing_that_was_answered(crm: Crm) -> None:
    with Terminal("catch-up") as terminal:
        terminal.answer("   : ", "\n").answer("   : ", "rang about lamps\n")
        terminal.expect("   logged\n").answer("   : ", "half a se")
        assert terminal.interrupt() == 130
        assert "what was answered is written, the rest waits" in terminal.text
    assert [talk["summary"] for talk in crm("show mari --json").json] == ["rang about lamps"]


@pytest.mark.usefixtures("log")
def test_what_cannot_be_read_is_asked_again(crm: Crm) -> None:
    with Terminal("catch-up") as terminal:
        terminal.answer("   : ", "no luck /mno\n").expect('cannot read the day "mno"')
        terminal.answer("   : ", "c\n").expect("c is for missed calls")
        terminal.answer("   : ", CTRL_D)
        assert terminal.end() == 0
    assert len(_waiting(crm)) == 5


@pytest.mark.usefixtures("log")
def test_merged_contacts_have_the_calls_of_both(crm: Crm) -> None:
    crm("contact merge jaan-pold mari-maasikas --yes")
    assert ("11-16T14:30", "in", "jaan-pold") in _waiting(crm)
    crm("undo")
    assert ("11-16T14:30", "in", "mari-maasikas") in _waiting(crm)


@pytest.mark.parametrize(
    ("text", "code", "sentence"),
    [
        ("<calls><call", 2, "no whole XML file"),
        ("<!DOCTYPE x><calls/>", 2, "DOCTYPE"),
        ("number,time\n1,2\n", 2, "kind"),
    ],
)
def test_a_bad_log_is_one_sentence_and_writes_nothing(
    text: str, code: int, sentence: str, crm: Crm, book: Path
) -> None:
    said = crm("import calls - --apply", stdin=text)
    assert (said.code, said.out, said.err.count("\n")) == (code, "", 1)
    assert sentence in said.err
    assert not book.exists() or crm("history --json").json == []
