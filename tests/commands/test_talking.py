"""Logging what happened: what is written, what is said back, and what is refused."""

import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock

Dump = Callable[[], Any]

QUOTE = "asked the price of 20 chairs, wants a quote"


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(
        crm,
        book,
        'add "Anna Tamm" --company "Tamm OÜ" --city Tartu --phone "5551 2345"',
        'add "Annika Kask" --city Võru',
        'add "Mari Maasikas"',
    )


def _last(dump: Dump) -> Any:
    return dump()["interactions"][-1]


def test_a_call_is_said_back_as_it_was_understood(crm: Crm) -> None:
    said = crm(f'log mari "{QUOTE}" --back fri --tag prospect')
    assert (said.code, said.err) == (0, "")
    assert said.lines == [
        f"Logged call with Mari Maasikas: {QUOTE}",
        "  callback Fri 27 Nov (in 6 days), number 1; tagged prospect",
        "  crm undo takes it back",
    ]


def test_one_line_writes_an_interaction_a_callback_and_a_tag(crm: Crm, dump: Dump) -> None:
    crm(f'log mari "{QUOTE}" --back fri --tag prospect')
    talk, callback = dump()["interactions"][0], dump()["callbacks"][0]
    assert (talk["handle"], talk["channel"], talk["summary"]) == ("mari-maasikas", "call", QUOTE)
    assert (talk["at"], talk["direction"], talk["outcome"]) == ("2026-11-21T10:00:00", "", "")
    assert (callback["number"], callback["due"], callback["why"]) == (1, "2026-11-27", QUOTE)
    assert (callback["opened_by"], callback["promised_by"]) == (talk["id"], "me")
    assert dump()["contacts"][2]["tags"] == ["prospect"]


def test_every_option_has_its_place_in_what_is_said_back(crm: Crm) -> None:
    said = crm("log mari left word --out --outcome message --at 'mon 15:30' --with anna -b +2w")
    assert said.lines == [
        "Logged call out, message of Mon 16 Nov 15:30 (5 days ago) with Mari Maasikas and"
        " Anna Tamm: left word",
        "  callback Sat 5 Dec (in 14 days), number 1",
        "  crm undo takes it back",
    ]


@pytest.mark.parametrize(
    ("options", "field", "value"),
    [
        ("--at mon", "at", "2026-11-16T00:00:00"),
        ("--at monday", "at", "2026-11-16T00:00:00"),
        ("--at -2d", "at", "2026-11-19T00:00:00"),
        ("--at 'yesterday 15:30'", "at", "2026-11-20T15:30:00"),
        ("--at eile", "at", "2026-11-20T00:00:00"),
        ("--at 09:15", "at", "2026-11-21T09:15:00"),
        ("--in", "direction", "in"),
        ("--out", "direction", "out"),
        ("--outcome reached", "outcome", "reached"),
        ("--outcome no-answer", "outcome", "no-answer"),
        ("--outcome no", "outcome", "no-answer"),
        ("--outcome message", "outcome", "message"),
        ("-c visit", "channel", "visit"),
        ("--channel VIDEO", "channel", "video"),
        ("--with anna --with annika", "with", ["anna-tamm", "annika-kask"]),
    ],
)
def test_an_option_is_stored(options: str, field: str, value: Any, crm: Crm, dump: Dump) -> None:
    assert crm(f"log mari x {options}").code == 0
    assert _last(dump)[field] == value


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("-2d", " of Thu 19 Nov (2 days ago)"),
        ("yesterday 15:30", " of Fri 20 Nov 15:30 (yesterday)"),
        ("today 00:01", " of Sat 21 Nov 00:01 (today)"),
        ("today", " of Sat 21 Nov (today)"),
        ("now", " of Sat 21 Nov 10:00 (today)"),
        ("2025-06-01", " of Sun 1 Jun 2025 (18 months ago)"),
        ("", ""),
    ],
)
def test_when_it_was_is_said_back_with_its_distance(at: str, said: str, crm: Crm) -> None:
    assert crm("log mari x --at", at).lines[0] == f"Logged call{said} with Mari Maasikas: x"


SAME_NAME = ("visit", "letter", "email", "video", "chat", "note")


