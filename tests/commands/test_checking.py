"""`crm data check`: a whole book is said to be whole, and what is not is named with exit code 6."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from conftest import Crm


@pytest.fixture(autouse=True)
def shop(crm: Crm) -> None:
    crm('log "Mari Maasikas" "asked the price" --new --phone "5551 2345" --back fri --tag hotel')
    crm('product add "Coffee beans" --code K1 --price 12,50')
    crm("sell mari 3 k1 --invoice A-1 --note gift")
    crm("return mari 1 1 k1 --why broken")
    crm('case mari "arrived broken" --stage delivery')
    crm('case close 1 "sent a new one"')


def _spoil(book: Path, sql: str) -> None:
    connection = sqlite3.connect(book)
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_a_whole_book_says_how_much_was_looked_at(crm: Crm) -> None:
    said = crm("data check")
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        "The book is whole: 1 contact, 1 talk, 1 callback, 2 orders, 1 case, 6 steps\n"
    )


def test_no_book_is_not_said_to_be_whole(crm: Crm, book: Path) -> None:
    shutil.rmtree(book.parent)  # with its copies, beside which it would be said to be missing
    said = crm("data check")
    assert (said.code, said.out) == (3, "")
    assert said.err == f"there is no book at {book} yet; crm add begins one\n"


def test_a_book_that_was_typed_and_is_not_there_is_named(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "nothere.db"
    said = crm(f"--db {path} data check")
    assert (said.code, said.out) == (3, "")
    assert said.err == f"there is no book at {path} yet; crm --db {path} add begins one\n"
    assert not path.exists()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (
            "UPDATE contact SET folded = ' mari'",
            "contacts are not as they are searched by name, nickname: row 1",
        ),
        (
            "UPDATE contact SET company_folded = 'x'",
            "contacts are not as they are searched by company: row 1",
        ),
        ("UPDATE tag SET folded = 'x'", "tags are not as they are searched by name: row 1"),
        (
            "UPDATE interaction SET summary = 'x'",
            "talks are not as they are searched by summary: row 1",
        ),
        ("UPDATE follow_up SET why = 'x'", "callbacks are not as they are searched by why: row 1"),
        ("UPDATE product SET code = 'K2'", "products are not as they are searched by code: row 1"),
        (
            "UPDATE customer_order SET invoice = 'B' WHERE id = 1",
            "orders are not as they are searched by invoice, note: row 1",
        ),
        (
            "UPDATE customer_case SET solution = ''",
            "cases are not as they are searched by summary, solution: row 1",
        ),
        (
            "UPDATE contact_point SET normal = ''",
            "numbers and addresses are not as they are searched: row 1",
        ),
        (
            "UPDATE order_line SET amount = amount + 1 WHERE id = 1",
            "order totals are not the sums of the lines: 1",
        ),
        (
            "UPDATE change SET after = '{' WHERE id = 1",
            "changes in the journal cannot be read: row 1",
        ),
        (
            "UPDATE order_line SET product_id = 9 WHERE id = 1",
            "links lead nowhere: order lines, row 1: no such product",
        ),
    ],
)
def test_what_is_not_as_it_should_be_is_named(sql: str, said: str, crm: Crm, book: Path) -> None:
    _spoil(book, sql)
    shown = crm("data check")
    assert shown.code == 6
    assert shown.lines == [said]
    assert (
        shown.err == f"{book} is not whole; keep this file: crm data restore goes back to a copy\n"
    )


def test_only_the_first_rows_are_named(crm: Crm, book: Path) -> None:
    for number in range(12):
        crm(f"add 'Contact {number}x'")
    _spoil(book, "UPDATE contact SET search = ''")
    (line,) = crm("data check").lines
    assert line.endswith("row 9, row 10 and 3 more")


def test_damage_in_the_file_is_noticed(crm: Crm, book: Path) -> None:
    data = bytearray(book.read_bytes())
    middle = len(data) // 4096 // 2 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    book.write_bytes(data)
    said = crm("data check")
    assert said.code == 6
    assert str(book) in said.err


def test_a_damaged_list_of_tables_is_named_with_the_ways_out(crm: Crm, book: Path) -> None:
    with open(book, "r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * 400)
    said = crm("data check")
    assert (said.code, said.out) == (
        6,
        "the file is damaged: the list of what is in it cannot be read\n",
    )
    assert said.err == (
        f"{book} is not whole; keep this file: crm data rescue -o FILE saves what can be read,"
        " crm data restore goes back to a copy\n"
    )


@pytest.mark.parametrize("line", ["data backup", "data restore --yes", "today", "log mari hello"])
@pytest.mark.parametrize(("start", "noise"), [(100, b"\xa5" * 400), (4096, b"\xa5" * 20480)])
def test_nothing_of_what_sqlite_says_is_passed_on(
    start: int, noise: bytes, line: str, crm: Crm, book: Path
) -> None:
    with open(book, "r+b") as file:
        file.seek(start)
        file.write(noise)
    said = crm(line)
    words = ("malformed", "database", "sqlite", "page", "schema", "interaction")
    assert [word for word in words if word in said.err.lower().replace(str(book), "")] == []
    assert "damaged" in said.err
