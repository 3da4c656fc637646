"""Looking up: who is calling, the whole story, and where something was said."""

import datetime as dt
from pathlib import Path

import pytest
from conftest import TODAY, Crm
from shops import stock
from terminal import screen

from smallcrm import db
from smallcrm.domain.interactions import log
from smallcrm.domain.resolving import resolve

LINES = (
    'add "Põld OÜ" --kind company --phone "660 1234" --group top',
    'add "Jaan Põld" --company "Põld OÜ" --phone "+372 5551 2345" --email jaan@example.ee'
    " --city Tartu --tag hotel --tag vip --group large --nickname Jass",
    'add "Anna Šild" --phone 5559 9999 --phone "work: 6601234" --company "Põld OÜ"',
    'add "Silje Kjørbo" --phone "00 47 410 00 287" --tag "Café"',
    'add "Vana Tuttav" --phone 5558 0000',
    'log jaan "asked the price of 20 chairs" --at "2026-11-16 14:00" --in',
    'log jaan "wants 5% off, a_b \\"now\\"" --at "2026-11-17 09:00"',
    'log anna "brought the samples" --at "2026-11-18" --out -c visit',
    'log jaan "sent the quote" --at "2026-11-19 09:00" --with silje',
    'log jaan "said yes" --back fri --why "order the oak boards"',
    'callback jaan mon "send him drawings" --they',
    'log vana "has moved away" --at "2025-12-31"',
    "contact archive vana",
)


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, *(line.replace("5559 9999", "55599999").replace("5558 0000", "55580000")
                       for line in LINES))  # fmt: skip


def _handles(crm: Crm, *words: str) -> list[str]:
    return [row["handle"] for row in crm("who --json --", *words).json]


@pytest.mark.parametrize(
    "number",
    [
        "5551",
        "55512345",
        "5551 2345",
        "5551-2345",
        "+372 5551-2345",
        "+37255512345",
        "003725551",
        "00372 5551 2345",
        "(+372) 5551 2345",
        "372/5551/2345",
        "2345",
        "512",
    ],
)
def test_any_part_of_a_number_in_any_format_finds_its_owner(number: str, crm: Crm) -> None:
    assert _handles(crm, number) == ["jaan-pold"]


@pytest.mark.parametrize(
    ("number", "handles"),
    [
        ("+4741000287", ["silje-kjorbo"]),
        ("41000287", ["silje-kjorbo"]),
        ("+37255599999", ["anna-sild"]),
        ("660 12 34", ["anna-sild", "pold-ou"]),
        ("+372 660 1234", ["anna-sild", "pold-ou"]),
        ("55580", ["vana-tuttav"]),
    ],
)
def test_everybody_on_a_number_is_listed(number: str, handles: list[str], crm: Crm) -> None:
    assert _handles(crm, number) == handles


@pytest.mark.parametrize(
    ("words", "handle"),
    [
        ("jaan", "jaan-pold"),
        ("pold jaan", "jaan-pold"),
        ("JASS", "jaan-pold"),
        ("jaan-pold", "jaan-pold"),
        ("sild", "anna-sild"),
        ("KJORBO", "silje-kjorbo"),
        ("põld oü", "pold-ou"),
        ("vana", "vana-tuttav"),
        ("jaan@example.ee", "jaan-pold"),
    ],
)
def test_a_name_tells_who_it_is(words: str, handle: str, crm: Crm) -> None:
    assert _handles(crm, *words.split()) == [handle]


def test_the_card_says_everything_at_a_glance(crm: Crm) -> None:
    assert crm("who 5551").lines == [
        "contact\tJaan Põld · Põld OÜ",
        'about\tjaan-pold · "Jass" · large · hotel, vip · Tartu',
        "phone\t+372 5551 2345",
        "reach\tjaan@example.ee",
        "callback\t  2 they promised Mon 23 Nov (in 2 days): send him drawings",
        "callback\t  1 call back Fri 27 Nov (in 6 days): order the oak boards",
        "talk\t  today 10:00 call: said yes",
        "talk\t  Thu 19 Nov 09:00 call with Silje Kjørbo: sent the quote",
        'talk\t  Tue 17 Nov 09:00 call: wants 5% off, a_b "now"',
        "more\t  and 1 more: crm show jaan-pold",
    ]


def test_the_card_has_no_more_than_ten_lines_however_much_there_is(crm: Crm) -> None:
    crm("contact edit jaan --notes 'likes oak' --street 'Jõe 8' --web https://example.ee")
    for day in ("tue", "wed", "thu", "+20d"):
        crm(f"callback jaan {day} 'call again'")
    assert 6 <= len(crm("who jaan").lines) <= 10


