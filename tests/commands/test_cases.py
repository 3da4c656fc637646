"""Cases: opened, noted, closed and opened again; and where the open ones are seen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock
from terminal import CTRL_D, Terminal, screen

Dump = Callable[[], Any]
STAGES = "enquiry, ordering, payment, delivery, use, after-sales"
NO_STAGE = f"the stage is missing; --stage names it: {STAGES}\n"


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(
        crm,
        book,
        'add "Tamm OÜ" --kind company --phone 5550001',
        'add "Mari Mets" --company "Tamm OÜ" --phone 55512345',
        'add "Ants Tamm" --company "Tamm OÜ"',
        'add "Jaan Põld"',
        'add "List"',
        'case mari "arrived broken" --stage delivery --by 2026-11-18 --at 2026-11-16',
        'case jaan "which oil" --stage use --kind question',
        'case close 2 "linseed oil"',
    )


def _case(crm: Crm, number: int) -> Any:
    rows = crm("case list --all --json").json
    return next(row for row in rows if row["number"] == number)


def test_a_case_is_opened_in_one_line(crm: Crm) -> None:
    assert crm('case jaan "the lid is loose" --stage use').lines == [
        "Opened for Jaan Põld: case 3, use, due Sat 28 Nov (in 7 days)",
        "  the lid is loose",
        "  crm undo takes it back",
    ]
    assert _case(crm, 3) == {
        "number": 3, "contact": "Jaan Põld", "handle": "jaan-pold", "company": "",
        "kind": "complaint", "stage": "use", "summary": "the lid is loose", "solution": "",
        "opened": "2026-11-21T10:00:00", "due": "2026-11-28", "days_late": 0, "closed": None,
        "order": None, "product": "", "talk_count": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("case jaan põld the lid is loose --stage use", "summary", "the lid is loose"),
        ("case --stage use jaan 'the lid'", "handle", "jaan-pold"),
        ("case open jaan 'the lid' --stage use", "handle", "jaan-pold"),
        ("case open list 'the lid' --stage use", "handle", "list"),
        ("case @list 'the lid' --stage use", "handle", "list"),
        ("case jaan x --stage after", "stage", "after-sales"),
        ("case jaan x --stage use --kind w", "kind", "warranty"),
        ("case jaan x --stage use --by fri", "due", "2026-11-27"),
        ("case jaan x --stage use --at 'yesterday 15:30'", "opened", "2026-11-20T15:30:00"),
        ("case jaan x --stage use --at 2026-11-01", "days_late", 13),
        ("case jaan - --stage use", "summary", "from the pipe"),
        ("case jaan '[red]\x1b[31m' --stage use", "summary", "[red]\x1b[31m"),
    ],
)
def test_a_new_case_takes_what_was_typed(line: str, field: str, value: Any, crm: Crm) -> None:
    assert crm(f"{line} -q", stdin="from the pipe\n").out == "3\n"
    assert _case(crm, 3)[field] == value


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("case jaan x", 2, NO_STAGE),
        ("case jaan", 2, NO_STAGE),
        ("case jaan --stage use", 2, "what is wrong is missing; type it after the name, or - to"
         " read it from standard input\n"),
        ("case jaan x --stage roof", 2, f'there is no stage "roof"; there are {STAGES}\n'),
        ("case jaan x --stage use --kind gift", 2, 'there is no kind of case "gift"; there are'
         " complaint, return, question, warranty\n"),
        ("case jaan x --stage use --order 7", 3, 'there is no order "7" (crm order list shows'
         " them)\n"),
        ("case nobody x", 3, 'no contact matches "nobody" (crm add creates one, crm find looks'
         " everywhere)\n"),
        ("case close 1", 2, "how it was solved is missing; type it after the number\n"),
        ("case note 1", 2, "what was done is missing; type it after the number\n"),
        ("case close 1 ''", 2, "a case needs a solution, and it is empty\n"),
        ("case close jaan x", 3, 'Jaan Põld has no open case (crm case jaan-pold "what is wrong"'
         " --stage STAGE opens one)\n"),
        ("case show 99", 3, "there is no case 99 (crm case list --all shows them)\n"),
        ("log jaan x --case 1", 5, "case 1 is Mari Mets's, and Jaan Põld does not belong there"
         " (crm case list --contact jaan-pold shows the right ones)\n"),
        ("log jaan x --case roof", 2, f'there is no stage "roof"; there are {STAGES}; or type a'
         " case's number\n"),
        ("log jaan --outcome no-answer --case use", 2, "a case needs a summary, and it is empty\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence_and_writes_nothing(
    line: str, code: int, sentence: str, crm: Crm, dump: Dump
) -> None:
    before = dump()
    said = crm(line)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith(sentence)
    assert dump() == before


def test_a_contact_who_is_archived_has_no_new_case_but_keeps_the_old(crm: Crm) -> None:
    assert crm("contact archive mari").lines[1] == "  1 open case rests with it: crm case list"
    assert crm("case mari x --stage use").code == 3
    assert "case" not in [row["section"] for row in crm("today --json").json]
    assert _case(crm, 1)["summary"] == "arrived broken"
    assert crm("who mari").lines[0].startswith("cases\topen case 1, delivery, 3 days late")
    assert crm('case close mari "gave the money back"').code == 0


def test_the_due_day_is_a_setting(crm: Crm) -> None:
    crm("config set cases.days 2")
    assert "due Mon 23 Nov (in 2 days)" in crm("case jaan x --stage use").out


def test_a_case_is_closed_by_saying_how_it_was_solved(crm: Crm) -> None:
    assert crm("case close 1 sent a new one").lines == [
        "Case 1, Mari Mets is closed: sent a new one",
        "  crm undo takes it back",
    ]
    closed = _case(crm, 1)
    assert (closed["closed"], closed["days_late"]) == ("2026-11-21T10:00:00", 0)
    assert closed["solution"] == "sent a new one"


def test_a_case_was_closed_when_it_was(crm: Crm) -> None:
    crm("case close 1 'sent a new one' --at thu")
    assert _case(crm, 1)["closed"] == "2026-11-19"
    assert crm("case close 2 x --at mon").code == 0  # closed already: nothing changed


@pytest.mark.parametrize("command", ["case close 2 x", "case reopen 1", "case reopen 1 --by fri"])
def test_what_is_so_already_changes_nothing(command: str, crm: Crm, dump: Dump) -> None:
    before = dump()
    said = crm(command)
    assert (said.code, said.out.startswith("Nothing changed: Case ")) == (0, True)
    assert dump() == before


def test_a_closed_case_is_opened_again_with_a_new_due_day(crm: Crm) -> None:
    assert crm("case reopen jaan").lines == [
        "Case 2, Jaan Põld is open again, due Sat 28 Nov (in 7 days)",
        "  crm undo takes it back",
    ]
    assert (_case(crm, 2)["closed"], _case(crm, 2)["solution"]) == (None, "linseed oil")
    crm("case close 2 'olive oil'")
    assert _case(crm, 2)["solution"] == "linseed oil\nolive oil"


def test_a_note_is_a_talk_on_the_case_and_may_plan_a_callback(crm: Crm, dump: Dump) -> None:
    assert crm('case note 1 "promised a new one" --back mon').lines == [
        "Logged note with Mari Mets: promised a new one",
        "  callback Mon 23 Nov (in 2 days), number 1; on case 1",
        "  crm undo takes it back",
    ]
    assert (dump()["interactions"][-1]["channel"], _case(crm, 1)["talk_count"]) == ("note", 1)


@pytest.mark.parametrize("who", ["mari", "ants", "tamm-ou"])
def test_a_talk_of_the_firm_is_logged_on_a_case(who: str, crm: Crm) -> None:
    assert crm(f"log {who} 'called again' --case 1").lines[1] == "  on case 1"
    (talk,) = crm("case show 1 --json").json[0]["talks"]
    assert talk["summary"] == "called again"


def test_a_talk_on_a_closed_case_says_that_it_is_closed(crm: Crm) -> None:
    assert crm("log jaan 'thanked me' --case '#2'").lines[1] == "  on case 2, which is closed"


@pytest.mark.parametrize("verb", ["log", "visit", "letter", "email", "video", "chat", "note"])
def test_every_verb_opens_a_case_in_one_breath(verb: str, crm: Crm) -> None:
    said = crm(f'{verb} jaan "it came broken" --back fri --tag angry --case delivery')
    assert said.lines[1] == (
        "  callback Fri 27 Nov (in 6 days), number 1; case 3 opened, delivery, due Sat 28 Nov"
        " (in 7 days); tagged angry"
    )
    assert (_case(crm, 3)["summary"], _case(crm, 3)["talk_count"]) == ("it came broken", 1)
    assert crm("undo").code == 0
    assert [row["number"] for row in crm("case list --all --json").json] == [1, 2]


def test_done_logs_on_a_case_too(crm: Crm) -> None:
    crm("callback mari fri 'ask about it'")
    assert crm("done 1 'it is mended' --case 1").lines[1] == "  callback 1 is done; on case 1"
    assert crm("done mari x --case 1").code == 3


def test_a_list_has_open_cases_unless_told_otherwise(crm: Crm) -> None:
    crm("case ants x --stage use")

    def numbers(options: str) -> list[int]:
        return [row["number"] for row in crm(f"case list --json {options}").json]

    assert numbers("") == [1, 3]
    assert numbers("--all") == [1, 3, 2]
    assert numbers("--closed") == [2]
    assert numbers("--stage use") == [3]
    assert numbers("--all --kind question") == [2]
    assert numbers("--contact 'tamm oü'") == [1, 3]
    assert numbers("--contact ants") == [3]
    assert numbers("--all --since yesterday") == [3, 2]


def test_a_list_as_csv_is_guarded(crm: Crm) -> None:
    crm("case jaan '=1+1' --stage use --by 2026-11-20")
    assert crm("case list --csv").lines[2] == (
        "3,Jaan Põld,jaan-pold,,complaint,use,'=1+1,,2026-11-21 10:00,2026-11-20,1,,,,0"
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [("", "No open case."), ("--closed", "No closed case."), ("--stage use", "No open case fits.")],
)
def test_an_empty_list_says_so(options: str, sentence: str, crm: Crm) -> None:
    crm("undo"), crm("undo"), crm("undo")
    assert crm(f"case list {options}").err == f"{sentence}\n"


def test_a_list_on_a_terminal(crm: Crm) -> None:
    crm("log mari 'called again' --case 1")
    text = screen("case", "list", "--all").text
    assert [line.rstrip() for line in text.splitlines()] == [
        "",
        "Overdue",
        " 1  Mari Mets  3 days late        arrived broken",
        "    Tamm OÜ    delivery           1 talk",
        "",
        "Closed",
        " 2  Jaan Põld  closed Sat 21 Nov  question: which oil",
        "               use                solved: linseed oil",
    ]


def test_all_about_a_case_on_a_terminal(crm: Crm) -> None:
    crm("log ants 'called again' --case 1")
    text = screen("case", "show", "1").text
    assert [line.rstrip() for line in text.splitlines()] == [
        "case 1 · Mari Mets · Tamm OÜ",
        "complaint · delivery · opened Mon 16 Nov · due Wed 18 Nov (3 days late)",
        "arrived broken",
        "",
        " When         How   What",
        " ──────────────────────────────────────────",
        " today 10:00  call  Ants Tamm: called again",
    ]


def test_a_very_long_summary_is_kept_whole_and_cut_in_lists(crm: Crm) -> None:
    long = "so broken " * 5_000
    crm("case jaan", long, "--stage", "use")
    assert _case(crm, 3)["summary"] == long
    assert long.strip() in crm("case show 3").out
    for line in ("case list --contact jaan", "today", "who jaan", "show jaan"):
        assert len(screen(*line.split()).text) < 3_000


def test_a_case_keeps_its_order_and_product(crm: Crm, book: Path) -> None:
    _sell(book)
    assert crm("case ants 'loose' --stage use --order 1 --product L1").code == 0
    assert crm("case jaan 'loose' --stage use --order 1").code == 5
    (row,) = crm("case show 3 --json").json
    assert (row["order"], row["order_status"], row["order_total"]) == (1, "placed", "25.00")
    assert row["product"] == "Lid"
    assert "order\torder 1 of Sat 21 Nov · placed · €25.00" in crm("case show 3").lines


def _sell(book: Path) -> None:
    import datetime as dt

    from smallcrm import db
    from smallcrm.domain import orders, products, resolving

    with db.writing(book, "test") as session:
        mari = resolving.resolve(session, "mari", today=dt.date(2026, 11, 21))
        lid = products.add(session, "Lid", code="L1", price=1_250_000)
        at = dt.datetime(2026, 11, 21, 10)
        orders.place(session, mari, [orders.Wanted(lid, 2000)], at=at)


@pytest.mark.parametrize(
    ("who", "warning"),
    [
        ("mari", "open case 1, delivery, 3 days late: arrived broken"),
        ("ants", ""),
        ("'tamm oü'", "open case 1 of Mari Mets, delivery, 3 days late: arrived broken"),
        ("5551", "open case 1, delivery, 3 days late: arrived broken"),
    ],
)
def test_who_warns_of_an_open_case_first_of_all(who: str, warning: str, crm: Crm) -> None:
    first = crm(f"who {who}").lines[0]
    assert first == f"cases\t{warning}" if warning else first.startswith("contact\t")


def test_who_warns_of_the_company_s_case_and_counts_several(crm: Crm) -> None:
    crm("case tamm-ou 'paid twice' --stage payment")
    assert crm("who ants").lines[0] == (
        "cases\topen case 3 of Tamm OÜ, payment, due in 7 days: paid twice"
    )
    for number in range(3):
        crm(f"case mari 'x{number}' --stage use")
    assert crm("who mari").lines[0] == (
        "cases\t5 open cases · case 1, delivery, 3 days late: arrived broken"
        " · case 3 of Tamm OÜ, payment, due in 7 days: paid twice"
        " · case 4, use, due in 7 days: x0 · and 2 more: crm show mari-mets"
    )
    assert len(crm("who mari").lines) <= 10


def test_the_card_as_json_and_csv_has_the_cases(crm: Crm) -> None:
    (row,) = crm("who mari --json").json
    assert row["cases"] == [
        {"number": 1, "contact": "Mari Mets", "handle": "mari-mets", "kind": "complaint",
         "stage": "delivery", "summary": "arrived broken", "opened": "2026-11-16",
         "due": "2026-11-18"},
    ]  # fmt: skip
    assert crm("who jaan --json").json[0]["closed_cases"] == 1
    assert "1 delivery 2026-11-18 arrived broken" in crm("who mari --csv").lines[1]


def test_show_has_open_cases_the_closed_ones_and_which_talk_is_on_one(crm: Crm) -> None:
    crm("log mari 'called again' --case 1")
    shown = crm("show mari").lines
    assert "case\t  open case 1, delivery, 3 days late: arrived broken" in shown
    assert shown[-1].endswith("called again\t\t1")
    closed = "cases\t  1 closed case: crm case list --closed --contact jaan-pold"
    assert closed in crm("show jaan").lines
    assert "call, case 1" in screen("show", "mari").text
    assert crm("who mari").lines[-1] == "talk\t  today 10:00 call: called again (case 1)"


def test_today_has_the_open_cases_below_the_calls(crm: Crm) -> None:
    crm("callback jaan today 'send samples'")
    rows = crm("today --json").json
    assert [(row["section"], row["number"], row["case"]) for row in rows] == [
        ("2026-11-21", 1, None),
        ("case", None, 1),
    ]
    assert (rows[1]["why"], rows[1]["days_late"]) == ("arrived broken", 3)
    assert (rows[1]["phone"], rows[1]["stage"]) == ("55512345", "delivery")


def test_today_on_a_terminal_has_the_most_pressing_cases(crm: Crm) -> None:
    for number in range(6):
        crm(f"case jaan 'x{number}' --stage use")
    text = screen("today").text
    assert [line.rstrip() for line in text.splitlines()[:5]] == [
        "Sat 21 Nov: 0 to call",
        "",
        "Open cases",
        "   Mari Mets  55512345     case 1, delivery: arrived broken",
        "   Tamm OÜ    3 days late",
    ]
    assert "and 2 more open cases: crm case list\n" in text
    assert "No callback is open.\n" in text
    assert "walk" not in text
    assert len(crm("today --json").json) == 7


def test_an_open_case_is_found_by_its_words_and_its_solution(crm: Crm) -> None:
    (hit,) = crm("find brok --json").json
    assert (hit["kind"], hit["number"], hit["text"]) == ("case", 1, "arrived broken")
    assert crm("find linseed --json").json[0]["text"] == "which oil → linseed oil"
    assert crm("find roken --json").json[0]["number"] == 1


def test_history_tells_what_happened_to_a_case(crm: Crm) -> None:
    crm("case close 1 'sent a new one'")
    (step,) = crm("history --last 1 --json").json
    assert step["command"] == "case close"
    assert step["contacts"] == ["Mari Mets"]
    assert step["details"] == [
        "case solution: none → sent a new one",
        "case closed: none → 2026-11-21 10:00",
    ]


def test_an_open_case_is_a_mark_on_the_printed_week(crm: Crm) -> None:
    crm("callback mari 2026-11-24 'ask'")
    crm("callback jaan 2026-11-24 'ask'")
    crm("week w48 --print -o /dev/null")
    marks = {
        line["handle"]: line["content"]["mark"]
        for line in crm("export everything --json").json["sheets"][0]["lines"]
    }
    assert marks == {"mari-mets": "case", "jaan-pold": ""}


def test_a_merge_moves_the_cases_and_undo_parts_them(crm: Crm, dump: Dump) -> None:
    before = dump()
    assert crm("contact merge ants mari --yes").code == 0
    assert _case(crm, 1)["handle"] in ("ants-tamm", "mari-mets")
    crm("undo")
    assert dump() == before


@pytest.mark.parametrize(
    ("keys", "stage"), [("4", "delivery"), ("after", "after-sales"), ("x\r9\r\r1", "enquiry")]
)
def test_what_is_missing_is_asked_on_a_terminal(keys: str, stage: str, crm: Crm) -> None:
    with Terminal("case", "jaan", "põld") as terminal:
        terminal.answer("What is wrong:", "the lid\r")
        terminal.answer("Stage (1 enquiry, 2 ordering,", f"{keys}\r")
        assert terminal.end() == 0
    assert (_case(crm, 3)["summary"], _case(crm, 3)["stage"]) == ("the lid", stage)


def test_the_solution_is_asked_for_on_a_terminal(crm: Crm) -> None:
    with Terminal("case", "close", "mari") as terminal:
        terminal.answer("How it was solved:", "sent a new one\r")
        assert terminal.end() == 0
    assert _case(crm, 1)["solution"] == "sent a new one"


def test_words_are_handed_back_when_the_stage_is_not_said(crm: Crm, dump: Dump) -> None:
    before = dump()
    with Terminal("case", "jaan") as terminal:
        terminal.answer("What is wrong:", "the lid\r")
        terminal.answer("Stage (", CTRL_D)
        assert terminal.end() == 5
    assert "what you wrote, so that it is not lost:\nthe lid\n" in terminal.text
    assert dump() == before


def test_the_help_says_both_ways(crm: Crm) -> None:
    said = crm("case --help").out
    assert "Usage: crm case [OPTIONS] WHO [SUMMARY]... | COMMAND ..." in said
    assert "\n  reopen  Open a closed case again: it was not solved after all.\n" in said
    assert "Usage: crm case open [OPTIONS]" in crm("case open --help").out
