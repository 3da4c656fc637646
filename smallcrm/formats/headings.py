"""The words that head the columns of contact tables, in five languages, and what each one means.

Words are written as they read; `meaning` compares them folded and without blanks or digits, so
`E-mail 2 Address`, `email_address_2` and `emailAddress` are one heading.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from smallcrm.parsing.postal import PARTS
from smallcrm.parsing.text import fold

POINT_KINDS = ("phone", "email", "web")
ADDRESS_PARTS = (*PARTS, "po box", "formatted address")
ADDRESS = "address"
"""Of a point: a further postal address in one line. Of a meaning: what labels an address."""

# English, Estonian, Latvian, Norwegian, German, then what known programs write.
_TEXTS = {
    "name": "name, full name, display name, contact name, customer name, client name; nimi,"
    "täisnimi, kliendi nimi, ees- ja perenimi, kuvatav nimi, kuvanimi; vārds, vārds uzvārds,"
    "vārds un uzvārds, klienta vārds, parādāmais vārds, redzamais vārds; navn, fullt navn,"
    "kundenavn, visningsnavn; kundenname, ansprechpartner, anzeigename; person, person name",
    "first name": "first name, first, given name, forename; eesnimi; fornavn; vorname;"
    "person first name",
    "middle name": "middle name, middle, additional name; keskmine nimi, teine eesnimi, teine nimi;"
    "otrais vārds; mellomnavn; zweiter vorname, weitere vornamen; person middle name",
    "last name": "last name, last, surname, family name; perenimi, perekonnanimi; uzvārds;"
    "etternavn; nachname, familienname; person last name",
    "kind": "kind, contact type",
    "handle": "handle",
    "nickname": "nickname, nick; hüüdnimi; iesauka, segvārds; kallenavn; spitzname",
    "company": "company, company name, organization, organisation, organization name,"
    "organisation name, business name, employer, firm; firma, firma nimi, ettevõte,"
    "ettevõtte nimi, asutus, organisatsioon; uzņēmums, uzņēmuma nosaukums, organizācija;"
    "firmanavn, bedrift, selskap, organisasjon; unternehmen, firmenname, betrieb, organisation;"
    "associated company, person organization",
    "title": "title, job title, contact title, position, role, occupation, profession;"
    "amet, ametikoht,"
    "ametinimetus, elukutse; amats, profesija; stilling, tittel, yrke; beruf, funktion;"
    "organization title, person title, person job title",
    "language": "language; keel; valoda; språk; sprache",
    "notes": "notes, note, comment, comments, remarks, background, description; märkus, märkused,"
    "märkmed, lisainfo; piezīme, piezīmes; notat, notater, merknad, merknader, kommentar;"
    "bemerkung, bemerkungen, notiz, notizen; person notes, person note",
    "group": "group, customer group; grupp, kliendigrupp; grupa, klientu grupa; gruppe,"
    "kundegruppe; kundengruppe",
    "tags": "tag, tags, label, labels, category, categories, keywords; silt, sildid, kategooria,"
    "kategooriad, märksõnad; birka, birkas, kategorija, kategorijas, atslēgvārdi; merkelapp,"
    "merkelapper, etiketter, kategori, kategorier, stikkord, nøkkelord; kategorie, kategorien,"
    "schlagwörter, stichwörter; person label, person labels, group membership",
    "birthday": "birthday, date of birth, birth date, dob, born; sünnipäev, sünniaeg,"
    "sünnikuupäev; dzimšanas diena, dzimšanas datums; fødselsdag, fødselsdato, bursdag, født;"
    "geburtstag, geburtsdatum; person birthday",
    "source id": "source id, id, record id, contact id, customer id, client id, person id,"
    "external id, customer number, customer no; kliendi id, kliendinumber, kliendi nr,"
    "kliendikood; klienta id, klienta numurs, klienta nr, klienta kods; kunde id, kundenummer,"
    "kundenr; kunden id, kundennummer, kunden nr, kundennr",
}
# Columns that make up a field together with others.
_PARTS = {
    "birth year": "birth year; sünniaasta; dzimšanas gads; fødselsår; geburtsjahr",
    "birth month": "birth month; sünnikuu; dzimšanas mēnesis; fødselsmåned; geburtsmonat",
    "po box": "po box, address po box, pobox; postkast; abonenta kastīte, pasta kastīte;"
    "postboks; postfach",
    "formatted address": "address formatted, formatted address, full address",
}
_ADDRESSES = {
    "street": "street, address, street address, postal address, mailing address, address line,"
    "address street, address extended address; aadress, tänav, postiaadress, tänav maja;"
    "adrese, iela, pasta adrese; adresse, gate, gateadresse, postadresse, gate vei, vei; straße,"
    "strasse, anschrift; person postal address, person address, organization address",
    "postcode": "postcode, zip, zip code, postal code, address postal code; postiindeks,"
    "sihtnumber, postikood; pasta indekss, pasta kods; postnummer, postnr; postleitzahl, plz",
    "city": "city, town, locality, address city, address locality; linn, asula, linn vald;"
    "pilsēta; poststed, sted, by; ort, stadt, wohnort",
    "region": "region, state, county, province, state region, state province, address region,"
    "address state; maakond, osariik, maakond osariik, piirkond; novads, reģions, rajons,"
    "štats; fylke, delstat, område; bundesland, bundesland kanton, kanton",
    "country": "country, country region, address country; riik, maa, riik regioon, riik piirkond;"
    "valsts, valsts reģions; land, land område, land region",
}
_POINTS = {
    "phone": "phone, phone number, phones, telephone, telephone number, tel, contact number,"
    "phone value, main phone, primary phone; telefon, telefoninumber, telefon nr, tel nr,"
    "kontakttelefon, põhitelefon; tālrunis, telefons, tālruņa numurs, telefona numurs,"
    "galvenais tālrunis; telefonnummer, tlf, tlf nr, primærtelefon, hovedtelefon; rufnummer,"
    "haupttelefon; person phone",
    "phone mobile": "mobile, mobile phone, mobile number, mobile phone number, cell, cell phone,"
    "cell number, gsm, mob; mobiil, mobiiltelefon, mobiilinumber; mobilais,"
    "mobilais tālrunis, mobilais telefons; mobil, mobiltelefon, mobilnummer, mobilnr; handy,"
    "handynummer, mobil tel nr; telefon mobil, person phone mobile",
    "phone work": "töötelefon, arbeidstelefon, jobbtelefon, diensttelefon",
    "phone home": "kodutelefon, hjemmetelefon, privattelefon, privatnummer",
    "phone fax": "fax, fax number; faks, faksi number; fakss, faksa numurs; telefaks; telefax,"
    "faxnummer",
    "phone other": "pager, pager number, pager nummer, car phone, radio phone; autotelefon,"
    "piipar; peidžeris, automašīnas tālrunis; biltelefon, personsøker",
    "email": "email, email address, mail, email value, primary email, secondary email;"
    "e-post, e-posti aadress, meil, meiliaadress; e-pasts, e-pasta adrese; e-postadresse;"
    "e-mail-adresse, mailadresse, primäre e-mail-adresse, sekundäre e-mail-adresse,"
    "zweite e-mail-adresse; person email",
    "web": "web, website, web page, web address, homepage, url, website value, website url;"
    "veeb, veebileht, veebiaadress, koduleht, kodulehekülg; tīmekļa vietne, tīmekļa lapa,"
    "mājas lapa; nettside, nettsted, hjemmeside, webside; webseite, internetseite; linkedin,"
    "linkedin url, linkedin profile",
    "address": "further address",
}
_LABELS = {
    "work": "work, business, office, company; töö, tööaadress, tööaadressi, äri, äriaadressi;"
    "darba, darbs, biroja; arbeid, arbeids, jobb, forretning, forretnings, firma, bedrift; arbeit,"
    "büro, geschäftlich, dienstlich, beruflich",
    "home": "home, private, personal; kodu, kodune, koduaadress, koduaadressi; mājas, mājās,"
    "privātā, privātais; hjem, hjemme, privat; zuhause",
    "mobile": "mobile, mob, cell, iphone; mobiil, mobiilne; mobilais; mobil; handy",
    "fax": "fax, work fax, home fax, business fax, other fax; faks; fakss; telefaks; telefax",
    "other": "other; muu, muud; cits, cita, citi; annen, annet, andre; andere, weitere, weiterer,"
    "weiteres",
}
# Headings that say how the numbered column beside them is to be labelled.
_LABELLING = ("label", "type", "typ", "tuup", "tips")
# What such a column may hold that is no label: how mail is delivered.
_NO_LABELS = ("smtp", "ex")
# Words that say no more than the others of an address do.
_FILLERS = ("address", "aadress", "aadressi", "adrese", "adreses", "adresse", "r", "e")


@dataclass(frozen=True)
class Meaning:
    """What a heading stands for.

    `label` is work, home, mobile, fax, other or ''; for a part of an address it can be a number,
    as in `Address 2 - City`. `number` is the first one in the heading, or ''. `labels_another` is
    true for `Phone 2 - Label`, which labels the values of `Phone 2`.
    """

    field: str
    label: str = ""
    number: str = ""
    labels_another: bool = False


def key_of(heading: str) -> str:
    """The heading without case, accents, blanks, signs and digits."""
    return "".join(_words(heading))


@lru_cache
def meaning(heading: str) -> Meaning | None:
    """What the heading stands for, or None if it says nothing that is known."""
    number = next(iter(re.findall(r"\d+", heading)), "")
    words = _words(heading)
    found = _labelling(words, number) or _known_as("".join(words), "", number)
    found = found or _labelled(words, number)
    # A number at the end tells lines of one address apart; before the end, addresses.
    if found and found.field in ADDRESS_PARTS and re.search(r"\d.*[^\W\d_]", heading):
        return replace(found, label=found.label or number)
    return found


@lru_cache
def label_of(text: str) -> str:
    """The label that a word such as `Töö` or `* Mobile` stands for; another is kept as typed."""
    key = key_of(text)
    return "" if key in _NO_LABELS else _table_of_labels().get(key, text.strip().removeprefix("* "))


def known_fields() -> tuple[str, ...]:
    """The names of the fields, as headings that are understood."""
    return (*_TEXTS, *POINT_KINDS, *PARTS)


def _words(heading: str) -> list[str]:
    apart = re.sub(r"(?<=[a-zäöõü]{2})(?=[A-Z])", " ", heading)  # emailWork, but not iPhone
    return re.findall(r"[^\W\d_]+", fold(apart))


def _labelling(words: list[str], number: str) -> Meaning | None:
    if len(words) < 2 or words[-1] not in _LABELLING:
        return None
    found = _table().get("".join(words[:-1]), "")
    if found in ("street", ADDRESS):
        return Meaning(ADDRESS, "", number, True)
    return Meaning(found, "", number, True) if found in POINT_KINDS else None


def _labelled(words: list[str], number: str) -> Meaning | None:
    """`Work Phone`, `email_home`, `Business City`: one word is a label, the rest is known."""
    for place, word in enumerate(words):
        if label := _table_of_labels().get(word):
            rest = words[:place] + words[place + 1 :]
            found = _known_as("".join(rest), label, number)
            found = found or _known_as("".join(w for w in rest if w not in _FILLERS), label, number)
            if found and found.field in POINT_KINDS + ADDRESS_PARTS:
                return found
    return None


def _known_as(key: str, label: str, number: str) -> Meaning | None:
    field = _table().get(key)
    if field is None:
        return None
    kind, _, own_label = field.partition(" ")
    if kind not in (*POINT_KINDS, ADDRESS):
        return Meaning(field, label, number)
    return Meaning(kind, "fax" if own_label == "fax" else label or own_label, number)


@cache
def _table() -> dict[str, str]:
    return _by_key(_TEXTS | _PARTS | _ADDRESSES | _POINTS)


@cache
def _table_of_labels() -> dict[str, str]:
    return _by_key(_LABELS)


def _by_key(words_of: dict[str, str]) -> dict[str, str]:
    return {
        key_of(word): meant
        for meant, listed in words_of.items()
        for word in re.split("[,;]", listed)
    }