def test_somebody_new_has_a_short_card(crm: Crm) -> None:
    crm('add "Uus Inimene"')
    assert crm("who uus").lines == [
        "contact\tUus Inimene",
        "about\tuus-inimene",
        "phone\tno number",
        "talk\t  no talk yet",
    ]


def test_two_callers_have_a_card_each(crm: Crm) -> None:
    lines = crm("who 6601234").lines
    assert [line for line in lines if line.startswith("contact") or not line] == [
        "contact\tAnna Šild · Põld OÜ",
        "",
        "contact\tPõld OÜ",
    ]


def test_an_archived_caller_is_shown_as_such(crm: Crm) -> None:
    assert "about\tvana-tuttav · archived" in crm("who 55580000").lines


def test_a_company_s_card_shows_what_its_people_said(crm: Crm) -> None:
    lines = crm("who pold-ou").lines
    assert "people\tpeople: Anna Šild, Jaan Põld" in lines
    assert "talk\t  today 10:00 call with Jaan Põld: said yes" in lines
    assert "more\t  and 2 more: crm show pold-ou" in lines


def test_a_talk_is_on_the_card_of_all_who_took_part(crm: Crm) -> None:
    talk = "talk\t  Thu 19 Nov 09:00 call with Jaan Põld: sent the quote"
    assert talk in crm("who silje").lines


def test_a_talk_of_three_names_the_others_on_every_card(crm: Crm) -> None:
    crm("log anna 'met at the fair' --with silje --with jaan")
    met = [
        "today 10:00 call with Silje Kjørbo and Jaan Põld: met at the fair",
        "today 10:00 call with Anna Šild and Jaan Põld: met at the fair",
    ]
    assert f"talk\t  {met[0]}" in crm("who anna").lines
    assert f"talk\t  {met[1]}" in crm("who silje").lines


def test_a_timeline_names_who_else_took_part(crm: Crm) -> None:
    crm("log anna 'met at the fair' --with silje --with jaan")
    shown = [
        " ".join(screen("show", name).text.split()) for name in ("anna", "silje-kjorbo", "pold-ou")
    ]
    assert "with Silje Kjørbo and Jaan Põld: met at the fair" in shown[0]
    assert "Anna Šild with Jaan Põld: met at the fair" in shown[1]
    assert "Anna Šild with Silje Kjørbo and Jaan Põld: met at the fair" in shown[2]
    for name in ("anna", "silje"):
        (row,) = [row for row in crm(f"show {name} --json").json if row["summary"][:3] == "met"]
        assert (row["contact"], row["with"]) == ("Anna Šild", ["Silje Kjørbo", "Jaan Põld"])
    assert crm("show anna --json").json[-1]["with"] == []


def test_a_name_that_fits_several_is_ambiguous(crm: Crm) -> None:
    said = crm("who j")
    assert (said.code, crm("who zzz").code) == (0, 3)
    crm('add "Juta Kask"')
    assert crm("who j").code == 4


def test_a_card_fits_a_terminal() -> None:
    lines = screen("who", "5551").text.splitlines()
    assert lines[0] == "Jaan Põld · Põld OÜ"
    assert "  2 they promised Mon 23 Nov (in 2 days): send him drawings" in lines
    assert max(map(len, lines)) <= 80


def test_show_tells_the_whole_story_newest_first(crm: Crm) -> None:
    lines = crm("show jaan").lines
    assert [line for line in lines if line.startswith("Jaan Põld")] == [
        "Jaan Põld\tjaan-pold\t2026-11-21 10:00\tcall\t\t\tsaid yes\t\t",
        "Jaan Põld\tjaan-pold\t2026-11-19 09:00\tcall\t\t\tsent the quote\tSilje Kjørbo\t",
        'Jaan Põld\tjaan-pold\t2026-11-17 09:00\tcall\t\t\twants 5% off, a_b "now"\t\t',
        "Jaan Põld\tjaan-pold\t2026-11-16 14:00\tcall\tin\t\tasked the price of 20 chairs\t\t",
    ]
    assert "callback\t  1 call back Fri 27 Nov (in 6 days): order the oak boards" in lines


@pytest.mark.parametrize(("options", "count"), [("", 4), ("--last 1", 1), ("--last 9", 4)])
def test_show_can_be_only_the_newest(options: str, count: int, crm: Crm) -> None:
    rows = crm(f"show jaan --json {options}").json
    assert (len(rows), rows[0]["summary"]) == (count, "said yes")
    assert list(rows[0]) == [
        "contact", "handle", "at", "channel", "direction", "outcome", "summary", "with",
        "case", "order", "total",
    ]  # fmt: skip


