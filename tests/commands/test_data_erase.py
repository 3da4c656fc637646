"""To be forgotten: no byte of a person is left, and nobody else loses anything."""

import gzip
import json
import shutil
import sqlite3
from pathlib import Path
from shlex import quote
from typing import Any

import pytest
from conftest import NOW, Crm
from terminal import Terminal

BOOKS = Path(__file__).parents[1] / "books"
# In every text of hers, and in nobody else's.
MARKS = ("Qvarumaasikas", "qvalavender", "qvachairs", "5550 7711", "55507711", "qvabroken")


@pytest.fixture
def shop(crm: Crm) -> None:
    """Mari with something of every sort, and Jaan, who has dealings with her."""
    crm('add "Põld OÜ" --kind company')
    crm('add "Mari Qvarumaasikas" --phone "5550 7711" --email qvalavender@example.ee --tag vip')
    crm('add "Jaan Põld" --company "Põld OÜ" --phone "5551 2345" --tag vip')
    crm('contact edit mari --notes "qvachairs, and more qvachairs" --city Tartu')
    crm('log mari "qvachairs wanted" --back fri --with jaan')
    crm('log jaan "asked the price" --with mari --back mon')
    crm("product add Tea --price 2")
    crm('sell mari 2 tea --note "qvachairs" --invoice A-1')
    crm("sell jaan 3 tea")
    crm('case mari "qvabroken" --stage use')
    crm("week --print w48 -o /dev/null --no-open")
    crm("return mari 1 1 tea --why qvabroken")
    crm("tag mari qvachairs")
    crm("undo")


