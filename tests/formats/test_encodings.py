"""Encodings: certain and right, or asked about, but never certain and wrong."""

import io
import subprocess
import sys
import tracemalloc
from contextlib import suppress
from typing import BinaryIO, cast

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from smallcrm.errors import CrmError, Unreadable
from smallcrm.formats.delimited import open_sheet, read_sheet
from smallcrm.formats.encodings import EIGHT_BIT, Candidate, UncertainEncoding, check_encoding
from smallcrm.formats.textfile import open_lines

NAMES = {
    "EE": ["Jüri Põld", "Kärt Mägi", "Õie Šmidt", "Ženja Öövel", "Tõnu Kõiv"],
    "LV": ["Jānis Bērziņš", "Ģirts Ķeniņš", "Ļubova Žagare", "Ēriks Čakste", "Ūna Šķēle"],
    "NO": ["Bjørn Kjørbo", "Åse Sæther", "Pål Ødegård", "Ærlig Håkon"],
}
LETTERS = "äõöüšžāčēģīķļņūæøåÄÕÖÜŠŽĀČĒĢĪĶĻŅŪÆØÅ"


def read(data: bytes, *, country: str = "EE", encoding: str = "") -> tuple[str, str]:
    """The encoding, and the text."""
    with open_lines(io.BytesIO(data), country=country, encoding=encoding) as lines:
        return lines.encoding, "".join(lines)


def candidates(data: bytes, country: str = "EE") -> tuple[Candidate, ...]:
    with pytest.raises(UncertainEncoding) as error:
        read(data, country=country)
    return error.value.candidates


def fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def is_utf8(data: bytes) -> bool:
    return "\ufffd" not in data.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_unicode_is_certain(encoding: str, codec: str, names: list[str], mark: str) -> None:
    text = "nimi,linn\r\n" + "\r\n".join(names)
    assert read((mark * (codec != "utf-8-sig") + text).encode(codec)) == (encoding, text)


@pytest.mark.parametrize("country", ["EE", "LV", "NO", "FI", "PL", "", "ee"])
@pytest.mark.parametrize("codec", EIGHT_BIT)
@pytest.mark.parametrize("language", NAMES)
def test_names_are_read_right_or_asked_about(language: str, codec: str, country: str) -> None:
    names = [name for name in NAMES[language] if fits(name, codec)]
    for some in (names, *([name] for name in names)):
        data = ("name\n" + "\n".join(some) + "\n").encode(codec)
        try:
            assert read(data, country=country)[1] == data.decode(codec)
        except UncertainEncoding as error:
            readings = [data.decode(one.encoding) for one in error.candidates]
            assert data.decode(codec) in readings


@pytest.mark.parametrize(
    ("country", "language", "codec"),
    [
        ("EE", "EE", "windows-1257"),
        ("EE", "EE", "windows-1252"),
        ("EE", "EE", "iso-8859-15"),
        ("LV", "LV", "windows-1257"),
        ("EE", "LV", "windows-1257"),
        ("LV", "EE", "windows-1257"),
        ("NO", "NO", "windows-1252"),
        ("NO", "NO", "mac-roman"),
    ],
)
def test_a_list_of_names_in_a_usual_encoding_is_certain(
    country: str, language: str, codec: str
) -> None:
    text = "name\n" + "\n".join(NAMES[language])
    assert read(text.encode(codec), country=country) == (codec, text)


def test_estonian_names_without_carons_are_certain_on_a_mac() -> None:
    assert read("nimi\nTõnu Mägi\n".encode("mac-roman")) == ("mac-roman", "nimi\nTõnu Mägi\n")


@pytest.mark.parametrize("country", ["EE", "NO"])
@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.text(f"abknoABKO’–' .-{LETTERS}", min_size=1, max_size=12), min_size=1, max_size=9),
    st.sampled_from(EIGHT_BIT),
)
@example(["Château"], "windows-1252")
@example(["Bo\u017eena"], "iso-8859-15")
def test_nothing_is_certain_and_wrong(country: str, words: list[str], codec: str) -> None:
    text = "name,city\n" + "\n".join(words)
    assume(fits(text, codec) and not is_utf8(text.encode(codec)))
    with suppress(Unreadable):
        assert read(text.encode(codec), country=country)[1] == text


@pytest.mark.parametrize("name", ["Château d'Yquem", "Renée Dubois", "Zoë", "Muñoz", "3 à 4"])
@pytest.mark.parametrize("codec", ["windows-1252", "mac-roman", "iso-8859-15"])
def test_a_western_name_is_never_made_a_baltic_one(name: str, codec: str) -> None:
    with suppress(UncertainEncoding):
        assert read(name.encode(codec))[1] == name


def test_the_candidates_show_names_as_they_would_read() -> None:
    data = "Nimi;Linn\nĒriks Čakste;Rīga\nĀris;Tartu\nIlze;Rīga\n".encode("windows-1257")
    best, *others = candidates(data, "LV")
    assert best == Candidate("windows-1257", ("Ēriks Čakste", "Rīga", "Āris"))
    assert Candidate("windows-1252", ("Çriks Èakste", "Rîga", "Âris")) in others
    assert len(others) <= 3


def test_the_sentence_shows_them_too_and_names_the_option() -> None:
    with pytest.raises(UncertainEncoding) as error:
        read("Bjørn".encode("windows-1252"), country="EE")
    assert isinstance(error.value, Unreadable)
    assert str(error.value) == (
        'the encoding of the input is not certain: windows-1257 reads "Bjųrn"; windows-1252 reads '
        '"Bjørn"; say which with --encoding'
    )


