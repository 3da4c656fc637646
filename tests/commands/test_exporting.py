"""Taking data out: whole, private, or not at all."""

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Crm
from shops import stock


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(
        crm,
        book,
        'add "=1+1" --phone "+372 5551 2345" --notes "@x" --tag "-5" --company "Põld; OÜ"',
        'log =1 "[red]\n\\"quoted\\" 😀" --back fri',
    )


def test_everything_is_one_json_object(crm: Crm) -> None:
    whole = crm("export everything --json -o -").json
    assert list(whole) == [
        "contacts", "interactions", "callbacks", "products", "orders", "cases", "sheets",
        "former_handles", "distinct", "calls", "settings", "import_mappings",
    ]  # fmt: skip
    assert whole["contacts"][0]["name"] == "=1+1"
    assert whole["interactions"][0]["summary"] == '[red]\n"quoted" 😀'
    assert whole["callbacks"][0]["due"] == "2026-11-27"


@pytest.mark.parametrize(
    ("part", "keys"), [("contacts", "name"), ("interactions", "summary"), ("callbacks", "why")]
)
def test_a_part_is_one_json_array(part: str, keys: str, crm: Crm) -> None:
    (row,) = crm(f"export {part} --json").json
    assert keys in row


def test_cells_that_a_spreadsheet_would_run_are_guarded(crm: Crm) -> None:
    (row,) = csv.DictReader(io.StringIO(crm("export contacts --csv").out))
    assert (row["name"], row["notes"]) == ("'=1+1", "'@x")
    assert (row["tags"], row["phone"]) == ("'-5", "'+372 5551 2345")
    assert row["company"] == "Põld; OÜ"


def test_an_export_comes_back_whole(crm: Crm, tmp_path: Path) -> None:
    before = crm("export contacts --json").json
    crm("export contacts --csv -o", str(tmp_path / "all.csv"))
    other = f"--db {tmp_path / 'other.db'}"
    assert crm(f"{other} import contacts --apply", str(tmp_path / "all.csv")).code == 0
    after = crm(f"{other} export contacts --json").json
    assert after == before


