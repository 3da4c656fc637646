"""The words that head columns, in five languages."""

import pytest

from smallcrm.formats.headings import known_fields, label_of, meaning


@pytest.mark.parametrize(
    ("field", "headings"),
    [
        ("name", ["Name", "NIMI", "Vārds, uzvārds", "navn", "Display Name", "full_name"]),
        ("first name", ["First Name", "firstName", "Eesnimi", "Fornavn", "Vorname"]),
        (
            "last name",
            ["last_name", "Surname", "Perekonnanimi", "UZVĀRDS", "etternavn", "Nachname"],
        ),
        ("company", ["Company", "Organization Name", "Ettevõte", "Uzņēmums", "Bedrift", "Firma"]),
        ("birthday", ["Birthday", "date_of_birth", "Sünnipäev", "Dzimšanas diena", "Fødselsdato"]),
        ("birthday", ["Geburtstag", "Person - Birthday", "birthDay"]),
        ("source id", ["id", "Record ID", "Contact ID", "Person - ID", "Kundenr.", "Klienta nr"]),
        ("po box", ["PO Box", "Business Address PO Box", "Postfach privat"]),
        ("address", ["further address", "further address_2"]),
        ("title", ["Job Title", "Ametikoht", "Amats", "Stilling", "Beruf", "Person - Title"]),
        ("notes", ["note", "background", "Märkused", "Piezīmes", "Merknad", "Bemerkungen"]),
        ("tags", ["Tags", "Labels", "Sildid", "Kategorien", "Categories", "Person - Label(s)"]),
        ("language", ["Language", "Keel", "Valoda", "Språk", "Sprache"]),
        ("street", ["Street", "Aadress", "Iela", "Gateadresse", "Straße", "Address Line 2"]),
        ("postcode", ["ZIP", "Postiindeks", "Pasta indekss", "Postnr.", "PLZ"]),
        ("city", ["City", "Linn", "Pilsēta", "Poststed", "Ort"]),
        ("country", ["Country/Region", "Riik", "Valsts", "Land"]),
        ("phone", ["Phone 2", "phone_3", "Telefon", "Tālrunis", "Tlf.", "Telefonnummer"]),
        ("email", ["E-mail", "E-mail 2 Address", "e-post", "E-pasts", "E-Mail-Adresse"]),
        ("web", ["Website", "Web Page 1", "koduleht", "mājas lapa", "nettside", "linkedin_url"]),
    ],
)
def test_a_heading_means_a_field(field: str, headings: list[str]) -> None:
    found = [meaning(heading) for heading in headings]
    assert [one.field if one else None for one in found] == [field] * len(headings)


@pytest.mark.parametrize(
    ("heading", "field", "label"),
    [
        ("email_work", "email", "work"),
        ("Business Phone", "phone", "work"),
        ("phoneHome", "phone", "home"),
        ("Telefon privat", "phone", "home"),
        ("Töötelefon", "phone", "work"),
        ("mājas tālrunis", "phone", "home"),
        ("Mobil", "phone", "mobile"),
        ("Mobile Phone Number", "phone", "mobile"),
        ("Business Fax", "phone", "fax"),
        ("Person - Email - Other", "email", "other"),
        ("Home City", "city", "home"),
        ("Home Address 2", "street", "home"),
        ("Address 1 - City", "city", "1"),
        ("Address 2", "street", ""),
        ("Land/Region geschäftlich", "country", "work"),
        ("Weiteres/r Bundesland/Kanton", "region", "other"),
        ("Telefon (privat 2)", "phone", "home"),
        ("Tööaadressi tänav", "street", "work"),
        ("Darba adrese: iela", "street", "work"),
        ("Gate, arbeid", "street", "work"),
        ("Phone (iPhone)", "phone", "mobile"),
    ],
)
def test_a_heading_may_hold_a_label(heading: str, field: str, label: str) -> None:
    found = meaning(heading)
    assert found is not None
    assert (found.field, found.label) == (field, label)


@pytest.mark.parametrize(
    "heading",
    [
        "",
        "company_id",
        "has_newsletter",
        "nb_tasks",
        "sales",
        "Name Prefix",
        "42",
    ],
)
def test_other_headings_mean_nothing(heading: str) -> None:
    assert meaning(heading) is None


@pytest.mark.parametrize("field", known_fields())
def test_every_field_is_understood_by_its_own_name(field: str) -> None:
    found = meaning(field)
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("* Mobile", "mobile"),
        ("Töö", "work"),
        ("Work Fax", "fax"),
        ("* Ladu", "Ladu"),
        ("_$!<Home>!$_", "home"),
        ("SMTP", ""),
        ("", ""),
    ],
)
def test_a_label_is_one_of_ours_or_stays_as_typed(text: str, label: str) -> None:
    assert label_of(text) == label
