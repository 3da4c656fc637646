"""vCards as they are written, and read back by our own reader and another program's."""

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.formats.vcard import open_vcards
from smallcrm.formats.vcard_writer import Version, uid_of, write_vcards

VERSIONS: list[Version] = ["4.0", "3.0"]
SINGLE = (
    "nickname", "company", "title", "language", "group",
    "street", "postcode", "city", "region", "country", "notes",
)  # fmt: skip
EMPTY: dict[str, Any] = dict.fromkeys(SINGLE, "")
PERSON: dict[str, Any] = EMPTY | {
    "name": "Mari Tamm",
    "kind": "person",
    "handle": "mari-tamm",
    "nickname": "Marts",
    "company": "Tamm; OÜ",
    "title": "juht",
    "language": "et",
    "group": "small",
    "street": "Jõe 8",
    "postcode": "51010",
    "city": "Tartu",
    "country": "Estonia",
    "notes": "likes red, blue\nand green",
    "birthday": "1985-04-12",
    "tags": ["prospect", "vip"],
    "points": [
        {"kind": "phone", "label": "mobile", "value": "+372 5551 2345"},
        {"kind": "email", "label": "work", "value": "mari@tamm.ee"},
        {"kind": "phone", "label": "Ladu", "value": "+372 600 0000"},
        {"kind": "web", "label": "", "value": "https://tamm.ee/a,b"},
        {"kind": "address", "label": "home", "value": "Pikk 1, 10123 Tallinn"},
    ],
}
COMPANY: dict[str, Any] = EMPTY | {
    "name": "Kask AS", "kind": "company", "handle": "kask", "tags": [], "points": [],
    "birthday": "--02-29",
}  # fmt: skip


def written(*records: dict[str, Any], version: Version) -> str:
    file = io.StringIO(newline="")
    write_vcards(file, records, version=version)
    return file.getvalue()


def read(text: str) -> list[Any]:
    with open_vcards(io.BytesIO(text.encode())) as cards:
        return list(cards.contacts)


def record_of(written: dict[str, Any]) -> ContactRecord:
    """What our reader is to give for a written record."""
    fields = {**written, "birthday": written.get("birthday", ""), "tags": tuple(written["tags"])}
    points = tuple(PointRecord(**point) for point in fields.pop("points"))
    return ContactRecord(line=1, points=points, source_id=uid_of(written["handle"]), **fields)


def test_a_person_in_version_4() -> None:
    assert written(PERSON, version="4.0").split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "PRODID:-//smallcrm//smallcrm//EN",
        "UID:urn:uuid:45cd445b-e644-5405-a286-c9fec218ba64",
        "FN:Mari Tamm",
        "N:Tamm;Mari;;;",
        "KIND:individual",
        "ORG:Tamm\\; OÜ",
        "NICKNAME:Marts",
        "TITLE:juht",
        "LANG:et",
        "NOTE:likes red\\, blue\\nand green",
        "X-SMALLCRM-HANDLE:mari-tamm",
        "X-SMALLCRM-GROUP:small",
        "BDAY:19850412",
        "CATEGORIES:prospect,vip",
        "ADR;PREF=1:;;Jõe 8;Tartu;;51010;Estonia",
        "TEL;TYPE=cell:+372 5551 2345",
        "EMAIL;TYPE=work:mari@tamm.ee",
        "item3.TEL:+372 600 0000",
        "item3.X-ABLabel:Ladu",
        "URL:https://tamm.ee/a\\,b",
        "ADR;TYPE=home:;;Pikk 1\\, 10123 Tallinn;;;;",
        "END:VCARD",
        "",
    ]


def test_a_company_in_version_3() -> None:
    assert written(COMPANY, version="3.0").split("\r\n") == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//smallcrm//smallcrm//EN",
        "UID:5963f911-f64d-53c3-a060-ff06feeb2fcf",
        "FN:Kask AS",
        "N:;;;;",
        "X-ABShowAs:COMPANY",
        "ORG:Kask AS",
        "X-SMALLCRM-HANDLE:kask",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
        "END:VCARD",
        "",
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_no_line_is_longer_than_75_octets_and_no_character_is_split(version: Version) -> None:
    notes = "õ" * 200 + "€" * 100 + "😀" * 50 + "a" * 75
    text = written(PERSON | {"notes": notes}, version=version)
    lines = text.removesuffix("\r\n").split("\r\n")
    assert max(len(line.encode()) for line in lines) == 75
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert read(text)[0].notes == notes


def test_a_second_export_has_the_same_uids() -> None:
    assert uid_of("mari-tamm") == "45cd445b-e644-5405-a286-c9fec218ba64"
    assert uid_of("jaan") != uid_of("mari-tamm")


def test_line_ends_in_notes_become_one_kind() -> None:
    text = written(PERSON | {"notes": "a\r\nb\rc"}, version="4.0")
    assert read(text)[0].notes == "a\nb\nc"


def test_what_could_act_on_a_phone_is_made_visible() -> None:
    text = written(PERSON | {"name": "Mari\x1b[31m", "notes": "a\u202eb\x07"}, version="4.0")
    assert "FN:Mari\\\\x1b[31m" in text
    assert read(text)[0].notes == "a\\u202eb\\x07"


SHOWN = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp"])
TEXT = st.text(SHOWN | st.sampled_from("\n\t\u200d"), max_size=90)
LINE = TEXT.map(lambda text: text.replace("\n", " ").strip())
WORD = LINE.filter(bool)
LABEL = st.sampled_from(["", "work", "home", "mobile", "fax", "pager", "other", "_$!<Home>!$_"])
POINTS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["phone", "email", "web", "address"]),
            "label": LABEL | LINE,
            "value": WORD,
        }
    ),
    max_size=6,
)
BIRTHDAY = st.one_of(
    st.just(""),
    st.dates().map(str),
    st.dates().map(lambda date: f"-{date.isoformat()[4:]}"),
)
RECORDS = st.fixed_dictionaries(
    {
        **dict.fromkeys(EMPTY, LINE),
        "name": WORD,
        "handle": WORD,
        "kind": st.sampled_from(["person", "company"]),
        "notes": TEXT.map(str.strip),
        "tags": st.lists(WORD, max_size=4),
        "points": POINTS,
        "birthday": BIRTHDAY,
    }
).filter(lambda record: record["kind"] == "person" or record["company"] != record["name"])


@pytest.mark.parametrize("version", VERSIONS)
@settings(deadline=None)
@given(record=RECORDS)
def test_what_is_written_is_read_back_field_by_field(
    version: Version, record: dict[str, Any]
) -> None:
    assert read(written(record, version=version)) == [record_of(record)]


@pytest.mark.parametrize("version", VERSIONS)
def test_another_program_reads_names_numbers_and_addresses(version: Version) -> None:
    vobject = pytest.importorskip("vobject", reason="vobject is not installed")
    person, company = vobject.readComponents(written(PERSON, COMPANY, version=version))
    assert (person.fn.value, company.fn.value) == ("Mari Tamm", "Kask AS")
    assert (person.n.value.given, person.n.value.family) == ("Mari", "Tamm")
    assert [tel.value for tel in person.contents["tel"]] == ["+372 5551 2345", "+372 600 0000"]
    assert person.email.value == "mari@tamm.ee"
    assert person.org.value == ["Tamm; OÜ"]
    assert person.note.value == "likes red, blue\nand green"
    home = person.contents["adr"][0].value
    assert (home.street, home.city, home.code) == ("Jõe 8", "Tartu", "51010")
