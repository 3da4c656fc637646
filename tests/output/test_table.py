"""The main lists as they stand on terminals of 40 and 80 columns."""

import textwrap
from pathlib import Path

import pytest
from conftest import Crm
from shops import CAFE, stock
from terminal import screen

from smallcrm.output.layout import Ruler
from smallcrm.output.listing import Column, Listing
from smallcrm.output.table import lay_out

SCREENS = [
    (
        "today",
        40,
        """
Sat 21 Nov: 1 to call

Overdue
 2  Viesnīca Pērkona Pagalms SIA
    large
    +371 2910 0652 · 3 days late
    email: price per room for eleven
    rooms (they promised)
    Thu 19 Nov call: eleven more rooms,
    on one fixed day
""",
    ),
    (
        "today",
        80,
        """
Sat 21 Nov: 1 to call

Overdue
 2  Viesnīca Pērkona    +371 2910 0652  email: price per room for eleven rooms
    Pagalms SIA         3 days late     (they promised)
    large                               Thu 19 Nov call: eleven more rooms, on
                                        one fixed day
""",
    ),
    (
        "callbacks",
        40,
        """
 2  Viesnīca Pērkona Pagalms SIA
    large
    +371 2910 0652 · 3 days late
    email: price per room for eleven
    rooms (they promised)
    Thu 19 Nov call: eleven more rooms,
    on one fixed day

 1  Mari Maasikas
    Kohvik Lõoke OÜ, small
    55512345 · Mon 23 Nov
    offer for the chairs
    Mon 16 Nov call: asked the price of
    twenty chairs for the terrace
""",
    ),
    (
        "callbacks",
        80,
        """
 No  Who               Phone, due      Why, last words
 ───────────────────────────────────────────────────────────────────────────────
  2  Viesnīca Pērkona  +371 2910 0652  email: price per room for eleven rooms
     Pagalms SIA       3 days late     (they promised)
     large                             Thu 19 Nov call: eleven more rooms, on
                                       one fixed day
  1  Mari Maasikas     55512345        offer for the chairs
     Kohvik Lõoke OÜ,  Mon 23 Nov      Mon 16 Nov call: asked the price of
     small                             twenty chairs for the terrace
""",
    ),
    (
        "list",
        40,
        """
2 contacts

Mari Maasikas
  Kohvik Lõoke OÜ · mari-maasikas
  55512345 · mari.maasikas@example.ee
  small · café, vip
  last talk Mon 16 Nov · Tartu

Viesnīca Pērkona Pagalms SIA
  pagalms
  +371 2910 0652
  large · hotel · last talk Thu 19 Nov
""",
    ),
    (
        "list",
        80,
        """
2 contacts

                                                                  Last talk,
 Who                       Phone, e-mail             Group, tags  town
 ───────────────────────────────────────────────────────────────────────────────
 Mari Maasikas             55512345                  small        Mon 16 Nov
   Kohvik Lõoke OÜ         mari.maasikas@example.ee  café, vip    Tartu
   mari-maasikas
 Viesnīca Pērkona          +371 2910 0652            large        Thu 19 Nov
   Pagalms SIA                                       hotel
   pagalms
""",
    ),
    (
        "show mari",
        40,
        """
Mari Maasikas · Kohvik Lõoke OÜ
mari-maasikas · small · café, vip ·
  Tartu · every 30 days
55512345
mari.maasikas@example.ee
  1 call back Mon 23 Nov (in 2
    days): offer for the chairs

Mon 16 Nov · call
  asked the price of twenty chairs for
  the terrace
""",
    ),
    (
        "show mari",
        80,
        """
Mari Maasikas · Kohvik Lõoke OÜ
mari-maasikas · small · café, vip · Tartu · every 30 days
55512345
mari.maasikas@example.ee
  1 call back Mon 23 Nov (in 2 days): offer for the chairs

 When        How   What
 ──────────────────────────────────────────────────────────────────
 Mon 16 Nov  call  asked the price of twenty chairs for the terrace
""",
    ),
    (
        "find chairs",
        40,
        """
Mari Maasikas
  callback 1 Mon 23 Nov
  offer for the chairs

Mari Maasikas
  call Mon 16 Nov
  asked the price of twenty chairs for
  the terrace
""",
    ),
    (
        "find chairs",
        80,
        """
 Who, when                Text
 ─────────────────────────────────────────────────────────────────────────
 Mari Maasikas            offer for the chairs
   callback 1 Mon 23 Nov
 Mari Maasikas            asked the price of twenty chairs for the terrace
   call Mon 16 Nov
""",
    ),
]


@pytest.mark.parametrize(("line", "columns", "expected"), SCREENS)
def test_a_list_on_the_screen(line: str, columns: int, expected: str, crm: Crm, book: Path) -> None:
    stock(crm, book, *CAFE)
    assert screen(*line.split(), columns=columns).text.strip("\n") == expected.strip("\n")


def test_columns_never_touch_each_other() -> None:
    rows = [{"a": "x\n" + "word " * 12 + "w" * 90, "b": "other " * 20}] * 2
    columns = (Column("A", lambda row: str(row["a"])), Column("B", lambda row: str(row["b"])))
    for width in (64, 65, 66, 67, 68, 80, 81, 82, 83, 84):
        ruler = Ruler(width, len, textwrap.wrap)
        listing = Listing(("a", "b"), rows, columns)
        _, head, _, *lines = ("".join(text for text, _ in line) for line in lay_out(listing, ruler))
        gap = slice(head.index("B") - 2, head.index("B"))
        assert {line[gap] for line in lines if len(line) > gap.start} == {"  "}
