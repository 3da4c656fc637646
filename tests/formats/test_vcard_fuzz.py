"""Whatever a file holds: contacts, reasons, or one of our errors, never anything else."""

import io
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from smallcrm.errors import CrmError
from smallcrm.formats.delimited import UnreadableRow
from smallcrm.formats.records import ContactRecord
from smallcrm.formats.vcard import open_vcards

NAMES = (
    "FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "TEL", "EMAIL", "URL", "ADR", "LABEL", "BDAY",
    "NOTE", "CATEGORIES", "UID", "KIND", "LANG", "AGENT", "X-ABLabel", "X-ABShowAs", "VERSION",
    "X-ANDROID-CUSTOM", "PRODID", "PHOTO", "item1.TEL", "item1.X-ABLabel", "X-SMALLCRM-HANDLE",
)  # fmt: skip
PARAMETERS = (
    "TYPE=home", "PREF", "PREF=1", "ENCODING=QUOTED-PRINTABLE", "BASE64", "ENCODING=b",
    "CHARSET=UTF-8", "CHARSET=iso-2022-jp", "CHARSET=utf-16", "CHARSET=utf-7", "CHARSET=x",
    'CHARSET="', 'LABEL="a:b^n', "LABEL=a:^n", "X-APPLE-OMIT-YEAR=1604", "TYPE=", "=", "",
)  # fmt: skip
PIECES = (
    b"", b"=", b"=3B", b"=00", b"=E4", b"\\", b"\\n", b";", b",", b":", b"\n ", b"\r\n", b"\n",
    b"-//smallcrm//", b"2.1", b"3.0", b"4.0", b"19850412", b"--0412", b"org", b"\xff", b"\0",
    b"\xc3\xb5", b"\x1b$B", b"tel:1;ext=2", b"BEGIN:VCARD", b"END:VCARD", b"\\nFN:a\\n",
)  # fmt: skip
MARKS = st.sampled_from([b"BEGIN:VCARD", b"END:VCARD", b"AGENT:", b""])


@st.composite
def fields(draw: st.DrawFn) -> bytes:
    name = draw(st.sampled_from(NAMES))
    parameters = draw(st.lists(st.sampled_from(PARAMETERS), max_size=3))
    value = b"".join(draw(st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=5)))
    return ";".join([name, *parameters]).encode() + b":" + value


def read(data: bytes, encoding: str = "") -> None:
    with suppress(CrmError), open_vcards(io.BytesIO(data), encoding=encoding) as cards:
        for row in cards.contacts:
            assert isinstance(row, ContactRecord | UnreadableRow)
            str(row).encode()
        assert all(cards.aside.sentences())


@settings(deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    read(data)
    read(b"BEGIN:VCARD\r\n" + data)


@settings(deadline=None)
@given(st.text(max_size=1000), st.sampled_from(["utf-8", "utf-16"]))
def test_any_text(text: str, encoding: str) -> None:
    read(f"BEGIN:VCARD\n{text}".encode(encoding, "surrogatepass"))


@settings(deadline=None)
@given(st.lists(MARKS | fields(), max_size=15), st.sampled_from(["", "cp1257", "nonsense"]))
def test_any_fields_in_any_order(lines: list[bytes], encoding: str) -> None:
    read(b"\n".join([b"BEGIN:VCARD", *lines]), encoding)
