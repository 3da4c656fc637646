"""Tables of the programs that people come from: which one it is, and one contact read whole."""

import csv
import io
from dataclasses import replace

import pytest
from written_points import points

from smallcrm.formats.birthdays import DateOrder
from smallcrm.formats.contact_fields import ContactRecord, guess_mapping, read_contacts
from smallcrm.formats.delimited import Sheet, read_sheet
from smallcrm.formats.programs import Recognised, find_program, recognise

GOOGLE_OLD = {
    "Name": "Mari Tamm", "Given Name": "Mari", "Additional Name": "", "Family Name": "Tamm",
    "Nickname": "Marts", "Birthday": " --04-12", "Gender": "", "Occupation": "", "Notes": "a\nb",
    "Group Membership": "VIP ::: * myContacts", "E-mail 1 - Type": "* Work",
    "E-mail 1 - Value": "mari@tamm.ee ::: m@tamm.ee", "Phone 1 - Type": "Mobile",
    "Phone 1 - Value": "5551 2345", "Address 1 - Type": "Home",
    "Address 1 - Formatted": "Pikk 2\nTartu 51003\nEesti", "Address 1 - Street": "Pikk 2",
    "Address 1 - City": "Tartu", "Address 1 - PO Box": "", "Address 1 - Region": "",
    "Address 1 - Postal Code": "51003", "Address 1 - Country": "Eesti",
    "Address 2 - Type": "Work", "Address 2 - Formatted": "Jõe 8\n51010 Tartu",
    "Address 2 - Street": "", "Address 2 - City": "", "Organization 1 - Name": "Tamm OÜ",
    "Organization 1 - Title": "juht", "Website 1 - Type": "", "Website 1 - Value": "tamm.ee",
}  # fmt: skip
GOOGLE_NEW = {
    "First Name": "Mari", "Middle Name": "", "Last Name": "Tamm", "Nickname": "Marts",
    "File As": "", "Organization Name": "Tamm OÜ", "Organization Title": "juht",
    "Organization Department": "", "Birthday": "--04-12", "Notes": "a\nb", "Photo": "https://x",
    "Labels": "VIP ::: * myContacts", "E-mail 1 - Label": "* Work",
    "E-mail 1 - Value": "mari@tamm.ee", "E-mail 2 - Label": "Work",
    "E-mail 2 - Value": "m@tamm.ee", "Phone 1 - Label": "Mobile", "Phone 1 - Value": "5551 2345",
    "Address 1 - Label": "Home", "Address 1 - Formatted": "x", "Address 1 - Street": "Pikk 2",
    "Address 1 - City": "Tartu", "Address 1 - Postal Code": "51003",
    "Address 1 - Country": "Eesti", "Address 2 - Label": "Work",
    "Address 2 - Formatted": "Jõe 8\n51010 Tartu", "Address 2 - Street": "",
    "Website 1 - Label": "", "Website 1 - Value": "tamm.ee",
}  # fmt: skip
OUTLOOK = {
    "Title": "Ms", "First Name": "Mari", "Middle Name": "", "Last Name": "Tamm", "Suffix": "",
    "Company": "Tamm OÜ", "Department": "", "Job Title": "juht", "Business Street": "Jõe 8",
    "Business Street 2": "", "Business City": "Tartu", "Business Postal Code": "51010",
    "Business Country/Region": "", "Home Street": "Pikk 2", "Home City": "Tartu",
    "Home Postal Code": "51003", "Home Country/Region": "Eesti", "Business Phone": "7 300 000",
    "Mobile Phone": "5551 2345", "Birthday": "31.12.1980", "Categories": "VIP;uus",
    "E-mail Address": "mari@tamm.ee", "E-mail Type": "SMTP", "E-mail Display Name": "Mari (x)",
    "E-mail 2 Address": "m@tamm.ee", "E-mail 2 Type": "SMTP", "Notes": "a\nb",
    "Private": "False", "Web Page": "tamm.ee",
}  # fmt: skip
# The columns of OUTLOOK that other languages head otherwise, in their order.
TRANSLATED = (
    "Title", "First Name", "Middle Name", "Last Name", "Company", "Job Title", "Business Street",
    "Business City", "Business Postal Code", "Business Country/Region", "Home Street", "Home City",
    "Home Postal Code", "Home Country/Region", "Business Phone", "Mobile Phone", "Birthday",
    "Categories", "E-mail Address", "E-mail Type", "E-mail 2 Address", "Notes", "Web Page",
)  # fmt: skip
LANGUAGES = {
    "English": ";".join(TRANSLATED),
    "German": "Anrede;Vorname;Weitere Vornamen;Nachname;Firma;Position;Straße geschäftlich;"
    "Ort geschäftlich;Postleitzahl geschäftlich;Land/Region geschäftlich;Straße privat;"
    "Ort privat;Postleitzahl privat;Land/Region privat;Telefon geschäftlich;Mobiltelefon;"
    "Geburtstag;Kategorien;E-Mail-Adresse;E-Mail-Typ;E-Mail 2: Adresse;Notizen;Webseite",
    "Norwegian": "Tittel;Fornavn;Mellomnavn;Etternavn;Firma;Stilling;Gate, arbeid;"
    "Poststed, arbeid;Postnummer, arbeid;Land/område, arbeid;Gate, privat;Poststed, privat;"
    "Postnummer, privat;Land/område, privat;Telefon, arbeid;Mobiltelefon;Fødselsdag;Kategorier;"
    "E-postadresse;E-posttype;E-postadresse 2;Notater;Webside",
    "Estonian": "Tiitel;Eesnimi;Teine eesnimi;Perekonnanimi;Ettevõte;Ametinimetus;Töö tänav;"
    "Töö linn;Töö sihtnumber;Töö riik/regioon;Kodune tänav;Kodune linn;Kodune sihtnumber;"
    "Kodune riik/regioon;Töötelefon;Mobiiltelefon;Sünnipäev;Kategooriad;E-posti aadress;"
    "E-posti tüüp;E-posti 2. aadress;Märkmed;Veebileht",
    "Latvian": "Uzruna;Vārds;Otrais vārds;Uzvārds;Uzņēmums;Amats;Darba iela;Darba pilsēta;"
    "Darba pasta indekss;Darba valsts/reģions;Mājas iela;Mājas pilsēta;Mājas pasta indekss;"
    "Mājas valsts/reģions;Darba tālrunis;Mobilais tālrunis;Dzimšanas diena;Kategorijas;"
    "E-pasta adrese;E-pasta tips;E-pasta 2. adrese;Piezīmes;Tīmekļa lapa",
}
THUNDERBIRD = {
    "First Name": "Mari", "Last Name": "Tamm", "Display Name": "Mari Tamm", "Nickname": "Marts",
    "Primary Email": "mari@tamm.ee", "Secondary Email": "m@tamm.ee", "Work Phone": "7 300 000",
    "Home Phone": "", "Fax Number": "", "Pager Number": "", "Mobile Number": "5551 2345",
    "Home Address": "Pikk 2", "Home Address 2": "", "Home City": "Tartu", "Home State": "",
    "Home ZipCode": "51003", "Home Country": "Eesti", "Work Address": "Jõe 8",
    "Work City": "Tartu", "Work ZipCode": "51010", "Job Title": "juht", "Department": "",
    "Organization": "Tamm OÜ", "Web Page 1": "tamm.ee", "Birth Year": "1980",
    "Birth Month": "12", "Birth Day": "31", "Custom 1": "", "Notes": "a\nb",
}  # fmt: skip
APPLE = {
    "First Name": "Mari", "Last Name": "Tamm", "Nickname": "Marts", "Company": "Tamm OÜ",
    "Job Title": "juht", "Phone (iPhone)": "5551 2345", "Email (Work)": "mari@tamm.ee",
    "Street (Home)": "Pikk 2", "City (Home)": "Tartu", "Zip (Home)": "51003",
    "Country (Home)": "Eesti", "Birthday": "1604-04-12", "Note": "a\nb",
}  # fmt: skip
LINKEDIN = {
    "First Name": "Mari", "Last Name": "Tamm", "URL": "https://example.com/mari",
    "Email Address": "mari@tamm.ee", "Company": "Tamm OÜ", "Position": "juht",
    "Connected On": "12 Apr 2024",
}  # fmt: skip
HUBSPOT = {
    "Record ID": "4421", "First Name": "Mari", "Last Name": "Tamm", "Email": "mari@tamm.ee",
    "Phone Number": "7 300 000", "Mobile Phone Number": "5551 2345", "Job Title": "juht",
    "Company Name": "Tamm OÜ", "Contact owner": "Jaan", "Lifecycle Stage": "Lead",
    "Associated Company IDs": "99", "City": "Tartu", "Date of birth": "1980-12-31",
}  # fmt: skip
PIPEDRIVE = {
    "Person - ID": "17", "Person - Name": "Mari Tamm", "Person - First name": "Mari",
    "Person - Last name": "Tamm", "Person - Organization": "Tamm OÜ", "Person - Title": "juht",
    "Person - Label(s)": "VIP, uus", "Person - Owner": "Jaan",
    "Person - Email - Work": "mari@tamm.ee", "Person - Phone - Mobile": "5551 2345",
    "Person - Phone - Other": "", "Person - Birthday": "1980-12-31", "Person - Notes": "a\nb",
}  # fmt: skip


