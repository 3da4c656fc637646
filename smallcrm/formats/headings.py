"""The words that head the columns of contact tables, in five languages, and what each one means.

Words are written as they read; `meaning` compares them folded and without blanks or digits, so
`E-mail 2 Address`, `email_address_2` and `emailAddress` are one heading.
"""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from smallcrm.parsing.text import fold

ADDRESS_FIELDS = ("street", "postcode", "city", "region", "country")
POINT_KINDS = ("phone", "email", "web")

# English, Estonian, Latvian, Norwegian, German, then what known programs write.
_TEXTS = {
    "name": "name, full name, display name, contact name, customer name, client name; nimi,"
    "täisnimi, kliendi nimi, ees- ja perenimi; vārds, vārds uzvārds, vārds un uzvārds,"
    "klienta vārds; navn, fullt navn, kundenavn; kundenname, ansprechpartner; person, person name",
    "first name": "first name, given name, forename; eesnimi; fornavn; vorname; person first name",
    "middle name": "middle name, additional name; keskmine nimi; mellomnavn; zweiter vorname",
    "last name": "last name, surname, family name; perenimi, perekonnanimi; uzvārds; etternavn;"
    "nachname, familienname; person last name",
    "kind": "kind, contact type",
    "handle": "handle",
    "nickname": "nickname, nick; hüüdnimi; iesauka, segvārds; kallenavn; spitzname",
    "company": "company, company name, organization, organisation, organization name,"
    "organisation name, business name, employer, firm; firma, firma nimi, ettevõte,"
    "ettevõtte nimi, asutus, organisatsioon; uzņēmums, uzņēmuma nosaukums, organizācija;"
    "firmanavn, bedrift, selskap, organisasjon; unternehmen, firmenname, betrieb;"
    "associated company, person organization",
    "title": "title, job title, position, role; amet, ametikoht; amats; stilling, tittel; beruf,"
    "funktion; organization title, person title",
    "language": "language; keel; valoda; språk; sprache",
    "notes": "notes, note, comment, comments, remarks, background, description; märkus, märkused,"
    "märkmed, lisainfo; piezīme, piezīmes; notat, notater, merknad, merknader, kommentar;"
    "bemerkung, bemerkungen, notiz, notizen",
    "group": "group, customer group; grupp, kliendigrupp; grupa, klientu grupa; gruppe,"
    "kundegruppe; kundengruppe",
    "tags": "tag, tags, label, labels, category, categories, keywords; silt, sildid, kategooria,"
    "kategooriad; birka, birkas, kategorija, kategorijas; merkelapp, merkelapper, etiketter,"
    "kategori, kategorier; kategorie, kategorien, schlagwörter; person labels",
}
_ADDRESSES = {
    "street": "street, address, street address, postal address, mailing address, address line,"
    "address street, address extended address; aadress, tänav, postiaadress; adrese, iela,"
    "pasta adrese; adresse, gate, gateadresse, postadresse; straße, anschrift",
    "postcode": "postcode, zip, zip code, postal code, address postal code; postiindeks,"
    "sihtnumber; pasta indekss; postnummer, postnr; postleitzahl, plz",
    "city": "city, town, locality, address city; linn, asula; pilsēta; poststed, sted, by; ort,"
    "stadt, wohnort",
    "region": "region, state, county, province, state region, address region, address state;"
    "maakond; novads, reģions; fylke; bundesland",
    "country": "country, country region, address country; riik, maa; valsts; land",
}
_POINTS = {
    "phone": "phone, phone number, phones, telephone, telephone number, tel, contact number,"
    "phone value, main phone; telefon, telefoninumber, telefon nr, tel nr,"
    "kontakttelefon; tālrunis, telefons, tālruņa numurs, telefona numurs; telefonnummer,"
    "tlf, tlf nr; rufnummer; person phone",
    "phone mobile": "mobile, mobile phone, mobile number, mobile phone number, cell, cell phone,"
    "cell number, gsm, mob; mobiil, mobiiltelefon, mobiilinumber; mobilais,"
    "mobilais tālrunis, mobilais telefons; mobil, mobiltelefon, mobilnummer, mobilnr; handy,"
    "handynummer; telefon mobil, person phone mobile",
    "phone work": "töötelefon, arbeidstelefon, jobbtelefon, diensttelefon",
    "phone home": "kodutelefon, hjemmetelefon, privattelefon, privatnummer",
    "phone fax": "fax, fax number; faks, faksi number; fakss, faksa numurs; telefaks; telefax,"
    "faxnummer",
    "phone other": "pager, pager number",
    "email": "email, email address, mail, email value, primary email, secondary email;"
    "e-post, e-posti aadress, meil, meiliaadress; e-pasts, e-pasta adrese; e-postadresse;"
    "e-mail-adresse, mailadresse; person email",
    "web": "web, website, web page, web address, homepage, url, website value;"
    "veeb, veebileht, koduleht, kodulehekülg; tīmekļa vietne, mājas lapa;"
    "nettside, nettsted, hjemmeside; webseite, internetseite; linkedin, linkedin url,"
    "linkedin profile",
}
_LABELS = {
    "work": "work, business, office, company; töö; darba, darbs; arbeid, jobb; arbeit, büro,"
    "geschäftlich, dienstlich",
    "home": "home, private, personal; kodu, kodune; mājas; hjem, hjemme, privat; zuhause",
    "mobile": "mobile, mob, cell; mobiil, mobiilne; mobilais; mobil; handy",
    "fax": "fax, work fax, home fax, business fax, other fax; faks; fakss; telefaks; telefax",
    "other": "other; muu; cits, cita; annen, annet; andere, weitere",
}
# Headings that say how the numbered column beside them is to be labelled.
_LABELLING = ("label", "type")


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
    if found and found.field in ADDRESS_FIELDS and re.search(r"\d.*[^\W\d_]", heading):
        return replace(found, label=found.label or number)
    return found


