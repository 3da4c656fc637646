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
