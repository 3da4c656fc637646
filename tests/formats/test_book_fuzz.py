"""The JSON of a book: whatever a file holds, it is records, reasons, or one sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smallcrm.errors import CrmError
from smallcrm.formats.book_file import find_book
from smallcrm.formats.book_json import KINDS
from smallcrm.formats.delimited import UnreadableRow
from smallcrm.formats.source import Source
from smallcrm.formats.tables_csv import TableRow

FIELDS = sorted({field for kinds in KINDS.values() for field in kinds})
PLAIN = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["2026-11-21", "2026-11-21T10:00:00", "9999-12-31", "12.50", "NaN", "1e999"])
)
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)
RECORDS = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6)
BOOKS = st.dictionaries(
    st.sampled_from(sorted(KINDS)) | st.text(max_size=5),
    st.lists(RECORDS | VALUES, max_size=4) | VALUES,
    max_size=4,
)
SAME_FILE = settings(suppress_health_check=list(HealthCheck))  # which each example writes anew


def read(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        whole = find_book(Source("it", str(path)))
        rows = [row for part in KINDS for row in whole.rows(part)]
    except CrmError as error:
        assert "\n" not in str(error) and len(str(error)) < 600
        return
    assert len(rows) == sum(whole.counts.values())
    for row in rows:
        assert isinstance(row, TableRow | UnreadableRow)
        if isinstance(row, UnreadableRow):
            assert "\n" not in row.reason and len(row.reason) < 300


@SAME_FILE
@given(st.binary(max_size=300) | st.text('{}[]",:\\u0aé \n').map(str.encode))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    read(tmp_path / "book.json", data)


@SAME_FILE
@given(BOOKS)
def test_any_json(tmp_path: Path, book: dict[str, Any]) -> None:
    read(tmp_path / "book.json", json.dumps(book).encode())


@SAME_FILE
@given(BOOKS, st.integers(0, 2000))
def test_any_json_that_is_cut_off(tmp_path: Path, book: dict[str, Any], length: int) -> None:
    read(
        tmp_path / "book.json",
        json.dumps(book, ensure_ascii=False).encode("utf-8", "replace")[:length],
    )


@pytest.mark.parametrize("depth", [1_000, 100_000])
@pytest.mark.parametrize("mark", ["[", '{"a":'])
def test_what_is_nested_without_end(depth: int, mark: str, tmp_path: Path) -> None:
    read(tmp_path / "book.json", b'{"contacts": [' + mark.encode() * depth)
    read(tmp_path / "book.json", mark.encode() * depth)
