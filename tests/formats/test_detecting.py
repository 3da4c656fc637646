"""What a file holds, by its start or its headings."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smallcrm.formats.delimited import open_sheet
from smallcrm.formats.detecting import KINDS, detect

SAMPLES = Path(__file__).parents[3] / "shared/samples"
with_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not here")


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("BEGIN:VCARD\r\nVERSION:3.0\r\n", "vcard"),
        ("\ufeff\n begin:vcard\n", "vcard"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "icalendar"),
        (
            "<?xml version='1.0'?>\n<!-- made -->\n<calls count='2'>\n<call number='1'/>",
            "calls-xml",
        ),
        ("<calls>", "calls-xml"),
        ("<?xml version='1.0'?><html><body/></html>", ""),
        ('[{"name": "Mari"}]', "json"),
        ('{\n  "contacts": [\n', "json"),
        ("[]", "json"),
        ("[Mari], 5551", ""),
        ("name,phone\nMari,BEGIN:VCARD\n", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_markup_is_known_by_its_start(start: str, kind: str, codec: str) -> None:
    assert detect(start.encode(codec)) == kind


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Name,Phone,Email", "contacts-csv"),
        ("Nimi;Telefon", "contacts-csv"),
        ("E-pasts", "contacts-csv"),
        ("Person - ID,Person - Name,Person - Label(s)", "contacts-csv"),
        ("name,kind,handle,notes,phone,phone_label", "contacts-csv"),
        ("First Name,Last Name,Type,Notes,Title,Status", "contacts-csv"),
        ("number,time,kind,duration", "calls-csv"),
        ("Telefoninumber,Aeg,Kestus", "calls-csv"),
        ("Numurs;Laiks;Ilgums", "calls-csv"),
        ("Nummer;Tid;Varighet;Navn", "calls-csv"),
        ("InvoiceNo,StockCode,Quantity,CustomerID", "orders-csv"),
        ("orderID,customerID,orderDate,shipName", "orders-csv"),
        ("Arve nr;Klient;Toode;Kogus;Hind", "orders-csv"),
        ("Rēķina nr;Klients;Prece;Daudzums", "orders-csv"),
        ("Fakturanr;Kunde;Vare;Antall", "orders-csv"),
        ("id,handle,with,at,channel,direction,outcome,summary,written", "interactions-csv"),
        ("Activity date,Note body,Associated Contact,Associated Company", "interactions-csv"),
        ("number,handle,why,channel,promised_by,due,due_time,first_due,tries", "callbacks-csv"),
        ("Activity - Subject,Activity - Type,Activity - Due date,Person - Name", "callbacks-csv"),
        ("Subject,Due Date,Priority", "callbacks-csv"),
        ("Tähtaeg;Miks;Kes", "callbacks-csv"),
        ("number,handle,kind,stage,status,opened,closed,summary", "cases-csv"),
        ("Ticket ID,Subject,Status", "cases-csv"),
        ("colour,size", ""),
        ("productID,productName,unitPrice", "products-csv"),
    ],
)
def test_a_table_is_known_by_its_headings(header: str, kind: str) -> None:
    assert detect(b"", header.split(";" if ";" in header else ",")) == kind


@with_samples
@pytest.mark.parametrize(
    ("folder", "pattern", "kind"),
    [
        ("vcards", "*.vcf", "vcard"),
        ("calendars", "*.ics", "icalendar"),
        ("calls", "*.xml", "calls-xml"),
    ],
)
def test_every_sample_is_known_by_its_start(folder: str, pattern: str, kind: str) -> None:
    found = {
        path.name: detect(path.read_bytes()[:4096]) for path in SAMPLES.glob(f"{folder}/{pattern}")
    }
    assert found == dict.fromkeys(found, kind) != {}


@with_samples
@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("contacts/*.csv", "contacts-csv"),
        ("purchases/northwind/customers.csv", "contacts-csv"),
        ("purchases/northwind/order*.csv", "orders-csv"),
        ("purchases/online-retail*.csv", "orders-csv"),
        ("purchases/*.tsv", "orders-csv"),
    ],
)
def test_every_sample_table_is_known_by_its_headings(pattern: str, kind: str) -> None:
    found = {}
    for path in SAMPLES.glob(pattern):
        with open_sheet(path) as sheet:
            found[path.name] = detect(b"", sheet.header)
    assert found == dict.fromkeys(found, kind) != {}


@given(st.binary(), st.none() | st.lists(st.text()))
def test_anything_is_one_of_the_kinds_or_nothing(start: bytes, header: list[str] | None) -> None:
    assert detect(start, header) in (*KINDS, "")
