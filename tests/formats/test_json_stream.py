"""JSON read an element at a time, wherever a block ends."""

import io
import json
from typing import Any

import pytest

from smallcrm.formats import json_stream
from smallcrm.formats.json_stream import JsonText, NoJson

VALUES: list[Any] = [{"a": ["õ", "😀", '"\\']}, 12, -1.5e3, True, None, "x\ny", [], {}, [[1], 2]]


def stream_of(written: str) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(written.encode()))


def text_of(written: str) -> JsonText:
    return JsonText(stream_of(written))


@pytest.mark.parametrize("block", range(1, 12))
@pytest.mark.parametrize("indent", [None, 2])
def test_elements_are_read_wherever_a_block_ends(
    block: int, indent: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "BLOCK", block)
    text = text_of("\ufeff \n" + json.dumps(VALUES, ensure_ascii=False, indent=indent) + " ")
    assert list(text.elements()) == VALUES
    text.end()


@pytest.mark.parametrize("block", [1, 7, 1 << 20])
def test_a_place_is_found_again(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "BLOCK", block)
    written = '{"õ😀": ["ķ", 1],\n "b": [2, 3]}'
    binary = stream_of(written)
    text = JsonText(binary)
    text.take("{")
    assert (text.name(), list(text.elements()), text.take(","), text.name()) == (
        "õ😀", ["ķ", 1], ",", "b"
    )  # fmt: skip
    text.peek()
    binary.seek(text.tell())
    assert list(JsonText(binary).elements()) == [2, 3]


@pytest.mark.parametrize(
    ("written", "line"),
    [("[1", 1), ("[1,\n]", 2), ("[1\n2]", 2), ("{", 1), ("[nul]", 1), ("[\n\n'a']", 3), ("", 1)],
)
def test_what_is_broken_is_named_by_its_line(written: str, line: int) -> None:
    with pytest.raises(NoJson) as raised:
        list(text_of(written).elements())
    assert raised.value.line == line


def test_a_number_of_too_many_digits_is_broken() -> None:
    with pytest.raises(NoJson) as raised:
        list(text_of("[1,\n" + "9" * 5000 + "]").elements())
    assert raised.value.line == 2


def test_an_element_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "BLOCK", 10)
    monkeypatch.setattr(json_stream, "LONGEST", 100)
    binary = stream_of('["' + "x" * 10_000)
    with pytest.raises(NoJson):
        list(JsonText(binary).elements())
    assert binary.tell() < 200
