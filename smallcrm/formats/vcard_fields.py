"""One field of a vCard: its name, its parameters and its decoded text, in versions 2.1 to 4.0."""

import binascii
import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from smallcrm.errors import Unreadable
from smallcrm.formats.vcard_lines import LONGEST_FIELD, Line

_HEAD = re.compile(rb'[\w.\-]+(?:;(?:[^":;]++|"[^"]*")*+)*+\s*:')
_PLAIN_HEAD = re.compile(rb"[\w.\-]+[^:]*:")  # for a quote left open
_PARAMETER = re.compile(r'(?:[^;"]|"[^"]*"|")+')
_CARETS = {"^n": "\n", "^N": "\n", "^'": '"', "^^": "^"}
_LONGEST_KNOWN = 200  # bytes of a head that is remembered
_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"}
# A charset that a file may name: those that turn bytes to letters and nothing else.
_CHARSET = re.compile(
    "(utf[-_]?(8|16)|us[-_]?ascii|ascii|iso|latin|windows|cp|mac|koi8|shift|sjis|euc|gb|big5|ks)"
    r"[\w\-]{0,20}",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_UNESCAPED = {"n": "\n", "N": "\n", "\\": "\\", ";": ";", ",": ",", ":": ":", '"': '"'}
# In vCard 2.1 a backslash stands for itself unless one of these follows.
_UNESCAPED_OLD = {"n": "\n", "N": "\n", ";": ";", ",": ",", ":": ":"}
_UNESCAPED_QUOTED = {";": ";", ",": ",", ":": ":"}
_SEPARATED = {
    ";": re.compile(r"(?:[^;\\]|\\.|\\)*", re.DOTALL),
    ",": re.compile(r"(?:[^,\\]|\\.|\\)*", re.DOTALL),
}


# Group, name, parameters and types.
Head = tuple[str, str, Mapping[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Charset:
    """How the bytes of a file become text.

    `named` is the encoding that the owner named, or ''; `recoded` is true for a file in UTF-16,
    whose lines come as UTF-8 whatever its fields say.
    """

    named: str = ""
    recoded: bool = False


class Field(NamedTuple):
    """A field: `types` are the words of its TYPE, PREF and the like, as written, in their order."""

    line: int
    group: str
    name: str
    parameters: Mapping[str, str]
    types: tuple[str, ...]
    text: str
    old: bool = False

    def value(self) -> str:
        """The whole value as it was meant, escapes undone."""
        return _unescape(self.text, self._escapes)

    def parts(self, separator: str = ";") -> list[str]:
        """The value cut at each separator that is not escaped."""
        if "\\" not in self.text:
            return self.text.split(separator)
        found = _SEPARATED[separator].finditer(self.text)
        cut, after = [], 0
        for match in found:
            if match.start() >= after:
                cut.append(match[0])
                after = match.end() + 1
        return [_unescape(part, self._escapes) for part in cut]

    @property
    def rank(self) -> int:
        """How preferred it is: 1 most, 101 when nothing is said."""
        stated = self.parameters.get("PREF", "")
        if stated.isascii() and stated.isdigit():
            return min(int(stated[:4]), 101)
        return 1 if any(word.lower() == "pref" for word in self.types) else 101

    @property
    def _escapes(self) -> Mapping[str, str]:
        if not self.old:
            return _UNESCAPED
        quoted = self.parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE"
        return _UNESCAPED_QUOTED if quoted else _UNESCAPED_OLD


def read_field(line: Line, charset: Charset, *, old: bool = False) -> Field | None:
    """The field in a line, or None if there is none; `old` says that the card is a vCard 2.1.

    Raises Unreadable for a field that is too long, or is not text.
    """
    found = _HEAD.match(line.data) or _PLAIN_HEAD.match(line.data)
    if found is None:
        return None
    head, value = found[0], line.data[found.end() :]
    if b"=" in head and b"LABEL=" in head.upper():
        head, value = _after_label(head, value)
    read = _known_head if len(head) <= _LONGEST_KNOWN else _read_head
    group, name, parameters, types = read(head)
    if line.cut:
        raise Unreadable(f"its {name} is longer than {LONGEST_FIELD:,} bytes")
    text = _decode(value, parameters, charset, line.number)
    return Field(line.number, group, name, parameters, types, text, old)


def _after_label(head: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Where the value really begins: some write LABEL with colons in it and no quotes.

    Its escapes, such as `^n`, occur in parameters only, so the value begins after the last one.
    """
    caret = max(value.rfind(escape) for escape in (b"^n", b"^N", b"^'"))
    colon = value.find(b":", caret) + 1
    return (head + value[:colon], value[colon:]) if caret >= 0 and colon else (head, value)


@lru_cache(maxsize=256)
def _known_head(head: bytes) -> Head:
    return _read_head(head)  # the same few heads begin most fields of a file


def _read_head(head: bytes) -> Head:
    text = head.decode("utf-8", "replace").rstrip()[:-1]
    named, _, listed = text.partition(";")
    group, _, name = named.rpartition(".")
    parameters, types = _parameters(listed)
    return group.lower(), name.strip().upper(), parameters, types


def _parameters(listed: str) -> tuple[dict[str, str], tuple[str, ...]]:
    parameters: dict[str, str] = {}
    types: list[str] = []
    for item in _PARAMETER.findall(listed):
        name, equals, value = item.partition("=")
        name, value = name.strip(), value.strip().replace('"', "")
        if not equals and name.upper() in _ENCODINGS:
            parameters["ENCODING"] = name
        elif not equals or name.upper() == "TYPE":
            types += (word.strip() for word in (value if equals else name).split(","))
        else:
            parameters[name.upper()] = re.sub(r"\^[nN'^]", lambda found: _CARETS[found[0]], value)
    return parameters, tuple(word for word in types if word)


def _decode(data: bytes, parameters: Mapping[str, str], charset: Charset, number: int) -> str:
    declared = parameters.get("CHARSET", "")
    if unwrap := _UNWRAPPERS.get(parameters.get("ENCODING", "").upper()):
        try:
            data = unwrap(data)
        except binascii.Error as error:
            raise Unreadable(f"line {number} holds base64 that is cut off or damaged") from error
    elif charset.recoded:
        declared = "utf-8"
    text = _to_text(data, declared, charset.named, number)
    if "\0" in text:
        raise Unreadable(f"line {number} holds a NUL byte, which no text can keep")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unquote(data: bytes) -> bytes:
    # A quoted semicolon is no separator.
    return binascii.a2b_qp(re.sub(rb"(?<!\\)(?<!=5C)=3[Bb]", rb"\\;", data))


_UNWRAPPERS: Mapping[str, Callable[[bytes], bytes]] = {
    "QUOTED-PRINTABLE": _unquote,
    "BASE64": binascii.a2b_base64,
    "B": binascii.a2b_base64,
}


def _to_text(data: bytes, declared: str, named: str, number: int) -> str:
    """The text of a field; what a declared charset cannot read becomes a replacement mark."""
    if data.isascii() and b"\x1b" not in data and b"\0" not in data:
        return data.decode("ascii")  # the same in every charset
    if declared:
        return data.decode(_codec(declared, number), "replace")
    try:
        return data.decode(named or "utf-8")
    except LookupError as error:
        raise Unreadable(f'there is no encoding "{named}"') from error
    except ValueError as error:
        if named:
            raise Unreadable(f"line {number} is not {named}; name another encoding") from error
        raise Unreadable(
            f"line {number} is not UTF-8 and names no charset; --encoding NAME says what it is"
        ) from error


def _codec(declared: str, number: int) -> str:
    try:
        name = codecs.lookup(declared).name if _CHARSET.fullmatch(declared) else ""
    except (LookupError, ValueError):
        name = ""
    if not name:
        raise Unreadable(f'line {number} is written in the charset "{declared[:30]}", unknown here')
    return "utf-8" if name == "ascii" else name


def _unescape(text: str, meant: Mapping[str, str]) -> str:
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: meant.get(found[1], found[0]), text)
