"""The words that head the columns of order tables, in four languages."""

from collections.abc import Mapping, Sequence

from smallcrm.errors import Unreadable
from smallcrm.formats.columns import Columns, find_columns, listed

WORDS = {
    "invoice": "invoice number, invoice no, invoice nr, invoice id, invoice, order number,"
    "order no, order nr, order id, order, receipt number, receipt, document number; arve number,"
    "arve nr, arve, tellimuse number, tellimuse nr, tellimus, dokumendi number;"
    "rēķina numurs, rēķina nr, rēķins, pasūtījuma numurs, pasūtījuma nr, pasūtījums;"
    "fakturanummer, fakturanr, faktura, ordrenummer, ordrenr, ordre, bestillingsnummer",
    "at": "at, invoice date, order date, date and time, date time, sale date, purchase date, date;"
    "arve kuupäev, tellimuse kuupäev, kuupäev, müügikuupäev; rēķina datums, pasūtījuma datums,"
    "datums; fakturadato, ordredato, dato",
    "customer": "customer name, customer, client name, client, buyer name, buyer, company name,"
    "company; kliendi nimi, klient, ostja; klienta vārds, klienta nosaukums, klients, pircējs;"
    "kundenavn, kunde, kjøper",
    "customer_id": "customer id, customer number, customer no, customer nr, customer code,"
    "client id, client number; kliendi number, kliendi nr, kliendikood, kliendi id;"
    "klienta numurs, klienta nr, klienta kods, klienta id; kundenummer, kundenr, kunde id",
    "product_code": "product code, product id, stock code, sku, item code, item number,"
    "article number, article, code, ean, barcode; tootekood, kauba kood, artikli kood, artikkel,"
    "kood; preces kods, artikuls, kods; varenummer, varenr, produktkode, artikkelnummer",
    "product": "product name, product, item name, item, product description, description, goods;"
    "toote nimetus, toode, kauba nimetus, kaup, nimetus, kirjeldus; preces nosaukums, prece,"
    "nosaukums, apraksts; varenavn, vare, produktnavn, produkt, beskrivelse",
    "quantity": "quantity, qty, pieces, count; kogus, hulk, arv; daudzums, skaits; antall, mengde",
    "unit": "unit, unit of measure, uom; ühik, mõõtühik; mērvienība, vienība; enhet, måleenhet",
    "price": "unit price, price each, item price, price; ühikuhind, ühiku hind, hind;"
    "vienības cena, cena par vienību, cena; enhetspris, stykkpris, pris",
    "amount": "line total, line amount, sales, amount; summa, rea summa; rindas summa;"
    "linjesum, beløp",
    "discount": "discount, discount percent, rebate; allahindlus, soodustus; atlaide; rabatt",
    "currency": "currency, currency code; valuuta; valūta; valuta",
    "country": "country, ship country; riik; valsts; land",
}
_NEEDED = (
    (("at",), "a date"),
    (("product", "product_code"), "a product"),
    (("price", "amount"), "a price or an amount"),
)


def find_order_columns(
    header: Sequence[str], overrides: Mapping[str, str] | None = None
) -> Columns:
    """The columns of order lines. Raises Unreadable without a date, a product and a price."""
    return _checked(find_columns(header, WORDS, overrides), _NEEDED)


def find_detail_columns(
    header: Sequence[str], overrides: Mapping[str, str] | None = None
) -> Columns:
    """The columns of order lines whose dates and customers stand in a table of orders."""
    needed = ((("invoice",), "the number of an order"), *_NEEDED[1:])
    return _checked(find_columns(header, WORDS, overrides), needed)


def find_head_columns(header: Sequence[str], overrides: Mapping[str, str] | None = None) -> Columns:
    """The columns of a table of orders, one a row. Raises Unreadable without number and date."""
    needed = ((("invoice",), "the number of an order"), _NEEDED[0])
    return _checked(find_columns(header, WORDS, overrides), needed)


def is_detail(header: Sequence[str]) -> bool:
    """Whether these headings are of lines that need a table of orders beside them."""
    found = find_columns(header, WORDS).place_of
    return "invoice" in found and "at" not in found and bool({"price", "amount"} & set(found))


def _checked(columns: Columns, needed: Sequence[tuple[Sequence[str], str]]) -> Columns:
    for fields, said in needed:
        if not any(field in columns.place_of for field in fields):
            raise Unreadable(
                f"none of the headings {listed(columns.header)} says {said}; "
                f'say which column does, as in "My heading={fields[0]}"'
            )
    return columns
