"""Undo as a property: dump, command, undo, dump: equal; and redo brings it back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from round_trips import tables

from smallcrm import cli

# A line of every command that changes the book, run on a book in which callback 1 is open.
CHANGING = {
    "log": 'log mari "wants the offer" --back mon --tag vip --with jaan',
    "visit": 'visit mari "saw the shop" --at yesterday',
    "letter": 'letter mari "sent the list" --out',
    "email": 'email mari "sent the list"',
    "video": 'video mari "showed the chairs"',
    "chat": 'chat mari "asked back" --in',
    "note": 'note "Uus Inimene" "met at the fair" --new --phone "5559 9999" --company "Põld OÜ"',
    "callback": 'callback mari fri "send samples" --they',
    "done": 'done 1 "sent it" --back +2w --tag sent',
    "snooze": "snooze 1 +3d",
    "tried": "tried 1",
    "drop": "drop 1",
    "rhythm": "rhythm mari 30d",
    "case open": 'case mari "arrived broken" --stage delivery --kind warranty --by fri',
    "case note": 'case note 1 "promised a new one" --back mon',
    "case close": 'case close 1 "sent a new one"',
    "case reopen": "case reopen 2",
    "add": 'add "Õie Šmidt" --phone "5551 2345" --email oie@example.ee --tag new --city Tartu',
    "contact add": 'contact add "Põld OÜ" --kind company --web https://example.ee',
    "contact edit": 'contact edit mari --name "Mari Mets" --phone 111222 --no-phone 5551 --city ""',
    "contact archive": "contact archive mari",
    "contact restore": "contact restore vana",
    "contact merge": "contact merge mari jaan --yes",
    "contact distinct": "contact distinct mari jaan",
    "tag": "tag mari vip prospect",
    "untag": "untag mari hotel",
    "group set": "group mari top --pin",
    "sell": "sell mari 2 filters@1,50 0,5 tea 1 mug@4 --new --note gift --invoice A-1",
    "return": "return jaan 1 1 filters --why broken",
    "order edit": 'order edit 1 --note gift --add "1 tea" --line 1=4@2,50 --contact mari --at mon',
    "order place": "order place 2",
    "order deliver": "order deliver 1",
    "order pay": "order pay 1 --at yesterday",
    "order lose": "order lose 2",
    "product add": 'product add "Coffee beans" --code coffee-1kg --price 12,90',
    "product edit": 'product edit filters --name "Filters no. 4" --price "" --unit pk',
    "product archive": "product archive tea",
    "product restore": "product restore old lamp",
    "group suggest": "group suggest --apply",
    "config set": "config set country LV",
    "import": "import contacts - --apply",
    "week": "week --print -o /dev/null",
    "report due": "report due --callbacks --pick all --on mon",
    "data restrict": "data restrict mari",
    "enter": 'enter W48-A "01 wants two more /fri +hotel"',
}
READING = {
    "who", "show", "find", "today", "callbacks", "list", "contact list", "contact show",
    "contact dupes", "tags", "groups", "undo", "redo", "history", "export", "config get", "demo",
    "data decrypt", "data encrypt", "data passphrase",
    "data backup", "data check", "data rescue",
    "sheets", "sheet show", "print contact", "print list",
    "print labels", "catch-up", "order list", "order show", "product list", "case list",
    "report sales", "report cross-sell", "report loyal", "report activity", "report problems",
    "report intervals", "report quiet", "report groups", "report products", "why", "case show",
    "data report", "data due", "data disclose", "data backups", "data restore",
}  # fmt: skip
# What nothing takes back, and says so; see tests/commands/test_data_erase.py.
FINAL = {"data erase"}
# The same on a case.
ON_CASES = {
    "log on a case": 'log jaan "called again" --case 1',
    "log opens a case": 'log mari "arrived broken" --back fri --tag angry --case delivery',
    "done on a case": 'done 1 "it broke" --case use',
}
# Further kinds of files that `import` takes in.
IMPORTS = {
    "import calls": "import calls - --apply",
    "import orders": "import orders - --apply",
    "import cases": "import cases - --apply",
    "import products": "import products - --apply",
}
LINES = CHANGING | IMPORTS | ON_CASES
STDIN = {
    "calls": "number,time,type,duration\n55512345,2026-11-16 14:30,in,60\n",
    "orders": "invoice,date,customer,product,quantity,price\n1,18.11.2026,Uus Ostja,Kohv,2,12.50\n",
    "cases": "contact,opened,summary\nMari Maasikas,18.11.2026,arrived broken\n",
    "products": "code,name,price\nK1,Kohv,12.50\n",
}
FILE = "name,phone,email,company,tags\nTiit Kask,5553 1111,tiit@example.ee,Kask AS,new\n"


@pytest.fixture
def dump(crm: Crm, book: Path) -> Callable[[], Any]:
    """Everything in the book, as it is exported and as it is stored."""
    return lambda: {
        "exported": [rows for rows in crm("export everything --json").json.values() if rows],
        "stored": {name: rows for name, rows in tables(book).items() if rows},
    }


@pytest.fixture
def shop(crm: Crm) -> None:
    crm('add "Jaan Põld" --company "Põld OÜ" --phone "+372 5550 0001"')
    crm('add "Mari Maasikas" --phone "5551 2345" --tag hotel --city Tartu --nickname Manni')
    crm('add "Vana Tuttav"')
    crm("contact archive vana")
    crm("product add Filters --price 2")
    crm("product add Tea --unit kg --price 0,4225")
    crm("product add 'Old lamp'")
    crm("product archive old lamp")
    crm("sell jaan 3 filters --at 2026-11-16")
    crm("sell jaan 2 tea --quote")
    crm("sell jaan 1 tea --at 2026-11-12")
    crm('case jaan "the lid is loose" --stage use')
    crm('case jaan "which oil" --stage use --kind question')
    crm('case close 2 "linseed oil"')
    crm('log mari "asked the price" --back fri')
    crm("week --print 2026-W48 -o /dev/null")


def test_every_command_either_reads_or_is_undone_here() -> None:
    assert set(cli.leaf_commands()) == set(CHANGING) | READING | FINAL


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_undo_takes_a_command_back_and_redo_does_it_again(
    line: str, crm: Crm, dump: Callable[[], Any]
) -> None:
    before = dump()
    assert crm(line, stdin=STDIN.get(line.split()[1], FILE)).code == 0
    changed = dump()
    assert changed != before
    assert crm("undo").code == 0
    assert dump() == before
    assert crm("redo").code == 0
    assert dump() == changed


@pytest.mark.usefixtures("shop")
def test_undo_can_be_repeated_to_the_first_step(crm: Crm, dump: Callable[[], Any]) -> None:
    while crm("undo").code == 0:
        pass
    assert not any(dump().values())
    assert crm("undo").err == "there is nothing to undo\n"
    assert crm("undo").code == 3


@pytest.mark.usefixtures("shop")
def test_a_search_finds_what_undo_and_redo_brought_back(crm: Crm) -> None:
    for command in ("undo", "undo"):  # the sheet, and the talk before it
        crm(command)
    assert crm("find price").code == 3
    for command in ("redo", "redo"):
        crm(command)
    assert "asked the price" in crm("find price").out


@pytest.mark.usefixtures("shop")
def test_a_new_command_ends_what_can_be_redone(crm: Crm) -> None:
    crm("undo")
    crm("tag mari vip")
    assert crm("redo").code == 3


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(
    "line",
    [
        'log nobody "x"',
        'log mari "x" --back tomorow',
        "tag mari hotel",
        "done 99 x",
        "group mari x",
        "sell mari 3 mugs",
        "return jaan 1 4 filters --why x",
        "order edit 1 --note x --drop 2",
        "order deliver 2",
        "sell mari 3 mugs@2 2 old --new",
        "sell mari 3 mugs@2 0 tea --new",
        "sell mari 3 mugs@2 --new --source radio",
        "case mari x --stage roof",
        "case nobody x --stage use",
        "log mari x --case 99",
        "log mari x --case 1",
        "case close 99 x",
    ],
)
def test_a_command_that_fails_or_changes_nothing_leaves_no_step(line: str, crm: Crm) -> None:
    before = crm("history --json").json
    crm(line)
    assert crm("history --json").json == before


# A line that changes nothing in the shop, and what is said of it.
IDLE = {
    "contact edit mari": "Nothing changed for Mari Maasikas (mari-maasikas)",
    "contact edit mari --region ''": "Nothing changed for Mari Maasikas (mari-maasikas)",
    "contact edit mari --city Tartu": "Nothing changed for Mari Maasikas (mari-maasikas)",
    "rhythm mari off": "Nothing changed: Mari Maasikas has no rhythm",
    "rhythm jaan 30d": "Nothing changed: Jaan Põld is in touch every 30 days already",
    "snooze 1 fri": "Nothing changed: Callback 1, Mari Maasikas is due Fri 27 Nov (in 6 days)",
    "config set shop Põld": "Nothing changed: shop is Põld already",
    "config set currency ''": "Nothing changed: currency is EUR already",
    "tag mari hotel": "Mari Maasikas has that already: hotel",
    "case close 2 olive": "Nothing changed: Case 2, Jaan Põld was closed today 10:00: linseed oil",
    "case reopen 1": "Nothing changed: Case 1, Jaan Põld is open, due Sat 28 Nov (in 7 days)",
    "group mari none": "Mari Maasikas is in no group already",
    "order edit 1": "Nothing changed for order 1 (Jaan Põld)",
    "order edit 1 --line 1=3 --at 2026-11-16": "Nothing changed for order 1 (Jaan Põld)",
    "order place 1": "Nothing changed: Order 1 (Jaan Põld, €6.00): placed Mon 16 Nov,"
    " neither delivered nor paid yet",
    "product edit filters --price 2,00 --name Filters": "Nothing changed for Filters",
}


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(("line", "sentence"), IDLE.items(), ids=IDLE)
def test_a_command_that_changes_nothing_says_so_and_offers_no_undo(
    line: str, sentence: str, crm: Crm
) -> None:
    crm("rhythm jaan 30d")
    crm("config set shop Põld")
    before = crm("history --json").json
    said = crm(line)
    assert (said.code, said.out, said.err) == (0, f"{sentence}\n", "")
    assert crm("history --json").json == before
