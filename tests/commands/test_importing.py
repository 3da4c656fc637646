"""Taking contacts in: rehearsed first, then written as one step, and only once."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES, Crm

Dump = Callable[[], Any]
FIVE_HUNDRED = SAMPLES / "contacts" / "atomic-crm-500.csv"
SMALL = (
    "name,phone,email,company,tags\n"
    'Tiit Kask,+372 5553 1111,tiit@example.ee,Kask AS,"new, vip"\n'
    "Õie Šmidt,,oie@example.ee,,\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text(SMALL, "utf-8")
    return path


def test_a_rehearsal_says_what_it_would_do_and_writes_nothing(
    crm: Crm, file: Path, book: Path
) -> None:
    assert crm("import contacts", str(file)).lines == [
        "contacts: CSV, utf-8, comma",
        "  name → name",
        "  phone → phone",
        "  email → email",
        "  company → company",
        "  tags → tags",
        "as it would be stored:",
        "  Tiit Kask, Kask AS, +372 5553 1111, tiit@example.ee, +new, +vip",
        "  Õie Šmidt, oie@example.ee",
        "2 new, 0 in the book already, 0 doubtful, 0 unreadable",
        "Nothing was written yet; --apply writes it.",
    ]
    assert not book.parent.exists()


def test_a_rehearsal_leaves_a_book_byte_for_byte(crm: Crm, file: Path, book: Path) -> None:
    crm("add Mari")
    before = book.read_bytes()
    assert crm("import contacts", str(file)).code == 0
    assert book.read_bytes() == before


def test_apply_writes_one_step(crm: Crm, file: Path, dump: Dump) -> None:
    assert crm("import contacts --apply", str(file)).lines == [
        "2 added, 0 in the book already, 0 doubtful, 0 unreadable",
        "  crm undo takes it back",
    ]
    tiit = dump()["contacts"][0]
    assert (tiit["name"], tiit["company"], tiit["tags"]) == ("Tiit Kask", "Kask AS", ["new", "vip"])
    assert [point["value"] for point in tiit["points"]] == ["+372 5553 1111", "tiit@example.ee"]
    assert crm("undo").code == 0
    assert dump()["contacts"] == []


def test_the_order_in_dates_is_one_of_three(crm: Crm, file: Path) -> None:
    said = crm("import contacts --date-order zzz", str(file))
    assert (said.code, said.out) == (2, "")
    assert said.err == 'the order in dates is one of dmy, mdy, ymd: not "zzz"\n'
    assert crm("import contacts --date-order YMD", str(file)).code == 0


def test_the_same_file_twice_adds_nothing(crm: Crm, file: Path, dump: Dump) -> None:
    crm("import contacts --apply", str(file))
    before, steps = dump(), len(crm("history --json").json)
    assert crm("import contacts --apply", str(file)).lines == [
        "0 added, 2 in the book already, 0 doubtful, 0 unreadable"
    ]
    assert (dump(), len(crm("history --json").json)) == (before, steps)


def test_a_namesake_with_another_number_is_doubtful(crm: Crm, dump: Dump) -> None:
    crm('add "Tiit Kask" --phone 55500000')
    said = crm("import contacts - --apply", stdin=SMALL)
    assert said.lines[0] == (
        "  line 2, doubtful: Tiit Kask: the book has tiit-kask of that name, with another number"
    )
    assert said.lines[1] == "1 added, 0 in the book already, 1 doubtful, 0 unreadable"
    assert crm("import contacts - --apply --with-doubtful", stdin=SMALL).lines[0] == (
        "1 added, 1 in the book already, 0 doubtful, 0 unreadable"
    )
    assert [row["handle"] for row in dump()["contacts"]] == [
        "tiit-kask", "oie-smidt", "tiit-kask-2",
    ]  # fmt: skip


@pytest.mark.parametrize(("delimiter", "name"), [(";", "semicolon"), ("\t", "tab"), (",", "comma")])
def test_the_delimiter_is_found(delimiter: str, name: str, crm: Crm, dump: Dump) -> None:
    text = f"nimi{delimiter}telefon{delimiter}linn\nTiit{delimiter}5551 2345{delimiter}Tartu\n"
    said = crm("import contacts -", stdin=text)
    assert said.lines[0] == f"contacts: CSV, utf-8, {name}"
    crm("import contacts - --apply", stdin=text)
    assert (dump()["contacts"][0]["city"], dump()["contacts"][0]["name"]) == ("Tartu", "Tiit")


@pytest.mark.parametrize(
    ("header", "by"),
    [
        ("telefon,linn", "phone number"),
        ("linn,e-post", "e-mail address"),
        ("telefon,e-post", "e-mail address or phone number"),
        ("telefon,nimi", ""),
        ("telefon,eesnimi", ""),
        ("telefon,firma", ""),
    ],
)
def test_a_table_without_names_says_what_contacts_are_called_by(
    header: str, by: str, crm: Crm
) -> None:
    said = crm("import contacts -", stdin=f"{header}\n5551 2345,m@x.ee\n")
    note = f'  note: no column holds names, contacts are called by {by} (--map "Kunde=name")'
    assert [line for line in said.lines if "called by" in line] == ([note] if by else [])


def test_a_column_can_be_said(crm: Crm, dump: Dump) -> None:
    text = "Kunde,Ring ham,Farge\nTiit,5551 2345,rød\n"
    assert crm("import contacts -", stdin=text).code == 2
    line = "import contacts - --apply --map Kunde=name --map 'Ring ham=phone' --map Farge=tags"
    assert crm(line, stdin=text).code == 0
    kept = dump()["contacts"][0]
    assert (kept["name"], kept["points"][0]["value"], kept["tags"]) == (
        "Tiit",
        "5551 2345",
        ["rød"],
    )


@pytest.mark.parametrize(
    ("line", "stdin", "code"),
    [
        ("import contacts - --map Kunde", SMALL, 2),
        ("import contacts - --map x=name", SMALL, 2),
        ("import contacts - --map name=colour", SMALL, 2),
        ("import contacts -", "", 2),
        ("import contacts -", "name\n\udcff\n", 2),
        ("import contacts -", "name\na\0b\n", 2),
        ("import contacts -", 'name\n"open quote\n', 2),
        ("import contacts no-such-file.csv", "", 3),
        ("import contacts .", "", 5),
        ("import contacts /dev/null", "", 2),
        ("import contacts", "", 2),
        ("import", "", 2),
    ],
)
@pytest.mark.parametrize("apply", ["", " --apply"])
def test_what_cannot_be_read_writes_nothing(
    line: str, stdin: str, code: int, apply: str, crm: Crm, dump: Dump
) -> None:
    crm("add Mari")
    before = dump()
    said = crm(f"{line}{apply}" if line != "import" else line, stdin=stdin)
    assert said.code == code
    assert dump() == before


def test_a_bad_row_is_named_and_the_others_are_taken(crm: Crm, dump: Dump) -> None:
    text = f"name,phone,group\nTiit,5551,\n,,\n{'x' * 1001},1,\nMari,5552,huge\nJaan,a,b,c\n"
    said = crm("import contacts - --apply", stdin=text)
    assert said.lines[:4] == [
        "  line 4, unreadable: the name has 1001 characters; at most 1000 fit",
        '  line 5, unreadable: there is no group "huge"; there are potential, prospective, small,'
        " medium, large, top",
        "  line 6, unreadable: 4 cells under 3 headings",
        "1 added, 0 in the book already, 0 doubtful, 3 unreadable",
    ]
    assert [row["name"] for row in dump()["contacts"]] == ["Tiit"]


def test_what_is_odd_in_a_row_is_said_with_its_line(crm: Crm, dump: Dump) -> None:
    text = (
        'name,phone,notes\n"Mari\nTamm",5551,"a\nb"\nPikk 2, 7,5552,x\nTiit\n\n'
        "Õie,5553,x,,\nJaan,5554\nJüri,5555,x,y,z\n"
    )
    said = crm("import contacts - --apply", stdin=text)
    assert said.lines[:4] == [
        "  line 2, note: the name stands on several lines; they are read as one",
        '  line 5, note: 4 cells under 3 headings: "Pikk 2, 7" is read as one cell',
        "  lines 6 and 9, note: fewer cells than headings; the missing ones are taken for empty",
        "  line 10, unreadable: 5 cells under 3 headings",
    ]
    assert [row["name"] for row in dump()["contacts"]] == [
        "Mari Tamm", "Pikk 2, 7", "Tiit", "Õie", "Jaan",
    ]  # fmt: skip
    assert dump()["contacts"][0]["notes"] == "a\nb"


def test_many_lines_of_one_kind_are_one_remark(crm: Crm) -> None:
    text = "name,phone,city\n" + "".join(f"Mari {n},5551000{n}\n" for n in range(30))
    said = crm("import contacts - --apply", stdin=text)
    assert said.lines[0] == (
        "  lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 ... (30 lines), note: fewer cells than"
        " headings; the missing ones are taken for empty"
    )


TWICE = (
    "name,phone,city,title\n"
    "Tiit Kask,5553 1111,,boss\n"
    "Mari,5551 0000,,\n"
    "Tiit Kask,5553 1111,Tartu,clerk\n"
)


@pytest.mark.parametrize(
    ("flag", "said", "count", "expected"),
    [
        ("", "; left out: city Tartu, title clerk", "", ("", "boss")),
        ("--update", "; taken over: city Tartu; left out: title clerk", " (1 updated)",
         ("Tartu", "boss")),
        ("--overwrite", "; taken over: city Tartu, title clerk", " (1 updated)",
         ("Tartu", "clerk")),
    ],
)  # fmt: skip
def test_a_row_that_stands_twice_in_a_file(
    flag: str, said: str, count: str, expected: tuple[str, str], crm: Crm, dump: Dump
) -> None:
    counts = f"0 in the book already, 1 twice in this file{count}, 0 doubtful, 0 unreadable"
    twice = f"  line 4, twice in this file: Tiit Kask stands in line 2 already{said}"
    rehearsed = crm(f"import contacts - {flag}", stdin=TWICE)
    assert twice in rehearsed.lines
    assert f"2 new, {counts}" in rehearsed.lines
    city = "".join(f", {part}" for part in expected[:1] if part)
    assert f"  Tiit Kask, {expected[1]}, 5553 1111{city}" in rehearsed.lines
    applied = crm(f"import contacts - --apply {flag}", stdin=TWICE)
    assert applied.lines[:2] == [twice, f"2 added, {counts}"]
    tiit = dump()["contacts"][0]
    assert (tiit["city"], tiit["title"]) == expected


def test_two_rows_of_a_known_contact_fill_what_is_empty_once(crm: Crm, dump: Dump) -> None:
    crm("add Tiit --phone 55531111")
    text = "name,phone,city,title\nTiit,5553 1111,Tartu,\nTiit,5553 1111,Narva,clerk\n"
    assert crm("import contacts - --apply --update", stdin=text).code == 0
    tiit = dump()["contacts"][0]
    assert (tiit["city"], tiit["title"]) == ("Tartu", "clerk")


def test_an_import_that_adds_nothing_makes_no_book(crm: Crm, book: Path) -> None:
    assert crm("import contacts - --apply", stdin="name\n").code == 0
    assert not book.exists() or crm("history --json").json == []


def test_cells_are_data(crm: Crm, dump: Dump) -> None:
    crm("import contacts - --apply", stdin="name,notes\n[red]x,'=1+1\n:smile:,\x1b[31m\n")
    assert [row["name"] for row in dump()["contacts"]] == ["[red]x", ":smile:"]
    assert dump()["contacts"][0]["notes"] == "=1+1"
    said = crm("import contacts -", stdin="name,notes\n\x1b[31mx,\n")
    assert "\x1b" not in said.out


def test_five_hundred_contacts_of_another_program(crm: Crm, dump: Dump) -> None:
    if not FIVE_HUNDRED.exists():
        pytest.skip(f"the sample {FIVE_HUNDRED.name} is not beside this checkout")
    said = crm("import contacts --apply", str(FIVE_HUNDRED))
    assert said.lines[-2] == "500 added, 0 in the book already, 0 doubtful, 0 unreadable"
    rows = dump()["contacts"]
    assert (len(rows), len({row["handle"] for row in rows})) == (500, 500)
    assert all(row["company"] for row in rows)
    kinds = Counter(point["kind"] for row in rows for point in row["points"])
    assert kinds == {"email": 500, "phone": 274 + 270 + 286}
    assert sum(bool(row["tags"]) for row in rows) == 243
    assert crm("who '1-955-371-0847 x371' --json").json[0]["contact"] == "Shelley Kerluke"
    again = crm("import contacts --apply", str(FIVE_HUNDRED))
    assert again.lines == ["0 added, 500 in the book already, 0 doubtful, 0 unreadable"]
    crm("undo")
    assert dump()["contacts"] == []


def test_a_file_is_recognised_without_its_kind(crm: Crm, tmp_path: Path, dump: Dump) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Õie Šmidt\nBDAY:1985-04-12\nEND:VCARD\n"
    (tmp_path / "a.vcf").write_text(card, "utf-8")
    (tmp_path / "b.csv").write_text(SMALL, "utf-8")
    said = crm("import --apply", str(tmp_path / "a.vcf"), str(tmp_path / "b.csv"))
    assert said.code == 0
    assert [row["name"] for row in dump()["contacts"]] == ["Õie Šmidt", "Tiit Kask"]
    assert dump()["contacts"][0]["birthday"] == "1985-04-12"
    crm("undo")
    assert dump()["contacts"] == []


def test_a_second_column_of_a_field_is_said_and_kept(crm: Crm, dump: Dump) -> None:
    text = "Name,Name,Phone,Phone\nMari,Tamm,5551 2345,5552 9999\n"
    assert crm("import contacts - --apply", stdin=text).code == 0
    mari = dump()["contacts"][0]
    assert (mari["name"], mari["notes"]) == ("Mari", "Name: Tamm")
    assert [point["value"] for point in mari["points"]] == ["5551 2345", "5552 9999"]
    assert crm("import contacts -", stdin=text).lines[1:5] == [
        "  Name → name",
        "  Name → name, or a note if there is one already",
        "  Phone → phone",
        "  Phone → phone",
    ]


def test_a_kind_that_cannot_be_taken_in_yet_is_one_sentence(crm: Crm) -> None:
    said = crm("import cases -", stdin="case,status\n1,open\n")
    assert (said.code, said.err.count("\n")) == (2, 1)
