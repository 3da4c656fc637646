"""Rows of contact tables as records, from tables of many programs."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.errors import CrmError
from smallcrm.formats.contact_fields import (
    ContactRecord,
    PointRecord,
    UnreadableRow,
    guess_mapping,
    read_contacts,
    records,
)
from smallcrm.formats.delimited import open_sheet, read_sheet
from smallcrm.formats.mending import mended

SAMPLES = Path(__file__).parents[3] / "shared/samples/contacts"
with_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")


def read(text: str) -> list[ContactRecord | UnreadableRow]:
    sheet = read_sheet(text.encode())
    return list(records(sheet, guess_mapping(sheet.header)))


def contact(text: str) -> ContactRecord:
    (record,) = read(text)
    assert isinstance(record, ContactRecord)
    return record


def points(text: str) -> list[tuple[str, str, str]]:
    return [(point.kind, point.label, point.value) for point in contact(text).points]


def test_our_own_export_is_read_whole() -> None:
    header = (
        "name,kind,handle,nickname,company,title,language,notes,group,tags,phone,phone_2,"
        "phone_2_label,email,web,street,postcode,city,region,country"
    )
    row = (
        'Mari Tamm,person,mari-tamm,Marts,Tamm OÜ,juht,et,likes red,small,"vip, prospect",'
        "'+372 5551 2345,5551 2346,Ladu,mari@tamm.ee,tamm.ee,Pikk 2,51003,Tartu,Tartumaa,Eesti"
    )
    assert contact(f"{header}\r\n{row}\r\n") == ContactRecord(
        line=2,
        name="Mari Tamm",
        kind="person",
        handle="mari-tamm",
        nickname="Marts",
        company="Tamm OÜ",
        title="juht",
        language="et",
        notes="likes red",
        group="small",
        street="Pikk 2",
        postcode="51003",
        city="Tartu",
        region="Tartumaa",
        country="Eesti",
        points=(
            PointRecord("phone", "+372 5551 2345"),
            PointRecord("phone", "5551 2346", "Ladu"),
            PointRecord("email", "mari@tamm.ee"),
            PointRecord("web", "tamm.ee"),
        ),
        tags=("vip", "prospect"),
    )


def test_a_cell_of_our_own_export_is_never_split() -> None:
    record = contact('name,kind,handle,phone,tags\nMari,person,mari,"1;2 ::: 3","a;b, * c"\n')
    assert record.points == (PointRecord("phone", "1;2 ::: 3"),)
    assert record.tags == ("a;b", "* c")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Eesnimi;Perenimi\nMari;Tamm\n", "Mari Tamm"),
        ("First Name,Middle Name,Last Name\nMari,Ann,Tamm\n", "Mari Ann Tamm"),
        ("First Name,Last Name,Display Name\nMari,Tamm,M. Tamm\n", "M. Tamm"),
        ("First Name,Last Name,Display Name\nMari,Tamm,\n", "Mari Tamm"),
        ("Vārds,Uzvārds\n,Kalniņa\n", "Kalniņa"),
        ("Navn\n  Kari Nordmann \n", "Kari Nordmann"),
        ("name,email,phone\n,a@b.ee,5551\n", "a@b.ee"),
        ("name,email,phone\n,,5551\n", "5551"),
    ],
)
def test_a_person_is_named_by_the_best_there_is(text: str, name: str) -> None:
    record = contact(text)
    assert (record.name, record.kind) == (name, "person")


@pytest.mark.parametrize(
    "text",
    [
        "name,company,email\n,Põld OÜ,info@pold.ee\n",
        "first_name,last_name,Firma\n,,Põld OÜ\n",
        "name,kind\nPõld OÜ,company\n",
        "name,kind\nPõld OÜ,Ettevõte\n",
    ],
)
def test_a_row_may_be_a_company(text: str) -> None:
    record = contact(text)
    assert (record.name, record.kind, record.company) == ("Põld OÜ", "company", "")


def test_a_row_that_names_nobody_is_unreadable_and_the_others_are_read() -> None:
    rows = read("name,email,city\n,,Tartu\nMari,,\n")
    assert rows == [
        UnreadableRow(2, "neither name, company, e-mail nor phone"),
        ContactRecord(line=3, name="Mari", kind="person"),
    ]


def test_a_row_of_the_wrong_width_is_handed_on() -> None:
    assert read("name,city\nMari,Tartu,x\n") == [UnreadableRow(2, "3 cells under 2 headings")]


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("5551 2345 ::: 5551 2346", ["5551 2345", "5551 2346"]),
        ('"5551 2345\n5551 2346"', ["5551 2345", "5551 2346"]),
        ("5551 2345; 5551 2346;", ["5551 2345", "5551 2346"]),
        ("5551 2345 / 5551 2346", ["5551 2345 / 5551 2346"]),
        ('"5551 2345, 6"', ["5551 2345, 6"]),
        ("1-955-371-0847 x371", ["1-955-371-0847 x371"]),
        (" ; ", []),
    ],
)
def test_a_cell_with_several_numbers_gives_several_points(cell: str, values: list[str]) -> None:
    assert points(f"name,phone\nMari,{cell}\n") == [("phone", "", value) for value in values]


def test_a_web_address_may_hold_a_semicolon() -> None:
    assert points("name,web\nMari,a.ee/x;y=1 ::: b.ee\n") == [
        ("web", "", "a.ee/x;y=1"),
        ("web", "", "b.ee"),
    ]


def test_points_are_labelled_by_heading_or_label_column() -> None:
    header = "Name,email_work,Mobil,Fax,Phone 1 - Label,Phone 1 - Value,E-mail 1 - Value"
    row = "Mari,m@work.ee,5551,5552,* Home,5553 ::: 5554,m@home.ee"
    assert points(f"{header}\n{row}\n") == [
        ("email", "work", "m@work.ee"),
        ("phone", "mobile", "5551"),
        ("phone", "fax", "5552"),
        ("phone", "home", "5553"),
        ("phone", "home", "5554"),
        ("email", "", "m@home.ee"),
    ]


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ('"football-fan, musician"', ("football-fan", "musician")),
        ("vip;vip; new", ("vip", "new")),
        ("Friends ::: * myContacts", ("Friends",)),
        (" ", ()),
    ],
)
def test_tags_in_one_cell_are_taken_apart(cell: str, tags: tuple[str, ...]) -> None:
    assert contact(f"name,tags\nMari,{cell}\n").tags == tags


def test_a_second_column_of_a_field_fills_in() -> None:
    first, second = read("name,company_name,company\nMari,Tamm OÜ,Other\nJaan,,Põld OÜ\n")
    assert isinstance(first, ContactRecord)
    assert isinstance(second, ContactRecord)
    assert (first.company, second.company) == ("Tamm OÜ", "Põld OÜ")


@pytest.mark.parametrize(
    ("text", "name", "notes"),
    [
        ("Name,Name,Phone\nMari,Tamm,5551\n", "Mari", "Name: Tamm"),
        ("Name,Name,Phone\n,Tamm,5551\n", "Tamm", ""),
        ("Name,Name,Phone\nMari,MARI,5551\n", "Mari", ""),
        ("Name,Company,Organisation\nMari,A,B\n", "Mari", "Organisation: B"),
        ("Name,Title,Title,Notes\nMari,juht,müüja,likes red\n", "Mari", "likes red\nTitle: müüja"),
        ("Name,City,City\nMari,Tartu,Võru\n", "Mari", "city: Võru"),
        ("Name,Contact type\nMari,Supplier\n", "Mari", "kind: Supplier"),
        ("Name,Kind\nMari,Person\n", "Mari", ""),
        ("Name,Birthday,Born\nMari,1.2.1980,3.2.1980\n", "Mari", "Born: 3.2.1980"),
    ],
)
def test_what_a_second_column_of_a_field_says_is_a_note(text: str, name: str, notes: str) -> None:
    record = contact(text)
    assert (record.name, record.notes) == (name, notes)


def test_a_second_column_of_numbers_is_a_second_number() -> None:
    assert points("Name,Phone,Phone\nMari,5551,5552\n") == [
        ("phone", "", "5551"),
        ("phone", "", "5552"),
    ]


@pytest.mark.parametrize(
    ("row", "nickname", "notes"),
    [
        ("Manni,Mari,Tamm,", "Mari Tamm", ""),
        ("Manni,Mari,Tamm,Marts", "Marts", "name: Mari Tamm"),
        ('"Tamm, Mari",Mari,Tamm,', "", ""),
    ],
)
def test_a_name_in_parts_beside_another_name_is_kept(row: str, nickname: str, notes: str) -> None:
    record = contact(f"Display name,First name,Last name,Nickname\n{row}\n")
    assert (record.nickname, record.notes) == (nickname, notes)


@pytest.mark.parametrize("heading", ["name", "company", "title"])
def test_lines_of_a_name_become_one_and_are_said(heading: str) -> None:
    record = contact(f'phone,{heading}\n5551,"Mari\n Tamm"\n')
    assert "Mari Tamm" in (record.name, record.title)
    assert record.remarks == (f"the {heading} stands on several lines; they are read as one",)


def test_what_was_mended_is_said() -> None:
    sheet = read_sheet(b"name,street,city\nMari,Pikk 2, 7,Tartu\n")
    sheet = replace(sheet, rows=mended(sheet))
    (record,) = records(sheet, guess_mapping(sheet.header))
    assert isinstance(record, ContactRecord)
    assert record.remarks == ('4 cells under 3 headings: "Pikk 2, 7" is read as one cell',)


def test_notes_of_several_columns_are_all_kept() -> None:
    assert contact("name,notes,background\nMari,one,two\n").notes == "one\ntwo"


def test_the_fullest_address_is_taken_whole() -> None:
    header = (
        "Name,Home Street,Home City,Home Country,Work Address,Work Address 2,Work City,Work ZIP"
    )
    record = contact(f"{header}\nMari,,,Eesti,Pikk 2,korter 5,Tartu,51003\n")
    assert (record.street, record.postcode) == ("Pikk 2, korter 5", "51003")
    assert (record.city, record.country) == ("Tartu", "")


def birthdays(column: str, order: str = "") -> list[str]:
    sheet = read_sheet(f"name,birthday\nMari,{column.replace(' ', chr(10) + 'Mari,')}\n".encode())
    reading = read_contacts(sheet, guess_mapping(sheet.header), date_order=order)
    return [row.birthday for row in reading.records if isinstance(row, ContactRecord)]


@pytest.mark.parametrize(
    ("column", "order", "days"),
    [
        ("1/2/1980 31/12/1980", "", ["1980-02-01", "1980-12-31"]),
        ("1/2/1980 12/31/1980", "", ["1980-01-02", "1980-12-31"]),
        ("1/2/1980 3/4/1980", "", ["1980-02-01", "1980-04-03"]),
        ("1/2/1980 3/4/1980", "mdy", ["1980-01-02", "1980-03-04"]),
        ("0.0.00 --04-12", "", ["", "--04-12"]),
    ],
)
def test_a_column_of_birthdays_has_one_order(column: str, order: str, days: list[str]) -> None:
    assert birthdays(column, order) == days


def test_a_birthday_that_cannot_be_read_is_kept_and_said() -> None:
    record = contact("name,birthday,notes\nMari,in May,likes red\n")
    assert (record.birthday, record.notes) == ("", "likes red\nbirthday: in May")
    assert record.remarks == ('the birthday "in May" cannot be read with the date order dmy',)


def test_a_late_row_does_not_change_the_order_of_dates() -> None:
    text = "name,birthday\n" + "Mari,1/2/1980\n" * 2_000 + "Jaan,12/31/1980\n"
    sheet = read_sheet(text.encode())
    reading = read_contacts(sheet, guess_mapping(sheet.header))
    assert reading.dates is not None
    assert not reading.dates.certain
    last = list(reading.records)[-1]
    assert isinstance(last, ContactRecord)
    assert last.remarks == ('the birthday "12/31/1980" cannot be read with the date order dmy',)


def test_a_source_has_its_own_id() -> None:
    assert contact("Kundenummer,Navn\n4421,Kari\n").source_id == "4421"


def test_of_several_companies_in_a_cell_the_first_counts() -> None:
    record = contact("name,company\nMari,Tamm OÜ ::: Kask AS\n")
    assert (record.company, record.notes) == ("Tamm OÜ", "Kask AS")
    assert contact("name,company\nMari,:::\n").company == ""


def test_further_addresses_are_points() -> None:
    header = "Name,Home Street,Home City,Home ZIP,Work Street,Work City,Work Country"
    record = contact(f"{header}\nMari,Pikk 2,Tartu,51003,Jõe 8,Võru,\n")
    assert record.street == "Pikk 2"
    assert record.points == (PointRecord("address", "Jõe 8, Võru", "work"),)


def test_a_further_address_of_our_own_export_is_read_back() -> None:
    header = "name,kind,handle,street,city,further address,further address_label"
    record = contact(f'{header}\nMari,person,mari,Pikk 2,Tartu,"Jõe 8, 51010 Tartu",Ladu\n')
    assert record.points == (PointRecord("address", "Jõe 8, 51010 Tartu", "Ladu"),)
    assert (record.street, record.city) == ("Pikk 2", "Tartu")


@settings(deadline=None)
@given(st.lists(st.text(alphabet='aä1+=,;: "\n\r'), min_size=2))
def test_any_rows_give_records_reasons_or_one_sentence(rows: list[str]) -> None:
    try:
        found = read("name,phone,Phone Label,tags,birthday,city,home city\n" + "\n".join(rows))
    except CrmError as error:
        assert str(error)
    else:
        assert all(isinstance(one, UnreadableRow) or one.name for one in found)


def sample(name: str) -> list[ContactRecord]:
    with open_sheet(SAMPLES / name) as sheet:
        rows = list(records(sheet, guess_mapping(sheet.header)))
    found = [row for row in rows if isinstance(row, ContactRecord)]
    assert len(found) == len(rows)
    return found


@with_samples
def test_five_hundred_contacts_of_a_crm_are_read() -> None:
    found = sample("atomic-crm-500.csv")
    kinds = Counter(point.kind for record in found for point in record.points)
    assert len(found) == 500
    assert all(record.company and record.kind == "person" for record in found)
    assert kinds == {"email": 500, "phone": 274 + 270 + 286}
    assert sum(bool(record.tags) for record in found) == 243


@with_samples
def test_the_first_of_them_is_read_whole() -> None:
    assert sample("atomic-crm-500.csv")[0] == ContactRecord(
        line=2,
        source_id="2",
        name="Shelley Kerluke",
        kind="person",
        company="Gottlieb and Sons",
        title="Ubiquitous",
        notes="Eaque ipsa velit.",
        points=(
            PointRecord("email", "Shelley_Kerluke47@hotmail.com", "other"),
            PointRecord("phone", "1-955-371-0847 x371", "home"),
        ),
    )


@with_samples
def test_the_export_of_a_crm_is_read() -> None:
    john, jane = sample("atomic-crm-export.csv")
    assert (john.name, john.company, john.tags) == ("John Doe", "Acme", ("influencer", "developer"))
    assert (jane.title, len(jane.points)) == ("Designer", 4)


@with_samples
@pytest.mark.parametrize("name", ["basic_csv_addressbook.csv", "csv_semicolon.csv"])
def test_an_address_book_of_a_mail_program_is_read(name: str) -> None:
    assert [(record.name, record.points) for record in sample(name)] == [
        ("John Doe", (PointRecord("email", "john@doe.invalid"),)),
        ("Jane Doe", (PointRecord("email", "jane@doe.invalid"),)),
    ]


@with_samples
@pytest.mark.parametrize(
    ("name", "aside"),
    [
        (
            "header-google-2024.csv",
            "Phonetic First Name, Phonetic Middle Name, Phonetic Last Name, Name Prefix, "
            "Name Suffix, File As, Organization Department, Photo",
        ),
        (
            "header-outlook-com.csv",
            "Title, Suffix, Department, Anniversary, Spouse",
        ),
    ],
)
def test_only_these_columns_of_an_address_book_are_left_aside(name: str, aside: str) -> None:
    with open_sheet(SAMPLES / name) as sheet:
        assert ", ".join(guess_mapping(sheet.header).aside) == aside
