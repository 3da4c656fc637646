"""Days, weeks and spans are read as said in four languages, or refused with the forms."""

from datetime import date, datetime, time, timedelta
from itertools import chain

import pytest
from dateutil.relativedelta import relativedelta

from smallcrm.errors import Unreadable
from smallcrm.parsing import date_words as table
from smallcrm.parsing.dates import (
    When,
    read_ahead,
    read_back,
    read_leading_day,
    read_span,
    read_week,
    say_day,
)

TODAY = date(2026, 11, 21)  # a Saturday in week 47
NOW = datetime(2026, 11, 21, 15, 40)


def day(iso: str) -> date:
    return date.fromisoformat(iso)


EXACT = [
    "2026-12-31",
    "2026-W53-4",
    "2026W53-4",
    "2026-w53-4",
    "31.12.2026",
    "31.12.2026.",
    "31.12. 2026",
    "31. 12. 2026",
    "31.12.26",
    "31/12/2026",
    "31/12/26",
    "31 dec 2026",
    "31. dets 2026",
    "31. detsembril 2026",
    "31. decembris 2026",
    "31. desember 26",
    "31st December 2026",
    "thu 31.12.2026",
    "Neljapäev, 31.12.2026",
    "Thu 31 Dec 2026",
    "  31  dec   2026 ",
    "31 DEC 2026",
]


@pytest.mark.parametrize("words", EXACT)
def test_a_full_date_is_that_day(words: str) -> None:
    assert read_ahead(words, TODAY) == When(date(2026, 12, 31))
    assert read_back(words, datetime(2027, 1, 5, 12, 0)) == When(date(2026, 12, 31))