def _marked(folder: Path) -> list[str]:
    """The files in which a mark stands, however it is written."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        forms = [form for mark in MARKS for form in (mark, mark.lower(), mark[::-1], mark[2:9])]
        if any(form.encode(code) in data for form in forms for code in ("utf-8", "utf-16-le")):
            found.append(path.name)
    return sorted(found)


def _erase(crm: Crm, line: str) -> Any:
    done = crm(f"data erase {line} --yes")
    assert done.code == 0, done.err
    return done


@pytest.mark.usefixtures("shop")
def test_no_byte_of_her_is_left_in_the_book_and_its_copies(crm: Crm, book: Path) -> None:
    crm("data backup")
    assert _marked(book.parent) == ["book-2026-11-21-100000.db", "book.db"]
    assert _erase(crm, "mari").lines[-2:] == [
        "Erased Mari Qvarumaasikas for good",
        "  2 copies rewritten without them",
    ]
    assert _marked(book.parent) == []
    assert crm("data check").code == 0


@pytest.mark.usefixtures("shop")
def test_what_will_be_done_is_said_and_nothing_done_without_a_yes(crm: Crm, book: Path) -> None:
    before = book.read_bytes()
    said = crm("data erase mari")
    assert (said.code, said.err) == (
        5,
        "Erase Mari Qvarumaasikas for good? needs a yes: add --yes\n",
    )
    assert said.lines[:2] == [
        "To be erased: Mari Qvarumaasikas (mari-qvarumaasikas)",
        "  gone for good: 1 talk, 2 participants, 1 callback, 1 case, 2 orders, 2 order lines,"
        " 2 numbers or addresses, 1 tag, 1 sheet line",
    ]
    assert book.read_bytes() == before


@pytest.mark.usefixtures("shop")
def test_the_plan_names_the_orders_the_steps_and_first_names(crm: Crm) -> None:
    said = crm("data erase mari").lines
    assert "  the 2 orders go too; --keep-orders keeps them as sales to an erased customer" in said
    assert any(
        line.startswith("  gone from the journal: ")
        and line.endswith(" changes, which can no longer be undone, and all that was taken back")
        for line in said
    )
    assert said[-1] == (
        'Texts that say no more than "Mari" are not recognised; crm find Mari shows what there is'
    )
    kept = crm("data erase mari --keep-orders").out
    assert "keeps them" not in kept


@pytest.mark.parametrize(
    ("name", "said"),
    [("'Tiit Kask'", "crm find Tiit shows"), ("Tiit", ""), ("'Tiit OÜ' --kind company", '"Tiit"')],
)
def test_that_a_part_of_a_name_is_not_recognised_is_said(name: str, said: str, crm: Crm) -> None:
    crm(f"add {name}")
    lines = [line for line in crm("data erase tiit").lines if "not recognised" in line]
    assert bool(lines) == bool(said)
    assert all(said in line for line in lines)


@pytest.mark.usefixtures("shop")
def test_others_lose_nothing_but_the_link_to_her(crm: Crm) -> None:
    before = crm("export everything --json").json
    _erase(crm, "mari")
    after = crm("export everything --json").json
    mari = "mari-qvarumaasikas"
    for part in ("contacts", "products", "settings"):
        assert after[part] == [row for row in before[part] if row.get("handle") != mari]
    assert [row["why"] for row in after["callbacks"]] == ["asked the price"]
    (talk,) = after["interactions"]
    (was,) = (row for row in before["interactions"] if row["handle"] == "jaan-pold")
    assert talk == was | {"with": []}
    assert [row["contact"] for row in crm("order list --json").json] == ["Jaan Põld"]
    assert crm("find price").code == 0


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("report", ["sales", "sales --by product", "sales --by group", "products"])
def test_with_keep_orders_every_total_stands(report: str, crm: Crm, book: Path) -> None:
    crm("group mari top")
    before = crm(f"report {report} --json").json
    said = _erase(crm, "mari --keep-orders").out
    assert "2 orders stay, without notes, of Erased customer 2" in said
    assert crm(f"report {report} --json").json == before
    orders = crm("order list --json").json
    assert {row["contact"] for row in orders} == {"Erased customer 2", "Jaan Põld"}
    assert [row["invoice"] for row in orders if row["invoice"]] == ["A-1"]
    assert _marked(book.parent) == []


@pytest.mark.usefixtures("shop")
def test_an_erased_customer_can_be_erased_with_the_orders_later(crm: Crm, book: Path) -> None:
    _erase(crm, "mari --keep-orders")
    again = _erase(crm, "erased-2").lines
    assert [*again[:2], *again[-2:]] == [
        "To be erased: Erased customer 2 (erased-2)",
        "  gone for good: 2 orders, 2 order lines",
        "Erased customer 2 is gone for good",
        "  2 copies rewritten without them",
    ]
    assert not any("recognised" in line or "keeps them" in line for line in again)
    assert crm("history --last 1 --json").json[0]["changes"] == "somebody was erased for good"
    assert [row["contact"] for row in crm("order list --json").json] == ["Jaan Põld"]
    assert _ledger(book) == [(2, 0)]


@pytest.mark.usefixtures("shop")
def test_orders_that_go_later_go_from_the_copies_too(crm: Crm, book: Path) -> None:
    crm("data backup")
    shutil.copy(book, book.parent / "monday.db")
    _erase(crm, "mari --keep-orders")
    assert _erase(crm, "erased-2").lines[-1] == "  4 copies rewritten without them"
    for path in book.parent.rglob("*.db"):
        assert b"A-1" not in path.read_bytes()
    crm("data restore --yes")
    assert {row["contact"] for row in crm("order list --json").json} == {"Jaan Põld"}


@pytest.mark.usefixtures("shop")
def test_a_copy_from_before_both_erasures_is_restored_without_the_orders(
    crm: Crm, book: Path
) -> None:
    crm("data backup")
    copy = book.parent / "backups" / "book-2026-11-21-100000.db"
    _erase(crm, "mari --keep-orders --backups keep")
    _erase(crm, "erased-2 --backups keep")
    crm(f"data restore {copy} --yes")
    assert {row["contact"] for row in crm("order list --json").json} == {"Jaan Põld"}


@pytest.mark.usefixtures("shop")
def test_copies_that_have_forgotten_are_said_to_have(crm: Crm) -> None:
    _erase(crm, "mari")
    said = crm("data erase --backups too")
    assert (said.code, said.out) == (0, "No copy holds anybody who was erased.\n")


def _ledger(book: Path) -> list[tuple[int, int]]:
    return _query(book, "SELECT contact_id, kept_orders FROM erasure ORDER BY id")


def _query(book: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(book)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.commit()
        connection.close()


@pytest.mark.usefixtures("shop")
def test_undo_does_not_pass_an_erasure(crm: Crm) -> None:
    crm("tag jaan before")
    _erase(crm, "mari")
    before, erasure = (row["step"] for row in crm("history --last 2 --json").json[::-1])
    assert crm("undo").code == crm(f"undo {erasure} --yes").code == 5
    assert crm("undo").err == (
        f"step {erasure} erased somebody, which cannot be undone; crm undo STEP takes back an older"
        " one (crm history lists them)\n"
    )
    assert crm("redo").code == 3
    assert crm(f"undo {before} --yes").code == 0
    assert crm("redo").code == 0


def _forget_step(book: Path) -> None:
    """Let undo reach the steps before an erasure."""
    step = "(SELECT max(id) FROM step)"
    _query(book, f"DELETE FROM change WHERE step_id = {step}")
    _query(book, f"DELETE FROM step WHERE id = {step}")


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("line", ["mari", "jaan", "mari --keep-orders", "'Põld OÜ'"])
def test_every_step_that_is_left_can_still_be_undone(line: str, crm: Crm, book: Path) -> None:
    crm('contact edit jaan --notes "nothing"')
    _erase(crm, line)
    _forget_step(book)
    while (undone := crm("undo")).code == 0:
        assert crm("data check").code == 0
    assert undone.err == "there is nothing to undo\n"
    while crm("redo").code == 0:
        assert crm("data check").code == 0
    if "mari" in line:
        assert _marked(book.parent) == []


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("before", "line", "left"),
    [
        (["contact merge mari double --yes"], "mari --keep-orders", "Erased customer 2"),
        (["contact merge mari double --yes", "order edit 4 --contact jaan"], "mari", "Jaan Põld"),
        (["order edit 4 --contact mari", "order edit 4 --contact jaan"], "mari", "Double"),
        (["order edit 4 --contact mari"], "mari --keep-orders", "Double"),
    ],
)
def test_no_undo_leaves_a_sale_with_nobody(
    before: list[str], line: str, left: str, crm: Crm, book: Path
) -> None:
    crm('add "Double"')
    crm("sell double 1 tea")
    for words in before:
        assert crm(words).code == 0
    _erase(crm, line)
    _forget_step(book)
    while crm("undo").lines[0].startswith(("Took back order edit", "Took back contact merge")):
        assert crm("data check").code == 0
    crm("redo")
    assert [row["contact"] for row in crm("order list --json").json if row["number"] == 4] == [left]


@pytest.mark.usefixtures("shop")
def test_what_is_gone_from_the_journal_is_not_put_down_to_its_age(crm: Crm, book: Path) -> None:
    _erase(crm, "mari")
    assert (crm("undo 2 --yes").code, crm("undo 2 --yes").err) == (
        3,
        "step 2 went with an erasure: it was about the person, or was taken back before\n",
    )
    assert crm("history").err == ""
    _erase(crm, "'Põld OÜ'")
    assert crm("undo 1 --yes").err == (
        "step 1 is gone, for its age (crm config get journal.keep) or with an erasure\n"
    )
    assert crm("history").err == (
        "The journal reaches back to Sat 21 Nov; older steps are gone, for their age (journal.keep)"
        " or with somebody who was erased.\n"
    )


@pytest.mark.usefixtures("shop")
def test_who_was_merged_into_her_goes_too_even_from_older_copies(crm: Crm, book: Path) -> None:
    crm('add "Qvalavender Mets" --phone "5550 7711" --notes qvachairs')
    crm("data backup")
    crm("contact merge mari qvalavender-mets --yes")
    _erase(crm, "mari")
    assert _marked(book.parent) == []
    assert _ledger(book) == [(2, 0), (4, 0)]


@pytest.mark.usefixtures("shop")
def test_of_a_merge_that_was_undone_the_other_stays(crm: Crm, book: Path) -> None:
    crm("contact merge jaan mari --yes")
    crm("undo")
    before = crm("export contacts --json").json
    _erase(crm, "mari")
    assert _marked(book.parent) == []
    assert crm("export contacts --json").json == [before[0], before[2]]


def test_who_came_with_an_import_leaves_the_others_of_the_step(crm: Crm, book: Path) -> None:
    rows = "name,phone,notes\nMari Qvarumaasikas,5550 7711,qvachairs\nTiit Kask,5553 1111,x\n"
    crm("import contacts - --apply", stdin=rows)
    rows = rows.replace("qvachairs", "qvabroken").replace(",x", ",y")
    crm("import contacts - --apply --overwrite", stdin=rows)
    _erase(crm, "mari")
    assert _marked(book.parent) == []
    _forget_step(book)
    assert [crm("undo").code for _ in range(3)] == [0, 0, 3]


def test_the_people_of_a_company_stay_without_it(crm: Crm, book: Path) -> None:
    crm('add "Qvachairs OÜ" --kind company')
    crm('add "Jaan Põld" --company "Qvachairs OÜ"')
    crm("callback jaan mon 'a table'")
    crm("week --print w48 -o /dev/null --no-open")
    said = _erase(crm, "qvachairs")
    assert "  no more noted as working there: Jaan Põld" in said.lines
    assert crm("list --json").json[0]["company"] == ""
    assert _marked(book.parent) == []


@pytest.mark.usefixtures("shop")
def test_texts_of_others_that_name_her_are_listed_and_stay(crm: Crm) -> None:
    crm('log jaan "met Qvarumaasikas, Mari at the fair" --at mon')
    crm('sell jaan 1 tea --note "call 55 50 77 11"')
    listed = [line.split("\t") for line in _erase(crm, "mari").lines if "\t" in line]
    assert listed == [
        ["talk", "Jaan Põld", "jaan-pold", "2026-11-21", "asked the price"],  # she took part
        ["talk", "Jaan Põld", "jaan-pold", "2026-11-16", "met Qvarumaasikas, Mari at the fair"],
        ["order 4", "Jaan Põld", "jaan-pold", "2026-11-21", "call 55 50 77 11"],
    ]
    assert "met Qvarumaasikas" in crm("find fair").out


@pytest.mark.usefixtures("shop")
def test_what_others_texts_said_before_is_gone_from_the_journal(crm: Crm, book: Path) -> None:
    crm('contact edit jaan --notes "husband of Mari Qvarumaasikas" --city Tartu')
    crm('contact edit jaan --notes "married" --city Narva')
    crm('tag jaan "mari-qvarumaasikas"')
    crm('untag jaan "mari-qvarumaasikas"')
    _erase(crm, "mari")
    assert _marked(book.parent) == []
    _forget_step(book)
    crm("undo")
    jaan = crm("list --json").json[0]
    assert (jaan["city"], crm("data check").code) == ("Tartu", 0)


@pytest.mark.usefixtures("shop")
def test_copies_are_kept_and_named_if_the_owner_says_so(crm: Crm, book: Path) -> None:
    crm("data backup")
    said = _erase(crm, "mari --backups keep")
    copies = ["book-2026-11-21-100000-before-erase.db", "book-2026-11-21-100000.db"]
    assert [Path(line.strip()).name for line in said.lines[-2:]] == copies
    assert _marked(book.parent) == copies
    assert crm("data erase --backups too").out == "  2 copies rewritten without them\n"
    assert _marked(book.parent) == []


@pytest.mark.usefixtures("shop")
def test_a_copy_that_is_restored_forgets_her_again(crm: Crm, book: Path) -> None:
    crm("data backup")
    _erase(crm, "mari --backups keep")
    assert crm("data restore book-2026-11-21-100000.db --yes").code == 0
    assert (crm("who mari").code, crm("who jaan").code) == (3, 0)
    assert "book.db" not in _marked(book.parent)
    assert (crm("data check").code, _ledger(book)) == (0, [(2, 0)])


@pytest.mark.usefixtures("shop")
def test_a_copy_that_is_damaged_is_named(crm: Crm, book: Path) -> None:
    crm("data backup")
    copy = book.parent / "backups" / "book-2026-11-21-100000.db"
    copy.write_bytes(copy.read_bytes()[:8192])
    done = crm("data erase mari --yes")
    assert done.code == 1
    assert str(copy) in done.err
    assert crm("who mari").code == 3


def test_a_copy_of_an_older_schema_forgets_too(crm: Crm, book: Path) -> None:
    book.parent.mkdir()
    with gzip.open(BOOKS / "schema-1.db.gz") as old:
        book.write_bytes(old.read())
    who = crm("list --json").json[0]["handle"]
    (copy,) = (book.parent / "backups").iterdir()
    _erase(crm, who)
    assert _query(copy, f"SELECT 1 FROM contact WHERE handle = '{who}'") == []
    assert _query(copy, "SELECT count(*) > 0 FROM contact") == [(1,)]
    assert _query(copy, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.usefixtures("shop")
def test_files_that_hold_her_are_named(crm: Crm, tmp_path: Path) -> None:
    for name, what in {
        "a.csv": "contacts --csv",
        "b.json": "orders",
        "c.csv": "products --csv",
    }.items():
        crm(f"export {what} -o {tmp_path / name}")
    crm(f"print contact mari -o {tmp_path / 'd.pdf'} --no-open")
    (tmp_path / "b.json").unlink()
    assert _erase(crm, "mari").lines[-5:-2] == [
        "Files that hold them, and stay until you delete them:",
        f"  {tmp_path / 'a.csv'}",
        f"  {tmp_path / 'd.pdf'} (may hold them)",
    ]


@pytest.mark.usefixtures("shop")
def test_a_path_that_names_her_is_told_and_forgotten(crm: Crm, book: Path, tmp_path: Path) -> None:
    path = tmp_path / "mari-qvarumaasikas.csv"
    crm(f"export products --csv -o {path}")
    assert f"  {path}" in _erase(crm, "mari").lines
    assert _query(book, "SELECT path FROM written_file") == []


def test_without_a_name_it_finishes_what_was_cut_off(crm: Crm, book: Path) -> None:
    crm("add Mari")
    assert crm("data erase").err == "whom? name one contact (crm data erase --help)\n"
    _erase(crm, "mari")
    _query(book, "UPDATE step SET command = 'data erase, unfinished'")
    assert crm("data check").err == ("note: an erasure was cut off; crm data erase finishes it\n")
    assert crm("data erase").out == "Finished the erasure that was cut off\n"
    assert (crm("data erase").code, crm("data check").err) == (2, "")


def _cut_off(book: Path, copy: bytes) -> None:
    """As a kill leaves it between the book and its copies."""
    _query(book, "UPDATE step SET command = 'data erase, unfinished'")
    for name in ("book-2026-11-21-100000.db", ".smallcrm-book-2026-11-21-100000.db.abc"):
        (book.parent / "backups" / name).write_bytes(copy)


@pytest.mark.usefixtures("shop")
def test_the_same_command_again_finishes_the_copies_too(crm: Crm, book: Path) -> None:
    crm("data backup")
    before = book.read_bytes()
    _erase(crm, "mari --backups too")
    _cut_off(book, before)
    assert _erase(crm, "mari --backups too").lines == [
        "  1 copy rewritten without them",
        "Finished the erasure that was cut off",
    ]
    assert _marked(book.parent) == []
    assert crm("data erase mari --yes").code == 3


@pytest.mark.usefixtures("shop")
def test_who_is_named_while_another_erasure_is_finished_is_not_erased(crm: Crm, book: Path) -> None:
    _erase(crm, "mari")
    _query(book, "UPDATE step SET command = 'data erase, unfinished'")
    said = crm("data erase jaan --yes")
    assert (said.code, said.err) == (
        5,
        "Jaan Põld is in the book, and was not erased (crm data erase jaan-pold once more)\n",
    )
    assert crm("data erase jaan --yes").code == 0


@pytest.mark.usefixtures("shop")
def test_on_a_terminal_the_copies_are_a_question_of_their_own(crm: Crm, book: Path) -> None:
    crm("data backup")
    with Terminal("data", "erase", "mari", env={"SMALLCRM_TODAY": NOW}) as screen:
        screen.answer("Erase Mari Qvarumaasikas for good? [y/N]: ", "y\n")
        screen.answer(
            "Rewrite the copy, and the one that is made now, without them? [y/N]: ", "n\n"
        )
        assert screen.end() == 0
    assert "book.db" not in _marked(book.parent)
    assert len(_marked(book.parent)) == 2


@pytest.mark.usefixtures("shop")
def test_no_is_an_answer(crm: Crm, book: Path) -> None:
    before = book.read_bytes()
    with Terminal("data", "erase", "mari", env={"SMALLCRM_TODAY": NOW}) as screen:
        screen.answer("for good? [y/N]: ", "\n")
        assert screen.end() == 5
    assert book.read_bytes() == before


def test_a_copy_of_another_book_is_left_alone(crm: Crm, book: Path, tmp_path: Path) -> None:
    crm(f"--db {tmp_path / 'other.db'} add Jaan", today="2026-01-01T10:00")
    crm("add Mari")
    (book.parent / "backups").mkdir(exist_ok=True)
    other = book.parent / "backups" / "other.db"
    shutil.copy(tmp_path / "other.db", other)
    before = other.read_bytes()
    _erase(crm, "mari")
    assert other.read_bytes() == before


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("name", ["photos.db", "book-2026-11-20-081500.db"])
def test_a_database_of_another_program_is_never_touched(
    name: str, crm: Crm, book: Path, tmp_path: Path
) -> None:
    crm(f"config set backup.folder {tmp_path / 'stick'}")
    (tmp_path / "stick" / "deep").mkdir(parents=True)
    for place in (tmp_path / "stick", tmp_path / "stick" / "deep"):
        foreign = sqlite3.connect(place / name)
        foreign.execute("CREATE TABLE photo (id INTEGER, title TEXT)")
        foreign.close()
    before = {path: path.read_bytes() for path in (tmp_path / "stick").rglob(name)}
    done = crm("data erase mari --yes")
    assert {path: path.read_bytes() for path in before} == before
    assert "photos" not in done.out + done.err


@pytest.mark.usefixtures("shop")
def test_a_printed_week_is_named_whatever_it_is_called(
    crm: Crm, book: Path, tmp_path: Path
) -> None:
    page = tmp_path / "week 48"
    crm(f"week --print -o {quote(str(page))} --no-open")
    assert f"{page} (may hold them)\n" in crm("data erase mari --yes").out


@pytest.mark.usefixtures("shop")
def test_a_book_that_was_restored_from_elsewhere_forgets_too(
    crm: Crm, book: Path, tmp_path: Path
) -> None:
    crm(f"data rescue -o {tmp_path / 'rescued.db'}")
    crm(f"data restore {tmp_path / 'rescued.db'} --yes")
    _erase(crm, "mari")
    assert _marked(tmp_path) == []


def test_json_in_the_journal_stays_readable(crm: Crm, book: Path) -> None:
    crm('add "Mari \\"Q\\" Qvarumaasikas" --notes "a\nb"')
    crm('add Jaan --notes "knows Mari \\"Q\\" Qvarumaasikas\nwell"')
    crm("contact edit jaan --notes no")
    _erase(crm, "mari-q-qvarumaasikas")
    for (before,) in _query(book, "SELECT before FROM change WHERE before IS NOT NULL"):
        assert "Qvarumaasikas" not in json.dumps(json.loads(before))
    assert _marked(book.parent) == []


@pytest.mark.usefixtures("shop")
def test_a_copy_that_the_owner_put_beside_the_book_forgets_too(crm: Crm, book: Path) -> None:
    shutil.copy(book, book.parent / "monday.db")
    assert f"  {book.parent / 'monday.db'}" in _erase(crm, "mari").lines
    assert _marked(book.parent) == []


@pytest.mark.usefixtures("shop")
def test_a_book_beside_it_that_knows_her_by_another_number_is_named(crm: Crm, book: Path) -> None:
    other = book.parent / "rescued.db"
    shutil.copy(book, other)
    with sqlite3.connect(other) as rescued:
        rescued.execute("DELETE FROM change")
        rescued.execute("UPDATE contact SET created = '2001-01-01 00:00:00.000000'")
    rescued.close()
    before = other.read_bytes()
    assert f"  {other} (may hold them)" in _erase(crm, "mari").lines
    assert other.read_bytes() == before


@pytest.mark.usefixtures("shop")
def test_a_damaged_copy_is_no_hindrance_to_the_next_erasure(crm: Crm, book: Path) -> None:
    spoilt = book.parent / "backups" / "book-2026-11-20-100000-damaged.db"
    spoilt.parent.mkdir(exist_ok=True)
    spoilt.write_bytes(b"spoilt")
    assert crm("data erase mari --yes").code == 1
    assert "Erased Jaan Põld for good" in crm("data erase jaan --yes").lines
    assert "cut off" not in crm("data check").err