def test_a_company_s_timeline_names_who_said_it(crm: Crm) -> None:
    said = {row["summary"]: row["handle"] for row in crm("show pold-ou --json").json}
    assert said["brought the samples"] == "anna-sild"


def test_a_timeline_on_a_terminal_has_every_word(crm: Crm) -> None:
    text = screen("show", "jaan").text
    assert 'wants 5% off, a_b "now"' in text
    assert "today 10:00" in text
    assert "Mon 16 Nov 14:00" in text


def test_a_talk_without_a_time_has_just_a_day(crm: Crm) -> None:
    assert [row["at"] for row in crm("show pold-ou --json").json][2:4] == [
        "2026-11-18",
        "2026-11-17T09:00:00",
    ]
    assert crm("find samples --json").json[0]["when"] == "2026-11-18"
    assert crm("show anna --csv").lines[1].startswith("Anna Šild,anna-sild,2026-11-18,visit,")


def test_the_card_as_json_has_callbacks_and_talks_as_objects(crm: Crm) -> None:
    (row,) = crm("who jaan --json").json
    assert row["callbacks"] == [
        {"number": 2, "due": "2026-11-23", "due_time": None, "why": "send him drawings",
         "channel": "call", "promised_by": "they", "first_due": "2026-11-23", "tries": 0},
        {"number": 1, "due": "2026-11-27", "due_time": None, "why": "order the oak boards",
         "channel": "call", "promised_by": "me", "first_due": "2026-11-27", "tries": 0},
    ]  # fmt: skip
    told = [
        {key: talk[key] for key in talk if key not in ("order", "total")}
        for talk in crm("show jaan --json").json
    ]
    assert row["talks"] == told
    assert row["talks"][1] == {
        "contact": "Jaan Põld", "handle": "jaan-pold", "at": "2026-11-19T09:00:00",
        "channel": "call", "direction": "", "outcome": "", "summary": "sent the quote",
        "with": ["Silje Kjørbo"], "case": None,
    }  # fmt: skip


def test_the_card_as_csv_has_a_cell_for_each_field(crm: Crm) -> None:
    line = crm("who jaan --csv").lines[1]
    assert "2 2026-11-23 send him drawings, 1 2026-11-27 order the oak boards" in line
    assert "2026-11-21 10:00 call: said yes, 2026-11-19 09:00 call: sent the quote" in line


@pytest.mark.parametrize(
    ("words", "kind", "handle"),
    [
        ("pold", "contact", "jaan-pold"),
        ("pold", "contact", "pold-ou"),
        ("sild", "contact", "anna-sild"),
        ("kjorbo", "contact", "silje-kjorbo"),
        ("KJØRBO", "contact", "silje-kjorbo"),
        ("jass", "contact", "jaan-pold"),
        ("hotel", "contact", "jaan-pold"),
        ("cafe", "contact", "silje-kjorbo"),
        ("tartu", "contact", "jaan-pold"),
        ("jaan@example", "contact", "jaan-pold"),
        ("5551", "contact", "jaan-pold"),
        ("+372 5551-2345", "contact", "jaan-pold"),
        ("41000287", "contact", "silje-kjorbo"),
        ("vana", "contact", "vana-tuttav"),
        ("20 chairs", "call", "jaan-pold"),
        ("CHAIRS price", "call", "jaan-pold"),
        ("chair", "call", "jaan-pold"),
        ("hairs", "call", "jaan-pold"),
        ("samples", "visit", "anna-sild"),
        ("oak", "callback", "jaan-pold"),
        ("drawing", "callback", "jaan-pold"),
        ("5%", "call", "jaan-pold"),
        ("a_b", "call", "jaan-pold"),
        ('"now"', "call", "jaan-pold"),
        ("%", "call", "jaan-pold"),
        ("_", "call", "jaan-pold"),
        ('"', "call", "jaan-pold"),
        ("moved", "call", "vana-tuttav"),
    ],
)
def test_everything_typed_is_found_again(words: str, kind: str, handle: str, crm: Crm) -> None:
    hits = [(hit["kind"], hit["handle"]) for hit in crm("find --json --", words).json]
    assert (kind, handle) in hits


@pytest.mark.parametrize("words", ["5551", "anna brought", "chairs"])
def test_find_takes_words_without_quotes(words: str, crm: Crm) -> None:
    assert crm(f"find {words}").out == crm("find", words).out


