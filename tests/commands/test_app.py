"""Names of several words on the command line: unquoted where the line allows it, else a hint."""

from pathlib import Path

import pytest
from conftest import Crm
from shops import stock


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, "add 'Jaan Põld' --city Tartu", "add 'Jaan Tamm'", "add 'Vana Tuttav'",
          "callback 'jaan põld' fri x", "contact archive vana")  # fmt: skip


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("show jaan pold", "show 'jaan pold'"),
        ("contact show jaan pold --json", "contact show 'jaan pold' --json"),
        ("history jaan pold", "history 'jaan pold'"),
        ("contact archive jaan pold", "contact archive 'jaan pold'"),
        ("contact restore vana tuttav", "contact restore 'vana tuttav'"),
        ("contact edit jaan pold --city Narva", "contact edit 'jaan pold' --city Narva"),
        ("rhythm jaan pold 30d", "rhythm 'jaan pold' 30d"),
        ("rhythm jaan pold off", "rhythm 'jaan pold' off"),
        ("group jaan pold top", "group 'jaan pold' top"),
        ("tried jaan pold", "tried 'jaan pold'"),
        ("drop jaan pold", "drop 'jaan pold'"),
        ("callback jaan pold fri 14:30 send it", "callback 'jaan pold' fri 14:30 send it"),
    ],
)
def test_a_name_needs_no_quotes(line: str, quoted: str, crm: Crm, book: Path) -> None:
    before = book.read_bytes()
    said = crm(line)
    book.write_bytes(before)
    assert (said.code, said) == (0, crm(quoted))


def test_history_alone_is_everybody_s(crm: Crm) -> None:
    assert len(crm("history --json").json) == 5


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("add Uus Inimene", "got unexpected extra argument(s) (Inimene); quote a name of several"
         " words (crm add --help)\n"),
        ("contact add Uus Inimene x", "got unexpected extra argument(s) (Inimene x); quote a name"
         " of several words (crm contact add --help)\n"),
        ("undo jaan", "invalid value for 'STEP': it is no number (crm undo --help)\n"),
    ],
)  # fmt: skip
def test_where_a_name_needs_quotes_the_error_says_so(line: str, sentence: str, crm: Crm) -> None:
    said = crm(line)
    assert (said.code, said.out, said.err) == (2, "", sentence)


@pytest.mark.parametrize(
    ("line", "option"),
    [
        ("log jaan-p x -back fri", "back"),
        ("log jaan-p x -back=fri", "back"),
        ("log jaan-p x -tag vip", "tag"),
        ("log jaan-p x -at mon", "at"),
        ("log -quiet jaan-p x", "quiet"),
        ("log jaan-p x -in", "in"),
        ("log jaan-p x -out", "out"),
        ("contact edit jaan-p -group top", "group"),
    ],
)
def test_a_long_option_with_one_dash_is_refused(line: str, option: str, crm: Crm) -> None:
    said = crm(line)
    assert (said.code, said.out) == (2, "")
    way_out = f"--{option} (put -- before it if it is a word)"
    assert said.err == f"-{option} takes two dashes: {way_out}\n"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("log jaan-p -b fri -- x -back fri", "x -back fri"),
        ("log jaan-p x -b fri --why -back", "x"),
        ("log jaan-p x -bfri -tvip", "x"),
        ("log jaan-p 'x -back fri'", "x -back fri"),
    ],
)
def test_what_only_looks_like_a_long_option_stands(line: str, written: str, crm: Crm) -> None:
    said = crm(line)
    assert (said.code, said.lines[0]) == (0, f"Logged call with Jaan Põld: {written}")
