"""The root: global options, the day it is, exit codes, and one sentence for every error."""

import datetime as dt
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm

from smallcrm import __version__, clock

Dump = Callable[[], Any]
RUN = (sys.executable, "-m", "smallcrm")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("lgo mari x", "no such command 'lgo'. Did you mean 'log'? (crm --help)\n"),
        ("xyz", "no such command 'xyz' (crm --help)\n"),
        ("contact lst", "no such command 'lst'. Did you mean 'list'? (crm contact --help)\n"),
        ("tag mari", "missing argument 'TAG"),
        ("--nonsense", "no such option: --nonsense"),
        ("today extra", "got unexpected extra argument(s) (extra) (crm today --help)\n"),
        ("log mari x --back", "option '--back' requires an argument (crm log --help)\n"),
        ("contact edit x --city", "option '--city' requires an argument (crm contact edit --help)"),
        ("--db", "option '--db' requires an argument (crm --help)\n"),
        ("log mari x --nonsense", "no such option: --nonsense"),
        ("log mari -5 degrees", "no such option: -5"),
        ("--today 21.11.2026 today", '--today takes a day such as 2026-11-21: not "21.11.2026"\n'),
        ("--today tomorrow", '--today takes a day such as 2026-11-21: not "tomorrow"\n'),
        (
            "export",
            "missing argument 'part'. Choose from: contacts, interactions, callbacks, orders,"
            " cases, products, everything (crm export --help)\n",
        ),
        ("history --last 0", "invalid value for '--last'"),
    ],
)
def test_a_line_that_cannot_be_read_is_one_sentence(line: str, sentence: str, crm: Crm) -> None:
    said = crm(line)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(sentence)
    assert said.err.count("\n") == 1


def test_the_version(crm: Crm) -> None:
    assert crm("--version").out == f"smallcrm {__version__}\n"


@pytest.mark.parametrize("command", ["", "log", "contact", "contact edit", "undo"])
def test_h_is_short_for_help(command: str, crm: Crm) -> None:
    short, whole = crm(f"{command} -h"), crm(f"{command} --help")
    assert (short.code, short) == (0, whole)
    assert "-h, --help" in short.out


def test_a_book_is_either_named_or_the_practice_book(crm: Crm, tmp_path: Path) -> None:
    said = crm(f"--db {tmp_path / 'x.db'} --demo today")
    assert (said.code, said.out) == (2, "")
    assert said.err == "--db names a book and --demo the practice book; choose one\n"
    assert crm("--demo today").code == 0


@pytest.mark.parametrize("line", ["list", "today", "who x", "find x", "export contacts"])
def test_json_and_csv_exclude_each_other(line: str, crm: Crm) -> None:
    said = crm(f"{line} --json --csv")
    assert (said.code, said.out) == (2, "")
    assert said.err == "--json and --csv exclude each other; choose one\n"


@pytest.mark.parametrize("line", ["--help", "log --help", "contact --help", "contact edit --help"])
def test_help_is_plain_text_that_fits(line: str, crm: Crm) -> None:
    said = crm(line)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Usage: crm")


@pytest.mark.parametrize("command", ["", "log", "contact", "contact edit", "import"])
def test_h_is_help_too(command: str, crm: Crm) -> None:
    short, long = crm(f"{command} -h"), crm(f"{command} --help")
    assert (short.code, short.out) == (0, long.out)
    assert short.out.startswith(f"Usage: {' '.join(['crm', command]).strip()} [OPTIONS]")


@pytest.mark.parametrize("line", ["contact", "data"])
def test_a_group_alone_shows_its_help(line: str, crm: Crm) -> None:
    said = crm(line)
    assert "Usage: crm" in said.out + said.err


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("add Mari", 0),
        ("export contacts -o no/such/folder/x", 6),
        ("log Mari x --back tomorow", 2),
        ("who nobody", 3),
        ("--db . today", 6),
        ("export contacts -o .", 5),
    ],
)
def test_each_kind_of_ending_has_its_code(line: str, code: int, crm: Crm) -> None:
    said = crm(line)
    assert said.code == code
    assert bool(said.err) is bool(code)


