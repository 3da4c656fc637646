"""Random commands against a plain model; a third of them are killed, and none leaves a half.

The same few sequences are run every time; SMALLCRM_SEQUENCES=200 runs so many others, and prints
how many commands were killed where, and what was found after them.
"""

import contextlib
import io
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import plain_book
import pytest
from conftest import Crm
from dying import Dying
from hypothesis import Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from plain_book import FINE, GROUPS, NAMES, PRICES, Book, Callback, Case, Order, Talk, Who

from smallcrm import cli

SEQUENCES, STEPS = 7, 30  # in each of the halves, of which each has a processor
UNDONE = 3  # steps that are taken back at the end
ASKED = int(os.environ.get("SMALLCRM_SEQUENCES", 0))
ACKNOWLEDGED = ("takes it back", "does it again")
SHOWS_FIRST = ("contact merge", "import")  # what is printed before the book is written


@dataclass(frozen=True)
class Kill:
    """Where a command is killed: so far through its events, at its last ones, or by a file's size.

    `at` is in thousandths; of the last events it is how many are left.
    """

    how: str
    at: int


KILLS = (
    st.none()
    | st.none()
    | st.builds(Kill, st.sampled_from(["through", "through", "late", "size"]), st.integers(0, 999))
)
PICK = st.integers(0, 999)


