"""Contacts from vCards of every version and writer."""

import io
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from smallcrm.errors import NotFound, Refused, Unreadable
from smallcrm.formats.delimited import UnreadableRow
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.formats.vcard import LeftAside, open_vcards

Read = list[ContactRecord | UnreadableRow]


def read(data: bytes, encoding: str = "") -> tuple[Read, LeftAside]:
    with open_vcards(io.BytesIO(data), encoding=encoding) as cards:
        return list(cards.contacts), cards.aside


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def contact(*lines: str, version: str = "3.0") -> ContactRecord:
    (found,), _ = read(card(*lines, version=version))
    assert isinstance(found, ContactRecord), found
    return found


def points(*lines: str, version: str = "3.0") -> list[tuple[str, str, str]]:
    found = contact("FN:Mari Tamm", *lines, version=version)
    return [(point.kind, point.label, point.value) for point in found.points]


def reason(data: bytes, encoding: str = "") -> str:
    (found,), _ = read(data, encoding)
    assert isinstance(found, UnreadableRow), found
    return found.reason


def test_a_card_is_read_whole() -> None:
    data = card(
        "UID:urn:uuid:0e7602cc-443e-4b82-b4b1-90f62f99a199",
        "FN:Mari Tamm",
        "N:Tamm;Mari;;;",
        "NICKNAME:Marts,Maris",
        "ORG:Tamm OÜ",
        "TITLE:juht",
        "LANG;PREF=2:en",
        "LANG;PREF=1:et",
        "TEL;TYPE=cell:+372 5551 2345",
        "EMAIL;TYPE=work:mari@tamm.ee",
        "URL:https://tamm.ee/a,b",
        "ADR;TYPE=home:;;Jõe 8;Tartu;Tartumaa;51010;Estonia",
        "BDAY:19850412",
        "CATEGORIES:vip,prospect",
        "NOTE:likes red\\, blue\\nand green",
        version="4.0",
    )
    assert read(data)[0] == [
        ContactRecord(
            line=1,
            name="Mari Tamm",
            kind="person",
            nickname="Marts, Maris",
            company="Tamm OÜ",
            title="juht",
            language="et",
            notes="likes red, blue\nand green",
            street="Jõe 8",
            postcode="51010",
            city="Tartu",
            region="Tartumaa",
            country="Estonia",
            points=(
                PointRecord("phone", "+372 5551 2345", "mobile"),
                PointRecord("email", "mari@tamm.ee", "work"),
                PointRecord("web", "https://tamm.ee/a,b"),
            ),
            tags=("vip", "prospect"),
            birthday="1985-04-12",
            source_id="0e7602cc-443e-4b82-b4b1-90f62f99a199",
        )
    ]