@pytest.mark.parametrize(
    "words",
    ["AND", "OR", "NOT x", "NEAR(a b)", "chairs*", "(", ")", '"', '""', "a OR b", "-x", "^a",
     "folded:x", "{a}", "\\", "'", ";", "--", "%%", "[/]", "[red]", ":smile:", "*", "\x1b[31m",
     "a" * 900, "x " * 450, "😀", "\u202e", "00", "+", "1 2 3"],
)  # fmt: skip
def test_nothing_that_is_looked_for_is_an_error(words: str, crm: Crm) -> None:
    said = crm("find --", words)
    assert said.code in (0, 2, 3)
    assert "\x1b" not in said.out + said.err


def test_an_operator_is_just_a_word(crm: Crm) -> None:
    crm("log anna 'OR so he said'")
    assert [hit["text"] for hit in crm("find --json OR so").json] == ["OR so he said"]


def test_whole_words_go_before_parts_of_words(crm: Crm) -> None:
    crm("log anna 'he sees the sea'")
    crm("log anna 'overseas customer'")
    assert [hit["text"] for hit in crm("find --json sea").json] == ["he sees the sea"]
    assert [hit["text"] for hit in crm("find --json erseas").json] == ["overseas customer"]


def test_what_is_not_there_is_said_in_one_sentence(crm: Crm) -> None:
    said = crm("find zzz")
    assert (said.code, said.out, said.err) == (3, "", 'nothing in the book holds "zzz"\n')


def test_found_rows_are_one_a_line(crm: Crm) -> None:
    assert crm("find oak").lines == [
        "callback\tJaan Põld\tjaan-pold\t2026-11-27\t1\torder the oak boards"
    ]
    assert "callback 1" in screen("find", "oak").text


def test_show_prints_the_newest_two_hundred_talks_and_says_how_many_more(
    crm: Crm, book: Path
) -> None:
    with db.writing(book, "test") as session:
        anna = resolve(session, "anna", today=TODAY)
        for number in range(205):
            at = dt.datetime(2020, 1, 1) + dt.timedelta(days=number)
            log(session, anna, f"talk {number}", at=at)
    shown = crm("show anna")
    assert sum(line.startswith("Anna Šild\t") for line in shown.lines) == 200
    assert shown.err == "and 6 older (--all shows them)\n"
    assert "talk 0" in crm("show anna --all").out
    assert len(crm("show anna --json").json) == 206


ONLY = "only the newest 50 talks are shown (--all shows every one)"


def test_the_newest_fifty_of_a_kind_are_shown_and_the_rest_on_demand(crm: Crm) -> None:
    for number in range(51):
        crm(f"log anna 'lamp {number}'")
    cut, whole = crm("find --json lamp"), crm("find --json --all lamp")
    assert (len(cut.json), cut.err) == (50, f"{ONLY}\n")
    assert (len(whole.json), whole.err) == (51, "")
    as_csv = crm("find --csv lamp")
    assert (len(as_csv.lines), as_csv.err) == (51, f"{ONLY}\n")
    assert ONLY in screen("find", "lamp").text


@pytest.mark.parametrize("command", ["who", "show", "find", "history", "tried", "log"])
def test_a_name_that_is_no_text_is_refused_in_one_sentence(command: str, crm: Crm) -> None:
    said = crm(command, "\udcff", *(["x"] if command == "log" else []))
    assert said.code in (2, 3)


@pytest.mark.parametrize("line", ["show jaan --last", "history --last"])
def test_a_number_beyond_all_numbers_is_no_mistake_of_the_program(line: str, crm: Crm) -> None:
    assert crm(line, "99999999999999999999").code in (0, 2)


@pytest.mark.parametrize("command", ["who", "show", "find"])
@pytest.mark.parametrize("text", ["x" * 60_000, "x " * 1_500])
def test_a_very_long_name_is_not_the_book_s_fault(command: str, text: str, crm: Crm) -> None:
    assert crm(command, text).code in (2, 3)


def test_callbacks_for_which_the_card_has_no_room_are_counted(crm: Crm) -> None:
    crm("add Kai --phone 5550001 --email kai@example.ee --notes tall --tag vip")
    crm("contact edit kai --birthday 1.5.1980")
    crm("product add Tea --price 2")
    crm("sell kai 1 tea")
    crm("case kai broken --stage use")
    for day in ("fri", "mon"):
        crm(f"callback kai {day} 'a table'")
    crm("data restrict kai")
    assert "more\t    2 callbacks: crm show kai" in crm("who kai").lines
