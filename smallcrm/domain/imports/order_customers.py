"""Which contacts the orders of a file belong to; customers who are unknown become new ones."""

from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from smallcrm.domain.contacts import SEARCHED
from smallcrm.errors import Ambiguous
from smallcrm.models.contacts import Contact, FormerHandle
from smallcrm.models.enums import Kind
from smallcrm.parsing.names import make_handle, search_words
from smallcrm.parsing.text import fold, one_line

_MOST_NAMED = 4
_TEXTS = ("nickname", "company", "company_folded", "title", "language", "notes", "group",
          "street", "postcode", "city", "region", "birthday")  # fmt: skip


class Customers:
    """The contacts of the book, archived ones too, as orders name them: by number and by name.

    A number is the customer's own (`source_id`); one that a contact has from another program, as
    in `outlook:17`, is taken if no other contact has it and the name, if any, is the contact's.
    `numbered` are the contacts that were found otherwise and got their number: `17 → mari`.
    """

    def __init__(self, session: Session, *, with_doubtful: bool = False) -> None:
        self.new: list[str] = []
        self.numbered: list[str] = []
        self._session = session
        self._with_doubtful = with_doubtful
        self._cache: dict[tuple[str, str], int] = {}
        self._by_number: dict[str, int] = {}
        self._by_foreign: dict[str, list[int]] = {}
        self._by_name: dict[str, list[int]] = {}
        self._by_handle: dict[str, int] = {}
        self._handles: dict[int, str] = {}
        self._names: dict[int, set[str]] = {}
        self._numbers: dict[int, str] = {}
        self._taken = set(session.exec(select(FormerHandle.handle)))
        self._last: dict[str, int] = {}
        query = select(
            Contact.id, Contact.handle, Contact.name, Contact.nickname, Contact.company,
            Contact.source_id,
        )  # type: ignore[call-overload]  # fmt: skip
        for row in session.exec(query.order_by(col(Contact.id))):
            self._note(*row)

    def _note(
        self, number: int, handle: str, name: str, nickname: str, company: str, source: str
    ) -> None:
        self._by_handle[handle] = number
        self._handles[number] = handle
        self._numbers[number] = source
        names = {fold(name), *(fold(part) for part in nickname.split(",") if part.strip())}
        for one in names:
            self._by_name.setdefault(one, []).append(number)
        for line in source.splitlines():
            _, sign, tail = line.rpartition(":")
            if sign:
                self._by_foreign.setdefault(tail, []).append(number)
                self._names[number] = names | {fold(company)}
            else:
                self._by_number.setdefault(line, number)

    def find(self, number: str, name: str) -> int | None:
        """The id of the contact; None if it is new. Ambiguous if several have the name."""
        key = (number, name)
        if key not in self._cache:
            found = self._look_up(number, name)
            if found is None:
                return None
            self._cache[key] = found
        return self._cache[key]

    def _look_up(self, number: str, name: str) -> int | None:
        if number in self._by_number:
            return self._by_number[number]
        folded = fold(name)
        foreign = self._by_foreign.get(number, []) if number else []
        same = [one for one in foreign if not name or folded in self._names[one]]
        if len(same) == 1:
            return same[0]
        if not name:
            return None
        if folded in self._by_handle and not self._is_numbered(self._by_handle[folded], number):
            return self._by_handle[folded]
        called = self._by_name.get(folded, [])
        called = [one for one in called if not self._is_numbered(one, number)]
        if len(called) > 1 and not self._with_doubtful:
            listed = ", ".join(self._handles[one] for one in called[:_MOST_NAMED])
            shown = one_line(name, longest=60)
            raise Ambiguous(f'"{shown}" fits {len(called)} contacts; write a handle: {listed}')
        return called[0] if len(called) == 1 else None

    def _is_numbered(self, contact_id: int, number: str) -> bool:
        """Whether the contact is known by another customer's number."""
        lines = self._numbers[contact_id].splitlines()
        return bool(number) and any(":" not in line for line in lines)

    def take(self, number: str, name: str, country: str) -> int | None:
        """The id of the contact, made if it is new; None for a walk-in."""
        if not number and not name:
            return None
        found = self.find(number, name)
        if found is None:
            found = self._add(number, name, country)
        elif number and number not in self._by_number:
            self._number(found, number)
        return found

    def _number(self, contact_id: int, number: str) -> None:
        """Keep a customer's number with the contact, so that the next file finds it."""
        known = f"{self._numbers[contact_id]}\n{number}".strip()
        self._session.connection().execute(
            update(Contact).where(col(Contact.id) == contact_id).values(source_id=known)
        )
        self._numbers[contact_id] = known
        self._by_number[number] = contact_id
        self.numbered.append(f"{number} → {self._handles[contact_id]}")

    def _add(self, number: str, name: str, country: str) -> int:
        called = name or f"Customer {number}"
        values: dict[str, Any] = dict.fromkeys(_TEXTS, "") | {
            "kind": str(Kind.PERSON), "name": called, "folded": search_words(called, ""),
            "handle": self._free_handle(called), "country": country, "source_id": number,
            "archived": False,
        }  # fmt: skip
        values["search"] = fold("\n".join(values[field] for field in SEARCHED))
        made = self._session.connection().execute(insert(Contact), values).inserted_primary_key
        assert made is not None
        self._note(int(made[0]), values["handle"], called, "", "", number)
        self._cache[number, name] = int(made[0])
        self.new.append(called)
        return int(made[0])

    def _free_handle(self, name: str) -> str:
        base = handle = make_handle(name)
        number = self._last.get(base, 1)
        while handle in self._by_handle or handle in self._taken:
            number += 1
            handle = f"{base}-{number}"
        self._last[base] = number
        return handle
