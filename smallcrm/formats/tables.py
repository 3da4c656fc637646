"""The tables that we export and take in beside contacts: their columns, and the words for them.

The columns are the keys of the JSON records (`domain.exports.records`): both exports say the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_WHO = "contact, contact name, customer name, customer, client name, client, name; kliendi nimi,"
_WHO += "klient, kontakt, nimi; klienta vārds, klients, kontakts, vārds; kundenavn, kunde, navn"
_NUMBER = "number, no, nr; numbrid; numurs; nummer"
_SUMMARY = "summary, subject, notes, note, description, text; kokkuvõte, teema, sisu, märkus,"
_SUMMARY += "märkused; kopsavilkums, temats, piezīme, piezīmes; sammendrag, emne, notat, merknad"
_CHANNEL = "channel, type; kanal, liik; kanāls, veids; kanal"


@dataclass(frozen=True)
class Column:
    """A column: what its cells are, and the words that head it.

    `kind` is `text`, `int`, `number` (exact), `flag`, `day`, `time`, `moment` (local wall time),
    `written` (as it stands, to the microsecond) or `list`. A column that is not `ours` is
    read from other programs only.
    """

    kind: str
    words: str
    ours: bool = True


@dataclass(frozen=True)
class Form:
    """A kind of table by its name; one of each group in `needed` must have a column."""

    name: str
    columns: Mapping[str, Column]
    needed: tuple[tuple[str, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The headings that we write."""
        return tuple(field for field, column in self.columns.items() if column.ours)


INTERACTIONS = Form(
    "interactions",
    {
        "id": Column("int", "id"),
        "handle": Column("text", "handle"),
        "contact": Column("text", _WHO, ours=False),
        "with": Column("list", "with, others, participants; kaasas, osalejad; ar; med, deltakere"),
        "at": Column(
            "moment",
            "at, date and time, date time, datetime, date, when, time; kuupäev, aeg, aeg;"
            "datums, laiks; dato, tidspunkt, tid",
        ),
        "channel": Column("text", _CHANNEL),
        "direction": Column("text", "direction; suund; virziens; retning"),
        "outcome": Column("text", "outcome, result; tulemus; rezultāts; resultat, utfall"),
        "summary": Column("text", _SUMMARY),
        "written": Column("written", "written"),
    },
    needed=(("handle", "contact"), ("at",), ("summary",)),
)

CALLBACKS = Form(
    "callbacks",
    {
        "number": Column("int", _NUMBER),
        "handle": Column("text", "handle"),
        "contact": Column("text", _WHO, ours=False),
        "why": Column(
            "text",
            "why, what, task, to do, subject, reason, title, summary, description; miks, ülesanne,"
            "teema, tegevus; kāpēc, uzdevums, temats; hvorfor, oppgave, emne",
        ),
        "channel": Column("text", _CHANNEL),
        "promised_by": Column("text", "promised_by, promised by; lubas; apsolīja; lovet av"),
        "due": Column(
            "day",
            "due, due date, due on, deadline, date, when; tähtaeg, tähtpäev, kuupäev;"
            "termiņš, datums; frist, forfallsdato, dato",
        ),
        "due_time": Column("time", "due_time, due time, time; kellaaeg, kell; laiks; klokkeslett"),
        "first_due": Column("day", "first_due, first due"),
        "tries": Column("int", "tries"),
        "opened_by": Column("int", "opened_by"),
        "opened_by_written": Column("written", "opened_by_written"),
        "opened_by_place": Column("int", "opened_by_place"),
        "closing": Column("text", "closing"),
        "closed_on": Column("day", "closed_on, closed on, completed, completed on, done on"),
        "closed_by": Column("int", "closed_by"),
        "closed_by_written": Column("written", "closed_by_written"),
        "closed_by_place": Column("int", "closed_by_place"),
        "written": Column("written", "written"),
    },
    needed=(("handle", "contact"), ("due",), ("why",)),
)

CASES = Form(
    "cases",
    {
        "number": Column("int", _NUMBER),
        "handle": Column("text", "handle"),
        "contact": Column("text", _WHO, ours=False),
        "kind": Column("text", "kind, case type, type; liik, tüüp; veids, tips; type, slag"),
        "stage": Column("text", "stage; etapp; posms; stadium, fase"),
        "summary": Column("text", _SUMMARY),
        "opened": Column(
            "moment",
            "opened, opened on, created, reported, date; avatud, avamise kuupäev, kuupäev;"
            "atvērts, datums; åpnet, opprettet, dato",
        ),
        "due": Column("day", "due, due date, deadline; tähtaeg, tähtpäev; termiņš; frist"),
        "closed": Column("moment", "closed, closed on, solved; suletud; slēgts; lukket"),
        "solution": Column(
            "text", "solution, how solved, resolution; lahendus; risinājums; løsning"
        ),
        "order": Column("text", "order, order number, invoice; tellimus, arve; pasūtījums; ordre"),
        "product": Column("text", "product, product name; toode; prece; produkt, vare"),
        "talks_written": Column("list", "talks_written"),
        "written": Column("written", "written"),
    },
    needed=(("handle", "contact"), ("opened",), ("summary",)),
)

PRODUCTS = Form(
    "products",
    {
        "code": Column(
            "text",
            "code, product code, product id, sku, item code, article, article number; tootekood,"
            "kood, kauba kood, artikkel; preces kods, kods, artikuls; varenummer, produktkode",
        ),
        "name": Column(
            "text",
            "name, product name, product, item, item name, description; nimetus, toode, toote nimi,"
            "kaup; nosaukums, prece; navn, varenavn, vare, produkt",
        ),
        "category": Column("text", "category, product category; kategooria; kategorija; kategori"),
        "unit": Column("text", "unit, uom; ühik; mērvienība, vienība; enhet"),
        "price": Column("number", "price, unit price, sales price; hind, ühikuhind; cena; pris"),
        "archived": Column("flag", "archived"),
        "created": Column("written", "created"),
    },
    needed=(("name", "code"),),
)

ORDERS = Form(
    "orders",
    {
        "number": Column("int", "number"),
        "invoice": Column("text", "invoice"),
        "at": Column("moment", "at"),
        "contact": Column("text", "contact"),
        "handle": Column("text", "handle"),
        "kind": Column("text", "kind"),
        "state": Column("text", "state"),
        "delivered": Column("day", "delivered"),
        "paid": Column("day", "paid"),
        "source": Column("text", "source"),
        "note": Column("text", "note"),
        "order_reverses": Column("int", "order_reverses"),
        "written": Column("written", "written"),
        "position": Column("int", "position"),
        "product_code": Column("text", "product_code"),
        "product": Column("text", "product"),
        "description": Column("text", "description"),
        "quantity": Column("number", "quantity"),
        "unit": Column("text", "unit"),
        "price": Column("number", "price"),
        "amount": Column("number", "amount"),
        "reverses": Column("int", "reverses"),
        "reverses_position": Column("int", "reverses_position"),
    },
    needed=(("number",), ("at",)),
)
"""The lines of orders as we write them, one a row; other programs' go another way."""

FORMS = {form.name: form for form in (INTERACTIONS, CALLBACKS, CASES, PRODUCTS, ORDERS)}
