"""Everything that goes out comes back: as JSON, as CSV, as cards, as a calendar."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from round_trips import LINES, answer_calls, sell, tables
from shops import stock

from smallcrm.formats.records import ContactRecord
from smallcrm.formats.vcard import open_vcards

# In the order in which each finds what it belongs to, and the tables that they fill.
TABLES = ("contacts", "interactions", "callbacks", "products", "orders", "cases")
SAME = (
    "contact", "tag", "interaction", "participant", "follow_up", "product", "customer_order",
    "order_line", "customer_case", "case_talk",
)  # fmt: skip


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(
        crm,
        book,
        *(f"--today 2026-11-21T10:00:{second:02} {line}" for second, line in enumerate(LINES)),
    )
    answer_calls(book)
    sell(crm)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return tmp_path / "other.db"


def exported(crm: Crm, tmp_path: Path, words: str) -> str:
    path = str(tmp_path / "file")
    said = crm(f"export {words} -o", path)
    assert said.code == 0, said.err
    return path


def test_the_book_holds_something_of_everything(book: Path) -> None:
    assert [name for name, rows in tables(book).items() if not rows] == []


def test_a_whole_book_comes_back_table_by_table(
    crm: Crm, book: Path, other: Path, tmp_path: Path
) -> None:
    path = exported(crm, tmp_path, "everything --json")
    assert crm(f"--db {other} import everything --apply", path).code == 0
    assert tables(other) == tables(book)
    assert crm(f"--db {other} export everything").out == Path(path).read_text("utf-8")


def test_what_came_back_is_found_again(crm: Crm, other: Path, tmp_path: Path) -> None:
    path = exported(crm, tmp_path, "everything")
    crm(f"--db {other} import everything --apply", path)
    for words in (
        "find quoted",
        "find samples",
        "who 291006",
        "show mari-masikas",
        "sheet show W48-A",
    ):
        here, there = crm(words), crm(f"--db {other} {words}")
        assert (there.code, there.out) == (0, here.out)


@pytest.mark.parametrize("line", ["", "contact edit jaan-tamm --name Juhan", "done 3 ok", "drop 3"])
def test_a_whole_book_over_itself_adds_nothing(
    line: str, crm: Crm, book: Path, tmp_path: Path
) -> None:
    path = exported(crm, tmp_path, "everything")
    if line:
        assert crm(line).code == 0
    before, history = tables(book), crm("history --json").out
    said = crm("import everything --apply", path)
    assert (said.code, "crm undo" in said.out) == (0, False)
    assert tables(book) == before
    assert crm("history --json").out == history


def test_a_merge_since_the_export_is_not_parted(crm: Crm, book: Path, tmp_path: Path) -> None:
    path = exported(crm, tmp_path, "everything")
    crm("contact merge jaan-tamm jaan-tamm-2 --yes")
    before = tables(book)
    said = crm("import everything --apply", path)
    assert "    jaan-tamm-2 was merged into another contact here" in said.lines
    assert {name: rows for name, rows in tables(book).items() if rows != before[name]} == {}


def test_two_books_become_one(crm: Crm, other: Path, tmp_path: Path) -> None:
    path = exported(crm, tmp_path, "everything")
    crm(f'--db {other} add "Jaan Tamm" --phone "5550 1111"')
    crm(f'--db {other} add "Somebody Else" --handle c-1-1')
    crm(f'--db {other} log c-1-1 "other talk" --back fri')
    crm(f"--db {other} import everything --apply", path)
    joined = crm(f"--db {other} export everything").json
    whole = json.loads(Path(path).read_text("utf-8"))
    assert len(joined["interactions"]) == len(whole["interactions"]) + 1
    assert len(joined["callbacks"]) == len(whole["callbacks"]) + 1
    open_numbers = [row["number"] for row in joined["callbacks"] if not row["closing"]]
    assert len(open_numbers) == len(set(open_numbers))
    again = crm(f"--db {other} import everything --apply", path)
    assert "crm undo" not in again.out
    assert crm(f"--db {other} export everything").json == joined


AT_ONCE = (
    'add "Mari Maasikas"',
    'add "Jaan Tamm"',
    'log mari "first" --back fri',
    'log jaan "second" --with mari',
    'log mari "third" --back fri',
    'done 1 "fourth" --back mon',
)


def test_callbacks_lead_to_their_talk_of_several_at_one_moment(
    crm: Crm, book: Path, other: Path, tmp_path: Path
) -> None:
    shutil.rmtree(book.parent)
    for line in AT_ONCE:
        assert crm(line).code == 0
    for part in ("contacts", "interactions", "callbacks"):
        path = exported(crm, tmp_path, f"{part} --csv")
        assert crm(f"--db {other} import {part} --apply", path).code == 0
    assert tables(other)["follow_up"] == tables(book)["follow_up"]
    assert [(row["opened_by_place"], row["closed_by_place"]) for row in
            crm("export callbacks --json").json] == [(1, 4), (3, None), (4, None)]  # fmt: skip


def test_callbacks_without_a_place_lead_to_the_first_talk(
    crm: Crm, other: Path, tmp_path: Path
) -> None:
    for part in ("contacts", "interactions", "callbacks"):
        path = Path(exported(crm, tmp_path, f"{part} --csv"))
        path.write_text(path.read_text("utf-8").replace("_place", "_left_aside"), "utf-8")
        assert crm(f"--db {other} import {part} --apply", str(path)).code == 0
    there = crm(f"--db {other} export callbacks --json").json
    assert {row["opened_by_place"] for row in there} == {None, 1}


@pytest.mark.parametrize("shape", ["--csv", "--csv-excel"])
def test_tables_bring_back_what_they_hold(
    shape: str, crm: Crm, book: Path, other: Path, tmp_path: Path
) -> None:
    crm(f"--db {other} config set country LV")  # which numbers are read by
    crm("data restrict jaan-tamm --lift")  # a table leaves out who is restricted
    for part in TABLES:
        path = exported(crm, tmp_path, f"{part} {shape}")
        assert crm(f"--db {other} import {part} --apply", path).code == 0
        again = crm(f"--db {other} import {part} --apply", path)
        assert "crm undo" not in again.out, again.out
    here, there = tables(book), tables(other)
    for name in SAME:
        assert there[name] == here[name], name
    assert by_kind(there["contact_point"]) == by_kind(here["contact_point"])


def by_kind(points: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The points of each contact; a table has columns for each kind, so they are in that order."""
    return sorted(points, key=lambda point: point[:2])