@pytest.mark.parametrize(
    ("verb", "channel"),
    [
        ("log", "call"),
        *((name, name) for name in ["visit", "letter", "email", "video", "chat", "note"]),
    ],
)
def test_every_channel_has_its_verb(verb: str, channel: str, crm: Crm, dump: Dump) -> None:
    said = crm(f"{verb} mari 'showed the chairs' -b mon -t vip")
    assert said.lines[0] == f"Logged {channel} with Mari Maasikas: showed the chairs"
    assert _last(dump)["channel"] == channel
    assert dump()["callbacks"][0]["due"] == "2026-11-23"


@pytest.mark.parametrize(
    ("options", "why"),
    [("", "x y"), ("--why 'send the quote'", "send the quote"), ("--why ''", "x y")],
)
def test_the_callback_has_the_summary_or_a_text_of_its_own(
    options: str, why: str, crm: Crm, dump: Dump
) -> None:
    crm(f"log mari x y -b fri {options}")
    assert dump()["callbacks"][0]["why"] == why


def test_a_callback_may_have_an_hour(crm: Crm, dump: Dump) -> None:
    said = crm("log mari x -b 'fri 14:30'")
    assert said.lines[1] == "  callback Fri 27 Nov 14:30 (in 6 days), number 1"
    assert dump()["callbacks"][0]["due_time"] == "14:30:00"


def test_tags_may_be_repeated_and_are_new_only_once(crm: Crm, dump: Dump) -> None:
    crm("tag mari vip")
    said = crm("log mari x -t VIP -t hotel -t Hotel --tag new")
    assert said.lines[1] == "  tagged hotel, new"
    assert dump()["contacts"][2]["tags"] == ["hotel", "new", "vip"]


@pytest.mark.parametrize(
    ("line", "out"),
    [
        ("log mari x -q", "mari-maasikas\n"),
        ("log mari x --quiet", "mari-maasikas\n"),
        ("log mari x -b fri -q", "1\n"),
        ("visit mari x -q", "mari-maasikas\n"),
        ("log 'Uus Inimene' x --new -q", "uus-inimene\n"),
    ],
)
def test_quiet_prints_only_the_new_number_or_the_handle(line: str, out: str, crm: Crm) -> None:
    said = crm(line)
    assert (said.code, said.out, said.err) == (0, out, "")


@pytest.mark.parametrize(
    ("line", "handle", "summary"),
    [
        ("log mari asked the price", "mari-maasikas", "asked the price"),
        ("log mari maasikas asked the price", "mari-maasikas", "asked the price"),
        ("log anna tamm was here", "anna-tamm", "was here"),
        ("log anna tam was here", "anna-tamm", "tam was here"),
        ("log anna tamm --outcome no-answer", "anna-tamm", ""),
        ("log anna-tamm tamm", "anna-tamm", "tamm"),
        ("log 'anna tamm' tamm", "anna-tamm", "tamm"),
        ("log TAMM, anna was here", "anna-tamm", "was here"),
        ("log 5551 called", "anna-tamm", "called"),
        ("log '+372 5551-2345' called", "anna-tamm", "called"),
    ],
)
def test_words_need_no_quotes(line: str, handle: str, summary: str, crm: Crm, dump: Dump) -> None:
    assert crm(line).code == 0
    assert (_last(dump)["handle"], _last(dump)["summary"]) == (handle, summary)


SUMMARIES = [
    "[red]",
    "[/]",
    "[bold]x[/bold] :smile:",
    "history",
    "2-54",
    "today",
    "it's \"quoted\" and 'so' & `so` $HOME %s {0} \\n",
    "😀 👩‍👩‍👧 õäöü ķļņ ø",
    "  blanks at both ends  ",
    "two  blanks inside",
    "=SUM(A1)",
    "--",
    "a\tb",
    "two\nlines\n",
    "\x1b[31mred\x1b[0m",
    "e\u0301 and é",
]


@pytest.mark.parametrize("summary", SUMMARIES)
def test_a_summary_is_stored_letter_for_letter(summary: str, crm: Crm, dump: Dump) -> None:
    assert crm("log mari --", summary).code == 0
    assert _last(dump)["summary"] == summary


@pytest.mark.parametrize("line", ["log mari -", "log mari maasikas -"])
def test_a_summary_that_is_a_name_is_no_part_of_the_name(line: str, crm: Crm, dump: Dump) -> None:
    assert crm(line, stdin="maasikas\n").code == 0
    assert (_last(dump)["handle"], _last(dump)["summary"]) == ("mari-maasikas", "maasikas")


