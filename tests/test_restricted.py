"""A restricted contact stands in no list, print or export, and is there when asked for by name."""

from pathlib import Path

import pytest
from conftest import Crm
from pypdf import PdfReader
from test_undo import READING

from smallcrm import completion

# A line or two of every command that reads, where the restricted Mari has something to say.
SILENT = {
    "today": ("today", "today --json"),
    "callbacks": ("callbacks --all", "callbacks --json"),
    "list": ("list", "list --archived", "list --json"),
    "contact list": ("contact list --csv",),
    "contact dupes": ("contact dupes", "contact dupes --json"),
    "tags": ("tags",),
    "groups": ("groups",),
    "export": (
        "export contacts",
        "export contacts --json",
        "export contacts --tag hotel",
        "export contacts --vcard",
        "export interactions",
        "export callbacks --ical",
        "export callbacks",
        "export cases",
        "export orders --csv",
        "export orders",
        "export products",
    ),
    "sheets": ("sheets",),
    "sheet show": ("sheet show", "sheet show --json"),
    "catch-up": ("catch-up --json",),
    "order list": ("order list", "order list --json", "order list kuusk --with-people"),
    "product list": ("product list",),
    "case list": ("case list --all", "case list --json", "case list --contact kuusk"),
    "find": ("find asked", "find broken", "find invoice-2026"),
    "report sales": ("report sales", "report sales --by group"),
    "report cross-sell": ("report cross-sell --product filters --never tea",),
    "report loyal": ("report loyal",),
    "report activity": ("report activity", "report activity --by promises"),
    "report problems": ("report problems --by product", "report problems"),
    "report intervals": ("report intervals", "report intervals --product filters"),
    "report quiet": ("report quiet --for 1d",),
    "report groups": ("report groups",),
    "report products": ("report products",),
    "report due": ("report due --ahead 400d",),
    "week": ("week", "week --json"),
    "group suggest": ("group suggest", "group suggest --json"),
    "show": ("show kuusk", "show kuusk --json", "show jaan"),
    "config get": ("config get shop",),
    "data check": ("data check",),
}
# Those that name her: she was asked for, the step was hers, or nothing may be left out.
NAMING = {
    "who": "who mari-maasikas",
    "contact show": "contact show mari-maasikas",
    "why": "why mari-maasikas due",
    "history": "history",
    "order show": "order show 1",
    "case show": "case show 1",
    "data restrict": "data restrict --json",
    "data due": "--today 2028-01-01 data due --older-than 1y",
}
# What goes to paper or takes steps back; and `data`, which is about the book as a file.
ELSEWHERE = {"undo", "redo", "demo", "print contact", "print list", "print labels"}
HERS = ("Maasikas", "mari-maasikas", "5551 2345", "+37255512345", "secretly")


MADE: list[bytes] = []  # the book below, once it is made


@pytest.fixture(autouse=True)
def book_with_mari(crm: Crm, book: Path) -> None:
    if not MADE:
        _fill(crm)
        MADE.append(book.read_bytes())
    book.parent.mkdir(exist_ok=True)
    book.write_bytes(MADE[0])


def _fill(crm: Crm) -> None:
    crm('add "Kuusk OÜ" --kind company')
    crm('add "Mari Maasikas" --phone "5551 2345" --tag hotel --city Tartu --company "Kuusk OÜ"')
    crm('add "Jaan Põld" --phone 55512346 --street "Jõe 8" --tag hotel')
    crm('add "Mari Maasikaz" --phone 55512346 --email m@example.ee')
    crm("product add Filters --price 200")
    crm("product add Tea --price 3")
    for day in ("2026-06-01", "2026-07-01", "2026-08-01"):
        crm(f"sell mari-maasikas 30 filters --at {day} --invoice invoice-{day}")
    crm("sell jaan 1 filters --at 2026-08-01")
    crm("sell jaan 1 tea --at 2026-08-01")
    crm('case mari-maasikas "arrived broken, secretly" --stage delivery')
    crm('case mari-maasikas "and again, secretly" --stage delivery')
    crm('log mari-maasikas "secretly asked the price" --at 2026-09-01 --back 2026-11-20')
    crm("callback jaan tomorrow tea")
    crm("rhythm mari-maasikas 30d")
    crm(
        "import calls - --apply", stdin="number,time,type,duration\n55512345,2026-11-20 14:30,1,9\n"
    )
    crm("week --print -o /dev/null")
    crm("data restrict mari-maasikas")