def test_an_escape_in_a_shown_name_is_visible() -> None:
    shown = [name for one in candidates(b"Bj\xf8rn\x1b[31m") for name in one.names]
    assert all(name.isprintable() for name in shown)


def test_a_letter_at_the_end_of_a_long_file_counts() -> None:
    start = "name\n" + "Jüri Põld\n" * 50_000
    assert read(start.encode("windows-1257"))[0] == "windows-1257"
    assert read((start + "Šarlotta").encode("windows-1252"))[1].endswith("Šarlotta")
    assert candidates((start + "Bjørn").encode("windows-1252"))[0].names == ("Jüri Põld", "Bjųrn")


class Pipe(io.RawIOBase):
    """A stream that can be read only once."""

    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        return self._data.readinto(buffer)


def piped(data: bytes) -> tuple[str, str]:
    with open_lines(io.BufferedReader(Pipe(data))) as lines:
        return lines.encoding, "".join(lines)


@pytest.mark.parametrize("size", [10, 1_048_570, 1_048_576, 3_000_000])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le"])
def test_a_stream_is_read_from_its_beginning(size: int, codec: str) -> None:
    text = "name\n" + "Põld\n" * (size // 5)
    assert piped(text.encode(codec)) == (codec, text)


def test_a_short_stream_is_looked_at_whole() -> None:
    assert piped("Põld\nŽukov\n".encode("windows-1257")) == ("windows-1257", "Põld\nŽukov\n")


def test_the_encoding_of_a_long_stream_must_be_said() -> None:
    with pytest.raises(UncertainEncoding, match="say which with --encoding"):
        piped("Põld\n".encode("windows-1257") * 300_000)


@pytest.mark.parametrize(
    ("typed", "encoding"),
    [
        ("cp1257", "windows-1257"),
        ("Windows-1257", "windows-1257"),
        ("latin9", "iso-8859-15"),
        ("macintosh", "mac-roman"),
        (" UTF8 ", "utf-8"),
        ("iso-8859-13", "iso8859-13"),
        ("utf-16", "utf-16"),
    ],
)
def test_an_encoding_has_one_usual_name(typed: str, encoding: str) -> None:
    assert check_encoding(typed) == encoding


@pytest.mark.parametrize("typed", ["klingon", "base64", "rot13", "a\0b", "õ", "x" * 1000])
def test_an_encoding_that_does_not_exist_is_unreadable(typed: str) -> None:
    with pytest.raises(Unreadable, match=r"^there is no encoding .*; try one of utf-8, utf-16, "):
        read(b"name", encoding=typed)


def test_an_encoding_that_is_said_overrules() -> None:
    data = "Bjørn".encode("windows-1252")
    assert read(data, encoding="windows-1252") == ("windows-1252", "Bjørn")
    assert read(data, encoding="cp1257") == ("windows-1257", "Bjųrn")
    assert read("Põld".encode(), encoding="latin1")[1] == "PÃµld"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_is_no_text_when_the_encoding_is_said(codec: str) -> None:
    assert read("\ufeffPõld".encode(codec), encoding=codec)[1] == "Põld"


def test_a_byte_that_the_said_encoding_lacks_is_named() -> None:
    with pytest.raises(Unreadable, match=r"^line 2 of the input is not windows-1257 \(byte 9a "):
        read(b"name\n\x9a", encoding="windows-1257")


@settings(deadline=None)
@given(
    st.binary() | st.text(LETTERS + ",;\n").map(lambda text: text.encode("cp1257", "replace")),
    st.sampled_from(["", "utf-8", "utf-16", "utf-16-be", "utf-32", "utf-7", "idna", "punycode",
                     "unicode_escape", "raw_unicode_escape", "undefined", "shift_jis", "cp1257"]),
)  # fmt: skip
def test_any_bytes_are_text_or_one_sentence(data: bytes, encoding: str) -> None:
    try:
        sheet = read_sheet(data, encoding=encoding)
    except CrmError as error:
        assert str(error)
    else:
        assert sheet.header


class LongLine(io.RawIOBase):
    """200 MB of one byte, which can be gone through as often as one likes."""

    SIZE = 200_000_000

    def __init__(self, byte: bytes) -> None:
        self._block, self._place = byte * 65_536, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        self._place = place + {io.SEEK_SET: 0, io.SEEK_CUR: self._place}[whence]
        return self._place

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        count = min(len(buffer), len(self._block), self.SIZE - self._place)
        buffer[:count] = self._block[:count]
        self._place += count
        return count


@pytest.mark.parametrize("byte", [b"x", b"\xf5", b"\0", b"\xff"])
def test_a_line_of_200_mb_takes_little_memory(byte: bytes) -> None:
    tracemalloc.start()
    with pytest.raises(Unreadable) as error:
        read_through(LongLine(byte))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(error.value) == (
        "line 1 of the input is longer than 1,000,000 characters; is it the right file?"
    )
    assert most < 20_000_000


def read_through(stream: io.RawIOBase) -> None:
    with open_sheet(cast(BinaryIO, stream)) as sheet:
        list(sheet.rows)


def test_nothing_heavy_is_imported() -> None:
    code = "import sys, smallcrm.formats.textfile; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