@pytest.mark.parametrize("summary", ["two\nlines", "  x", "[red] 😀 'q'", "a\r\nb", "-"])
def test_a_summary_is_read_from_standard_input(summary: str, crm: Crm, dump: Dump) -> None:
    said = crm("log mari - --back fri", stdin=f"{summary}\n")
    assert said.code == 0
    assert _last(dump)["summary"] == summary
    assert dump()["callbacks"][0]["why"] == summary


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("--in --out", "--in and --out exclude each other; choose one\n"),
        ("--out --at mon --in", "--in and --out exclude each other; choose one\n"),
    ],
)
def test_what_contradicts_itself_writes_nothing(
    options: str, sentence: str, crm: Crm, dump: Dump
) -> None:
    before = dump()
    said = crm(f"log mari x {options}")
    assert (said.code, said.out, said.err) == (2, "", sentence)
    assert dump() == before


@pytest.mark.parametrize("line", ["log mari hind 20 -", "log Uus --new hind 20 -"])
def test_a_dash_among_other_words_is_a_dash(line: str, crm: Crm, dump: Dump) -> None:
    assert crm(line, stdin="not this").code == 0
    assert _last(dump)["summary"] == "hind 20 -"


@pytest.mark.parametrize(
    ("line", "stdin", "sentence"),
    [
        ("log mari -", "", "nothing was said; type the summary after the name\n"),
        ("log mari -", "\udcff", "the summary on standard input is not UTF-8 text\n"
         "what you wrote, so that it is not lost:\n\\xff\n"),
        ("log mari -", "a\0b", "the summary holds a NUL character, which no text can keep\n"
         "what you wrote, so that it is not lost:\na\\x00b\n"),
        (
            "log mari",
            "",
            "what was said is missing; type it after the name,"
            " or - to read it from standard input\n",
        ),
        ("log mari maasikas", "", "nothing was said; type the summary after the name\n"),
        ("log mari ''", "", "nothing was said; type the summary after the name\n"),
        ("log mari '  '", "", "nothing was said; type the summary after the name\n"),
        ("log mari \udcff", "", "the typed line is not valid UTF-8 text; retype it or convert the "
         "file\n"),
        (f"log mari {'x' * 100_001}", "", "the summary has 100001 characters; at most 100000 "
         "fit\n"),
        ("log mari x -c fax", "", 'there is no channel "fax"; there are call, visit, letter, '
         "email, video, chat, note\n"),
        ("log mari x --outcome maybe", "", 'there is no outcome "maybe"; there are reached, '
         "no-answer, message\n"),
        ("log mari x --phone 5551", "", "--phone, --company and --group belong to a new contact: "
         "add --new\n"),
        ("log mari x --why 'send list'", "", "--why says what to call back about: add the day with"
         " --back\n"),
        ("log mari x --at tomorrow", "", 'cannot read the day "tomorrow": that has not happened '
         "yet; say mon, yesterday, -2d, 2 days ago, 31.12., 2026-12-31, 15:30 or now (a time may "
         "follow: mon 14:30)\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_writes_nothing(
    line: str, stdin: str, sentence: str, crm: Crm, dump: Dump
) -> None:
    before = dump()
    said = crm(line, stdin=stdin)
    assert (said.code, said.out, said.err) == (2, "", sentence)
    assert dump() == before


@pytest.mark.parametrize("line", ["--back tomorow", "--back 3.12.26x", "--at 3.12.26x", "-b 3/"])
def test_a_date_that_cannot_be_read_whole_writes_nothing(line: str, crm: Crm, dump: Dump) -> None:
    before = dump()
    said = crm(f"log mari x {line}")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.startswith(f'cannot read the day "{line.split()[1]}"')
    assert dump() == before


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("log mari x --back ''", "--back is empty; name the day, or leave it out\n"),
        ("log mari x -b ''", "--back is empty; name the day, or leave it out\n"),
        ("log mari x --back=", "--back is empty; name the day, or leave it out\n"),
        ("log mari x --tag vip --tag ''", "--tag is empty; write a word, or leave it out\n"),
        ("done 1 x --back ''", "--back is empty; name the day, or leave it out\n"),
    ],
)
def test_an_empty_day_or_tag_is_refused(line: str, sentence: str, crm: Crm, dump: Dump) -> None:
    before = dump()
    said = crm(line)
    assert (said.code, said.out, said.err) == (2, "", sentence)
    assert dump() == before


@pytest.mark.parametrize("options", ["--at ''", "--at '' --with= -c '' --why '' --outcome ''"])
def test_an_option_with_an_empty_value_is_not_given(options: str, crm: Crm, dump: Dump) -> None:
    said = crm(f"log mari x {options}")
    assert said.lines == ["Logged call with Mari Maasikas: x", "  crm undo takes it back"]
    assert dump()["callbacks"] == []


