"""The words for days in English, Estonian, Latvian and Norwegian, and how they are compared."""

import unicodedata
from collections.abc import Iterable, Mapping

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l"})

OFFSETS: Mapping[int, str] = {
    -2: "day before yesterday, the day before yesterday, üleeile, yleeile, toissapäeval,"
    " toissapäev, aizvakar,"
    " i forgårs, iforgårs, forgårs, i forgaars",
    -1: "yesterday, eile, vakar, vakardien, i går, igår, i gaar",
    0: "today, täna, tänaseks, šodien, i dag, idag",
    1: "tomorrow, homme, homseks, rīt, rītdien, i morgen, imorgen, i morgon, i morra, imorra",
    2: "day after tomorrow, the day after tomorrow, ülehomme, ylehomme, parīt,"
    " i overmorgen, iovermorgen, overmorgen, i overmorgon",
    3: "aizparīt",
}
"""Days from today, and the words that say so."""

WEEKDAYS: tuple[str, ...] = (
    "monday, mon, esmaspäev, esmaspäeval, esmaspäevaks, esm,"
    " pirmdien, pirmdiena, pirmdienā, pirmdienu, pirmd, pir, mandag, måndag, man",
    "tuesday, tue, tues, teisipäev, teisipäeval, teisipäevaks, tei,"
    " otrdien, otrdiena, otrdienā, otrdienu, otrd, otr, tirsdag, tysdag, tir",
    "wednesday, wed, weds, kolmapäev, kolmapäeval, kolmapäevaks, kol,"
    " trešdien, trešdiena, trešdienā, trešdienu, trešd, treš, onsdag, ons",
    "thursday, thu, thur, thurs, neljapäev, neljapäeval, neljapäevaks, nel,"
    " ceturtdien, ceturtdiena, ceturtdienā, ceturtdienu, ceturtd, cet, torsdag, tor, tors",
    "friday, fri, reede, reedel, reedeks, ree,"
    " piektdien, piektdiena, piektdienā, piektdienu, piektd, pie, fredag, fre",
    "saturday, sat, laupäev, laupäeval, laupäevaks, lau,"
    " sestdien, sestdiena, sestdienā, sestdienu, sestd, ses, lørdag, laurdag, loerdag, lør",
    "sunday, sun, pühapäev, pühapäeval, pühapäevaks, püh,"
    " svētdien, svētdiena, svētdienā, svētdienu, svētd, svē, søndag, sundag, soendag, søn",
)
"""Monday first."""

MONTHS: tuple[str, ...] = (
    "january, jan, jaanuar, jaanuaril, jaanuaris, jaan, jaa, janvāris, janvārī, janv, januar",
    "february, feb, veebruar, veebruaril, veebruaris, veebr, vee,"
    " februāris, februārī, febr, februar",
    "march, mar, märts, märtsil, märtsis, mär, marts, martā, mars",
    "april, apr, aprill, aprillil, aprillis, aprīlis, aprīlī",
    "may, mai, mail, mais, maijs, maijā",
    "june, jun, juuni, juunil, juunis, jūnijs, jūnijā, jūn, juni",
    "july, jul, juuli, juulil, juulis, jūlijs, jūlijā, jūl, juli",
    "august, aug, augustil, augustis, augusts, augustā",
    "september, sep, sept, septembril, septembris, septembrī",
    "october, oct, oktoober, oktoobril, oktoobris, okt, oktobris, oktobrī, oktober",
    "november, nov, novembril, novembris, novembrī",
    "december, dec, detsember, detsembril, detsembris, dets, det,"
    " decembris, decembrī, desember, des",
)
"""January first; `juu` could be two months and is not read."""

UNITS: Mapping[str, str] = {
    "days": "d, day, days, päev, päeva, diena, dienas, dienām, dienu, dag, dager, dagar",
    "weeks": "w, week, weeks, nädal, nädala, nädalat, nädalal, nedēļa, nedēļas, nedēļām, nedēļu,"
    " nedēļā, uke, uker, uka, uken, veke, veker, veka",
    "months": "m, month, months, kuu, kuud, kuul, mēnesis, mēnesī, mēneša, mēneši, mēnešiem,"
    " mēnešus, mēnešu, måned, måneder, månad, månader, mnd",
    "years": "y, year, years, aasta, aastat, gads, gada, gadi, gadiem, gadus, gadu, år",
}
"""The argument of `relativedelta`, and the words that say so."""

NUMBERED = "w, week, nädal, nädalal, nedēļa, nedēļā, uke, veke"
"""The words for a week by its number, as in `week 48`."""

