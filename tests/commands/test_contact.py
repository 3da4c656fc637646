"""Keeping contacts: add, edit, list, archive, restore."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock
from terminal import screen

Dump = Callable[[], Any]
EVERYTHING = (
    'add "Õie Šmidt" --nickname Oi --company "Põld OÜ" --title boss --group top --tag vip -t hotel'
    ' --phone "work: +372 5551 2345" -p 112 --email oie@example.ee --web https://example.ee'
    ' --street "Jõe 8" --postcode 51010 --city Tartu --region Tartumaa --country Estonia'
    ' --language et --notes "likes [red] oak"'
)


def _contact(dump: Dump, handle: str) -> Any:
    return next(row for row in dump()["contacts"] if row["handle"] == handle)


def test_everything_that_is_given_is_kept(crm: Crm, dump: Dump) -> None:
    said = crm(EVERYTHING)
    assert said.lines == ["Added Õie Šmidt, handle oie-smidt", "  crm undo takes it back"]
    kept = _contact(dump, "oie-smidt")
    points = [(point["kind"], point["label"], point["value"]) for point in kept.pop("points")]
    assert points == [
        ("phone", "work", "+372 5551 2345"),
        ("phone", "", "112"),
        ("email", "", "oie@example.ee"),
        ("web", "", "https://example.ee"),
    ]
    assert kept.pop("created")
    assert kept == {
        "name": "Õie Šmidt", "kind": "person", "handle": "oie-smidt", "nickname": "Oi",
        "company": "Põld OÜ", "title": "boss", "language": "et", "group": "top",
        "street": "Jõe 8", "postcode": "51010", "city": "Tartu", "region": "Tartumaa",
        "country": "Estonia", "notes": "likes [red] oak", "rhythm_days": None,
        "rhythm_since": None, "archived": False, "tags": ["hotel", "vip"], "group_pinned": False,
        "restricted": False, "birthday": "", "source_id": "", "company_handle": "",
    }  # fmt: skip


@pytest.mark.parametrize("line", ["add 'Mari Maasikas'", "contact add 'Mari Maasikas'"])
def test_add_is_short_for_contact_add(line: str, crm: Crm) -> None:
    assert crm(line).lines[0] == "Added Mari Maasikas, handle mari-maasikas"
    assert crm(f"{line} -q").out == "mari-maasikas-2\n"


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Tõnu Šmidt", "tonu-smidt"),
        ("Ærøskøbing AS", "aeroskobing-as"),
        ("O'Neil & Sons", "o-neil-sons"),
        ("Ģirts Ķēniņš", "girts-kenins"),
        ("Иван", "иван"),
        ("112", "c-112"),
        ("😀", "contact"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_handle_is_made_from_the_name_and_found_by(name: str, handle: str, crm: Crm) -> None:
    assert crm("add -q --", name).out == f"{handle}\n"
    assert crm("log", handle, "x", "-q").out == f"{handle}\n"


def test_a_double_is_said_but_not_refused(crm: Crm) -> None:
    crm('add "Mari Maasikas" --phone "5551 2345"')
    assert crm('add "Jüri" --phone "+372 5551-2345"').lines == [
        "Added Jüri, handle juri",
        "  note: Mari Maasikas (mari-maasikas) has the same number +372 5551-2345",
        "  crm undo takes it back",
    ]
    assert crm('add "mari MAASIKAS"').lines[1] == (
        "  note: Mari Maasikas (mari-maasikas) has the same name"
    )


def test_a_company_gathers_its_people(crm: Crm) -> None:
    crm('add "Jaan Põld" --company "põld oü"')
    assert crm('add "Põld OÜ" --kind company').lines[1] == "  people there: Jaan Põld"
    assert [row["handle"] for row in crm("list --company 'POLD OU' --json").json] == ["jaan-pold"]
    crm('contact edit pold-ou --name "Põld AS"')
    assert crm("list --company 'Põld AS' --json").json[0]["handle"] == "jaan-pold"


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("add ''", 2, "a contact needs a name\n"),
        ("add ' '", 2, "a contact needs a name\n"),
        ("add x --kind animal", 2, 'there is no kind of contact "animal"; there are person, '
         "company\n"),
        ("add x --group huge", 2, 'there is no group "huge"; there are potential, prospective, '
         "small, medium, large, top\n"),
        ("add x --group p", 2, 'there is no group "p"; there are potential, prospective, '
         "small, medium, large, top\n"),
        ("add x --handle 'a b'", 2, 'a handle is one word of letters, digits and "-": not "a b"\n'),
        ("add x --handle 5551", 2, 'a handle needs a letter, so that it is no phone number: not '
         '"5551"\n'),
        ("add x --handle MARI", 5, 'the handle "mari" is Mari\'s; choose another\n'),
        ("add 'a\nb'", 2, "the name must be on one line\n"),
        ("add x --tag +", 2, 'the tag "+" is empty; write a word\n'),
        (f"add {'x' * 1001}", 2, "the name has 1001 characters; at most 1000 fit\n"),
        ("contact edit mari --name ''", 2, "a contact needs a name\n"),
        ("contact edit mari --handle 7", 2, 'a handle needs a letter, so that it is no phone '
         'number: not "7"\n'),
        ("contact edit mari --no-phone 9", 3, 'there is no phone "9" to take away; it has none\n'),
        ("contact edit nobody --city x", 3, 'no contact matches "nobody" (crm add creates one, crm '
         "find looks everywhere)\n"),
        ("contact archive vana", 3, 'no contact matches "vana", but Vana is archived (crm contact '
         "restore vana)\n"),
        ("contact restore mari", 5, "Mari is not archived\n"),
    ],
)  # fmt: skip
def test_what_is_refused_writes_nothing(
    line: str, code: int, sentence: str, crm: Crm, book: Path, dump: Dump
) -> None:
    stock(crm, book, "add Mari", "add Vana", "contact archive vana")
    before = dump()
    said = crm(line)
    assert (said.code, said.out, said.err) == (code, "", sentence)
    assert dump() == before


def test_edit_changes_adds_and_takes_away(crm: Crm, dump: Dump) -> None:
    crm(EVERYTHING)
    said = crm('contact edit oie --name "Oie Mets" --phone "home: 660 1234" --no-phone 5551'
               " --no-email oie@example.ee --group small --notes ''")  # fmt: skip
    assert said.lines == [
        "Changed Oie Mets (oie-smidt)",
        "  name: Õie Šmidt → Oie Mets",
        "  group: top → small",
        "  notes: likes [red] oak → none",
        "  − phone +372 5551 2345",
        "  − email oie@example.ee",
        "  + phone 660 1234",
        "  crm undo takes it back",
    ]
    kept = _contact(dump, "oie-smidt")
    assert (kept["name"], kept["group"], kept["notes"]) == ("Oie Mets", "small", "")
    assert [point["value"] for point in kept["points"]] == ["112", "https://example.ee", "660 1234"]
    assert crm("who mets --json").json[0]["handle"] == "oie-smidt"
    assert crm("who smidt").code == 3


@pytest.mark.parametrize(
    "field",
    ["nickname", "company", "title", "group", "street", "postcode", "city", "region", "country",
     "language", "notes"],
)  # fmt: skip
def test_an_empty_value_clears_a_field(field: str, crm: Crm, book: Path, dump: Dump) -> None:
    stock(crm, book, EVERYTHING)
    assert _contact(dump, "oie-smidt")[field]
    assert crm(f"contact edit oie-smidt --{field} ''").code == 0
    assert _contact(dump, "oie-smidt")[field] == ""


@pytest.mark.parametrize("kind", ["phone", "email", "web"])
def test_an_empty_value_clears_all_points_of_a_kind(
    kind: str, crm: Crm, book: Path, dump: Dump
) -> None:
    stock(crm, book, EVERYTHING)
    crm(f"contact edit oie --{kind}=")
    assert kind not in [point["kind"] for point in _contact(dump, "oie-smidt")["points"]]


NUMBERS = (
    "add Mari -p '5551 2345' -p 660-1234 -p '+372 5559 0000' -p '112 / 1881'"
    " -e mari@example.ee -e info@example.ee --web https://mari.example.ee"
)


@pytest.mark.parametrize(
    ("option", "gone"),
    [
        ("--no-phone 5551-2345", "phone 5551 2345"),
        ("--no-phone '+372 5551 2345'", "phone 5551 2345"),
        ("--no-phone 0037255512345", "phone 5551 2345"),
        ("--no-phone 6601234", "phone 660-1234"),
        ("--no-phone 55590000", "phone +372 5559 0000"),
        ("--no-phone 5551", "phone 5551 2345"),
        ("--no-phone 0-0", "phone +372 5559 0000"),
        ("--no-phone 1881", "phone 112 / 1881"),
        ("--no-email MARI@example.ee", "email mari@example.ee"),
        ("--no-email info", "email info@example.ee"),
        ("--no-web https://mari.example.ee", "web https://mari.example.ee"),
    ],
)
def test_a_number_is_taken_away_in_any_format_and_said(
    option: str, gone: str, crm: Crm, book: Path, dump: Dump
) -> None:
    stock(crm, book, NUMBERS)
    assert crm(f"contact edit mari {option}").lines[1:-1] == [f"  − {gone}"]
    assert len(_contact(dump, "mari")["points"]) == 6


@pytest.mark.parametrize(
    ("option", "code", "sentence"),
    [
        ("--no-phone 5", 4, '"5" fits 2 phones of Mari; say the whole: 5551 2345, +372 5559 0000'),
        ("--no-email mple", 4, '"mple" fits 2 emails of Mari; say the whole: mari@example.ee,'
         " info@example.ee"),
        ("--no-phone 7777", 3, 'there is no phone "7777" to take away; it has 5551 2345, 660-1234,'
         " +372 5559 0000, 112 / 1881"),
        ("--no-phone x", 3, 'there is no phone "x" to take away; it has 5551 2345, 660-1234,'
         " +372 5559 0000, 112 / 1881"),
        ("--no-phone -", 3, 'there is no phone "-" to take away; it has 5551 2345, 660-1234,'
         " +372 5559 0000, 112 / 1881"),
    ],
)  # fmt: skip
def test_a_part_that_fits_several_numbers_takes_none_away(
    option: str, code: int, sentence: str, crm: Crm, book: Path, dump: Dump
) -> None:
    stock(crm, book, NUMBERS)
    before = dump()
    said = crm(f"contact edit mari --city Tartu {option}")
    assert (said.code, said.out, said.err) == (code, "", f"{sentence}\n")
    assert dump() == before


def test_the_whole_number_wins_over_a_part_of_another(crm: Crm, dump: Dump) -> None:
    crm("add Mari -p 55512345 -p 5551234 -p '5551 234'")
    assert crm("contact edit mari --no-phone 555-1234").lines[1:-1] == [
        "  − phone 5551234",
        "  − phone 5551 234",
    ]


def test_edit_says_every_number_that_an_empty_value_takes_away(crm: Crm, book: Path) -> None:
    stock(crm, book, NUMBERS)
    assert crm("contact edit mari --phone '' --city Võru").lines == [
        "Changed Mari (mari)",
        "  city: none → Võru",
        "  − phone 5551 2345",
        "  − phone 660-1234",
        "  − phone +372 5559 0000",
        "  − phone 112 / 1881",
        "  crm undo takes it back",
    ]


def test_edit_says_only_what_is_different_now(crm: Crm) -> None:
    crm("add Mari --city Tartu --phone 5551")
    said = crm("contact edit mari --city Tartu --handle MM --phone 5551 --notes", "a\n" + "b" * 90)
    assert said.lines == [
        "Changed Mari (mm)",
        "  handle: mari → mm",
        "  notes: none → a " + "b" * 57 + "…",
        "  crm undo takes it back",
    ]


def test_an_edit_that_changes_nothing_is_no_step(crm: Crm) -> None:
    crm(EVERYTHING)
    crm("contact edit oie --city Tartu")
    assert [row["command"] for row in crm("history --json").json] == ["add"]


def test_an_archived_contact_is_in_no_list_but_found(crm: Crm) -> None:
    crm("add Mari --phone 55512345")
    assert crm("contact archive mari").lines[0] == (
        "Archived Mari; crm contact restore mari takes it back"
    )
    assert (crm("list --json").json, crm("tags --json").json) == ([], [])
    assert [row["handle"] for row in crm("list --archived --json").json] == ["mari"]
    assert crm("find 5551 --json").json[0]["text"] == "55512345, archived"
    assert crm("contact restore mari").lines[0] == "Restored Mari"
    assert [row["handle"] for row in crm("list --json").json] == ["mari"]


LIST = (
    'add "Õie Mets" --tag vip --group top --city Tartu',
    'add "Anna Tamm" --tag VIP --tag hotel --group small --city TARTU --company "Tamm OÜ"',
    'add "Zane Ozola" --city Rīga --tag hotel --group top',
    'add "Tamm OÜ" --kind company',
    "log anna x --at 2026-09-21",
    "log zane x --at 2026-09-22",
    "log õie x --with tamm-ou --back fri",
)


@pytest.mark.parametrize(
    ("filters", "handles"),
    [
        ("", "anna-tamm oie-mets tamm-ou zane-ozola"),
        ("--tag vip", "anna-tamm oie-mets"),
        ("-t vip -t hotel", "anna-tamm"),
        ("--group top", "oie-mets zane-ozola"),
        ("-g top --city riga", "zane-ozola"),
        ("--city tartu", "anna-tamm oie-mets"),
        ("--kind company", "tamm-ou"),
        ("--company 'TAMM OU'", "anna-tamm"),
        ("--company tam", "anna-tamm"),
        ("--company ou", "anna-tamm"),
        ("--company 'ou ta'", "anna-tamm"),
        ("--company amm", ""),
        ("--company '%'", ""),
        ("--group none", "tamm-ou"),
        ("-g NONE --kind company", "tamm-ou"),
        ("--quiet-for 61d", "anna-tamm"),
        ("--quiet-for 60d", "anna-tamm zane-ozola"),
        ("--quiet-for 2m --tag hotel", "anna-tamm"),
        ("--no-callback", "anna-tamm tamm-ou zane-ozola"),
        ("--no-callback --city tartu --tag vip --quiet-for 30d --group small", "anna-tamm"),
        ("--tag '' --group= --city '' --quiet-for ''", "anna-tamm oie-mets tamm-ou zane-ozola"),
        ("--city nowhere", ""),
    ],
)
@pytest.mark.parametrize("command", ["list", "contact list"])
def test_all_filters_combine(
    command: str, filters: str, handles: str, crm: Crm, book: Path
) -> None:
    stock(crm, book, *LIST)
    assert [row["handle"] for row in crm(f"{command} --json {filters}").json] == handles.split()


def test_a_list_is_one_record_a_line(crm: Crm, book: Path) -> None:
    stock(crm, book, *LIST)
    assert crm("list --tag vip").lines == [
        "Anna Tamm\tanna-tamm\tperson\tTamm OÜ\tsmall\thotel, VIP\t\t\tTARTU\t2026-09-21",
        "Õie Mets\toie-mets\tperson\t\ttop\tvip\t\t\tTartu\t2026-11-21 10:00",
    ]
    assert crm("list --csv --city riga").lines == [
        "contact,handle,kind,company,group,tags,phone,email,city,last",
        "Zane Ozola,zane-ozola,person,,top,hotel,,,Rīga,2026-09-22",
    ]


def test_the_list_is_readable_on_eighty_columns(crm: Crm, book: Path) -> None:
    stock(crm, book, *LIST)
    text = screen("list").text
    assert all(word in text for word in ("Group, tags", "small", "hotel, VIP", "Tartu"))


def test_contact_show_is_show(crm: Crm, book: Path) -> None:
    stock(crm, book, *LIST)
    assert crm("contact show anna").out == crm("show anna").out != ""
