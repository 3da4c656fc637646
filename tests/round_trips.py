"""A book that holds one of everything, and books side by side, table by table."""

import datetime as dt
import sqlite3
from pathlib import Path
from typing import Any

from conftest import Crm
from sqlmodel import col, select

from smallcrm import db
from smallcrm.domain import call_answers
from smallcrm.models.calls import PhoneCall

LINES = (
    "config set country LV",
    "config set shop '=Kuusk; \"ja\" Pojad'",
    'add "Põld OÜ" --kind company --phone "work: +372 600 0000" --web https://p.example.ee/a,b;c',
    'add "=1+1" --phone "+371 2910 0652" --phone "work: 67000125 ext. 2" --notes "@x" --tag "-5"'
    ' --tag "a,b" --company "Põld OÜ" --title "[red]" --language lv --group top',
    'add "Mari Maasikas" --email "m@example.ee" --nickname Manni --street "Jõe 8; 2" --city Tartu'
    ' --postcode 51010 --region "" --country Eesti --tag café',
    'add "Mari Masikas" --phone "5551 2345"',
    'add "Jaan Tamm" --phone "112"',
    'add "Jaan Tamm" --company "Tamm \\"ja\\" Pojad" --phone "5559 9999"',
    'add "Vana 😀 Tuttav" --notes "first\nsecond, \'=third"',
    'log mari-maasikas "[red]\n\\"quoted\\" 😀; \\\\ =x" --with jaan-tamm --with c-1-1'
    ' --at mon 15:30 --back fri 14:30 --why "+ send, samples"',
    'log c-1-1 "" --outcome no-answer --out',
    'visit jaan-tamm-2 "came, saw" --at 2026-11-02',
    "callback mari-masikas 2026-11-27 'the price' --they -c email",
    "callback jaan-tamm fri 'a chair'",
    "callback jaan-tamm-2 fri 'a table'",
    "callback c-1-1 2026-11-23 'late'",
    "tried 4",
    "snooze 3 +3d",
    'done 1 "sent them" --back 2026-12-01',
    "drop 2",
    "rhythm mari-maasikas 30d",
    "week --print 2026-W48 -o /dev/null",
    'enter W48-A "01 wants two more /fri"',
    "contact merge mari-maasikas mari-masikas --yes",
    "contact distinct jaan-tamm jaan-tamm-2",
    "contact archive vana",
    "data restrict jaan-tamm",
    "group jaan-tamm medium --pin",
    "import contacts - --apply --map Kes=name --map Märkus=notes <<\n"
    "Kes,Tel,Märkus\nKai Kuld,26000417,kaks\n",
    "import calls - --apply <<\nNumber;Time;Type;Duration;Name\n"
    "+371 2600 0417;2026-11-16 14:30:05;Incoming;183;=Manni\n"
    "26000417;2026-11-17 09:12:00;Missed;0;\n"
    "26000417;2026-11-18 10:00:00;Outgoing;0;\n"
    "26000417;2026-11-19 10:00:00;Missed;0;\n"
    "+37256660000;2026-11-19 13:00:00;Missed;0;Juku\n"
    "+37256660000;2026-11-20 13:00:00;Incoming;45;Juku\n",
)
ORDERS = '''\
number,invoice,at,contact,handle,kind,state,delivered,paid,source,note,order_reverses,written,\
position,product_code,product,description,quantity,unit,price,amount,reverses,reverses_position
3,A-17,2026-11-02T10:15:00,,jaan-tamm,sale,placed,2026-11-03,2026-11-04,shop,'=x,,\
2026-11-02T08:15:00.000001+00:00,1,COF-1,Coffee; 1 kg,,0.5,kg,12.50,6.25,,
3,,2026-11-02T10:15:00,,jaan-tamm,sale,placed,,,,,,,2,,'=Filter,White filter,2,,0.4225,0.845,,
4,,2026-11-05,,,sale,placed,,,,,,2026-11-05T08:00:00+00:00,1,COF-1,Coffee; 1 kg,,1,kg,0.00,0.00,,
7,A-18,2026-11-09T09:00:00,,jaan-tamm,return,placed,,,,stale,3,2026-11-09T07:00:00+00:00,\
1,COF-1,Coffee; 1 kg,,-0.25,kg,12.50,-3.13,3,1
8,,2026-11-10T09:00:00,,c-1-1,sale,quote,,,mail,"an offer, ""soon""",,2026-11-10T07:00:00+00:00,\
,,,,,,,,,
9,,2026-11-11,,mari-maasikas,sale,lost,,,,,,2026-11-11T07:00:00+00:00,\
1,,'=Filter,,1,,0.42,0.42,,
'''
PRODUCTS = """\
code,name,category,unit,price,archived,created
COF-1,Coffee; 1 kg,drinks,kg,12.50,,2026-11-01T08:00:00+00:00
,'=Filter,,,0.4225,True,2026-11-01T08:00:00+00:00
"""
CASES = """\
number,handle,kind,stage,summary,opened,due,closed,solution,order,product,talks_written,written
2,jaan-tamm,complaint,delivery,'=arrived broken,2026-11-12T10:00:00,2026-11-19,,,3,COF-1,{},\
2026-11-12T08:00:00+00:00
5,mari-maasikas,question,,"what, now",2026-11-13T10:00:00,2026-11-20,2026-11-14T11:00:00,\
"told
them",,,,2026-11-13T08:00:00+00:00
"""
TODAY = dt.date(2026, 11, 21)
_WHO = "(SELECT handle FROM contact WHERE id = {})"
_TALK = "(SELECT written || summary FROM interaction WHERE id = {})"
_BACK = "(SELECT written || number FROM follow_up WHERE id = {})"
_ORDER = "(SELECT number FROM customer_order WHERE id = {})"
_LINE = (
    "(SELECT sale.number || ':' || sold.position FROM order_line AS sold"
    " JOIN customer_order AS sale ON sale.id = sold.order_id WHERE sold.id = {})"
)
_PRODUCT = "(SELECT code || name FROM product WHERE id = {})"
_CASE = "(SELECT number FROM customer_case WHERE id = {})"
_SHEET = "(SELECT name || printed FROM sheet WHERE id = {})"
# What an id leads to, in words that stay true in another book.
_NAMED = {
    "contact_id": _WHO, "company_id": _WHO, "other_id": _WHO, "interaction_id": _TALK,
    "opened_by": _TALK, "closed_by": _TALK, "follow_up_id": _BACK, "sheet_id": _SHEET,
    "order_id": _ORDER, "product_id": _PRODUCT, "case_id": _CASE, "reverses": _ORDER,
}  # fmt: skip
# What stays behind: the journal, drafts, and what the book keeps of itself in order to forget.
_LEFT_OUT = ("step", "change", "sheet_draft", "erasure", "written_file")