def test_an_unanswered_call_needs_no_words(crm: Crm, dump: Dump) -> None:
    said = crm("log mari --out --outcome no-answer -b mon")
    assert said.lines[0] == "Logged call out, no answer with Mari Maasikas"
    assert (_last(dump)["summary"], dump()["callbacks"][0]["why"]) == ("", "call again")


def test_a_name_that_fits_two_lists_both_and_writes_nothing(crm: Crm, dump: Dump) -> None:
    crm("log anna 'said yes' --at 'yesterday 15:30'")
    before = dump()
    said = crm('log ann "x"')
    assert (said.code, said.out) == (4, "")
    assert said.err.splitlines() == [
        '"ann" fits 2 contacts; say more, or the handle:',
        "  anna-tamm  Anna Tamm (Tamm OÜ, Tartu), last talk yesterday 15:30",
        "  annika-kask  Annika Kask (Võru), no talk yet",
    ]
    assert dump() == before


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('log "Ana Tam" "x"', 'no contact matches "Ana Tam"; did you mean Anna Tamm? '
         "(--new creates one)\n"),
        ('log marri "x"', 'no contact matches "marri"; did you mean Mari Maasikas? '
         "(--new creates one)\n"),
        ("log nobody x", 'no contact matches "nobody" (--new creates one, crm find looks '
         "everywhere)\n"),
        ("log nobody", 'no contact matches "nobody" (--new creates one, crm find looks '
         "everywhere)\n"),
        ("log mari x --with nobody", 'no contact matches "nobody" (crm add creates one, crm find '
         "looks everywhere)\n"),
        ("log 99999 x", 'no contact matches "99999" (--new creates one, crm find looks '
         "everywhere)\n"),
    ],
)  # fmt: skip
def test_an_unknown_name_writes_nothing(line: str, sentence: str, crm: Crm, dump: Dump) -> None:
    before = dump()
    said = crm(line)
    assert (said.code, said.out, said.err) == (3, "", sentence)
    assert dump() == before


def test_an_archived_contact_is_not_logged_to(crm: Crm, dump: Dump) -> None:
    crm("contact archive mari")
    said = crm("log mari x")
    assert (said.code, said.err) == (
        3,
        'no contact matches "mari", but Mari Maasikas is archived'
        " (crm contact restore mari-maasikas)\n",
    )
    assert dump()["interactions"] == []


def test_a_contact_is_created_on_the_way(crm: Crm, dump: Dump) -> None:
    said = crm('log "Jaan Põld" "wants a table" --new --phone "work: 5559 0000" --company "P OÜ"')
    assert said.lines == [
        "Logged call with Jaan Põld: wants a table",
        "  new contact jaan-pold",
        "  crm undo takes it back",
    ]
    jaan = dump()["contacts"][-1]
    assert (jaan["name"], jaan["handle"], jaan["company"]) == ("Jaan Põld", "jaan-pold", "P OÜ")
    assert jaan["points"] == [{"kind": "phone", "label": "work", "value": "5559 0000"}]
    assert _last(dump)["handle"] == "jaan-pold"


def test_undo_takes_the_new_contact_back_too(crm: Crm, dump: Dump) -> None:
    before = dump()
    crm('log "Jaan Põld" "wants a table" --new --phone "5559 0000" -b fri -t new')
    crm("undo")
    assert dump() == before


def test_a_name_that_the_book_has_is_not_created_silently(crm: Crm, dump: Dump) -> None:
    said = crm('log "anna TAMM" "x" --new')
    assert "anna-tamm" in said.out + said.err
    assert said.code != 0 or "the same name" in said.out + said.err


def test_a_new_contact_with_somebody_s_number_is_said_as_add_says_it(crm: Crm) -> None:
    crm('add "Jaan Põld" --phone "5559 0000"')
    note = "  note: Jaan Põld (jaan-pold) has the same number +372 5559-0000"
    assert crm('add Jüri --phone "+372 5559-0000"').lines[1] == note
    crm("undo")
    assert crm('log Jüri x --new --phone "+372 5559-0000"').err == f"{note}\n"