def sheet_of(table: dict[str, str], encoding: str = "utf-8") -> Sheet:
    text = io.StringIO()
    csv.writer(text).writerows([table.keys(), table.values()])
    return read_sheet(text.getvalue().encode(encoding))


def outlook(language: str) -> dict[str, str]:
    headings = LANGUAGES[language].split(";")
    return {new: OUTLOOK[old] for old, new in zip(TRANSLATED, headings, strict=True)}


@pytest.mark.parametrize(
    ("table", "program"),
    [
        (GOOGLE_OLD, "Google contacts (before 2024)"),
        (GOOGLE_NEW, "Google contacts (since 2024)"),
        (OUTLOOK, "Outlook (English)"),
        (outlook("German"), "Outlook (German)"),
        (outlook("Norwegian"), "Outlook (Norwegian)"),
        (outlook("Estonian"), "Outlook (Estonian)"),
        (outlook("Latvian"), "Outlook (Latvian)"),
        ({k: v for k, v in OUTLOOK.items() if "Type" not in k and "Disp" not in k}, "Outlook.com"),
        (THUNDERBIRD, "Thunderbird"),
        (APPLE, "Apple contacts"),
        (LINKEDIN, "LinkedIn"),
        (HUBSPOT, "HubSpot"),
        (PIPEDRIVE, "Pipedrive"),
        ({"name": "", "kind": "", "handle": ""}, "smallcrm"),
        ({"Nimi": "", "Telefon": ""}, ""),
    ],
)
def test_a_program_is_known_by_its_headings(table: dict[str, str], program: str) -> None:
    assert find_program(list(table)) == program