def test_a_file_is_the_owner_s_alone_whatever_the_umask_says(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    ended = subprocess.run(
        [sys.executable, "-m", "smallcrm", "export", "everything", "--json", "-o", str(path)],
        umask=0,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (ended.stdout, ended.stderr) == ("", f"exported everything to {path}\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text("utf-8"))["contacts"][0]["name"] == "=1+1"


def test_an_existing_file_is_replaced_whole_and_a_link_followed(crm: Crm, tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old" * 10_000)
    link.symlink_to(real)
    assert crm("export everything -o", str(link)).code == 0
    assert link.is_symlink()
    assert json.loads(real.read_text("utf-8"))["settings"] == []
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("target", "code"),
    [("folder", 5), ("no/such/folder/x.csv", 6), ("file/x.csv", 6)],
)
def test_what_cannot_be_written_is_said_and_nothing_is_left(
    target: str, code: int, crm: Crm, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    names = sorted(os.listdir(tmp_path))
    said = crm("export contacts -o", str(tmp_path / target))
    assert (said.code, said.out, said.err.count("\n")) == (code, "", 1)
    assert str(tmp_path / target)[:60] in said.err
    assert sorted(os.listdir(tmp_path)) == names


def test_the_book_itself_is_never_exported_over(crm: Crm, book: Path) -> None:
    before = book.read_bytes()
    assert crm("export everything -o", str(book)).code != 0
    assert book.read_bytes() == before


@pytest.mark.parametrize("part", ["everything", "contacts"])
def test_no_other_database_is_exported_over(part: str, crm: Crm, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    crm(f"--db {other} add Jaan")
    before = other.read_bytes()
    said = crm(f"export {part} -o", str(other))
    assert (said.code, said.out) == (5, "")
    assert said.err == f"{other} is a database, and may be a book; name another file\n"
    assert other.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "callbacks --vcard",
            "callbacks are written as --json or --csv or --csv-excel or --ical: not as --vcard",
        ),
        (
            "everything --csv",
            "everything is the whole book, and goes into a file as --json only: not as --csv",
        ),
        (
            "everything --tag x",
            "everything is the whole book; filters go with contacts, and with what belongs to them",
        ),
        ("contacts --csv --vcard", "--csv and --vcard exclude each other; choose one"),
        ("contacts --vcard-version 3", "--vcard-version goes with --vcard; say both, or neither"),
        ("contacts --vcard --vcard-version 5", 'a vCard is of version 4.0 or 3.0: not "5"'),
        ("callbacks --events", "--events goes with --ical; say both, or neither"),
    ],
)
def test_a_shape_that_a_part_does_not_have_is_refused(line: str, sentence: str, crm: Crm) -> None:
    said = crm(f"export {line}")
    assert (said.code, said.out, said.err) == (2, "", f"{sentence}\n")


@pytest.mark.parametrize("part", ["contacts", "interactions", "callbacks"])
def test_a_filter_picks_the_records_of_its_contacts(part: str, crm: Crm) -> None:
    crm('log "Jaan Põld" "came by" --new --tag vip --back mon')
    crm('log "=1+1" "both came" --with jaan')
    crm('note "Old One" "gone" --new --tag vip --back mon')
    crm("contact archive old")
    whole, some = (crm(f"export {part} --json {which}").json for which in ("", "--tag vip"))
    names = {"contacts": ["jaan-pold"], "callbacks": ["jaan-pold"]}
    assert len(whole) > len(some)
    assert [row["handle"] for row in some] == names.get(part, ["jaan-pold", "c-1-1"])


def test_a_spreadsheet_with_decimal_commas_gets_semicolons_and_a_mark(crm: Crm) -> None:
    talks = crm("export interactions --csv-excel").out
    assert (
        talks.splitlines()[0] == "\ufeffid;handle;with;at;channel;direction;outcome;summary;written"
    )
    assert crm("export contacts --csv-excel").out.startswith("\ufeffname;kind;handle;")


def test_a_second_calendar_names_the_same_tasks(crm: Crm) -> None:
    def uids() -> list[str]:
        lines = crm("export callbacks --ical --events").lines
        return [line for line in lines if line.startswith("UID:")]

    before = uids()
    assert len(before) == 2
    crm("snooze 1 +3d")
    assert uids() == before
    assert crm("export callbacks --ical").out.count("BEGIN:VEVENT") == 0


@pytest.mark.parametrize(("version", "line"), [("", "4.0"), ("--vcard-version 3", "3.0")])
def test_contacts_are_written_as_cards(version: str, line: str, crm: Crm) -> None:
    said = crm(f"export contacts --vcard {version}")
    assert said.lines[:2] == ["BEGIN:VCARD", f"VERSION:{line}"]
    assert "FN:=1+1" in said.lines


def test_a_part_that_does_not_exist_is_named(crm: Crm) -> None:
    said = crm("export nothing")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "'contacts', 'interactions', 'callbacks', 'orders', 'cases', 'products'" in said.err


@pytest.mark.parametrize("line", ["export nothing", "history --last x", "show mari --last x"])
def test_a_value_that_fits_nothing_is_said_in_our_own_words(line: str, crm: Crm) -> None:
    said = crm(line)
    assert said.code == 2
    assert "Value error" not in said.err
    assert "unable to parse" not in said.err


def test_a_name_that_is_too_long_is_named(crm: Crm, tmp_path: Path) -> None:
    said = crm("export contacts -o", str(tmp_path / ("x" * 300)))
    assert said.code == 6
    assert said.err.startswith(f"{tmp_path}/xxx")


@pytest.mark.parametrize(
    ("part", "name", "starts"),
    [
        ("contacts", "c.csv", "name,kind,handle"),
        ("contacts", "c.VCF", "BEGIN:VCARD"),
        ("contacts", "c.vcard", "BEGIN:VCARD"),
        ("contacts", "c.json", "[\n"),
        ("contacts", "c", "name,kind,handle"),
        ("contacts", "f.out", "name,kind,handle"),
        ("orders", "o.csv", "number,"),
        ("orders", "o.json", "["),
        ("callbacks", "c.ics", "BEGIN:VCALENDAR"),
        ("everything", "b.json", "{"),
        ("everything --json", "b.out", "{"),
        ("contacts --csv", "f.out", "name,kind,handle"),
        ("contacts --csv-excel", "f.csv", "name;kind;handle"),
        ("contacts --vcard-version 3", "f.vcf", "BEGIN:VCARD\nVERSION:3.0"),
    ],
)
def test_the_file_s_name_says_the_format_unless_an_option_does(
    part: str, name: str, starts: str, crm: Crm, tmp_path: Path
) -> None:
    crm("add Mari --phone 5551234")
    said = crm(f"export {part} -o {tmp_path / name}")
    assert (said.code, said.out) == (0, "")
    text = (tmp_path / name).read_text("utf-8-sig")
    assert text.startswith(starts)


@pytest.mark.parametrize(
    ("part", "name", "sentence"),
    [
        ("contacts --csv", "c.vcf", "c.vcf is the name of a vCard, and --csv was said: choose one"),
        ("contacts --vcard", "c.csv", "c.csv is the name of a CSV file, and --vcard was said"),
        ("everything --json", "b.csv", "b.csv is the name of a CSV file, and --json was said"),
        ("everything", "b.csv", "everything is the whole book, and goes into a file as --json"),
        ("orders", "o.vcf", "orders are written as --json or --csv or --csv-excel: not as"),
        ("contacts", "c.xlsx", "c.xlsx is the name of a spreadsheet, which is not written here"),
        ("contacts", "c.pdf", "c.pdf is the name of a PDF, which is not written here"),
    ],
)
def test_a_file_is_never_named_as_what_it_is_not(
    part: str, name: str, sentence: str, crm: Crm, tmp_path: Path
) -> None:
    said = crm(f"export {part} -o {tmp_path / name}")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert said.err.removeprefix(f"{tmp_path}/").startswith(sentence)
    assert not (tmp_path / name).exists()


def test_an_empty_book_exports_its_headings(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert crm(f"--db {path} export contacts --csv").lines == [
        "name,kind,handle,nickname,company,title,language,group,tags,birthday,source_id,"
        "group_pinned,rhythm_days,rhythm_since,archived,restricted,created,"
        "phone,phone_label,email,email_label,web,web_label,street,postcode,city,region,country,notes"
    ]
    assert not path.exists()


def test_a_full_device_is_said(crm: Crm) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is full")
    said = crm("export everything -o /dev/full")
    assert (said.code, said.err) == (6, "/dev/full cannot be written: No space left on device\n")