@pytest.mark.parametrize(
    ("words", "ahead"),
    [
        ("w48", "2026-11-23"),
        ("W48", "2026-11-23"),
        ("week 48", "2026-11-23"),
        ("uke 48", "2026-11-23"),
        ("48. nädal", "2026-11-23"),
        ("48. nedēļa", "2026-11-23"),
        ("2026-W48", "2026-11-23"),
        ("w53", "2026-12-28"),
        ("2026-W53", "2026-12-28"),
        ("2027-W01", "2027-01-04"),
        ("31.12.", "2026-12-31"),
        ("31.12", "2026-12-31"),
        ("31. 12.", "2026-12-31"),
        ("31/12", "2026-12-31"),
        ("3.12", "2026-12-03"),
        ("27 nov", "2026-11-27"),
        ("27nov", "2026-11-27"),
        ("27. november", "2026-11-27"),
        ("27. nov.", "2026-11-27"),
        ("fri 27 nov", "2026-11-27"),
        ("fri 27.11", "2026-11-27"),
        ("21.11.", "2026-11-21"),
        ("next week", "2026-11-23"),
        ("järgmisel nädalal", "2026-11-23"),
        ("jargmisel nadalal", "2026-11-23"),
        ("nākamnedēļ", "2026-11-23"),
        ("nākamnedēļā", "2026-11-23"),
        ("nākamajā nedēļā", "2026-11-23"),
        ("neste uke", "2026-11-23"),
        ("next friday", "2026-11-27"),
        ("next mon", "2026-11-23"),
        ("järgmisel reedel", "2026-11-27"),
        ("nākamajā piektdienā", "2026-11-27"),
        ("neste fredag", "2026-11-27"),
        ("this sunday", "2026-11-22"),
        ("on friday", "2026-11-27"),
        ("på fredag", "2026-11-27"),
        ("fri.", "2026-11-27"),
        ("+0d", "2026-11-21"),
        ("+3d", "2026-11-24"),
        ("+ 3 days", "2026-11-24"),
        ("+3 päeva", "2026-11-24"),
        ("+2w", "2026-12-05"),
        ("+1m", "2026-12-21"),
        ("+1y", "2027-11-21"),
        ("+9999d", "2054-04-07"),
        ("in 3 days", "2026-11-24"),
        ("in a week", "2026-11-28"),
        ("in 2 weeks", "2026-12-05"),
        ("3 päeva pärast", "2026-11-24"),
        ("nädala pärast", "2026-11-28"),
        ("2 kuu pärast", "2027-01-21"),
        ("pēc 3 dienām", "2026-11-24"),
        ("pec nedelas", "2026-11-28"),
        ("pēc 2 mēnešiem", "2027-01-21"),
        ("om 3 dager", "2026-11-24"),
        ("om ei uke", "2026-11-28"),
        ("om 2 måneder", "2027-01-21"),
        ("in two weeks", "2026-12-05"),
        ("in three days", "2026-11-24"),
        ("in twelve months", "2027-11-21"),
        ("+ two weeks", "2026-12-05"),
        ("kolme päeva pärast", "2026-11-24"),
        ("kahe nädala pärast", "2026-12-05"),
        ("kaheteistkümne kuu pärast", "2027-11-21"),
        ("kuue paeva parast", "2026-11-27"),
        ("pēc divām nedēļām", "2026-12-05"),
        ("pēc trim dienām", "2026-11-24"),
        ("pec trijam dienam", "2026-11-24"),
        ("pēc diviem mēnešiem", "2027-01-21"),
        ("pec septinam nedelam", "2027-01-09"),
        ("om to uker", "2026-12-05"),
        ("om tre dager", "2026-11-24"),
        ("om åtte månader", "2027-07-21"),
        ("om aatte uker", "2027-01-16"),
        ("coming monday", "2026-11-23"),
        ("this coming mon", "2026-11-23"),
        ("eeloleval esmaspäeval", "2026-11-23"),
        ("tuvākajā pirmdienā", "2026-11-23"),
        ("kommende mandag", "2026-11-23"),
        ("førstkommende mandag", "2026-11-23"),
        ("forstkommende sondag", "2026-11-22"),
        ("ylehomme", "2026-11-23"),
        ("eom", "2026-11-30"),
        ("kuu lõpus", "2026-11-30"),
    ],
)
def test_ahead_reads(words: str, ahead: str) -> None:
    assert read_ahead(words, TODAY) == When(day(ahead))


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("w47", "2026-11-16"),
        ("w1", "2025-12-29"),
        ("1.11.", "2026-11-01"),
        ("21.11", "2026-11-21"),
        ("27 oct", "2026-10-27"),
        ("mon", "2026-11-16"),
        ("-0d", "2026-11-21"),
        ("-2d", "2026-11-19"),
        ("-1w", "2026-11-14"),
        ("-1m", "2026-10-21"),
        ("-1y", "2025-11-21"),
        ("2 days ago", "2026-11-19"),
        ("a week ago", "2026-11-14"),
        ("3 päeva tagasi", "2026-11-18"),
        ("nädal tagasi", "2026-11-14"),
        ("pirms 3 dienām", "2026-11-18"),
        ("pirms nedēļas", "2026-11-14"),
        ("for 3 dager siden", "2026-11-18"),
        ("for ei uke sidan", "2026-11-14"),
        ("2 dager siden", "2026-11-19"),
        ("en uke siden", "2026-11-14"),
        ("two weeks ago", "2026-11-07"),
        ("kaks nädalat tagasi", "2026-11-07"),
        ("pirms divām nedēļām", "2026-11-07"),
        ("for to uker siden", "2026-11-07"),
        ("toissapäeval", "2026-11-19"),
        ("toissapaev", "2026-11-19"),
        ("üleeile", "2026-11-19"),
        ("yleeile", "2026-11-19"),
        ("aizvakar", "2026-11-19"),
        ("i forgårs", "2026-11-19"),
        ("sist fredag", "2026-11-20"),
        ("sist lørdag", "2026-11-14"),
        ("sist uke", "2026-11-09"),
        ("last week", "2026-11-09"),
        ("eelmisel nädalal", "2026-11-09"),
        ("pagājušonedēļ", "2026-11-09"),
        ("forrige uke", "2026-11-09"),
        ("last sunday", "2026-11-15"),
    ],
)
def test_back_reads(words: str, back: str) -> None:
    assert read_back(words, NOW) == When(day(back))