# Whom all these tables hold, and what each of them says otherwise.
MARI = ContactRecord(
    line=2,
    name="Mari Tamm",
    nickname="Marts",
    company="Tamm OÜ",
    title="juht",
    notes="a\nb",
    street="Pikk 2",
    postcode="51003",
    city="Tartu",
    country="Eesti",
    birthday="1980-12-31",
)
GOOGLE = replace(
    MARI,
    birthday="--04-12",
    tags=("VIP",),
    points=points(
        "email work mari@tamm.ee",
        "email work m@tamm.ee",
        "phone mobile 5551 2345",
        "web - tamm.ee",
        "address work Jõe 8, 51010 Tartu",
    ),
)
OF_OUTLOOK = replace(
    MARI,
    nickname="",
    tags=("VIP", "uus"),
    points=points(
        "phone work 7 300 000",
        "phone mobile 5551 2345",
        "email - mari@tamm.ee",
        "email - m@tamm.ee",
        "web - tamm.ee",
        "address work Jõe 8, 51010 Tartu",
    ),
)
OF_THUNDERBIRD = replace(
    MARI,
    points=points(
        "email - mari@tamm.ee",
        "email - m@tamm.ee",
        "phone work 7 300 000",
        "phone mobile 5551 2345",
        "web - tamm.ee",
        "address work Jõe 8, 51010 Tartu",
    ),
)
OF_APPLE = replace(
    MARI,
    birthday="--04-12",
    points=points("phone mobile 5551 2345", "email work mari@tamm.ee"),
)
BARE = replace(MARI, nickname="", notes="", street="", postcode="", country="")
OF_LINKEDIN = replace(
    BARE,
    city="",
    birthday="",
    points=points("web - https://example.com/mari", "email - mari@tamm.ee"),
)
OF_HUBSPOT = replace(
    BARE,
    source_id="4421",
    points=points("email - mari@tamm.ee", "phone - 7 300 000", "phone mobile 5551 2345"),
)
OF_PIPEDRIVE = replace(
    BARE,
    city="",
    notes="a\nb",
    source_id="17",
    tags=("VIP", "uus"),
    points=points("email work mari@tamm.ee", "phone mobile 5551 2345"),
)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (GOOGLE_OLD, GOOGLE),
        (GOOGLE_NEW, GOOGLE),
        *((outlook(language), OF_OUTLOOK) for language in LANGUAGES),
        (OUTLOOK, OF_OUTLOOK),
        (THUNDERBIRD, OF_THUNDERBIRD),
        (APPLE, OF_APPLE),
        (LINKEDIN, OF_LINKEDIN),
        (HUBSPOT, OF_HUBSPOT),
        (PIPEDRIVE, OF_PIPEDRIVE),
    ],
)
def test_a_contact_of_a_program_is_read_whole(
    table: dict[str, str], expected: ContactRecord
) -> None:
    sheet = sheet_of(table)
    assert list(read_contacts(sheet, guess_mapping(sheet.header)).records) == [expected]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "windows-1257"])
def test_outlook_is_read_in_its_encodings(language: str, encoding: str) -> None:
    if (language, encoding) == ("Norwegian", "windows-1257"):
        pytest.skip("what is ø here is ž in ISO-8859-15: the encoding has to be said")
    table = outlook(language)
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in (table, table.values()))
    sheet = read_sheet(text.encode(encoding))
    assert find_program(sheet.header) == f"Outlook ({language})" or language == "English"


def test_all_that_was_recognised() -> None:
    sheet = sheet_of(outlook("German"), "windows-1252")
    dates = read_contacts(sheet, guess_mapping(sheet.header)).dates
    assert recognise(sheet, dates) == Recognised(
        "Outlook (German)", "windows-1257", ",", DateOrder("dmy", True)
    )


def test_a_table_without_dates_has_no_date_order() -> None:
    sheet = read_sheet(b"name\nMari\n")
    assert recognise(sheet) == Recognised("", "utf-8", "", None)
