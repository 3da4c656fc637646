"""Stored text acts nowhere: not in a pipe, on a terminal, in an error, on paper, in a file."""

import csv
import io
import re
import sys
from pathlib import Path

import pytest
from conftest import Crm
from hostile import HOSTILE, acting, plant
from pypdf import PdfReader
from test_undo import READING

from smallcrm import cli

# What a reading command needs to show something; others are typed as they are.
LINES = {
    "who": "who mari-maasikas", "show": "show mari-maasikas", "find": "find evil",
    "contact show": "contact show mari-maasikas", "history": "history --last 100",
    "export": "export contacts --json", "config get": "config get shop",
    "sheet show": "sheet show W48-A", "print contact": "print contact mari-maasikas -o {}/c.pdf",
    "print list": "print list -o {}/l.pdf", "print labels": "print labels -o {}/a.pdf",
    "order show": "order show 3", "case show": "case show 2", "why": "why mari-maasikas due",
    "list": "list --archived", "case list": "case list --all", "catch-up": "catch-up --list",
    "data rescue": "data rescue -o {}/r.db",
    "data disclose": "data disclose mari-maasikas -o {}/d.html",
}  # fmt: skip
MORE = (
    "show c-1-1", "show jaan-tamm", "who evil", "who 5551", "list --city Tartu", "order show 4",
    "order show 8", "case show 5", "callbacks --all", "find chairs", "report cross-sell jaan-tamm",
    "report sales --by product --since 2026-01-01", "report problems --by product",
    "report loyal --since 2026-01-01", "report products --since 2026-01-01", "week",
    "contact merge jaan-tamm jaan-tamm-2", "log mari hello", "contact archive mari-maasikas",
    "print contact jaan-tamm -o {}/j.pdf", "show nobody", "log jaan hello", "tag c-1-1 more",
    "sell jaan-tamm 1 coffee", "return jaan-tamm 3 1 cof-1 --why late", "case note 2 more",
    "done 3 told", "snooze 4 +1d", "group jaan-tamm top"
)  # fmt: skip
FORMULA = set("=+-@\t\r＝＋－＠")
NUMBER = re.compile(r"-[0-9]+(?:[.,][0-9]+)?")
LAST = ("undo", "redo", "undo", "undo")
LEFT_OUT = {"undo", "redo", "demo", "data encrypt"}


class Screen(io.StringIO):
    """Standard output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def planted(crm: Crm, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a book in it, in which every text is hostile."""
    other = tmp_path / "other.db"
    plant(crm, book, other)
    monkeypatch.setenv("SMALLCRM_DB", str(other))
    return tmp_path


def _lines(folder: Path) -> list[str]:
    reading = [LINES.get(name, name) for name in sorted(READING - LEFT_OUT)]
    return [line.format(folder) for line in (*reading, *MORE, *LAST)]


def test_the_text_that_is_planted_is_hostile(crm: Crm, planted: Path) -> None:
    assert len(acting(HOSTILE)) > 20
    stored = crm("export everything --json").json
    assert stored["interactions"][0]["summary"].endswith(HOSTILE)
    assert stored["contacts"][0]["name"].endswith(HOSTILE)


@pytest.mark.parametrize("form", ["", "--json"])
def test_nothing_acts_in_a_pipe_or_an_error(form: str, crm: Crm, planted: Path) -> None:
    leaks, codes = {}, {}
    for line in _lines(planted):
        said = crm(f"{line} {form}")
        codes[line] = said.code
        if found := acting(said.out + said.err):
            leaks[line] = found
    assert leaks == {}
    assert 1 not in codes.values(), codes
    assert form or [line for line, code in codes.items() if code == 2] == [], codes


@pytest.mark.parametrize("form", ["", "--csv"])
@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_nothing_acts_on_a_terminal(
    form: str, columns: str, crm: Crm, planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", columns)
    leaks = {}
    for line in _lines(planted):
        out, err = Screen(), Screen()
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        assert cli.run(f"{line} {form}".split()) != 1
        if found := acting(out.getvalue() + err.getvalue()):
            leaks[line] = found
    assert leaks == {}


@pytest.mark.parametrize(
    "kind",
    ["contacts --vcard", "contacts --vcard --vcard-version 3.0", "callbacks --ical",
     "callbacks --ical --events", "contacts --json", "everything --json"],
)  # fmt: skip
def test_nothing_acts_in_a_file_for_another_program(kind: str, crm: Crm, planted: Path) -> None:
    file = planted / "file"
    assert crm(f"export {kind} -o", str(file)).code == 0
    written = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
    assert "evil" in written
    assert acting(written) == set()


@pytest.mark.parametrize("part", ["contacts", "interactions", "callbacks", "orders", "cases"])
@pytest.mark.parametrize("form", ["--csv", "--csv-excel"])
def test_no_cell_is_a_formula(part: str, form: str, crm: Crm, planted: Path) -> None:
    file = planted / "file.csv"
    assert crm(f"export {part} {form} -o", str(file)).code == 0
    text = file.read_text("utf-8-sig")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if form != "--csv" else ",")
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell[:1] in FORMULA and not NUMBER.fullmatch(cell)] == []
    assert any("evil" in cell for cell in cells)


PAGES = (
    "print contact mari-maasikas -o {}", "print contact jaan-tamm -o {}", "print list -o {}",
    "print labels -o {}", "week --print 2026-W48 -o {}", "week --print 2026-W47 -o {}",
    "report sales --by product --since 2026-01-01 --pdf {}",
    "report loyal --since 2026-01-01 --pdf {}", "report problems --since 2026-01-01 --pdf {}",
    "report activity --since 2026-01-01 --pdf {}", "report products --since 2026-01-01 --pdf {}",
    "why jaan-tamm due --pdf {}",
)  # fmt: skip


@pytest.mark.parametrize("line", PAGES)
def test_nothing_acts_on_a_page(line: str, crm: Crm, planted: Path) -> None:
    file = planted / "page.pdf"
    assert crm(line.format(file)).code == 0
    document = PdfReader(file)
    assert acting("".join(page.extract_text() for page in document.pages)) == set()
    for page in document.pages:
        assert page.get("/Annots") is None
        assert page.get("/AA") is None
    assert set(document.root_object) & {"/OpenAction", "/AA", "/AcroForm", "/URI"} == set()
    assert acting(str(document.metadata)) == set()
    assert b"/JavaScript" not in file.read_bytes()