@pytest.mark.parametrize(
    ("words", "year"),
    [
        *(("1.1.00", 2000), ("1.1.79", 2079), ("1.1.80", 1980), ("1/1/99", 1999)),
        *(("1.1.1900", 1900), ("1 jan 2199", 2199), ("2199-01-01", 2199)),
    ],
)
def test_years_of_two_digits_and_the_first_and_last_year(words: str, year: int) -> None:
    assert read_ahead(words, TODAY).day == date(year, 1, 1)


@pytest.mark.parametrize(
    ("today", "words", "ahead"),
    [
        ("2027-01-31", "+1m", "2027-02-28"),
        ("2028-01-31", "+1m", "2028-02-29"),
        ("2028-02-29", "+1y", "2029-02-28"),
        ("2026-12-31", "tomorrow", "2027-01-01"),
        ("2028-02-28", "tomorrow", "2028-02-29"),
        ("2026-12-31", "next week", "2027-01-04"),
        ("2026-12-31", "fri", "2027-01-01"),
        ("2028-02-10", "eom", "2028-02-29"),
        ("2026-12-30", "eom", "2026-12-31"),
    ],
)
def test_ahead_at_the_ends_of_months_and_years(today: str, words: str, ahead: str) -> None:
    assert read_ahead(words, day(today)) == When(day(ahead))


@pytest.mark.parametrize(
    ("today", "words", "ahead", "remark"),
    [
        ("2026-11-21", "sat", "2026-11-28", "today is Saturday, so this is Saturday in a week"),
        ("2026-11-23", "man", "2026-11-30", "today is Monday, so this is Monday in a week"),
        ("2026-11-21", "1.1.", "2027-01-01", "the next 1 Jan is in 2027"),
        ("2026-11-21", "20 nov", "2027-11-20", "the next 20 Nov is in 2027"),
        ("2026-11-21", "29.2.", "2028-02-29", "the next 29 Feb is in 2028"),
        ("2096-03-01", "29.2.", "2104-02-29", "the next 29 Feb is in 2104"),
        ("2026-11-21", "w3", "2027-01-18", "the next week 3 is in 2027"),
        ("2027-02-01", "w53", "2032-12-27", "the next week 53 is in 2032"),
        ("2027-01-02", "w53", "2026-12-28", "that day is 5 days past"),
        ("2026-11-21", "w47", "2026-11-16", "that day is 5 days past"),
        ("2026-11-21", "1.11.2026", "2026-11-01", "that day is 20 days past"),
        ("2026-11-21", "2026-11-20", "2026-11-20", "that day is 1 day past"),
        ("2026-11-30", "eom", "2026-11-30", "today is the last day of the month"),
        ("2026-11-18", "next friday", "2026-11-27", "taken as Friday of next week"),
        ("2026-11-21", "kommende lørdag", "2026-11-28",
         "today is Saturday, so this is Saturday in a week"),
        ("2026-11-21", "next month", "2026-12-01", "taken as the first day of that month"),
        ("2026-12-31", "next month", "2027-01-01", "taken as the first day of that month"),
        ("2026-11-21", "järgmisel kuul", "2026-12-01", "taken as the first day of that month"),
        ("2026-11-21", "nākamajā mēnesī", "2026-12-01", "taken as the first day of that month"),
        ("2026-11-21", "neste måned", "2026-12-01", "taken as the first day of that month"),
    ],
)  # fmt: skip
def test_ahead_says_what_it_decided(today: str, words: str, ahead: str, remark: str) -> None:
    assert read_ahead(words, day(today)) == When(day(ahead), remark=remark)


