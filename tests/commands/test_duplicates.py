"""Contacts that may be one: listed with reasons, merged, parted again, or said to be two."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock
from terminal import Terminal, screen

from smallcrm.word_index import INDEXED

Dump = Callable[[], Any]
SHOP = (
    'add "Mari Maasikas" --handle mari -p "work: +372 5551 2345" -e mari@example.ee -t hotel'
    ' --city Tartu --title owner --notes "likes oak"',
    'add "Mari Masikas" --handle mari-2 -p "5551 2345" -p 5552222 -e Mari@example.ee -t hotel'
    " -t vip --city Tallinn --title boss --group top --nickname Manni",
    'add "Jaan Tamm" -p 5553333',
    'log mari "asked the price" --back fri',
    'log mari-2 "came by" --with mari --back mon',
    'log jaan "saw both" --with mari --with mari-2',
)


@pytest.fixture
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, *SHOP)


def _pairs(crm: Crm, line: str = "contact dupes") -> list[tuple[str, ...]]:
    rows = crm(f"{line} --json").json
    return [(row["handle"], row["other_handle"], row["sureness"], *row["reasons"]) for row in rows]


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Mari -p 55512345", "MARI -p '+372 5551 2345'", "sure: same number 55512345, same name"),
        ("Mari -p 55512345", "Mari -p '5552 1/5551 2345'", "sure: same number 55512345, same name"),
        ("Mari -e m@x.ee", "Mari -e M@X.ee", "sure: same e-mail m@x.ee, same name"),
        ("'Mari Tamm' -e m@x.ee", "'Tamm, Mari' -e m@x.ee", "sure: same e-mail m@x.ee, same name"),
        ("'Mari Maasikas' -p 5551234", "'Mari Masikas' -p 5551234",
         "sure: same number 5551234, near name"),
        ("'Mari Tamm' -p 5551234", "'Mark Tamm' -p 5551234",
         "likely: same number 5551234, near name"),
        ("'Mari Tamm' -p 5551234", "Mari -p 5551234", "likely: same number 5551234, similar name"),
        ("'Mari Tamm' -p 5551234", "Manni -p 5551234", "possible: same number 5551234"),
        ("'Mari Tamm' -p 5551234 --nickname Manni", "Manni -p 5551234",
         "likely: same number 5551234, similar name"),
        ("'Mari Tamm' -p 5551234 -e m@x.ee", "'Mari Mets' -p 5551234 -e m@x.ee",
         "likely: same number 5551234, same e-mail m@x.ee"),
        ("'Mari Tamm' --city Tartu", "'mari tamm' --city TARTU", "likely: same name, same town"),
        ("'Mari Tamm' --company Kask", "'Mari Tamm' --company kask",
         "likely: same name, same company"),
        ("'Mari Tamm' --city Tartu -p 5551234", "'Mari Tamm' --city Tartu -p 5559999",
         "possible: same name, same town"),
        ("'Mari Tamm'", "'Mari Tamm'", "possible: same name"),
        ("'Kärt Põld' --city Põlva", "'Kart Pold' --city Polva", "likely: same name, same town"),
        ("'Kaarel Vaher' --city Tartu", "'Karel Vaher' --city Tartu",
         "possible: near name, same town"),
        ("'Kaarel Vaher' --city Tartu", "'K. Vaher' --city Tartu",
         "possible: similar name, same town"),
        ("'Kaarel Vaher' --city Tartu", "'Karel Vaher' --city Narva", ""),
        ("'Kaarel Vaher'", "'Karel Vaher'", ""),
        ("'Kaarel Vaher' --city Tartu", "'Jaan Vaher' --city Tartu", ""),
        ("Jaan -p 112", "Kai -p 112", ""),
        ("Jaan --web x.ee", "Kai --web x.ee", ""),
        ("Põld -p 5551234", "Põld -p 5551234 --kind company", ""),
        ("'Põld OÜ' --kind company --city Tartu", "'AS Põld' --kind company --city Tartu",
         "possible: similar name, same town"),
        ("'Põld OÜ' -p 640000 --kind company", "Põld -p 640000 --kind company",
         "likely: same number 640000, near name"),
    ],
)  # fmt: skip
def test_two_contacts_look_like_one(first: str, second: str, found: str, crm: Crm) -> None:
    assert crm(f"add {first}").code == crm(f"add {second}").code == 0
    said = [f"{pair[2]}: {', '.join(pair[3:])}" for pair in _pairs(crm)]
    assert said == ([found] if found else [])


def test_namesakes_are_listed_but_never_sure(crm: Crm) -> None:
    crm("add 'Mari Tamm' -p 5551234 -e a@x.ee --city Tartu")
    crm("add 'Mari Tamm' -p 5559999 -e b@x.ee --city Narva")
    (row,) = crm("contact dupes --json").json
    assert (row["sureness"], row["reasons"]) == ("possible", ["same name"])
    assert row["against"] == ["other number", "other e-mail", "other town"]


def test_two_names_that_many_people_have_are_no_slip(crm: Crm) -> None:
    for surname in ("Kask", "Kuusk", "Mets"):
        crm(f"add 'Anna {surname}' -q")
        crm(f"add 'Anne {surname}' -q")
    crm("add 'Anna Tamm' --city Tartu -p 5551234")
    crm("add 'Anne Tamm' --city Tartu -p 5559999")
    assert _pairs(crm) == []


@pytest.mark.usefixtures("shop")
def test_pairs_stand_by_how_sure_they_are(crm: Crm) -> None:
    crm('add "Jaan Tamm" --city Tartu -p 5559999 -t vip')
    crm('add "Jan Tamm" --city Tartu')
    assert [pair[:3] for pair in _pairs(crm)] == [
        ("mari", "mari-2", "sure"),
        ("jaan-tamm-2", "jan-tamm", "possible"),
        ("jaan-tamm", "jaan-tamm-2", "possible"),
    ]
    assert [pair[0] for pair in _pairs(crm, "contact dupes --sure")] == ["mari"]
    assert [pair[0] for pair in _pairs(crm, "contact dupes --first 1")] == ["mari"]
    assert [pair[1] for pair in _pairs(crm, "contact dupes jan")] == ["jan-tamm"]
    assert [pair[1] for pair in _pairs(crm, "contact dupes --kind p --tag vip")] == [
        "mari-2", "jan-tamm", "jaan-tamm-2",
    ]  # fmt: skip
    assert [pair[0] for pair in _pairs(crm, "contact dupes --city tallinn")] == ["mari"]
    assert _pairs(crm, "contact dupes --kind company") == []


@pytest.mark.usefixtures("shop")
def test_pairs_in_a_pipe_and_as_csv(crm: Crm) -> None:
    reasons = "same number +372 5551 2345, same e-mail mari@example.ee, near name"
    cells = ["sure", "Mari Maasikas", "mari", "Tartu", "Mari Masikas", "mari-2", "Tallinn"]
    assert crm("contact dupes").out == "\t".join([*cells, "person", reasons, "other town\n"])
    assert crm("contact dupes --csv").lines[0] == (
        "sureness,contact,handle,city,other,other_handle,other_city,kind,reasons,against"
    )


@pytest.mark.usefixtures("shop")
def test_archived_contacts_are_in_no_pair(crm: Crm) -> None:
    crm("contact archive mari-2")
    found = crm("contact dupes")
    assert (found.code, found.out, found.err) == (0, "", "No two contacts look like one.\n")


def test_without_a_sure_pair_those_that_may_be_one_are_named(crm: Crm) -> None:
    crm("add 'Mari Tamm' -p 5551234")
    crm("add 'Manni' -p 5551234")
    said = crm("contact dupes --sure")
    assert (said.out, said.err) == ("", "No pair is sure; 1 may be one (crm contact dupes).\n")


def test_what_a_crowd_shares_makes_no_pairs_and_is_said(crm: Crm) -> None:
    rows = "".join(f"{chr(97 + n // 26) * 2}{chr(97 + n % 26) * 2},6400000\n" for n in range(51))
    crm(
        "import contacts - --apply",
        stdin=f"name,phone\n{rows}Mari Kask,640 0000\nMari Kasc,6400000\n",
    )
    found = crm("contact dupes --json")
    assert [(row["contact"], row["other"]) for row in found.json] == [("Mari Kask", "Mari Kasc")]
    assert found.err == 'note: 53 contacts share "+3726400000", which tells nobody apart\n'


@pytest.mark.usefixtures("shop")
def test_two_that_are_two_are_remembered(crm: Crm) -> None:
    noted = crm("contact distinct mari-2 mari")
    pair = "Mari Masikas (mari-2) and Mari Maasikas (mari)"
    assert noted.lines == [f"Noted that {pair} are two", "  crm undo takes it back"]
    assert _pairs(crm) == []
    assert crm("contact distinct mari mari-2").code == 0
    assert crm("history --json").json[0]["contacts"] == ["Mari Maasikas"]
    crm("undo")
    assert len(_pairs(crm)) == 1


@pytest.mark.usefixtures("shop")
def test_a_merge_keeps_everything_of_both(crm: Crm, dump: Dump) -> None:
    merged = crm("contact merge mari mari-2 --yes")
    assert merged.lines[-6:] == [
        "Merged mari and mari-2 into Mari Maasikas (mari)",
        "  2 talks, 1 callback moved",
        "  the other name is in the nickname",
        "  the other title, address are in the notes",
        "  mari-2 finds the contact too",
        "  crm undo takes it back",
    ]
    book = dump()
    mari = book["contacts"][0]
    assert (mari["name"], mari["nickname"]) == ("Mari Maasikas", "Manni, Mari Masikas")
    assert (mari["title"], mari["city"], mari["group"]) == ("owner", "Tartu", "top")
    assert mari["notes"] == ("likes oak\nbefore the merge with mari-2: title boss; address Tallinn")
    values = [(point["label"], point["value"]) for point in mari["points"]]
    assert values == [("work", "+372 5551 2345"), ("", "mari@example.ee"), ("", "5552222")]
    assert mari["tags"] == ["hotel", "vip"]
    assert [row["handle"] for row in book["contacts"]] == ["mari", "jaan-tamm"]
    assert [(row["handle"], row["with"]) for row in book["interactions"]] == [
        ("mari", []), ("mari", []), ("jaan-tamm", ["mari"]),
    ]  # fmt: skip
    assert [(row["number"], row["handle"]) for row in book["callbacks"]] == [
        (1, "mari"),
        (2, "mari"),
    ]


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("keep", "field", "value"),
    [
        ("name=2", "name", "Mari Masikas"),
        ("name=2", "nickname", "Manni, Mari Maasikas"),
        ("handle=2", "handle", "mari-2"),
        ("title=2", "title", "boss"),
        ("title=2", "notes",
         "likes oak\nbefore the merge with mari-2: title owner; address Tallinn"),
        ("city=2", "city", "Tallinn"),
        ("address=1", "city", "Tartu"),
        ("group=1", "group", "top"),
    ],
)  # fmt: skip
def test_the_owner_says_whose_value_stays(
    keep: str, field: str, value: str, crm: Crm, dump: Dump
) -> None:
    assert crm(f"contact merge mari mari-2 --yes --keep {keep}").code == 0
    assert dump()["contacts"][0][field] == value


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("keep", ["", "--keep handle=2"])
def test_both_handles_find_the_merged_contact(keep: str, crm: Crm) -> None:
    crm(f"contact merge mari mari-2 --yes {keep}")
    for handle in ("mari", "MARI-2"):
        assert crm(f"who {handle} --json").json[0]["contact"] == "Mari Maasikas"
    assert crm("add 'Mari 2' -q").out == "mari-2-2\n"
    assert crm("who masikas --json").json[0]["contact"] == "Mari Maasikas"


@pytest.mark.usefixtures("shop")
def test_a_third_one_brings_along_the_handles_it_had(crm: Crm, dump: Dump) -> None:
    crm("contact merge mari-2 jaan --yes")
    crm("contact merge mari mari-2 --yes")
    assert crm("who jaan-tamm --json").json[0]["handle"] == "mari"
    former = [(row["handle"], row["former"]) for row in dump()["former_handles"]]
    assert former == [("mari", "jaan-tamm"), ("mari", "mari-2")]


def _tables(book: Path) -> dict[str, list[Any]]:
    """Every row of every table but the journal, and the words of the index, which is checked."""
    with closing(sqlite3.connect(book)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE TABLE%'")
        kept = [
            name
            for (name,) in names.fetchall()
            if name not in ("step", "change", "sqlite_sequence") and "_words" not in name
        ]
        tables = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in kept}
        for table in INDEXED:
            words = f"{table}_words"
            connection.execute(f"INSERT INTO {words} ({words}, rank) VALUES ('integrity-check', 1)")
            connection.execute(
                f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {words}, row)"
            )
            tables[words] = connection.execute("SELECT term, doc, cnt FROM temp.terms").fetchall()
            connection.execute("DROP TABLE temp.terms")
    return tables


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("line", ["mari mari-2", "mari-2 mari --keep handle=2", "jaan mari"])
def test_undo_parts_them_again_row_by_row(line: str, crm: Crm, book: Path) -> None:
    crm("contact distinct mari-2 jaan")
    before = _tables(book)
    assert crm(f"contact merge {line} --yes").code == 0
    merged = _tables(book)
    assert len(merged["contact"]) == len(before["contact"]) - 1
    crm("undo")
    assert _tables(book) == before
    crm("redo")
    assert _tables(book) == merged


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("merge mari mari-2", 5, "Make one contact of mari and mari-2? needs a yes: add --yes"),
        ("merge mari mari --yes", 5, "Mari Maasikas (mari) is one contact already"),
        ("distinct mari mari", 5, "Mari Maasikas (mari) is one contact"),
        ("merge mari firm --yes", 5, "Mari Maasikas is a person and Firm a company"),
        ("merge xyz jaan --yes", 3, "no contact matches"),
        ("merge m jaan --yes", 4, '"m" fits 2 contacts'),
        ("distinct jaan m", 4, '"m" fits 2 contacts'),
        ("merge mari mari-2 --keep phone=2", 2, 'there is no field "phone" to keep'),
        ("merge mari mari-2 --keep title", 2, "--keep takes FIELD=1 or FIELD=2"),
        ("dupes nobody", 3, "no contact matches"),
    ],
)  # fmt: skip
def test_what_is_refused_changes_nothing(
    line: str, code: int, said: str, crm: Crm, dump: Dump
) -> None:
    crm("add Firm --kind company")
    before = dump()
    refused = crm(f"contact {line}")
    assert refused.code == code
    assert f"\n{said}" in f"\n{refused.err}"
    assert dump() == before


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(("key", "code", "left"), [("y", 0, 2), ("n", 5, 3), ("", 5, 3)])
def test_a_terminal_asks_first(key: str, code: int, left: int, crm: Crm, dump: Dump) -> None:
    with Terminal("contact", "merge", "mari", "mari-2") as terminal:
        terminal.answer("Make one contact of mari and mari-2? [y/N]", f"{key}\n")
        assert terminal.end() == code
    assert len(dump()["contacts"]) == left


@pytest.mark.usefixtures("shop")
def test_what_was_changed_while_the_owner_thought_is_not_merged(crm: Crm, dump: Dump) -> None:
    with Terminal("contact", "merge", "mari", "mari-2") as terminal:
        terminal.expect("[y/N]")
        crm("tag mari-2 new")
        terminal.send("y\n")
        assert terminal.end() == 5
    assert len(dump()["contacts"]) == 3


@pytest.mark.usefixtures("shop")
def test_a_merge_of_two_that_were_two_says_so(crm: Crm, dump: Dump) -> None:
    crm("contact distinct mari mari-2")
    said = crm("contact merge mari mari-2 --yes").err.splitlines()
    assert "note: you once said that they are two" in said
    assert dump()["distinct"] == []


@pytest.mark.usefixtures("shop")
def test_pairs_on_a_screen() -> None:
    shown = screen("contact", "dupes", env={"NO_COLOR": "1"}).text
    assert [line.rstrip() for line in shown.splitlines()] == [
        "1 pair that may be one: crm contact merge, or crm contact distinct",
        "",
        " Contact         Other             Why",
        " " + "─" * 79,
        " Mari Maasikas   Mari Masikas      sure: same number +372 5551 2345, same e-mail",
        "   mari · Tartu  mari-2 · Tallinn  mari@example.ee, near name",
        "                                   but other town",
    ]


@pytest.mark.usefixtures("shop")
def test_only_the_surest_are_on_a_screen_and_the_rest_is_counted(crm: Crm) -> None:
    for _ in range(2):
        crm("add 'Mari Maasikas'")
    shown = screen("contact", "dupes", "--first", "2", env={"NO_COLOR": "1"}).text
    assert "4 pairs that may be one" in shown
    assert "and 2 more: --first 4" in shown


@pytest.mark.usefixtures("shop")
def test_two_side_by_side_on_a_screen() -> None:
    shown = screen("contact", "merge", "mari", "mari-2", "--yes", env={"NO_COLOR": "1"}).text
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    for line in (
        "Field 1 mari 2 mari-2 Merged",
        "name Mari Maasikas Mari Masikas Mari Maasikas",
        "the other goes to the nickname",
        "talks 3 2 3",
        "callbacks 1 1 2",
        "name, title, address differ: --keep name=2 keeps the second's",
    ):
        assert line in lines
