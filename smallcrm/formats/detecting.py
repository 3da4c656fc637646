"""What a file holds, by its first bytes and, if it is a table, by its headings."""

import codecs
import re
from collections.abc import Sequence

from smallcrm.formats.headings import key_of, meaning
from smallcrm.formats.survey import Survey

KINDS = (
    "contacts-csv", "vcard", "calls-xml", "calls-csv", "orders-csv", "interactions-csv",
    "callbacks-csv", "cases-csv", "products-csv", "icalendar", "json",
)  # fmt: skip
"""All that a file can be found to be."""

_MARKUP = {
    "vcard": re.compile(r"^\s*BEGIN\s*:\s*VCARD", re.IGNORECASE | re.MULTILINE),
    "icalendar": re.compile(r"^\s*BEGIN\s*:\s*VCALENDAR", re.IGNORECASE | re.MULTILINE),
    "calls-xml": re.compile(r"\A\s*<(?:.*<)?calls?[\s>/]", re.DOTALL),
    "json": re.compile(r"""\A\s*[\[{]\s*["\[{\]}]"""),
}
_CONTACT = {"name", "first name", "last name", "company", "email", "phone"}
# Of each group of words one must be a heading; English, Estonian, Latvian, Norwegian, German.
_TABLES = {
    "calls-csv": (
        "number, phone, phone number, caller, from; telefon, telefoninumber, number; numurs,"
        "tālrunis, tālruņa numurs; nummer, telefonnummer; rufnummer",
        "duration, call duration, duration in seconds, seconds; kestus; ilgums; varighet; dauer",
    ),
    "cases-csv": (
        "stage, case, case id, case number, ticket, ticket id, ticket number, complaint; etapp,"
        "kaebus, pretensioon; posms, sūdzība, pretenzija; fase, sak, saksnummer, klage,"
        "reklamasjon; phase, fall, beschwerde, reklamation",
        "status, opened, closed, kind, summary, subject; olek, avatud, liik; statuss, atvērts,"
        "veids; åpnet, type; eröffnet, art",
    ),
    "orders-csv": (
        "invoice, invoice no, invoice number, invoice id, order, order id, order no, order number;"
        "arve, arve nr, arve number, tellimus, tellimuse nr, tellimuse number; rēķins, rēķina nr,"
        "rēķina numurs, pasūtījums, pasūtījuma nr, pasūtījuma numurs; faktura, fakturanr,"
        "fakturanummer, ordre, ordrenr, ordrenummer, bestilling; rechnung, rechnungsnr,"
        "rechnungsnummer, bestellung, bestellnummer, auftragsnummer",
        "quantity, qty, product, product id, product name, stock code, item, unit price, price,"
        "order date, invoice date; kogus, toode, toote nimi, hind, ühiku hind, tellimuse kuupäev,"
        "arve kuupäev; daudzums, prece, produkts, cena, pasūtījuma datums, rēķina datums; antall,"
        "vare, produkt, pris, enhetspris, ordredato, fakturadato; menge, artikel, preis,"
        "bestelldatum, rechnungsdatum",
    ),
    "interactions-csv": (
        "channel, direction, activity date; kanal, suund; kanāls, virziens; retning; richtung",
        "summary, note body, notes; kokkuvõte; kopsavilkums; sammendrag, referat;zusammenfassung",
    ),
    "callbacks-csv": (
        "due, due date, activity due date; tähtaeg, tähtpäev; termiņš; frist, forfall,"
        "forfallsdato; fällig, fälligkeit",
        "why, subject, task, title, activity subject, note; miks, põhjus, ülesanne; kāpēc,"
        "iemesls, uzdevums; hvorfor, oppgave, emne; warum, grund, aufgabe, betreff",
    ),
    "products-csv": (
        "code, product code, product id, sku, stock code, item code; tootekood, kauba kood;"
        "preces kods; varenummer, produktkode",
        "price, unit price, sales price; hind, ühikuhind; cena; pris",
    ),
}


def detect(start: bytes, header: Sequence[str] | None = None) -> str:
    """One of KINDS, by the first bytes (some thousands do) and the headings if it is a table.

    '' is for what is none of them, and for a table whose headings were not given.
    """
    text = _text(start)
    found = {kind: match.start() for kind, sign in _MARKUP.items() if (match := sign.search(text))}
    if found:
        return min(found, key=lambda kind: found[kind])
    return _detect_table(header or ())


def _text(start: bytes) -> str:
    """Enough of a text to know it by: letters beyond ASCII do not matter here."""
    survey = Survey()
    survey.add(start)
    if survey.utf16:
        return start.decode(survey.utf16, "replace").removeprefix("\ufeff")
    return start.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _detect_table(header: Sequence[str]) -> str:
    keys = {key_of(heading) for heading in header}
    for kind, groups in _TABLES.items():
        if all(keys & _keys(group) for group in groups):
            return kind
    known = {found.field for heading in header if (found := meaning(heading))}
    return "contacts-csv" if known & _CONTACT else ""


def _keys(listed: str) -> set[str]:
    return {key_of(word) for word in re.split("[,;]", listed)}
