"""Random commands, taken back in any order: the book goes back and forth between known states."""

import random
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from conftest import Crm
from round_trips import tables

NAMES = ("Mari Maasikas", "Jaan Põld", "Õie Šmidt", "Põld OÜ", "Kai Kuld")
WHO = ("mari", "jaan", "oie", "kai", "pold", "mets")
LINES = (
    "add '{name}' --phone '5551 234{n}' --tag hotel",
    "add '{name}' --kind company",
    "contact edit {who} --name 'Mari Mets {n}' --phone 600{n}",
    "contact edit {who} --company 'Põld OÜ' --no-phone 5551",
    "contact archive {who}",
    "contact restore {who}",
    "contact merge {who} {other} --yes",
    "contact distinct {who} {other}",
    "log {who} 'asked the price {n}' --back fri --tag t{n} --with {other}",
    "log {who} 'told {n}' --case {n}",
    "note {who} 'looked in' --at mon",
    "callback {who} fri 'send samples'",
    "done {n} 'sent it' --back +2w",
    "snooze {n} +3d",
    "tried {n}",
    "drop {n}",
    "rhythm {who} {n}0d",
    "tag {who} vip t{n}",
    "untag {who} vip",
    "group {who} top",
    "config set country {country}",
    "config set shop 'Shop {n}'",
    "product add Filter{n} --price 2 --code f-{n}",
    "product edit Filter{n} --code f-{m}",
    "sell {who} 3 Filter{n} 1 Filter{m}",
    "sell {who} 2 Filter{n} --quote",
    "return {who} {n} 1 Filter{m} --why broken",
    "order edit {n} --line 1=4 --contact {who}",
    "order edit {n} --add '1 Filter{m}'",
    "order place {n}",
    "order deliver {n}",
    "order pay {n}",
    "case {who} 'broken {n}' --stage delivery",
    "case close {n} 'mended'",
    "case reopen {n}",
    "week --print -o /dev/null",
    "import contacts - --apply --update",
    "import calls - --apply",
)
CONTACTS = "name,phone,company,tags\nTiit Kask,5553 1111,Kask AS,new\nMari,5551 2341,,vip\n"
CALLS = "number,time,type\n5551234{n},2026-11-16 14:3{n},in\n1188,2026-11-16 14:30,missed\n"


@dataclass
class Walk:
    """A walk through random commands; `taken` are the states before what can be done again."""

    crm: Crm
    book: Path
    chance: random.Random
    taken: list[Any] = field(default_factory=list)
    refused: int = 0
    older: int = 0

    def step(self) -> None:
        """A command, an undo of the newest step or of any, or a redo."""
        kind = self.chance.choices(
            (self.type_line, self.undo, self.undo_older, self.redo), (9, 1, 3, 1)
        )[0]
        kind()

    def type_line(self) -> None:
        """A command, which may be refused."""
        n, m = self.chance.randint(1, 4), self.chance.randint(1, 4)
        who, other = self.chance.sample(WHO, 2)
        line = self.chance.choice(LINES).format(
            name=self.chance.choice(NAMES), who=who, other=other, n=n, m=m,
            country=self.chance.choice(("EE", "LV", "NO")),
        )  # fmt: skip
        stdin = CONTACTS if "contacts" in line else CALLS.format(n=n)
        before = self.standing()
        self.crm(line, stdin=stdin)
        if self.standing() != before:
            self.taken.clear()

    def standing(self) -> list[int]:
        with sqlite3.connect(self.book) as connection:
            found = connection.execute("SELECT id FROM step WHERE reverses IS NULL AND NOT undone")
            steps = [row[0] for row in found]
        connection.close()
        return steps

    def undo(self) -> None:
        self._back("undo")

    def undo_older(self) -> None:
        if standing := self.standing():
            step = self.chance.choice(standing)
            self._back(f"undo {step} --yes{self.chance.choice(('', ' --with-later'))}")

    def _back(self, line: str) -> None:
        """Take something back, look whether the book is whole, and do it again, or that twice."""
        before = tables(self.book)
        said = self.crm(line)
        if said.code == 0:
            self.taken.append(before)
            self.older += " " in line
            checked = self.crm("data check")
            assert checked.code == 0, (line, checked)
            self.again()
            if self.chance.random() < 0.5:
                assert self.crm(line).code == 0
                self.taken.append(before)
            return
        assert said.code in (3, 5), (line, said)
        assert "no longer fits" not in said.err, (line, said)
        self.refused += 1
        assert tables(self.book) == before, line

    def redo(self) -> None:
        if self.taken:
            self.again()
        else:
            assert self.crm("redo").code == 3

    def again(self) -> None:
        said = self.crm("redo")
        assert said.code == 0, said
        assert tables(self.book) == self.taken.pop()

    def home(self) -> None:
        """Back to the empty book."""
        while (said := self.crm("undo")).code == 0:
            pass
        if said.code == 5:
            self.refused += 1
            return
        assert said.err == "there is nothing to undo\n"
        assert not any(tables(self.book).values())
