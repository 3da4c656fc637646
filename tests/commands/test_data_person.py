"""A person's rights: what is kept about one, and that it be kept but not used."""

import csv
import io
import json
import re
import stat
from pathlib import Path

import pytest
from conftest import Crm
from pypdf import PdfReader


@pytest.fixture(autouse=True)
def people(crm: Crm) -> None:
    crm('add "Mari Maasikas" --phone "work: 5551 2345" --tag hotel --notes "a friend of Jaan Põld"')
    crm('add "Jaan Põld" --phone "5557 7777" --nickname Secretname')
    crm('log mari "<b>Jaan Põld</b> asked\n\x1b[31mtoo" --at 2026-11-02 --with jaan --back fri')


def test_a_restriction_says_what_it_does_and_is_undone(crm: Crm) -> None:
    said = crm("data restrict mari")
    assert said.out == (
        "Restricted Mari Maasikas (mari-maasikas): kept, but in no list, print or export\n"
        "  1 open callback waits unseen until it is lifted\n"
        "  crm data restrict mari-maasikas --lift uses the data again\n"
        "  crm undo takes it back\n"
    )
    assert "contact restricted: no → yes" in crm("history --json").json[0]["details"]
    crm("undo")
    assert "Mari" in crm("list").out


def test_a_restriction_is_lifted(crm: Crm) -> None:
    crm("data restrict mari")
    assert crm("data restrict mari --lift").out == (
        "Lifted the restriction of Mari Maasikas (mari-maasikas): in the lists again\n"
        "  crm undo takes it back\n"
    )
    assert "Mari" in crm("list").out


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("data restrict jaan", 5, "Jaan Põld is restricted already"),
        ("data restrict mari --lift", 5, "Mari Maasikas is not restricted"),
        ("data restrict --lift", 2, "--lift needs a name"),
        ("data restrict mari --json", 2, "--json and --csv list who is restricted"),
        ("data restrict nobody", 3, 'no contact matches "nobody"'),
        ("data disclose mari", 2, "-o names the page's file: mari.html, or mari.pdf"),
        ("data disclose mari -o mari.txt", 2, "-o names the page's file"),
        ("data disclose nobody -o x.html", 3, 'no contact matches "nobody"'),
    ],
)
def test_what_cannot_be_done_is_said(line: str, code: int, sentence: str, crm: Crm) -> None:
    crm("data restrict jaan")
    said = crm(line)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith(sentence)