@pytest.mark.parametrize(
    ("words", "back", "remark"),
    [
        ("sat", "2026-11-21", "today is Saturday, so this is today"),
        ("31.12.", "2025-12-31", "the last 31 Dec was in 2025"),
        ("29.2.", "2024-02-29", "the last 29 Feb was in 2024"),
        ("w48", "2025-11-24", "the last week 48 was in 2025"),
        ("w53", "2020-12-28", "the last week 53 was in 2020"),
        ("last friday", "2026-11-13", "taken as Friday of last week"),
        ("eelmisel reedel", "2026-11-13", "taken as Friday of last week"),
        ("last month", "2026-10-01", "taken as the first day of that month"),
        ("forrige måned", "2026-10-01", "taken as the first day of that month"),
    ],
)
def test_back_says_what_it_decided(words: str, back: str, remark: str) -> None:
    assert read_back(words, NOW) == When(day(back), remark=remark)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("fri 14:30", time(14, 30)),
        ("fri, 14:30", time(14, 30)),
        ("fri 9:05", time(9, 5)),
        ("fri 14.30", time(14, 30)),
        ("fri 0.11", time(0, 11)),
        ("fri 10.13", time(10, 13)),
        ("fri 10.00", time(10, 0)),
        ("fri at 14:30", time(14, 30)),
        ("fri at 10.11", time(10, 11)),
        ("fri kl 14:30", time(14, 30)),
        ("fredag kl. 14", time(14, 0)),
        ("reedel kell 14", time(14, 0)),
        ("piektdien plkst. 14.30", time(14, 30)),
        ("2026-11-27 14:30", time(14, 30)),
        ("2026-11-27T14:30", time(14, 30)),
        ("27.11. 14.30", time(14, 30)),
        ("27.11 10.11", time(10, 11)),
        ("+6d 23:59", time(23, 59)),
        ("in 6 days 00:00", time(0, 0)),
        ("fri 2pm", time(14, 0)),
        ("fri 2 pm", time(14, 0)),
        ("fri, 2 PM", time(14, 0)),
        ("fri 2:30pm", time(14, 30)),
        ("fri 2.30 pm", time(14, 30)),
        ("fri 10.11 am", time(10, 11)),
        ("fri at 2 p.m.", time(14, 0)),
        ("in six days 12am", time(0, 0)),
        ("kuue päeva pärast kell 14", time(14, 0)),
        ("pēc sešām dienām 12 pm", time(12, 0)),
        ("om seks dager kl 14", time(14, 0)),
        ("førstkommende fredag 14:30", time(14, 30)),
        ("27.11 9am", time(9, 0)),
    ],
)
def test_a_time_may_follow_the_day(words: str, at: time) -> None:
    assert read_ahead(words, TODAY) == When(date(2026, 11, 27), at)


def test_a_time_alone_is_today() -> None:
    alone = "no day was said, so this is today"
    assert read_ahead("14:30", TODAY) == When(TODAY, time(14, 30), alone)
    assert read_back("15:30", NOW) == When(TODAY, time(15, 30))
    assert read_back("15:40", NOW) == When(TODAY, time(15, 40))
    assert read_back("kl 9", NOW) == When(TODAY, time(9, 0))
    assert read_back("3 pm", NOW) == read_back("at 3pm", NOW) == When(TODAY, time(15, 0))


@pytest.mark.parametrize("words", ["now", "Now", "praegu", "nüüd", "tagad", "nå"])
def test_now_is_this_minute(words: str) -> None:
    moment = datetime(2026, 11, 21, 15, 40, 59, 123)
    assert read_back(words, moment) == When(TODAY, time(15, 40))


def test_just_after_midnight_and_just_before_it_today_is_the_local_day() -> None:
    assert read_back("yesterday 23:50", datetime(2026, 11, 21, 0, 30)).day == date(2026, 11, 20)
    assert read_back("today", datetime(2026, 11, 21, 0, 0)).day == TODAY
    assert read_back("23:29", datetime(2026, 11, 21, 23, 30)).day == TODAY