class Sequences(RuleBasedStateMachine):
    """One book and its model; each rule types one command."""

    start: Path
    dying: Dying
    folder: Path
    tally: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.path = self.folder / "book.db"
        shutil.copy(self.start, self.path)
        self.book = Book()
        self.past: list[Book] = []
        self.future: list[Book] = []
        self.count = 0
        self.names = iter(NAMES)

    # What is typed.

    @rule(kill=KILLS)
    def add(self, kill: Kill | None) -> None:
        name = next(self.names)
        text, after = self._begin()
        after.contacts[plain_book.handle_of(name)] = Who(name, tags=frozenset({text}))
        self._type(["add", name, "--tag", text], after, kill)

    @precondition(lambda self: self.book.present())
    @rule(pick=PICK, other=PICK, back=st.booleans(), kill=KILLS)
    def log(self, pick: int, other: int, back: bool, kill: Kill | None) -> None:
        handle, companion = (self._pick(self.book.present(), one) for one in (pick, other))
        text, after = self._begin()
        channel = ("log", "visit", "letter")[other % 3]
        others = frozenset({companion} - {handle})
        words = [channel, handle, text, "--tag", text, *(f"--with={one}" for one in others)]
        after.talks[text] = Talk(handle, "call" if channel == "log" else channel, others)
        self._tag(after, handle, text)
        if back:
            due = plain_book.day(self.count)
            words += ["--back", due, "--why", f"why {text}"]
            after.callbacks[f"why {text}"] = Callback(handle, due, due)
        self._type(words, after, kill)

    @precondition(lambda self: self.book.open_callbacks())
    @rule(pick=PICK, how=st.sampled_from(["done", "snooze", "drop"]), kill=KILLS)
    def settle(self, pick: int, how: str, kill: Kill | None) -> None:
        why = self._pick(self.book.open_callbacks(), pick)
        text, after = self._begin()
        one = after.callbacks[why]
        words = [how, plain_book.number_of(self.path, "follow_up", "why", why)]
        if how == "snooze":
            words.append(plain_book.day(self.count))
            after.callbacks[why] = replace(one, due=words[-1])
        elif how == "drop":
            after.callbacks[why] = replace(one, closing="dropped")
        else:
            words.append(text)
            after.callbacks[why] = replace(one, closing="done")
            after.talks[text] = Talk(one.handle, "call")
        self._type(words, after, kill)

    @precondition(lambda self: self.book.present())
    @rule(pick=PICK, kill=KILLS)
    def tag(self, pick: int, kill: Kill | None) -> None:
        handle = self._pick(self.book.present(), pick)
        text, after = self._begin()
        self._tag(after, handle, text)
        self._type(["tag", handle, text], after, kill)

    @precondition(lambda self: any(self.book.contacts[one].tags for one in self.book.present()))
    @rule(pick=PICK, kill=KILLS)
    def untag(self, pick: int, kill: Kill | None) -> None:
        tagged = [one for one in self.book.present() if self.book.contacts[one].tags]
        handle = self._pick(tagged, pick)
        _, after = self._begin()
        who = after.contacts[handle]
        word = self._pick(list(who.tags), pick)
        after.contacts[handle] = replace(who, tags=who.tags - {word})
        self._type(["untag", handle, word], after, kill)

    @precondition(lambda self: self.book.present())
    @rule(pick=PICK, kill=KILLS)
    def group(self, pick: int, kill: Kill | None) -> None:
        handle = self._pick(self.book.present(), pick)
        _, after = self._begin()
        who = after.contacts[handle]
        group = self._pick([one for one in GROUPS if one != who.group], pick)
        after.contacts[handle] = replace(who, group=group)
        self._type(["group", handle, group], after, kill)

    @precondition(lambda self: self.book.present())
    @rule(pick=PICK, kill=KILLS)
    def edit(self, pick: int, kill: Kill | None) -> None:
        handle = self._pick(self.book.present(), pick)
        text, after = self._begin()
        who = after.contacts[handle]
        phone = f"5550 {self.count:04}"
        after.contacts[handle] = replace(who, city=text, points=who.points | {phone})
        self._type(["contact", "edit", handle, "--city", text, "--phone", phone], after, kill)

    @precondition(lambda self: self.book.present())
    @rule(pick=PICK, count=st.integers(1, 9), kill=KILLS)
    def sell(self, pick: int, count: int, kill: Kill | None) -> None:
        handle = self._pick(self.book.present(), pick)
        text, after = self._begin()
        lines = (("Tea", count), ("Mugs", 2))[: 1 + pick % 2]
        total = sum(PRICES[name] * much for name, much in lines) * FINE
        after.orders[text] = Order(handle, "sale", total, lines)
        bought = [word for name, much in lines for word in (str(much), name.lower())]
        self._type(["sell", handle, *bought, "--note", text], after, kill)

    @precondition(lambda self: self.book.returnable())
    @rule(pick=PICK, kill=KILLS)
    def take_back(self, pick: int, kill: Kill | None) -> None:
        sold = self._pick(self.book.returnable(), pick)
        text, after = self._begin()
        handle, count = after.orders[sold].handle, 1 + pick % after.left(sold)
        lines, total = (("Tea", -count),), -count * PRICES["Tea"] * FINE
        after.orders[text] = Order(handle, "return", total, lines, sold)
        number = plain_book.number_of(self.path, "customer_order", "note", sold)
        self._type(["return", handle, number, str(count), "tea", "--why", text], after, kill)

    @precondition(lambda self: self.book.present())
    @rule(pick=PICK, kill=KILLS)
    def open_case(self, pick: int, kill: Kill | None) -> None:
        handle = self._pick(self.book.present(), pick)
        text, after = self._begin()
        after.cases[text] = Case(handle, "use")
        self._type(["case", "open", handle, text, "--stage", "use"], after, kill)

    @precondition(lambda self: self.book.open_cases())
    @rule(pick=PICK, kill=KILLS)
    def close_case(self, pick: int, kill: Kill | None) -> None:
        summary = self._pick(self.book.open_cases(), pick)
        text, after = self._begin()
        after.cases[summary] = replace(after.cases[summary], solution=text)
        number = plain_book.number_of(self.path, "customer_case", "summary", summary)
        self._type(["case", "close", number, text], after, kill)

    @precondition(lambda self: len(self.book.present()) > 2)
    @rule(pick=PICK, kill=KILLS)
    def archive(self, pick: int, kill: Kill | None) -> None:
        handle = self._pick(self.book.present(), pick)
        _, after = self._begin()
        after.contacts[handle] = replace(after.contacts[handle], archived=True)
        self._type(["contact", "archive", handle], after, kill)

    @precondition(lambda self: self.book.archived())
    @rule(pick=PICK, kill=KILLS)
    def restore(self, pick: int, kill: Kill | None) -> None:
        handle = self._pick(self.book.archived(), pick)
        _, after = self._begin()
        after.contacts[handle] = replace(after.contacts[handle], archived=False)
        self._type(["contact", "restore", handle], after, kill)

    @precondition(lambda self: len(self.book.present()) > 2)
    @rule(pick=PICK, kill=KILLS)
    def merge(self, pick: int, kill: Kill | None) -> None:
        kept = self._pick(self.book.present(), pick)
        gone = self._pick([one for one in self.book.present() if one != kept], pick)
        _, after = self._begin()
        after.merge(kept, gone)
        self._type(["contact", "merge", kept, gone, "--yes"], after, kill)

    @rule(count=st.integers(1, 4), kill=KILLS)
    def take_in(self, count: int, kill: Kill | None) -> None:
        text, after = self._begin()
        rows = ["name,city,tags,phone"]
        for row in range(count):
            name, phone = next(self.names), f"5551 {self.count:03}{row}"
            rows.append(f"{name},{text},{text},{phone}")
            after.contacts[plain_book.handle_of(name)] = Who(
                name, city=text, tags=frozenset({text}), points=frozenset({phone})
            )
        file = self.folder / "people.csv"
        file.write_text("\n".join(rows), "utf-8")
        self._type(["import", "contacts", str(file), "--apply"], after, kill)

    @precondition(lambda self: self.past)
    @rule(kill=KILLS)
    def undo(self, kill: Kill | None) -> None:
        before = self.book
        if self._run(["undo"], self.past[-1], kill):
            self.book = self.past.pop()
            self.future.append(before)

    @precondition(lambda self: self.future)
    @rule(kill=KILLS)
    def redo(self, kill: Kill | None) -> None:
        before = self.book
        if self._run(["redo"], self.future[-1], kill):
            self.book = self.future.pop()
            self.past.append(before)

    # What must hold.

    @invariant()
    def the_book_is_as_the_model_says(self) -> None:
        assert plain_book.seen(self.path) == self.book

    def teardown(self) -> None:
        """The book is whole, with nothing lying about, and the last steps can be taken back."""
        code, said = self._in_process(["data", "check"])
        assert (code, said[:18]) == (0, "The book is whole:")
        for before in self.past[: -UNDONE - 1 : -1]:
            assert self._in_process(["undo"])[0] == 0
            assert plain_book.seen(self.path) == before
        if ASKED:
            print(f"so far {self.tally.total()}: {dict(self.tally)}", file=sys.__stderr__)
        if self.past:  # a kill before the first page is safe leaves one to the next command
            assert not Path(f"{self.path}-journal").exists()

    # How it is typed.

    def _begin(self) -> tuple[str, Book]:
        """A word that was never said before, and the book as the command is to leave it."""
        self.count += 1
        return f"w{self.count:03}", self.book.copied()

    @staticmethod
    def _pick(choices: list[str], number: int) -> str:
        return sorted(choices)[number % len(choices)]

    @staticmethod
    def _tag(book: Book, handle: str, word: str) -> None:
        who = book.contacts[handle]
        book.contacts[handle] = replace(who, tags=who.tags | {word})

    def _type(self, words: list[str], after: Book, kill: Kill | None) -> None:
        if self._run(words, after, kill):
            self.past.append(self.book)
            self.future.clear()
            self.book = after

    def _run(self, words: list[str], after: Book, kill: Kill | None) -> bool:
        """Run the command, killed or not; whether the book is as it should be after it."""
        if kill is None:
            code, said = self._in_process(words)
            assert code == 0, (words, said)
            return True
        ended = self.dying.run(*self._line(words), **self._point(words, kill))
        found = plain_book.seen(self.path)
        assert ended.code in (0, -9, -25), (words, ended)
        assert found in (self.book, after), (words, ended)
        if ended.code == 0 or self._acknowledged(words, ended.out):
            assert found == after, (words, ended)
        state = "after" if found == after else "before"
        self.tally[f"{kill.how}: {'killed' if ended.was_killed else 'spared'}, {state}"] += 1
        return found == after

    @staticmethod
    def _acknowledged(words: list[str], said: str) -> bool:
        """Whether the owner was told that it is done."""
        if any(" ".join(words).startswith(verb) for verb in SHOWS_FIRST):
            return any(mark in said for mark in ACKNOWLEDGED)
        return bool(said)

    def _point(self, words: list[str], kill: Kill) -> dict[str, int]:
        """Where that is in this command; its events are counted on a copy of the book."""
        if kill.how == "size":
            return {"size": 1 + self.path.stat().st_size * kill.at // 1000}
        copy = self.folder / "copy" / "book.db"
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(self.path, copy)
        events = self.dying.run(*self._line(words, copy)).events
        if kill.how == "late":
            return {"event": max(1, events - kill.at % 12)}
        return {"event": 1 + events * kill.at // 1000}

    def _line(self, words: list[str], path: Path | None = None) -> list[str]:
        return ["--db", str(path or self.path), *words]

    def _in_process(self, words: list[str]) -> tuple[int, str]:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.run(self._line(words))
        return code, out.getvalue() + err.getvalue()


@pytest.fixture
def dying() -> Iterator[Dying]:
    process = Dying()
    yield process
    process.close()


@pytest.mark.parametrize("half", [1, 2])
def test_no_sequence_of_commands_and_kills_leaves_a_half(
    half: int, crm: Crm, book: Path, dying: Dying, tmp_path: Path
) -> None:
    for name, price in PRICES.items():
        crm(f"product add {name} --price {price}")

    class Half(Sequences):
        start = book
        folder = tmp_path / "sequence"

    Half.dying, Half.tally = dying, Counter()
    run_state_machine_as_test(
        Half if ASKED else seed(half)(Half),
        settings=settings(
            max_examples=ASKED or SEQUENCES,
            stateful_step_count=STEPS,
            phases=[Phase.generate, *([Phase.shrink] if ASKED else [])],
            database=None,
        ),
    )
    print(f"{Half.tally.total()} to be killed: {dict(sorted(Half.tally.items()))}")
    assert Half.tally["through: killed, before"] and Half.tally["late: killed, after"]