def test_a_book_can_be_chosen_by_option_or_environment(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    crm(f"--db {one} add One")
    monkeypatch.setenv("SMALLCRM_DB", str(two))
    crm("add Two")
    assert crm(f"--db {one} list").out.split("\t")[0] == "One"
    assert crm("list").out.split("\t")[0] == "Two"
    assert crm(f"--db= --db {one} list").out.split("\t")[0] == "One"


def test_without_a_choice_the_book_lies_in_the_platform_s_folder(
    crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALLCRM_DB", "")
    assert crm("add Mari").code == 0
    assert (tmp_path / "home" / "smallcrm" / "book.db").exists()


def test_a_home_that_is_not_known_is_no_mistake_of_the_program(crm: Crm) -> None:
    assert crm("--db ~no-such-user/book.db today").code in (2, 5, 6)


@pytest.mark.parametrize(
    "name", [":memory:", "./:memory:", "file::memory:", "file:x.db?mode=memory", "file:///tmp/x.db"]
)
def test_what_is_no_file_keeps_no_book(
    name: str, crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = crm(f"--db {name} add Mari")
    assert (said.code, said.out) == (6, "")
    assert said.err == f"{name} is no file that keeps a book; name another with --db\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("now", "today"),
    [
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21T00:00", "2026-11-21"),
        ("2026-11-21T00:30", "2026-11-21"),
        ("2026-11-21T23:30", "2026-11-21"),
        ("2026-11-21 23:59:59", "2026-11-21"),
        ("2026-10-25T00:30", "2026-10-25"),
        ("2026-10-25T03:30", "2026-10-25"),
        ("2026-10-25T23:30", "2026-10-25"),
        ("2026-03-29T00:30", "2026-03-29"),
        ("2026-03-29T03:30", "2026-03-29"),
        ("2026-03-29T23:30", "2026-03-29"),
        ("2024-02-29T12:00", "2024-02-29"),
        ("2026-12-31T23:30", "2026-12-31"),
    ],
)
def test_today_is_a_day_on_the_owner_s_calendar(now: str, today: str, crm: Crm, dump: Dump) -> None:
    crm("add Mari")
    assert crm("log mari x --back tomorrow", today=now).code == 0
    assert dump()["interactions"][0]["at"][:10] == today
    due = dt.date.fromisoformat(today) + dt.timedelta(days=1)
    assert dump()["callbacks"][0]["due"] == due.isoformat()


@pytest.fixture
def tallinn(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The owner's clock is Estonian, with its summer time."""
    with monkeypatch.context() as context:
        context.setenv("TZ", "Europe/Tallinn")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("tallinn")
@pytest.mark.parametrize(
    "now",
    ["2026-03-29T00:30", "2026-03-29T23:30", "2026-10-25T00:30", "2026-10-25T03:30",
     "2026-10-25T23:30", "2026-11-21T00:30", "2026-11-21T23:30"],
)  # fmt: skip
def test_a_due_day_is_local_around_midnight_and_a_change_of_clocks(now: str, crm: Crm) -> None:
    crm("add Mari", today=now)
    crm("callback mari today x", today=now)
    assert [row["section"] for row in crm("today --json", today=now).json] == [now[:10]]
    assert [row["days_late"] for row in crm("today --json", today=now).json] == [0]


@pytest.mark.usefixtures("tallinn")
def test_history_says_when_it_was_in_summer_and_in_winter(crm: Crm) -> None:
    days = ["2026-12-01T23:30", "2026-07-01T23:30"]
    for number, now in enumerate(reversed(days)):
        crm(f"add Mari{number}", today=now)
    assert [row["at"][:16] for row in crm("history --json").json] == days


def test_without_today_it_is_the_real_day(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMALLCRM_TODAY")
    assert crm("today").code == 0
    assert abs(clock.now() - dt.datetime.now()) < dt.timedelta(minutes=1)


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    "line", ["today", "history", "log mari x", "callback mari fri", "show mari", "who mari"]
)
def test_the_ends_of_the_calendar_are_no_mistake(today: str, line: str, crm: Crm) -> None:
    crm("add Mari")
    assert crm(line, today=f"{today}T12:00").code in (0, 2)


@pytest.mark.parametrize(
    ("today", "line"),
    [
        ("9999-12-31", "week"),
        ("9999-12-31", "rhythm mari 30d"),
        ("0001-01-01", "list --quiet-for 60d"),
    ],
)
def test_a_day_beyond_the_calendar_is_refused(today: str, line: str, crm: Crm) -> None:
    crm("add Mari")
    assert crm(line, today=f"{today}T12:00").code in (0, 2)


@pytest.mark.parametrize("start", ["m", "mari", "MARI-MA", "x", "'", ""])
def test_handles_are_completed_without_the_orm(start: str, crm: Crm) -> None:
    for name in ("Mari Maasikas", "Märt Kask", "Vana Mees", "Jaan"):
        crm("add", name)
    crm("contact archive vana")
    code = (
        "import sys; from smallcrm.completion import handles; print(*handles(sys.argv[1]));"
        "sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'sqlmodel')))"
    )
    ended = subprocess.run([sys.executable, "-c", code, start], capture_output=True, text=True)
    known = ["jaan", "mari-maasikas", "mart-kask"]
    expected = [handle for handle in known if handle.startswith(start.lower())]
    assert (ended.returncode, ended.stdout.split()) == (0, expected)


def _completed(line: str) -> list[str]:
    asked = {"_CRM_COMPLETE": "complete_bash", "COMP_WORDS": f"crm {line}"}
    asked["COMP_CWORD"] = str(len(line.split()))
    code = "from smallcrm.cli import app; app(prog_name='crm')"
    ended = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | asked, capture_output=True, text=True
    )
    return ended.stdout.split()


@pytest.mark.parametrize(
    "line",
    [
        "log ma", "visit ma", "show ma", "tag ma", "contact archive ma", "contact dupes ma",
        "contact merge ma", "contact merge jaan ma", "contact distinct jaan ma",
    ],
)  # fmt: skip
def test_the_shell_s_tab_key_offers_handles(line: str, crm: Crm) -> None:
    crm("add 'Mari Maasikas'")
    assert _completed(line) == ["mari-maasikas"]


@pytest.mark.parametrize(
    "line",
    [
        "who ma",
        "find ma",
        "done ma",
        "snooze ma",
        "tried ma",
        "case ma",
        "case open ma",
        "case close ma",
    ],
)
def test_the_tab_key_offers_handles_wherever_a_name_is_taken(line: str, crm: Crm) -> None:
    crm("add 'Mari Maasikas'")
    assert _completed(line) == ["mari-maasikas"]


def test_the_tab_key_offers_the_commands_and_options_of_a_case(crm: Crm) -> None:
    crm("add List")
    assert _completed("case li") == ["list"]
    assert _completed("case mari x --st") == ["--stage"]
    assert _completed("case show --js") == ["--json"]


def test_completion_of_a_book_that_is_none_is_silent(book: Path) -> None:
    from smallcrm.completion import handles

    assert handles("m") == []
    book.parent.mkdir()
    book.write_text("no book")
    assert handles("m") == []
    assert book.read_text() == "no book"


def test_a_reader_that_goes_away_is_no_error(crm: Crm) -> None:
    crm("add Mari")
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run([*RUN, "list"], stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_output_that_cannot_be_written_is_an_error(crm: Crm) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is full")
    crm("add Mari")
    with open("/dev/full", "w") as full:
        ended = subprocess.run([*RUN, "list"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1


LOST = "the output could not be written: "
CHANGED = "; the book was changed all the same: do not repeat the command"


def _in_a_shell(line: str) -> tuple[int, str, str]:
    """The program with a redirection that only a shell can make."""
    program = f"{shlex.quote(sys.executable)} -m smallcrm"
    ended = subprocess.run(["/bin/sh", "-c", f"{program} {line}"], capture_output=True, text=True)
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("log mari x >&-", 1, f"{LOST}Bad file descriptor{CHANGED}\n"),
        ("undo >&-", 1, f"{LOST}Bad file descriptor{CHANGED}\n"),
        ("list --json >&-", 1, f"{LOST}Bad file descriptor\n"),
        ("export everything >&-", 1, f"{LOST}Bad file descriptor\n"),
        ("--version >&-", 1, f"{LOST}Bad file descriptor\n"),
        ("log --help >&-", 1, f"{LOST}Bad file descriptor\n"),
        ("log mari - <&-", 2, "nothing was said; type the summary after the name\n"),
        ("done 1 - <&-", 2, "nothing was said; type the summary after the name\n"),
        ("import contacts - <&-", 2, "the input is empty; a table begins with a line of"
         " headings\n"),
        ("log mari <&-", 2, "what was said is missing; type it after the name, or - to read it from"
         " standard input\n"),
        ("log nobody x 2>&-", 3, ""),
        ("log nobody x <&- >&- 2>&-", 3, ""),
    ],
)  # fmt: skip
def test_a_closed_stream_is_no_mistake(line: str, code: int, sentence: str, crm: Crm) -> None:
    crm("add Mari")
    crm("callback mari fri x")
    assert _in_a_shell(line) == (code, "", sentence)


@pytest.mark.parametrize("target", ["&-", "/dev/full"])
def test_a_note_whose_acknowledgement_is_lost_is_there_and_said_to_be(
    target: str, crm: Crm, dump: Dump
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is full")
    crm("add Mari")
    code, _, said = _in_a_shell(f"log mari full >{target}")
    assert (code, said.endswith(f"{CHANGED}\n"), said.count("\n")) == (1, True, 1)
    assert [talk["summary"] for talk in dump()["interactions"]] == ["full"]


@pytest.mark.parametrize("locale", ["POSIX", "C.UTF-8"])
def test_letters_are_utf_8_whatever_the_locale(locale: str, tmp_path: Path) -> None:
    ascii_only = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    env = {**os.environ, **ascii_only, "SMALLCRM_DB": str(tmp_path / "Põld.db")}

    def run(*words: str) -> tuple[int, str]:
        ended = subprocess.run([*RUN, *words], env=env, capture_output=True)
        return ended.returncode, (ended.stdout + ended.stderr).decode("utf-8")

    path = str(tmp_path / "Võru.csv")
    assert run("add", "Põld", "-t", "ā") == (
        0,
        "Added Põld, handle pold\n  crm undo takes it back\n",
    )
    assert run("list")[1].startswith("Põld\tpold\t")
    assert '"Põld"' in run("list", "--json")[1]
    assert "Põld,pold,person" in run("list", "--csv")[1]
    assert run("export", "contacts", "-o", path)[0] == 0
    assert "Põld" in (tmp_path / "Võru.csv").read_text("utf-8")
    assert run("import", "contacts", path)[0] == 0
    copy = str(tmp_path / "õ.db")
    assert run("data", "backup", "-o", copy) == (0, f"Copied the book to {copy}\n")
    assert run("--db", str(tmp_path / "õ.db"), "log", "Põld", "jõe ääres")[0] == 0


def test_a_note_that_was_written_is_said_to_be_though_nobody_listens(crm: Crm, dump: Dump) -> None:
    crm("add Mari")
    ended = subprocess.run([*RUN, "log", "mari", "x"], stdout=subprocess.DEVNULL)
    assert ended.returncode == 0
    assert len(dump()["interactions"]) == 1