def answer_calls(book: Path) -> None:
    """Let one call be logged, one called back and one dropped; the others wait."""
    with db.writing(book, "catch-up") as session:
        dropped, missed, talked = session.exec(
            select(PhoneCall.id)
            .where(col(PhoneCall.contact_id).is_not(None), PhoneCall.kind != "out")
            .order_by(col(PhoneCall.at).desc())
        ).all()
        owner = session.get_one(PhoneCall, talked).contact_id or 0
        call_answers.drop_call(session, dropped, owner)
        call_answers.log_call(session, talked, owner, "from the log")
        call_answers.plan_callback(session, missed, owner, today=TODAY)


def sell(crm: Crm) -> None:
    """Products, orders and cases of every sort, one of them with a talk."""
    talk = crm("export interactions --json").json[0]["written"]
    files = {"products": PRODUCTS, "orders": ORDERS, "cases": CASES.format(f"{talk} 1")}
    for kind, text in files.items():
        said = crm(f"import {kind} - --apply", stdin=text)
        assert (said.code, "0 unreadable" in said.out) == (0, True), said


def tables(book: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for ids and the journal; a contact's in their order."""
    with sqlite3.connect(book) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_words%'"
            " AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        found = {
            name: _rows(connection, name) for (name,) in sorted(names) if name not in _LEFT_OUT
        }
    connection.close()
    return found


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    named = _NAMED | ({"reverses": _LINE} if table == "order_line" else {})
    shown = [
        named[column].format(f'{table}."{column}"') if column in named else f'"{column}"'
        for column in columns
        if column != "id"
    ]
    rows = connection.execute(f"SELECT {', '.join(shown)} FROM {table} ORDER BY id").fetchall()
    return sorted(rows, key=lambda row: str(row[0]))