@pytest.mark.parametrize(
    ("lines", "name", "kind", "company"),
    [
        (["FN:Dr. Mari Tamm", "N:Tamm;Mari;;;"], "Dr. Mari Tamm", "person", ""),
        (["N:Tamm;Mari;Ann;Dr.;jr"], "Dr. Mari Ann Tamm jr", "person", ""),
        (["FN:", "N:Tamm;Mari"], "Mari Tamm", "person", ""),
        (["FN: Mari\\nTamm "], "Mari Tamm", "person", ""),
        (["ORG:Tamm OÜ;Ladu", "NICKNAME:M"], "Tamm OÜ", "company", ""),
        (["N:;;;;", "FN:TAMM OÜ", "ORG:Tamm OÜ"], "TAMM OÜ", "company", ""),
        (["N:Tamm OÜ;;;;", "FN:Tamm OÜ", "ORG:Tamm OÜ"], "Tamm OÜ", "company", ""),
        (["FN:Tamm OÜ", "KIND:org"], "Tamm OÜ", "company", ""),
        (["FN:Tamm OÜ", "X-ABShowAs:COMPANY"], "Tamm OÜ", "company", ""),
        (["FN:Ladu", "ORG:Tamm OÜ", "KIND:org"], "Ladu", "company", "Tamm OÜ"),
        (["N:Tamm;Mari", "ORG:Tamm OÜ", "X-ABShowAs:COMPANY"], "Tamm OÜ", "company", ""),
        (["FN:Tamm", "ORG:Tamm", "KIND:individual"], "Tamm", "person", "Tamm"),
        (["NICKNAME:Marts", "EMAIL:m@t.ee"], "Marts", "person", ""),
        (["TEL:55", "EMAIL:m@t.ee"], "m@t.ee", "person", ""),
        (["TEL:55"], "55", "person", ""),
    ],
)
def test_a_contact_is_named_by_what_there_is(
    lines: list[str], name: str, kind: str, company: str
) -> None:
    found = contact(*lines)
    assert (found.name, found.kind, found.company) == (name, kind, company)


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        (["NOTE:one", "NOTE:two", "NOTE:one", "NOTE:"], "one\ntwo"),
        (["ORG:Tamm OÜ;Ladu;Uks"], "department: Ladu, Uks"),
        (["ORG:Tamm OÜ", "ORG:Tamm OÜ", "ORG:Kask AS;Ladu"], "company: Kask AS, Ladu"),
        (["TITLE:juht", "TITLE:omanik", "ROLE:müüja"], "title: omanik\nrole: müüja"),
        (["ROLE:müüja"], ""),
        (["BDAY:circa 1800"], "birthday: circa 1800"),
        (["BDAY:19850412", "BDAY;VALUE=text:1985-04-12", "BDAY:spring"], "birthday: spring"),
        (["X-ABShowAs:COMPANY", "N:Kask;Ann"], "contact: Ann Kask"),
    ],
)
def test_what_has_no_field_of_its_own_is_noted(lines: list[str], notes: str) -> None:
    assert contact("FN:Mari Tamm", *lines).notes == notes


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("TEL;TYPE=WORK,VOICE:1", "work"),
        ("TEL;TYPE=home;TYPE=pref:1", "home"),
        ('TEL;TYPE="work,cell,video":1', "mobile"),
        ("TEL;WORK;FAX:1", "fax"),
        ("TEL;CELL;PREF:1", "mobile"),
        ("tel;type=iPhone:1", "mobile"),
        ("TEL;TYPE=PAGER:1", "pager"),
        ("TEL;TYPE=MAIN:1", "main"),
        ("TEL;TYPE=Töö:1", "work"),
        ("TEL;X-Ladu:1", "Ladu"),
        ('TEL;VOICE;X-COUCHDB-UUID="a:b;c":1', ""),
        ('TEL;TYPE="home:1', "home"),
        ("TEL;PREF=1;VALUE=uri:tel:1", ""),
    ],
)
def test_types_in_every_spelling_say_the_label(line: str, label: str) -> None:
    assert points(line) == [("phone", label, "1")]


@pytest.mark.parametrize(
    ("named", "label"),
    [("Ladu", "Ladu"), ("_$!<Home>!$_", "home"), ("_$!<HomePage>!$_", "HomePage"), ("Töö", "work")],
)
def test_a_group_names_its_label_before_or_after(named: str, label: str) -> None:
    lines = ["item1.TEL;type=pref:1", f"ITEM1.X-ABLabel:{named}", "item2.X-ABLabel:other"]
    assert points(*lines) == [("phone", label, "1")]
    assert points(*reversed(lines)) == [("phone", label, "1")]


@pytest.mark.parametrize(
    ("line", "point"),
    [
        ("TEL;VALUE=uri:tel:+1-418-656-9254;ext=102", "+1-418-656-9254 ext. 102"),
        ("EMAIL:mailto:mari@tamm.ee", "mari@tamm.ee"),
        ("URL:http\\://tamm.ee", "http://tamm.ee"),
        ("X-MS-TEL;VOICE;CALLBACK:55", "55"),
    ],
)
def test_a_number_is_taken_out_of_its_uri(line: str, point: str) -> None:
    assert [value for _, _, value in points(line)] == [point]