@pytest.mark.parametrize("words", ["-2d", "yesterday", "eile", "2 days ago", "last week", "i går"])
def test_ahead_refuses_what_only_looks_back(words: str) -> None:
    with pytest.raises(Unreadable, match=f'"{words}": a due day lies ahead, this was '):
        read_ahead(words, TODAY)


@pytest.mark.parametrize(
    "words",
    [
        *("tomorrow", "homme", "+3d", "in 3 days", "next week", "next friday", "eom"),
        *("2026-11-22", "22.11.2026", "22/11/26", "2026-W48", "22 nov 2026"),
        *("15:41", "today 15:41", "sat 16:00", "21.11. 23:00", "4 pm", "in two weeks"),
        "kommende mandag",
    ],
)
def test_back_refuses_what_has_not_happened(words: str) -> None:
    with pytest.raises(Unreadable, match='": that has not happened yet; say mon, '):
        read_back(words, NOW)


@pytest.mark.parametrize(
    ("words", "ahead", "at", "used"),
    [
        ("fri send samples", "2026-11-27", None, 1),
        ("fri two samples", "2026-11-27", None, 1),
        ("fri 14:30 send samples", "2026-11-27", time(14, 30), 2),
        ("tomorrow 2 pm send samples", "2026-11-22", time(14, 0), 3),
        ("in two weeks send samples", "2026-12-05", None, 3),
        ("in two weeks at 2 pm send samples", "2026-12-05", time(14, 0), 6),
        ("the day after tomorrow at 2 pm send samples", "2026-11-23", time(14, 0), 7),
        ("kahe nädala pärast saada näidised", "2026-12-05", None, 3),
        ("pēc divām nedēļām plkst. 14 piezvanīt", "2026-12-05", time(14, 0), 5),
        ("om to uker kl 14 send prøver", "2026-12-05", time(14, 0), 5),
    ],
)
def test_the_first_words_are_a_day_as_far_as_they_can_be(
    words: str, ahead: str, at: time | None, used: int
) -> None:
    assert read_leading_day(words.split(), TODAY) == (When(day(ahead), at), used)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("31.11.", "November has 30 days"),
        ("30.2.", "February has 29 days"),
        ("29.2.2027", "February 2027 has 28 days"),
        ("29.2.2100", "February 2100 has 28 days"),
        ("2026-02-29", "February 2026 has 28 days"),
        ("0.12.", "there is no day 0"),
        ("31 apr", "April has 30 days"),
        ("12/31/2026", "there is no month 31"),
        ("2026-13-01", "there is no month 13"),
        ("2026-W54", "there is no week 54"),
        ("2026-W00", "there is no week 0"),
        ("w54", "there is no week 54"),
        ("2025-W53", "2025 has 52 weeks"),
        ("2026-W48-8", "a week has the days 1 to 7"),
        ("25:00", "there is no time 25:00"),
        ("fri 14:60", "there is no time 14:60"),
        ("fri kl 24", "there is no time 24"),
        ("fri 14pm", "there is no time 14pm"),
        ("fri 0 am", "there is no time 0 am"),
        ("fri 2:60 pm", "there is no time 2:60 pm"),
        ("fri 10.11", "10.11 may be a time or a date, say 10:11 or on 10.11."),
        ("thu 27 nov", "27 Nov is a Friday"),
        ("31.12.1899", "only the years 1900 to 2199 are read"),
        ("2200-01-01", "only the years 1900 to 2199 are read"),
        ("0000-01-01", "only the years 1900 to 2199 are read"),
        ("+9999y", "only the years 1900 to 2199 are read"),
        ("-9999y", "only the years 1900 to 2199 are read"),
        ("+99999d", "only the years 1900 to 2199 are read"),
        ("in 12345 weeks", "only the years 1900 to 2199 are read"),
        ("+" + "9" * 30 + "m", "only the years 1900 to 2199 are read"),
    ],
)
def test_the_impossible_is_named(words: str, reason: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_ahead(words, TODAY)
    assert str(error.value).startswith(f'cannot read the day "{words}": {reason}; say fri, ')


NONSENSE = [
    *("", " ", "10", "12/2026", "3.12.26x", "mon fri", "fri 99", "x3.12.", "3-12-2026", "1"),
    *("3.12.126", "14:30 fri", "+", "-", "+3", "+d", "+-3d", "3.", "in days", "in 3", "ago"),
    *("next", "next m", "next year", "w", "wfri", "2026-W4", "2026-1-5", "20261231"),
    *("3. 12.26", "nov 27"),
    *("31.12. 14", "１.12.", "٣.12.", "²d", "+²d", "fri 14:3", "fri 14:30:00", "kl 14:30 fri"),
    *("E", "T", "K", "N", "R", "L", "P", "juu", "27 juu", "tre", "morgen", "\x00", "fri\x00"),
    *("two", "in two", "weeks two", "two weeks three", "in thirteen days", "kolme pärast", "pm"),
    *("fri pm", "fri 2p", "fri 2:3pm", "kommende", "kommende 31.12.", "mandag kommende"),
    *("99999d", "99999 days", "on", "fri;", "next w", "30.2.2027.1", "tomorrow fri", "fri fri"),
]


@pytest.mark.parametrize("words", NONSENSE)
def test_anything_else_is_unreadable_in_every_direction(words: str) -> None:
    with pytest.raises(Unreadable, match="cannot read the day"):
        read_ahead(words, TODAY)
    with pytest.raises(Unreadable, match="cannot read the day"):
        read_back(words, NOW)


@pytest.mark.parametrize(
    "words",
    ["tomorrow morning", "täna hommikul", "homme hommikul", "rīt no rīta", "i morgen tidlig"],
)
def test_a_part_of_a_day_is_no_time_in_any_language(words: str) -> None:
    with pytest.raises(Unreadable, match=f'^cannot read the day "{words}"; say fri, tomorrow, '):
        read_ahead(words, TODAY)


def test_the_sentence_quotes_the_words_and_lists_the_forms() -> None:
    with pytest.raises(Unreadable) as error:
        read_ahead("3.12.26x", TODAY)
    assert str(error.value) == (
        'cannot read the day "3.12.26x"; say fri, tomorrow, +3d, 31.12., 2026-12-31, w48,'
        " next week or eom (a time may follow: fri 14:30)"
    )
    assert error.value.exit_code == 2


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("tomorow", "tomorrow"),
        ("Tommorow", "tomorrow"),
        ("wendesday", "wednesday"),
        ("ülehomnme", "ülehomme"),
        ("pirmdein", "pirmdien"),
        ("i overmorgenn", "i overmorgen"),
        ("next wek", "next week"),
        ("27 novmber", "27 november"),
        ("fridy 14:30", "friday 14:30"),
        ("in thre days", "in three days"),
        ("kolm päeva pärst", "kolm paeva pärast"),
        ("3d", "+3d"),
        ("10 days", "+10 days"),
    ],
)
def test_a_near_word_is_offered(words: str, meant: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_ahead(words, TODAY)
    assert f'"{words}"; did you mean {meant}? say fri, ' in str(error.value)


def test_a_word_that_looks_the_other_way_is_not_offered() -> None:
    with pytest.raises(Unreadable) as error:
        read_back("tomorow", NOW)
    assert "did you mean" not in str(error.value)


@pytest.mark.parametrize("piece", ["9", "a ", " ", "in ", "fri ", "1.", "päeva pärast ", "\u0301"])
def test_ten_thousand_letters_are_refused_in_one_short_sentence(piece: str) -> None:
    words = piece * (10_000 // len(piece))
    for read in (lambda: read_ahead(words, TODAY), lambda: read_week(words, TODAY)):
        with pytest.raises(Unreadable) as error:
            read()
        assert len(str(error.value)) < 250


def entries(lines: dict[int, str]) -> list[tuple[str, int]]:
    return [(word, key) for key, line in lines.items() for word in table.split_words(line)]


def spelled_three_ways(word: str) -> set[str]:
    return {word, word.upper(), table.fold(word)}


@pytest.mark.parametrize(("word", "days"), entries(dict(table.OFFSETS)))
def test_every_word_for_a_near_day(word: str, days: int) -> None:
    for spelled in spelled_three_ways(word):
        if days >= 0:
            assert read_ahead(spelled, TODAY) == When(TODAY + timedelta(days))
        if days <= 0:
            assert read_back(spelled, NOW) == When(TODAY + timedelta(days))


@pytest.mark.parametrize(("word", "number"), entries(dict(enumerate(table.WEEKDAYS))))
def test_every_word_for_a_weekday_on_400_days(word: str, number: int) -> None:
    for today in (TODAY + timedelta(days) for days in range(400)):
        ahead = read_ahead(word, today).day
        back = read_back(word, datetime.combine(today, time())).day
        assert ahead.weekday() == back.weekday() == number
        assert 1 <= (ahead - today).days <= 7
        assert 0 <= (today - back).days <= 6


@pytest.mark.parametrize(("word", "number"), entries(dict(enumerate(table.WEEKDAYS))))
def test_every_weekday_is_read_in_every_spelling(word: str, number: int) -> None:
    monday = date(2026, 11, 23)
    for spelled in spelled_three_ways(word):
        assert read_week(spelled, monday) == monday
        following = date(2026, 11, 30) + timedelta(number)
        assert read_ahead(f"next {spelled}", monday).day == following


@pytest.mark.parametrize(("word", "month"), entries(dict(enumerate(table.MONTHS, start=1))))
def test_every_word_for_a_month(word: str, month: int) -> None:
    for spelled in spelled_three_ways(word):
        assert read_ahead(f"2. {spelled} 2027", TODAY) == When(date(2027, month, 2))


@pytest.mark.parametrize(
    ("word", "unit"),
    [(word, unit) for unit, line in table.UNITS.items() for word in table.split_words(line)],
)
def test_every_word_for_a_unit(word: str, unit: str) -> None:
    length = {"days": 2, "weeks": 14}.get(unit)
    expected = {"months": relativedelta(months=2), "years": relativedelta(years=2)}
    for spelled in spelled_three_ways(word):
        wanted = relativedelta(days=length) if length else expected[unit]
        assert read_span(f"2 {spelled}") == read_span(f"2{spelled}") == wanted


@pytest.mark.parametrize(("word", "number"), entries(dict(table.NUMBERS)))
def test_every_word_for_a_number(word: str, number: int) -> None:
    for spelled in spelled_three_ways(word):
        assert read_ahead(f"in {spelled} days", TODAY) == When(TODAY + timedelta(number))
        assert read_back(f"{spelled} weeks ago", NOW) == When(TODAY - timedelta(weeks=number))
        assert read_span(f"{spelled} days") == relativedelta(days=number)


@pytest.mark.parametrize("word", table.split_words(table.COMING))
def test_every_word_for_the_coming_weekday(word: str) -> None:
    for spelled in spelled_three_ways(word):
        assert read_ahead(f"{spelled} friday", TODAY) == When(date(2026, 11, 27))
        assert read_ahead(f"{spelled} fri", date(2026, 11, 18)) == When(date(2026, 11, 20))


@pytest.mark.parametrize(("word", "step"), entries(dict(table.STEPS)))
def test_every_word_for_the_next_and_last_week(word: str, step: int) -> None:
    monday = date(2026, 11, 16) + timedelta(weeks=step)
    assert read_week(word, TODAY) == read_week(f"{word} week", TODAY) == monday


@pytest.mark.parametrize(("word", "step"), entries(dict(table.WEEK_STEPS)))
def test_every_single_word_for_a_week(word: str, step: int) -> None:
    assert read_week(word, TODAY) == date(2026, 11, 16) + timedelta(weeks=step)


def test_no_word_means_two_things_in_two_languages() -> None:
    lines = chain(
        *(lines.values() for lines in (table.OFFSETS, table.STEPS, table.WEEK_STEPS)),
        *(table.WEEKDAYS, table.MONTHS, table.UNITS.values(), table.NUMBERS.values()),
        *((line,) for line in (table.ENDS, table.NOW, table.CLOCK, table.ON, table.COMING)),
    )
    seen: dict[str, str] = {}
    for line in lines:
        for word in map(table.fold, table.split_words(line)):
            assert seen.setdefault(word, line) == line


@pytest.mark.parametrize(
    ("words", "monday"),
    [
        ("", "2026-11-16"),
        ("  ", "2026-11-16"),
        ("this", "2026-11-16"),
        ("this week", "2026-11-16"),
        ("šonedēļ", "2026-11-16"),
        ("next", "2026-11-23"),
        ("next week", "2026-11-23"),
        ("last", "2026-11-09"),
        ("last week", "2026-11-09"),
        ("w48", "2026-11-23"),
        ("w40", "2026-09-28"),
        ("w2", "2027-01-11"),
        ("w53", "2026-12-28"),
        ("2026-W48", "2026-11-23"),
        ("2026-W48-5", "2026-11-23"),
        ("sat", "2026-11-16"),
        ("fri", "2026-11-23"),
        ("last friday", "2026-11-09"),
        ("yesterday", "2026-11-16"),
        ("-1w", "2026-11-09"),
        ("+2w", "2026-11-30"),
        ("3 weeks ago", "2026-10-26"),
        ("1.11.", "2026-10-26"),
        ("3.1.", "2026-12-28"),
        ("2020-02-29", "2020-02-24"),
        ("eom", "2026-11-30"),
    ],
)
def test_a_week_is_named_by_itself_or_by_a_day(words: str, monday: str) -> None:
    assert read_week(words, TODAY) == day(monday)


def test_of_two_weeks_as_near_the_later_is_taken() -> None:
    assert read_week("w46", date(2025, 5, 12)) == date(2025, 11, 10)
    assert read_week("w47", date(2025, 5, 12)) == date(2024, 11, 18)


@pytest.mark.parametrize("words", ["48", "w54", "fri 14:30", "14:30", "nextweek", "now", "2026"])
def test_a_week_that_cannot_be_read(words: str) -> None:
    with pytest.raises(Unreadable, match=f'^cannot read the week "{words}".* say w48, 2026-W48, '):
        read_week(words, TODAY)


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("60d", relativedelta(days=60)),
        ("2w", relativedelta(days=14)),
        ("3m", relativedelta(months=3)),
        ("1y", relativedelta(years=1)),
        (" 10  DAYS ", relativedelta(days=10)),
        ("a week", relativedelta(days=7)),
        ("10 päeva", relativedelta(days=10)),
        ("2 nedēļas", relativedelta(days=14)),
        ("3 mnd.", relativedelta(months=3)),
        ("100y", relativedelta(years=100)),
    ],
)
def test_a_span_is_a_number_of_units(words: str, span: relativedelta) -> None:
    assert read_span(words) == span


@pytest.mark.parametrize("words", ["0d", "36526d", "99999d", "123456 days", "101y", f"{10**30}w"])
def test_a_span_that_is_too_long_or_too_short_says_how_long_it_may_be(words: str) -> None:
    sentence = f'^cannot read the span "{words}": a span is one day to a hundred years; say 10d, '
    with pytest.raises(Unreadable, match=sentence):
        read_span(words)


@pytest.mark.parametrize(
    "words", ["", "60", "d", "0d", "-3d", "1.5d", "60x", "101y", "1201m", "3d 2w", "week", "٣d"]
)
def test_a_span_that_cannot_be_read(words: str) -> None:
    with pytest.raises(Unreadable, match=f'^cannot read the span "{words}".*; say 10d, 2w, '):
        read_span(words)


def test_a_day_that_was_said_is_read_as_the_same_day() -> None:
    for wanted in (TODAY + timedelta(days) for days in range(1, 400)):
        assert read_ahead(say_day(wanted, TODAY), TODAY).day == wanted