def test_without_a_name_it_lists_who_is_restricted(crm: Crm) -> None:
    assert crm("data restrict").err == "Nobody is restricted.\n"
    crm("data restrict mari")
    assert crm("data restrict --json").json == [
        {
            "contact": "Mari Maasikas", "handle": "mari-maasikas", "since": "2026-11-21",
            "archived": False,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["log mari hello", "callback mari fri x", "sell mari tea@2 --new", "case mari x --stage use"],
)
def test_what_is_written_about_her_says_that_no_list_shows_it(line: str, crm: Crm) -> None:
    crm("data restrict mari")
    said = crm(line)
    assert said.code == 0
    assert said.err == (
        "  note: Mari Maasikas is restricted: kept, but in no list"
        " (crm data restrict mari-maasikas --lift)\n"
    )


@pytest.mark.parametrize("line", ["jaan mari", "mari jaan"])
def test_a_merged_contact_stays_restricted(line: str, crm: Crm) -> None:
    crm("data restrict mari")
    first, second = ("no", "yes") if line.startswith("jaan") else ("yes", "no")
    assert f"restricted\t{first}\t{second}\tyes" in crm(f"contact merge {line}").out
    crm(f"contact merge {line} --yes")
    assert len(crm("data restrict --json").json) == 1


def test_nothing_is_said_of_restriction_where_there_is_none(crm: Crm) -> None:
    assert "restricted" not in crm("contact merge mari jaan").out


@pytest.mark.parametrize("other", ["", "--db other.db "])
def test_a_table_of_ours_brings_the_mark_in(
    other: str, crm: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = list(csv.DictReader(io.StringIO(crm("export contacts").out)))
    table = io.StringIO()
    writer = csv.DictWriter(table, rows[0])
    writer.writeheader()
    writer.writerows(row | {"restricted": "yes"} for row in rows if row["name"] == "Jaan Põld")
    crm(f"{other}import contacts - --update --overwrite --apply", stdin=table.getvalue())
    assert [row["contact"] for row in crm(f"{other}data restrict --json").json] == ["Jaan Põld"]


def test_a_disclosure_is_a_page_and_data_for_the_owner_alone(crm: Crm, tmp_path: Path) -> None:
    page, data = tmp_path / "mari.html", tmp_path / "mari.json"
    said = crm(f"data disclose mari -o {page}")
    assert said.out == (
        "Wrote what is kept about Mari Maasikas (mari-maasikas)\n"
        f"  {page}, for them to read\n"
        f"  {data}, for another program\n"
    )
    assert said.err == (
        "  note: somebody else was taken out in 3 places; read the 3 texts in it through before you"
        " send it, for a first name alone is not recognised, and add why you keep the data\n"
    )
    assert [stat.S_IMODE(path.stat().st_mode) for path in (page, data)] == [0o600, 0o600]


def test_nothing_of_others_is_in_it_and_nothing_in_it_acts(crm: Crm, tmp_path: Path) -> None:
    crm(f"data disclose mari -o {tmp_path / 'mari.html'}")
    page, data = ((tmp_path / f"mari.{end}").read_text("utf-8") for end in ("html", "json"))
    for secret in ("Jaan", "Põld", "7777", "Secretname", "jaan-pold"):
        assert secret not in page + data
    assert "&lt;b&gt;[another person]&lt;/b&gt; asked\n\\x1b[31mtoo" in page
    assert not re.search(r"<(script|img|link|iframe|a|form|b)\b|https?:|\x1b", page)
    assert json.loads(data)["talks"][0]["summary"] == ("<b>[another person]</b> asked\n\x1b[31mtoo")


def test_a_disclosure_replaces_nothing_unless_told(crm: Crm, tmp_path: Path) -> None:
    (tmp_path / "mari.json").write_text("mine")
    line = f"data disclose mari -o {tmp_path / 'mari.pdf'}"
    said = crm(line)
    assert (said.code, said.err) == (
        5, f"{tmp_path / 'mari.json'} is there already; --force replaces it\n",
    )  # fmt: skip
    assert [path.name for path in tmp_path.glob("mari*")] == ["mari.json"]
    assert crm(f"{line} --force").code == 0
    assert json.loads((tmp_path / "mari.json").read_text())["person"]["name"] == "Mari Maasikas"


def test_a_folder_that_cannot_be_written_leaves_no_file(crm: Crm, tmp_path: Path) -> None:
    said = crm(f"data disclose mari -o {tmp_path / 'nowhere' / 'mari.html'}")
    assert (said.code, said.out) == (6, "")
    assert said.err.endswith(f"cannot be written: there is no folder {tmp_path / 'nowhere'}\n")


@pytest.mark.parametrize(
    ("language", "title", "right"),
    [
        ("en", "What we keep about you", "Erasure: you may ask us to forget you"),
        ("et", "Mida me teie kohta hoiame", "Kustutamine: võite paluda end unustada"),
        ("lv", "Ko mēs par jums glabājam", "Dzēšana: jūs varat lūgt jūs aizmirst"),
        ("no", "Dette har vi lagret om deg", "Sletting: du kan be oss glemme deg"),
    ],
)
def test_the_page_speaks_the_language_of_the_shop(
    language: str, title: str, right: str, crm: Crm, tmp_path: Path
) -> None:
    crm(f"config set language {language}")
    for end in ("html", "pdf"):
        crm(f"data disclose mari -o {tmp_path / f'mari.{end}'} --force")
    page = (tmp_path / "mari.html").read_text("utf-8")
    printed = " ".join(one.extract_text() for one in PdfReader(tmp_path / "mari.pdf").pages)
    for text in (title, right, "Mari Maasikas", "5551 2345"):
        assert text in page
        assert text in printed