@pytest.mark.parametrize("version", ["", "--vcard-version 3"])
def test_cards_are_read_back_field_by_field(version: str, crm: Crm) -> None:
    text = crm(f"export contacts --vcard {version}").out
    with open_vcards(io.BytesIO(text.encode())) as cards:
        found = {card.handle: card for card in cards.contacts if isinstance(card, ContactRecord)}
    for row in crm("export contacts --json").json:
        card = found.pop(row["handle"])
        points = [{"kind": one.kind, "label": one.label, "value": one.value} for one in card.points]
        assert (points, list(card.tags)) == (row["points"], row["tags"])
        fields = ("name", "kind", "nickname", "title", "language", "group", "notes", "street",
                  "postcode", "city", "region", "country", "company")  # fmt: skip
        assert [getattr(card, field) for field in fields] == [row[field] for field in fields]
    assert found == {}


@pytest.mark.parametrize("version", ["", "--vcard-version 3"])
def test_another_program_reads_the_cards_alike(version: str, crm: Crm) -> None:
    vobject = pytest.importorskip("vobject", reason="vobject is not installed")
    cards = list(vobject.readComponents(crm(f"export contacts --vcard {version}").out))
    for card, row in zip(cards, crm("export contacts --json").json, strict=True):
        assert card.fn.value == row["name"]
        for name, kind in (("tel", "phone"), ("email", "email"), ("url", "web")):
            there = [one.value for one in card.contents.get(name, ())]
            assert there == [one["value"] for one in row["points"] if one["kind"] == kind]
        assert card.note.value == row["notes"] if row["notes"] else "note" not in card.contents
        assert card.categories.value == row["tags"] if row["tags"] else True


def test_another_program_reads_the_calendar(crm: Crm) -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    calendar = icalendar.Calendar.from_ical(crm("export callbacks --ical --events").out)
    rows, people = crm("export callbacks --json").json, crm("export contacts --json").json
    names = {row["handle"]: row["name"] for row in people}
    todos, events = calendar.walk("VTODO"), calendar.walk("VEVENT")
    for todo, event, row in zip(todos, events, rows, strict=True):
        due = f"{row['due']} {row['due_time']}" if row["due_time"] else row["due"]
        assert str(todo.decoded("due")) == str(event.decoded("dtstart")) == due
        assert str(todo["summary"]) == f"{names[row['handle']]}: {row['why']}"
        status = {"": "NEEDS-ACTION", "done": "COMPLETED", "dropped": "CANCELLED"}
        assert str(todo["status"]) == status[row["closing"]]
        assert len(event.walk("VALARM")) == (0 if row["closing"] else 1)
    uids = [str(part["uid"]) for part in (*todos, *events)]
    assert len(set(uids)) == 2 * len(rows)