def test_points_stand_by_kind_with_the_preferred_ones_first() -> None:
    lines = ["URL:a.ee", "TEL:1", "EMAIL:m@t.ee", "TEL;PREF=2:2", "TEL;PREF=1:3", "TEL:1"]
    assert [value for _, _, value in points(*lines)] == ["3", "2", "1", "m@t.ee", "a.ee"]


@pytest.mark.parametrize(
    ("lines", "street", "city", "others"),
    [
        (["ADR:12;Ladu;Jõe 8;Tartu;;;"], "12, Ladu, Jõe 8", "Tartu", []),
        (["ADR:;;Jõe 8,\\nII korrus;Tartu"], "Jõe 8, II korrus", "Tartu", []),
        (
            ["ADR;TYPE=home:;;A 1;B;;1;", "ADR;TYPE=work,pref:;;C 2;D;;2;E"],
            "C 2",
            "D",
            [("home", "A 1, 1 B")],
        ),
        (["ADR:;;;;;;Eesti", "ADR:;;C 2;D;;2;"], "C 2", "D", [("", "Eesti")]),
        (["LABEL;TYPE=home:Jõe 8\\nTartu", "LABEL:C 2"], "Jõe 8, Tartu", "", [("", "C 2")]),
        (["ADR:;;A 1;B;;;", "LABEL:A 1\\nB"], "A 1", "B", []),
        (['ADR;LABEL="A 1^nB; C":;;;;;;'], "A 1, B; C", "", []),
        (["ADR;LABEL=A: 1^nB C:x;;A 1;B;;;"], "x, A 1", "B", []),
        (["ADR:;;;;;;"], "", "", []),
    ],
)
def test_no_address_is_lost(
    lines: list[str], street: str, city: str, others: list[tuple[str, str]]
) -> None:
    found = contact("FN:Mari", *lines, version="4.0")
    assert (found.street, found.city) == (street, city)
    assert [(point.label, point.value) for point in found.points] == others


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("CATEGORIES:vip,prospect,vip", ("vip", "prospect")),
        ("CATEGORIES:a\\, b\\, c", ("a", "b", "c")),
        ("CATEGORIES:myContacts,My Contacts,* starred,vip", ("vip",)),
    ],
)
def test_categories_are_tags(line: str, tags: tuple[str, ...]) -> None:
    assert contact("FN:Mari", line).tags == tags


@pytest.mark.parametrize(
    ("version", "line", "note"),
    [
        ("3.0", r"NOTE:a\, b\; c\: d\\e \"f\" \g", 'a, b; c: d\\e "f" \\g'),
        ("2.1", r"NOTE:\\server\share; a\; b", r"\\server\share; a; b"),
        ("2.1", r"NOTE;QUOTED-PRINTABLE:C:\new=0D=0Aline=3D", "C:\\new\nline="),
        ("3.0", "NOTE;ENCODING=b:UMO1bGQ=", "Põld"),
        ("2.1", "NOTE;BASE64:\r\n UMO1bGQ=\r\n", "Põld"),
    ],
)
def test_escapes_and_wrappings_of_a_text_are_undone(version: str, line: str, note: str) -> None:
    assert contact("FN:Mari", line, version=version).notes == note


def test_a_quoted_semicolon_is_no_separator() -> None:
    line = "N;ENCODING=QUOTED-PRINTABLE:Tamm=3B J=C3=B5e;Mari"
    assert contact(line, version="2.1").name == "Mari Tamm; Jõe"