NUMBERS: Mapping[int, str] = {
    1: "a, an, one, ühe, üks, viena, vienas, vienu, en, ei, et, ein, eit, ett",
    2: "two, kaks, kahe, divi, divas, divus, diviem, divām, to",
    3: "three, kolm, kolme, trīs, trim, trijiem, trijām, tre",
    4: "four, neli, nelja, četri, četras, četrus, četriem, četrām, fire",
    5: "five, viis, viie, pieci, piecas, piecus, pieciem, piecām, fem",
    6: "six, kuus, kuue, seši, sešas, sešus, sešiem, sešām, seks",
    7: "seven, seitse, seitsme, septiņi, septiņas, septiņus, septiņiem, septiņām, sju, syv",
    8: "eight, kaheksa, astoņi, astoņas, astoņus, astoņiem, astoņām, åtte, aatte",
    9: "nine, üheksa, yheksa, deviņi, deviņas, deviņus, deviņiem, deviņām, ni",
    10: "ten, kümme, kümne, desmit, desmitiem, ti",
    11: "eleven, üksteist, üheteist, üheteistkümne, vienpadsmit, elleve",
    12: "twelve, kaksteist, kaheteist, kaheteistkümne, divpadsmit, tolv",
}
"""How many of a unit, as in `in a week`, `kahe nädala pärast`, `pēc divām nedēļām`."""

STEPS: Mapping[int, str] = {
    -1: "last, eelmine, eelmisel, eelmise, möödunud, läinud, pagājušā, pagājušajā, pagājušo,"
    " iepriekšējā, iepriekšējo, forrige, førre, sist, siste",
    0: "this, sel, sellel, käesolev, käesoleval, šī, šo, šajā, denne",
    1: "next, järgmine, järgmisel, järgmise, tulev, tuleval, nākamā, nākamajā, nākamo, nākamās,"
    " nākošā, nākošajā, nākošo, neste",
}
"""The week before, this one and the one after; they stand before a weekday or `week`."""

RECENT = "sist, siste"
"""Before a weekday: its last day before today, in whichever week that was."""

COMING = (
    "coming, this coming, the coming, eelolev, eeloleval, tuvākā, tuvākajā, tuvāko,"
    " kommende, førstkommende"
)
"""Before a weekday: its first day after today, in whichever week that is."""

WEEK_STEPS: Mapping[int, str] = {
    -1: "pagājušnedēļ, pagājušonedēļ",
    0: "šonedēļ",
    1: "nākamnedēļ, nākamnedēļā, nākošnedēļ",
}
"""A step and the week in one Latvian word."""

ENDS = "eom, end of month, kuu lõpp, kuu lõpus, mēneša beigas, mēneša beigās"
"""The last day of this month."""

NOW = "now, praegu, nüüd, tagad, nå"
CLOCK = "at, @, kl, kell, kella, plkst, pulksten"
ON = "on, på"
SINCE = "ago, tagasi, siden, sidan, pirms, for"
AFTER = "in, om, pēc, pärast"


def fold(words: str) -> str:
    """The words as they are compared: no case, no accents, single blanks.

    Digits of other scripts stay what they are, so they match nothing.
    """
    letters = unicodedata.normalize("NFD", words.casefold().translate(_LETTERS))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def split_words(words: str) -> list[str]:
    """The entries of one table line, as spelled."""
    return [word.strip() for word in words.split(",")]


def _table(rows: Iterable[tuple[int, str]]) -> dict[str, int]:
    return {fold(word): value for value, words in rows for word in split_words(words)}


OFFSET_OF = _table(OFFSETS.items())
WEEKDAY_OF = _table(enumerate(WEEKDAYS))
MONTH_OF = _table(enumerate(MONTHS, start=1))
STEP_OF = _table(STEPS.items())
NUMBER_OF = _table(NUMBERS.items())
WEEK_STEP_OF = _table(WEEK_STEPS.items())
UNIT_OF = {fold(word): unit for unit, words in UNITS.items() for word in split_words(words)}
NUMBERED_WORDS, END_WORDS, NOW_WORDS, CLOCK_WORDS, ON_WORDS, RECENT_WORDS, COMING_WORDS = (
    frozenset(map(fold, split_words(words)))
    for words in (NUMBERED, ENDS, NOW, CLOCK, ON, RECENT, COMING)
)


def spellings() -> dict[str, str]:
    """Every single word of the tables, folded, with its spelling; to find what a typo meant."""
    lines = [*OFFSETS.values(), *STEPS.values(), *WEEK_STEPS.values(), *UNITS.values()]
    lines += [*WEEKDAYS, *MONTHS, *NUMBERS.values()]
    lines += [ENDS, NOW, SINCE, AFTER, COMING]
    words = [word for line in lines for word in line.replace(",", " ").split()]
    # The first spelling of two stays.
    return {fold(word): word for word in reversed(words)}