@lru_cache
def label_of(text: str) -> str:
    """The label that a word such as `Töö` or `* Mobile` stands for; another is kept as typed."""
    return _table_of_labels().get(key_of(text), text.strip().removeprefix("* "))


def known_fields() -> tuple[str, ...]:
    """The names of the fields, as headings that are understood."""
    return (*_TEXTS, *POINT_KINDS, *ADDRESS_FIELDS)


def _words(heading: str) -> list[str]:
    apart = re.sub(r"(?<=[a-zäöõü])(?=[A-Z])", " ", heading)  # emailWork
    return re.findall(r"[^\W\d_]+", fold(apart))


def _labelling(words: list[str], number: str) -> Meaning | None:
    if len(words) < 2 or words[-1] not in _LABELLING:
        return None
    found = _table().get("".join(words[:-1]), "")
    return Meaning(found, "", number, True) if found in POINT_KINDS else None


def _labelled(words: list[str], number: str) -> Meaning | None:
    """`Work Phone`, `email_home`, `Business City`: one word is a label, the rest is known."""
    for place, word in enumerate(words):
        if label := _table_of_labels().get(word):
            found = _known_as("".join(words[:place] + words[place + 1 :]), label, number)
            if found and found.field in POINT_KINDS + ADDRESS_FIELDS:
                return found
    return None


def _known_as(key: str, label: str, number: str) -> Meaning | None:
    field = _table().get(key)
    if field is None:
        return None
    kind, _, own_label = field.partition(" ")
    if kind not in POINT_KINDS:
        return Meaning(field, label, number)
    return Meaning(kind, "fax" if own_label == "fax" else label or own_label, number)


@cache
def _table() -> dict[str, str]:
    return _by_key(_TEXTS | _ADDRESSES | _POINTS)


@cache
def _table_of_labels() -> dict[str, str]:
    return _by_key(_LABELS)


def _by_key(words_of: dict[str, str]) -> dict[str, str]:
    return {
        key_of(word): meant
        for meant, listed in words_of.items()
        for word in re.split("[,;]", listed)
    }