@pytest.mark.parametrize(
    "line",
    [
        b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:P=C3=\r\n=B5ld",
        b"FN;CHARSET=windows-1257;ENCODING=QUOTED-PRINTABLE:P=F5ld",
        b"FN;CHARSET=ISO-8859-15:P\xf5ld",
        "FN;CHARSET=UTF-8:Põld".encode(),
        "FN;CHARSET=us-ascii:Põld".encode(),
        "FN:Põld".encode(),
    ],
)
def test_a_declared_charset_is_heeded(line: bytes) -> None:
    (found,), _ = read(b"BEGIN:VCARD\r\nVERSION:2.1\r\n" + line + b"\r\nEND:VCARD\r\n")
    assert isinstance(found, ContactRecord)
    assert found.name == "Põld"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_unicode_is_read_whatever_its_fields_declare(encoding: str) -> None:
    text = card("FN;CHARSET=UTF-8:Põld", "NOTE;QUOTED-PRINTABLE:=C3=B5").decode()
    with open_vcards(io.BytesIO(text.encode(encoding))) as cards:
        (found,) = cards.contacts
    assert isinstance(found, ContactRecord)
    assert (found.name, found.notes) == ("Põld", "õ")


def test_an_encoding_that_is_not_certain_is_asked_for() -> None:
    data = card("FN:Põld").decode().encode("cp1257")
    assert reason(data) == (
        "line 3 is not UTF-8 and names no charset; --encoding NAME says what it is"
    )
    ((found,), _) = read(data, "cp1257")
    assert isinstance(found, ContactRecord)
    assert found.name == "Põld"


def test_what_is_left_aside_is_counted() -> None:
    lines = ["PHOTO:http://a.ee/b.jpg", "PHOTO;ENCODING=b:/9j/", "KEY:x", "REV:1", "IMPP:xmpp:a"]
    _, aside = read(card("FN:Mari", *lines, "X-OTHER:1") + card("FN:Jaan", "PHOTO:1"))
    assert aside.sentences() == [
        "left aside: 3 photos, 1 key, 1 chat address, 1 other field",
    ]


def test_a_card_that_is_not_closed_is_kept_and_said() -> None:
    data = b"BEGIN:VCARD\nFN:Mari\nbegin:vcard\nFN:Jaan\nend:vcard\nBEGIN:VCARD\nFN:Uku"
    found, aside = read(data)
    names = [row.name for row in found if isinstance(row, ContactRecord)]
    assert (names, [row.line for row in found]) == (["Mari", "Jaan", "Uku"], [1, 3, 6])
    assert aside.sentences() == [
        "the card in line 1 has no END:VCARD; it was read up to the next card",
        "the card in line 6 has no END:VCARD; it was read up to the next card",
    ]


AGENTS = [
    "AGENT:\r\nBEGIN:VCARD\r\nFN:Ann Kask\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Deep\r\n"
    "END:VCARD\r\nTEL:66\r\nEND:VCARD",
    "AGENT:BEGIN:VCARD\r\nFN:Ann Kask\r\nTEL:66\r\nEND:VCARD",
    "AGENT:BEGIN:VCARD\\nFN:Ann Kask\\nTEL:66\\nEND:VCARD\\n",
    "AGENT:Ann Kask\\, 66",
]


@pytest.mark.parametrize("agent", AGENTS)
def test_the_card_of_an_agent_is_noted_and_not_mixed_in(agent: str) -> None:
    found = contact("FN:Mari Tamm", agent, "TEL:55")
    assert (found.name, found.notes) == ("Mari Tamm", "agent: Ann Kask, 66")
    assert [point.value for point in found.points] == ["55"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "neither name, company, e-mail nor phone"),
        (["FN:", "N:;;;;", "NOTE:who?"], "neither name, company, e-mail nor phone"),
        (["FN:Family", "KIND:group"], "a list of contacts, not a contact"),
        (["FN:Mari\0Tamm"], "line 3 holds a NUL byte, which no text can keep"),
        (["FN;QUOTED-PRINTABLE:=00"], "line 3 holds a NUL byte, which no text can keep"),
        (
            ["FN;CHARSET=klingon:Põld"],
            'line 3 is written in the charset "klingon", unknown here',
        ),
        (["NOTE;ENCODING=b:QUJ"], "line 3 holds base64 that is cut off or damaged"),
        (["FN:Mari", "NOTE:" + "a" * 1_100_000], "its NOTE is longer than 1,000,000 bytes"),
        (["TEL:1"] * 5001, "it has more than 5,000 fields or 4,000,000 bytes of text"),
    ],
)
def test_a_card_without_a_contact_says_why_and_the_next_is_read(
    lines: list[str], said: str
) -> None:
    found, _ = read(card(*lines) + card("FN:Jaan"))
    assert found[0] == UnreadableRow(1, said)
    assert isinstance(found[1], ContactRecord)


