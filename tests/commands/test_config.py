"""The book's settings, which travel with it."""

import sqlite3
from pathlib import Path

import pytest
from conftest import Crm

KEPT = "backup.folder, backup.daily, backup.weekly, backup.monthly, journal.keep, "
SPANS = 'cannot read the span "soon"; say 10d, 2w, 3m, 1y or 10 days\n'


def test_every_setting_has_a_value_and_a_source(crm: Crm) -> None:
    crm("config set country lv")
    rows = {row["name"]: (row["value"], row["source"]) for row in crm("config --json").json}
    assert rows == {
        "shop": ("", "default"),
        "country": ("LV", "book"),
        "currency": ("EUR", "default"),
        "language": ("en", "default"),
        "paper.size": ("a4", "default"),
        "paper.rhythm": ("10", "default"),
        "cases.days": ("7", "default"),
        "backup.folder": ("", "default"),
        "backup.daily": ("7", "default"),
        "backup.weekly": ("5", "default"),
        "backup.monthly": ("12", "default"),
        "journal.keep": ("1y", "default"),
        "group.small": ("0.01", "default"),
        "group.medium": ("500.00", "default"),
        "group.large": ("2000.00", "default"),
        "group.top": ("10000.00", "default"),
    }
    assert crm("config get country").out == "LV\n"


def test_a_change_is_said_back_and_an_empty_value_restores_the_default(crm: Crm) -> None:
    assert crm("config set country LV").lines == ["country: EE → LV", "  crm undo takes it back"]
    assert crm("config set country ''").lines[0] == "country: LV → EE"
    assert crm("config --json").json[1]["source"] == "default"
    assert crm("config set shop 'Põld & Pojad'").lines[0] == "shop: nothing → Põld & Pojad"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("config set colour red", 'there is no setting "colour"; there are shop, country, '
         f"currency, language, paper.size, paper.rhythm, cases.days, {KEPT}group.small, "
         "group.medium, group.large, group.top\n"),
        ("config get colour", 'there is no setting "colour"; there are shop, country, currency, '
         f"language, paper.size, paper.rhythm, cases.days, {KEPT}group.small, group.medium, "
         "group.large, group.top\n"),
        ("config set country Eesti", 'a country is two letters, such as EE, LV or NO: not '
         '"Eesti"\n'),
        ("config set currency €", 'a currency is three letters, such as EUR or NOK: not "€"\n'),
        ("config set language xx", 'the languages are en, et, lv, no: not "xx"\n'),
        ("config set backup.folder backups", "a folder is named from / or ~ on, such as "
         '/media/stick: not "backups"\n'),
        ("config set journal.keep soon", SPANS),
        ("config set shop 'a\nb'", "the setting must be on one line\n"),
    ],
)  # fmt: skip
def test_what_is_no_setting_is_refused(line: str, sentence: str, crm: Crm) -> None:
    said = crm(line)
    assert (said.code, said.out, said.err) == (2, "", sentence)
    assert crm("history --json").json == []


def test_a_country_that_does_not_exist_is_refused(crm: Crm) -> None:
    assert crm("config set country XX").code == 2


def test_a_new_country_numbers_every_phone_anew(crm: Crm, book: Path) -> None:
    def normal() -> str:
        connection = sqlite3.connect(book)
        ((number,),) = connection.execute("SELECT normal FROM contact_point")
        connection.close()
        return str(number)

    crm("add Mari --phone '26 000 417'")
    assert normal() == "+37226000417"
    crm("config set country LV")
    assert normal() == "+37126000417"
    crm("undo")
    assert normal() == "+37226000417"


def test_a_new_country_numbers_the_calls_of_phones_anew(crm: Crm) -> None:
    log = "Number,Time,Type\n" + "".join(
        f"{number},2026-11-1{day} 10:00,in\n" for day, number in enumerate(("26000417", "1188"))
    )
    crm("import calls - --apply", stdin=log + log.partition("\n")[2].replace("10:00", "11:00"))

    def normals() -> set[str]:
        return {row["normal"] for row in crm("export everything").json["calls"]}

    assert normals() == {"+37226000417", "1188"}
    crm("config set country LV")
    assert normals() == {"+37126000417", "1188"}
    crm("undo")
    assert normals() == {"+37226000417", "1188"}


def test_two_entries_that_become_one_call_both_stay(crm: Crm) -> None:
    log = "Number,Time,Type\n" + "".join(
        f"{number},2026-11-1{day} 10:00,in\n"
        for day in range(2)
        for number in ("26000417", "+37126000417")
    )
    crm("import calls - --apply", stdin=log)
    assert crm("config set country LV").code == 0
    assert len(crm("export everything").json["calls"]) == 4


def test_the_same_value_again_is_no_step(crm: Crm) -> None:
    crm("config set country LV")
    crm("config set country LV")
    assert len(crm("history --json").json) == 1


def test_another_currency_leaves_the_amounts_of_sales_as_they_are(crm: Crm) -> None:
    assert crm("config set currency SEK").err == ""
    crm("add Mari")
    crm("product add tea --price 5")
    crm("sell mari 2 tea")
    said = crm("config set currency NOK")
    assert said.err == "  note: amounts stay as they are; only the currency beside them changes\n"
    assert crm("order list --json").json[0]["total"] == "10.00"
    assert crm("config set currency NOK").err == ""
    assert crm("config set shop Puit").err == ""


@pytest.mark.parametrize(
    ("before", "name", "value", "other"),
    [
        ("config set group.small 400", "group.medium", "300", "below group.small, which is 400.00"),
        ("config", "group.small", "500,01", "above group.medium, which is 500.00"),
        ("config", "group.top", "1", "below group.medium, which is 500.00"),
        (
            "config set group.medium 900",
            "group.large",
            "800",
            "below group.medium, which is 900.00",
        ),
        (
            "config set group.top 30000",
            "group.large",
            "40000",
            "above group.top, which is 30000.00",
        ),
    ],
)
def test_the_limits_of_groups_stay_in_their_order(
    before: str, name: str, value: str, other: str, crm: Crm, book: Path
) -> None:
    crm(before)
    was = crm("config").out
    said = crm(f"config set {name} {value}")
    way_out = f"change {other.split()[1].rstrip(',')} first"
    assert (said.code, said.err) == (5, f"{name} cannot be {other}; {way_out}\n")
    assert crm("config").out == was


def test_a_limit_is_not_restored_to_below_a_lower_one(crm: Crm) -> None:
    crm("config set group.large 9000")
    crm("config set group.medium 8000")
    assert crm("config set group.large ''").err == (
        "group.large cannot be below group.medium, which is 8000.00; change group.medium first\n"
    )


def test_a_group_may_begin_where_the_next_one_does(crm: Crm) -> None:
    assert crm("config set group.medium 2000").lines[0] == "group.medium: 500.00 → 2000.00"
