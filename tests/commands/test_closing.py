"""Callbacks one by one: done, put off, tried, dropped, planned; and rhythms."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock

Dump = Callable[[], Any]


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(
        crm,
        book,
        'add "Mari Maasikas"',
        'add "Jaan Põld"',
        'add "Uus Inimene"',
        'log mari "asked the price" --back fri',
        'callback jaan mon "send samples" --they -c letter',
        'callback jaan "2026-11-18 9:00" "ring him"',
    )


def _callback(dump: Dump, number: int) -> Any:
    return next(row for row in dump()["callbacks"] if row["number"] == number)


def test_done_closes_by_logging_what_was_said_and_opens_the_next(crm: Crm, dump: Dump) -> None:
    said = crm('done 1 "sent the quote, he decides Monday" --back mon')
    assert said.lines == [
        "Logged call with Mari Maasikas: sent the quote, he decides Monday",
        "  callback Mon 23 Nov (in 2 days), number 4; callback 1 is done",
        "  crm undo takes it back",
    ]
    talk, closed, opened = dump()["interactions"][-1], _callback(dump, 1), _callback(dump, 4)
    assert talk["summary"] == "sent the quote, he decides Monday"
    assert (closed["closing"], closed["closed_on"]) == ("done", "2026-11-21")
    assert (closed["closed_by"], opened["opened_by"]) == (talk["id"], talk["id"])
    assert (opened["why"], opened["due"]) == (talk["summary"], "2026-11-23")


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("done 1 no quotes needed", "summary", "no quotes needed"),
        ("done mari x", "handle", "mari-maasikas"),
        ("done Mari x", "handle", "mari-maasikas"),
        ("done 2 x", "channel", "letter"),
        ("done 2 x -c visit", "channel", "visit"),
        ("done 1 x", "at", "2026-11-21T10:00:00"),
        ("done 1 x --at 'yesterday 15:30'", "at", "2026-11-20T15:30:00"),
        ("done 1 x --out --outcome reached", "outcome", "reached"),
        ("done 1 x --in", "direction", "in"),
        ("done 1 x --with jaan", "with", ["jaan-pold"]),
        ("done 1 -", "summary", "from the pipe"),
    ],
)
def test_done_takes_what_log_takes(line: str, field: str, value: Any, crm: Crm, dump: Dump) -> None:
    assert crm(line, stdin="from the pipe\n").code == 0
    assert dump()["interactions"][-1][field] == value


def test_done_says_only_the_next_number_or_the_handle_if_quiet(crm: Crm) -> None:
    assert crm("done 1 x --back mon -q").out == "4\n"
    assert crm("done 2 x -q").out == "jaan-pold\n"


def test_a_callback_is_put_off(crm: Crm, dump: Dump) -> None:
    assert crm("snooze 3 +3d").lines == [
        "Callback 3, Jaan Põld is put off: callback Tue 24 Nov (in 3 days)",
        "  crm undo takes it back",
    ]
    moved = _callback(dump, 3)
    assert (moved["due"], moved["due_time"]) == ("2026-11-24", None)
    assert moved["first_due"] == "2026-11-18"


@pytest.mark.parametrize(
    ("when", "due", "time"),
    [
        ("mon", "2026-11-23", None),
        ("next week", "2026-11-23", None),
        ("tomorrow 14:30", "2026-11-22", "14:30:00"),
        ("in 3 days", "2026-11-24", None),
        ("eom", "2026-11-30", None),
        ("ülehomme", "2026-11-23", None),
        ("rīt", "2026-11-22", None),
        ("i overmorgen", "2026-11-23", None),
    ],
)
def test_a_day_of_several_words_needs_no_quotes(
    when: str, due: str, time: str | None, crm: Crm, dump: Dump
) -> None:
    assert crm(f"snooze 1 {when}").code == 0
    assert (_callback(dump, 1)["due"], _callback(dump, 1)["due_time"]) == (due, time)


def test_a_day_in_the_past_is_said_back(crm: Crm) -> None:
    said = crm("snooze 1 2026-11-18")
    assert said.lines[0].endswith("is put off: callback Wed 18 Nov (3 days late)")
    assert said.err == "  note: that day is 3 days past\n"


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2026-11-19", "2026-11-20"),
        ("2026-11-20", "2026-11-23"),
        ("2026-11-21", "2026-11-23"),
        ("2026-11-22", "2026-11-23"),
        ("2026-11-23", "2026-11-24"),
        ("2026-12-31", "2027-01-01"),
    ],
)
def test_a_try_moves_the_callback_to_the_next_working_day(
    today: str, due: str, crm: Crm, dump: Dump
) -> None:
    assert crm("tried 3", today=today).code == 0
    tried = _callback(dump, 3)
    assert (tried["due"], tried["due_time"], tried["tries"]) == (due, "09:00:00", 1)
    assert (tried["first_due"], tried["closing"]) == ("2026-11-18", "")


@pytest.mark.parametrize(
    ("day", "due", "due_time", "said"),
    [
        ("fri", "2026-11-27", None, "Fri 27 Nov (in 6 days)"),
        ("'fri 14:30'", "2026-11-27", "14:30:00", "Fri 27 Nov 14:30 (in 6 days)"),
        ("'today 14:30'", "2026-11-23", "14:30:00", "Mon 23 Nov 14:30 (in 2 days)"),
        ("tomorrow", "2026-11-23", None, "Mon 23 Nov (in 2 days)"),
    ],
)
def test_a_try_never_hastens_a_callback_and_keeps_its_hour(
    day: str, due: str, due_time: str | None, said: str, crm: Crm, dump: Dump
) -> None:
    crm(f"callback uus {day} x")
    assert crm("tried 4").lines[0] == f"Callback 4, Uus Inimene: tried once; callback {said}"
    tried = _callback(dump, 4)
    assert (tried["due"], tried["due_time"], tried["tries"]) == (due, due_time, 1)


def test_tries_are_counted_and_shown(crm: Crm) -> None:
    assert crm("tried 3").lines == [
        "Callback 3, Jaan Põld: tried once; callback Mon 23 Nov 09:00 (in 2 days)",
        "  crm undo takes it back",
    ]
    assert crm("tried 3").lines[0] == (
        "Callback 3, Jaan Põld: tried 2 times; callback Mon 23 Nov 09:00 (in 2 days)"
    )
    assert [row["tries"] for row in crm("callbacks --json").json] == [2, 0, 0]
    assert "callback\t  3 call back Mon 23 Nov 09:00 (in 2 days), tried 2x: ring him" in (
        crm("who jaan").lines
    )


def test_a_dropped_callback_is_closed_without_a_talk(crm: Crm, dump: Dump) -> None:
    assert crm("drop 3").lines == [
        "Callback 3, Jaan Põld is dropped: ring him",
        "  crm undo takes it back",
    ]
    dropped = _callback(dump, 3)
    assert (dropped["closing"], dropped["closed_on"]) == ("dropped", "2026-11-21")
    assert (dropped["closed_by"], len(dump()["interactions"])) == (None, 1)


def test_a_callback_is_planned_without_a_talk(crm: Crm, dump: Dump) -> None:
    said = crm('callback mari fri "send samples" --they')
    assert said.lines == [
        "Planned for Mari Maasikas: callback Fri 27 Nov (in 6 days), number 4",
        "  send samples",
        "  crm undo takes it back",
    ]
    planned = _callback(dump, 4)
    assert (planned["why"], planned["promised_by"]) == ("send samples", "they")
    assert (planned["opened_by"], planned["channel"]) == (None, "call")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("callback mari fri send him samples", "send him samples"),
        ("callback mari fri", "call again"),
        ("callback mari fri --they", "they promised to call"),
        ("callback mari fri ''", "call again"),
    ],
)
def test_a_planned_callback_has_a_reason(line: str, why: str, crm: Crm, dump: Dump) -> None:
    assert crm(f"{line} -q").out == "4\n"
    assert _callback(dump, 4)["why"] == why


def test_an_hour_typed_after_the_day_is_an_hour(crm: Crm, dump: Dump) -> None:
    assert crm("callback mari fri 14:30 send samples").code == 0
    assert _callback(dump, 4)["due_time"] == "14:30:00"


@pytest.mark.parametrize("command", ["done {} x", "snooze {} +3d", "tried {}", "drop {}"])
def test_several_open_callbacks_need_their_number(command: str, crm: Crm, dump: Dump) -> None:
    before = dump()
    said = crm(command.format("jaan"))
    assert (said.code, said.out) == (4, "")
    assert said.err == (
        "Jaan Põld has 2 open callbacks; say the number: 3 ring him; 2 send samples\n"
    )
    assert dump() == before


@pytest.mark.parametrize("command", ["done {} x", "snooze {} +3d", "tried {}", "drop {}"])
@pytest.mark.parametrize(
    ("which", "sentence"),
    [
        ("99", "there is no open callback 99 (crm callbacks lists them)\n"),
        ("0", "there is no open callback 0 (crm callbacks lists them)\n"),
        (
            "uus",
            "Uus Inimene has no open callback (crm callback uus-inimene DAY opens one)\n",
        ),
    ],
)
def test_nothing_is_closed_that_is_not_open(
    command: str, which: str, sentence: str, crm: Crm, dump: Dump
) -> None:
    before = dump()
    said = crm(command.format(which))
    assert (said.code, said.out, said.err) == (3, "", sentence)
    assert dump() == before


@pytest.mark.parametrize(
    "line",
    [
        "snooze 1 tomorow",
        "done 1 x --back tomorow",
        "done 1 x --why 'send list'",
        "done 1 x --at tomorrow",
        "callback mari tomorow x",
        "callback mari fri x -c fax",
        "rhythm mari often",
        "rhythm mari 0d",
        "done 1",
        "done 1 ''",
    ],
)
def test_what_cannot_be_read_writes_nothing(line: str, crm: Crm, dump: Dump) -> None:
    before = dump()
    said = crm(line)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert dump() == before


def test_numbers_hold_still_while_others_come_and_go(crm: Crm) -> None:
    crm("done 1 x")
    crm("callback mari +1d")
    crm("drop 2")
    crm("callback mari +2d")
    assert {row["number"]: row["why"] for row in crm("callbacks --json").json} == {
        3: "ring him",
        4: "call again",
        5: "call again",
    }


def test_a_number_is_not_used_again_at_once(crm: Crm) -> None:
    for number in range(4, 8):
        assert crm("callback mari +1d -q").out == f"{number}\n"
        crm(f"drop {number}")
    assert crm("done 7 x").code == 3


def test_numbers_go_round_past_those_in_use(crm: Crm, dump: Dump) -> None:
    for number in [*range(4, 100), 4, 5]:
        assert crm("callback mari +1d -q").out == f"{number}\n"
        crm(f"drop {number}")
    open_now = [row["number"] for row in dump()["callbacks"] if not row["closing"]]
    assert open_now == [1, 2, 3]


@pytest.mark.parametrize(
    ("span", "days"),
    [("30d", 30), ("6w", 42), ("1m", 30), ("3m", 92), ("1y", 365), ("10 days", 10)],
)
def test_a_rhythm_is_a_number_of_days(span: str, days: int, crm: Crm, dump: Dump) -> None:
    assert crm("rhythm mari", span).lines == [
        f"Mari Maasikas: in touch every {days} days",
        "  crm undo takes it back",
    ]
    mari = dump()["contacts"][0]
    assert (mari["rhythm_days"], mari["rhythm_since"]) == (days, "2026-11-21")


def test_a_rhythm_is_switched_off(crm: Crm, dump: Dump) -> None:
    crm("rhythm mari 30d")
    assert crm("rhythm mari off").lines[0] == "Mari Maasikas: no rhythm any more"
    assert dump()["contacts"][0]["rhythm_days"] is None


def test_what_was_read_and_cannot_be_stored_is_handed_back(crm: Crm, dump: Dump) -> None:
    before = dump()
    said = crm("done 1 -", stdin=f"a story\n{'x' * 100_000}")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "the summary has 100008 characters; at most 100000 fit\n"
        f"what you wrote, so that it is not lost:\na story\n{'x' * 100_000}\n"
    )
    assert dump() == before