SLOW_IF_READ_TWICE = {
    "blanks in a name": b"FN:a" + b" " * 900_000 + b"b\\nc",
    "blanks in an address": b"ADR:;;a" + b" " * 900_000 + b"b\\nc;;;;",
    "blanks after an agent": b"AGENT:" + b" " * 900_000 + b"x",
    "semicolons": b"TEL" + b";" * 900_000 + b":1",
    "quotes": b"TEL;X=" + b'"' * 900_001 + b":1",
    "backslashes": b"N:" + b"\\" * 900_000,
    "soft breaks": b"NOTE;X=" + b"a" * 900_000 + b"=\n" * 5_000,
}


@pytest.mark.parametrize("name", SLOW_IF_READ_TWICE)
def test_a_long_field_is_gone_through_once(name: str) -> None:
    found, _ = read(b"BEGIN:VCARD\nTEL:1\n" + SLOW_IF_READ_TWICE[name] + b"\nEND:VCARD\n")
    assert [type(row) for row in found] == [ContactRecord]


def test_cards_inside_cards_may_go_as_deep_as_they_like() -> None:
    deep = ["AGENT:", "BEGIN:VCARD", "FN:Deep"] * 2_000 + ["END:VCARD"] * 2_000
    assert contact("FN:Mari", *deep).notes == "agent: Deep"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the input is empty; a vCard begins with BEGIN:VCARD"),
        (b"\n\n", "the input holds no vCard; no line of it says BEGIN:VCARD"),
        (os.urandom(100_000), "the input holds no vCard; no line of it says BEGIN:VCARD"),
        (b"\0" * 100_000, "the input holds no vCard; no line of it says BEGIN:VCARD"),
        (b"name,phone\nMari,55\n", "the input holds no vCard; no line of it says BEGIN:VCARD"),
    ],
)
def test_a_file_without_cards_is_refused_at_once(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(data)
    assert str(error.value) == said


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is a folder"), open_vcards(tmp_path):
        pass
    with pytest.raises(NotFound, match="there is no file"), open_vcards(tmp_path / "x.vcf"):
        pass


class _Endless(io.RawIOBase):
    """A stream that makes its bytes up as it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._left = self._left or next(self._pieces, b"")
        count = min(len(buffer), len(self._left))
        buffer[:count], self._left = self._left[:count], self._left[count:]
        return count


LINE = b"a" * 8192
MANY = 1024  # 8 MB in all
HEAD, TAIL = b"BEGIN:VCARD\nFN:Mari\n", b"\nEND:VCARD\n"
LARGE = {
    "a photo on one line": [HEAD + b"PHOTO:", *[LINE] * MANY, TAIL],
    "a folded photo": [HEAD + b"PHOTO:", *[b"\n " + LINE] * MANY, TAIL],
    "many photos": [HEAD, *[b"PHOTO:" + LINE + b"\n"] * MANY, TAIL],
    "many cards": [HEAD + b"PHOTO:" + LINE + TAIL] * MANY,
    "many agents": [HEAD, *[b"AGENT:\n" + HEAD + TAIL] * MANY, TAIL],
    "no card for long": [*[LINE] * MANY, b"\n" + HEAD + TAIL],
}


@pytest.mark.parametrize("name", LARGE)
def test_memory_does_not_grow_with_the_file(name: str) -> None:
    tracemalloc.start()
    with open_vcards(io.BufferedReader(_Endless(iter(LARGE[name])))) as cards:
        count = sum(isinstance(row, ContactRecord) for row in cards.contacts)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == (MANY if name == "many cards" else 1)
    assert peak < 6_000_000