def test_every_command_that_reads_is_asked_here() -> None:
    also_writes = {"report due", "week", "group suggest", "data restrict"}
    of_the_book = {name for name in READING if name.startswith("data ")}
    assert set(SILENT) | set(NAMING) | ELSEWHERE | of_the_book == READING | also_writes


@pytest.mark.parametrize("line", [line for lines in SILENT.values() for line in lines])
def test_no_list_names_her(line: str, crm: Crm) -> None:
    said = crm(line)
    assert said.code in (0, 3), said.err
    assert [word for word in HERS if word in said.out + said.err] == []


@pytest.mark.parametrize("line", ["today", "callbacks --all", "week", "catch-up --json"])
def test_what_waited_is_back_when_the_restriction_is_lifted(line: str, crm: Crm) -> None:
    crm("data restrict mari-maasikas --lift")
    assert "Mari Maasikas" in crm(line).out


@pytest.mark.parametrize("line", NAMING.values())
def test_whoever_asks_for_her_is_told(line: str, crm: Crm) -> None:
    assert "Mari Maasikas" in crm(line).out


@pytest.mark.parametrize("line", ["who 5551 2345", "show mari-maasikas", "who mari-maasikas"])
def test_a_card_says_first_of_all_that_it_is_restricted(line: str, crm: Crm) -> None:
    assert crm(line).lines[0] == "restricted\trestricted since Sat 21 Nov: kept, not used"


def _text_of(page: Path) -> str:
    return "\n".join(one.extract_text() for one in PdfReader(page).pages)


@pytest.mark.parametrize("line", ["print list", "print labels"])
def test_no_print_names_her(line: str, crm: Crm, tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    assert crm(f"{line} -o {page}").code == 0
    text = _text_of(page)
    assert "Jaan Põld" in text
    assert "Maasikas" not in text


def test_no_sheet_names_her_again(crm: Crm, tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    assert crm(f"week --again -o {page}").code == 0
    assert "Maasikas" not in _text_of(page)


def test_the_tab_key_offers_her_no_more() -> None:
    assert completion.handles("mari") == ["mari-maasikaz"]


def test_sums_stand_without_the_name(crm: Crm) -> None:
    rows = crm("order list --json").json
    assert [row["total"] for row in rows if row["contact"] is None] == ["6000.00"] * 3
    assert sum(int(row["net"][:-3]) for row in crm("report sales --json").json) == 18_203


def test_exports_say_how_many_were_left_out(crm: Crm) -> None:
    assert crm("export contacts").err == "1 restricted contact was left out\n"
    assert crm("export contacts --city Tallinn").err == ""
    said = "orders of restricted contacts are exported without a name\n"
    assert crm("export orders").err == said


def test_a_search_without_hits_says_what_it_left_out(crm: Crm) -> None:
    assert crm("find asked").err == (
        'nothing in the book holds "asked"'
        " (what was said with restricted contacts is not searched)\n"
    )
    crm("data restrict mari-maasikas --lift")
    assert crm("find nowhere").err == 'nothing in the book holds "nowhere"\n'


def test_a_case_list_says_how_many_were_left_out(crm: Crm) -> None:
    assert crm("case list").err.splitlines()[-1] == ("2 cases of restricted contacts were left out")
    assert "secretly" in crm("case list --contact mari-maasikas").out


def test_the_whole_book_keeps_her_and_the_mark(crm: Crm) -> None:
    people = crm("export everything").json["contacts"]
    assert {row["name"]: row["restricted"] for row in people} == {
        "Kuusk OÜ": False, "Mari Maasikas": True, "Jaan Põld": False, "Mari Maasikaz": False,
    }  # fmt: skip
