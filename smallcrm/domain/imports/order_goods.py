"""Which products the lines of orders name: by their code, else by their name; new ones are made."""

from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from smallcrm.domain.imports.order_stage import StagedLine
from smallcrm.errors import Ambiguous
from smallcrm.formats.order_record import OrderLineRecord
from smallcrm.models.sales import Product
from smallcrm.parsing.money import to_fine
from smallcrm.parsing.text import fold, one_line


class Goods:
    """The products of the book, archived ones too, and those that the lines of a file make."""

    def __init__(self, session: Session) -> None:
        self.new: list[str] = []
        self._session = session
        self._by_code: dict[str, int] = {}
        self._by_name: dict[str, list[int]] = {}
        self._without_code: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._found: dict[tuple[str, str], int] = {}
        self._called: dict[str, tuple[str, str, int | None]] = {}
        self._good: set[str] = set()
        self._met: set[tuple[str, str, bool]] = set()
        query = select(Product.id, Product.code_folded, Product.folded, Product.name)
        for number, code, folded, name in session.exec(query.order_by(col(Product.id))):
            self._note(number, code, folded, name)

    def _note(self, number: int, code: str, folded: str, name: str) -> None:
        self._names[number] = name
        self._by_name.setdefault(folded, []).append(number)
        if code:
            self._by_code[code] = number
        else:
            self._without_code.setdefault(folded, number)

    def hear(self, record: OrderLineRecord) -> None:
        """Note what a line calls its product: the first that was sold at a price names it."""
        good = bool(record.price or record.amount) and record.quantity_milli > 0
        key = (record.product_code, record.product, good)
        if key in self._met:
            return
        self._met.add(key)
        known = fold(record.product_code or record.product)
        if known in self._good or not any(map(str.isalpha, record.product)):
            return
        if good or known not in self._called:
            price = to_fine(record.price) if good and record.price is not None else None
            self._called[known] = (record.product, record.unit, price)
        if good:
            self._good.add(known)

    def find(self, line: StagedLine) -> int | None:
        """The id of a line's product; None if it is new. Ambiguous if several have the name."""
        key = (line.code, line.product)
        if key not in self._found:
            found = self._look_up(*key)
            if found is None:
                return None
            self._found[key] = found
        return self._found[key]

    def _look_up(self, code: str, name: str) -> int | None:
        if code and (found := self._by_code.get(fold(code))):
            return found
        folded = fold(name)
        if found := self._without_code.get(folded):
            return found
        same = [] if code or not name else self._by_name.get(folded, [])
        if len(same) > 1:
            shown = one_line(name, longest=60)
            raise Ambiguous(f'{len(same)} products are called "{shown}"; a column of codes tells')
        return same[0] if same else None

    def take(self, line: StagedLine) -> int:
        """The id of a line's product, which is made if it is new."""
        return self.find(line) or self._add(line)

    def _add(self, line: StagedLine) -> int:
        known = fold(line.code or line.product)
        called = self._called.get(known, ("", line.unit, None))
        name, unit, price = called
        name = name or line.product or line.code
        values: dict[str, Any] = {
            "code": line.code, "code_folded": fold(line.code), "name": name, "folded": fold(name),
            "category": "", "unit": unit, "price": price, "archived": False,
        }  # fmt: skip
        made = self._session.connection().execute(insert(Product), values).inserted_primary_key
        assert made is not None
        number = int(made[0])
        self._note(number, values["code_folded"], values["folded"], name)
        self._found[line.code, line.product] = number
        self.new.append(name)
        return number

    def description(self, product_id: int, text: str) -> str:
        """What the invoice called a product, where that is not its name."""
        return "" if text == self._names[product_id] else text