def test_nobody_takes_part_in_a_talk_twice(crm: Crm, dump: Dump) -> None:
    said = crm("log mari x --with mari --with anna --with tamm")
    assert said.err == "  note: --with names Mari Maasikas once more, which counts once\n"
    assert _last(dump)["with"] == ["anna-tamm"]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lets the owner's editor be a shell script, which gets the file's name as $1."""

    def write(script: str, variable: str = "EDITOR") -> None:
        path = tmp_path / "my editor"
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o700)
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv(variable, f"'{path}' --wait")

    return write


def test_a_long_note_is_written_in_the_editor(
    editor: Callable[[str], None], crm: Crm, dump: Dump
) -> None:
    editor("printf '%s\\n\\n%s\\n' \"it's long &\" '[red] :smile:' > \"$2\"")
    assert crm("note mari --edit -b fri").lines[0] == (
        "Logged note with Mari Maasikas: it's long & [red] :smile:"
    )
    assert _last(dump)["summary"] == "it's long &\n\n[red] :smile:"


def test_visual_goes_before_editor(
    editor: Callable[..., None], monkeypatch: pytest.MonkeyPatch, crm: Crm, dump: Dump
) -> None:
    editor("echo mine > $2", "VISUAL")
    monkeypatch.setenv("EDITOR", "false")
    assert crm("log mari --edit").code == 0
    assert _last(dump)["summary"] == "mine"


def test_the_editor_s_file_is_the_owner_s_and_gone_afterwards(
    editor: Callable[[str], None], tmp_path: Path, crm: Crm
) -> None:
    editor(f'ls -l "$2" > "{tmp_path}/seen"; pwd > "$2"')
    crm("log mari --edit")
    mode, path = (tmp_path / "seen").read_text().split()[0], (tmp_path / "seen").read_text().split()
    assert mode.startswith("-rw-------")
    assert not Path(path[-1]).exists()
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize(
    ("script", "code", "sentence"),
    [
        ("exit 1", 5, "the editor ended with an error; nothing was written\n"),
        (": > $2", 2, "nothing was said; type the summary after the name\n"),
    ],
)
def test_an_editor_that_writes_nothing_writes_nothing(
    script: str,
    code: int,
    sentence: str,
    editor: Callable[[str], None],
    crm: Crm,
    dump: Dump,
) -> None:
    before = dump()
    editor(script)
    said = crm("log mari --edit")
    assert (said.code, said.out) == (code, "")
    assert said.err.endswith(sentence)
    assert dump() == before


def test_a_note_from_the_editor_that_is_no_text_is_refused(
    editor: Callable[[str], None], crm: Crm, dump: Dump
) -> None:
    editor("printf 'caf\\351' > $2")
    assert crm("log mari --edit").code == 2
    assert dump()["interactions"] == []


@pytest.mark.parametrize("line", ["log mari first words --edit", "log Mari Maasikas --edit"])
def test_words_that_were_typed_are_in_the_editor(
    line: str, editor: Callable[[str], None], crm: Crm, dump: Dump
) -> None:
    editor('printf " and %s" "more" >> "$2"')
    assert crm(line).code == 0
    expected = "first words and more" if "first" in line else "and more"
    assert _last(dump)["summary"] == expected


def test_words_for_a_new_contact_are_in_the_editor(
    editor: Callable[[str], None], crm: Crm, dump: Dump
) -> None:
    editor('echo "." >> "$2"')
    assert crm("log 'Jaan Põld' met at the fair --new --edit").code == 0
    assert (_last(dump)["handle"], _last(dump)["summary"]) == ("jaan-pold", "met at the fair.")


BACK = "what you wrote, so that it is not lost:\n"


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ("echo story > $2; exit 1", 5, "the editor ended with an error; nothing was written\n"
         f"{BACK}story\n"),
        ("printf 'a\\0b' > $2", 2, "the summary holds a NUL character, which no text can keep\n"
         f"{BACK}a\\x00b\n"),
        ("head -c 100001 /dev/zero | tr '\\0' x > $2", 2, "the summary has 100001 characters; at"
         f" most 100000 fit\n{BACK}{'x' * 100_001}\n"),
    ],
)  # fmt: skip
def test_what_the_editor_saved_is_handed_back_if_it_cannot_be_written(
    script: str, code: int, said: str, editor: Callable[[str], None], crm: Crm, dump: Dump
) -> None:
    before = dump()
    editor(script)
    result = crm("log mari --edit")
    assert (result.code, result.out, result.err) == (code, "", said)
    assert dump() == before


def test_an_editor_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch, crm: Crm) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    said = crm("log mari --edit")
    assert (said.code, said.err) == (
        5,
        'the editor "no-such-editor" does not start; set $EDITOR\n',
    )
