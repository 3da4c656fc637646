"""Taking products in from a table: each row is new, one that we have, or unreadable."""

from collections.abc import Sequence

from sqlmodel import Session

from smallcrm.domain.imports.tables import Taking
from smallcrm.domain.imports.values import decimal_in, text_of, written_of
from smallcrm.errors import Unreadable
from smallcrm.formats.tables_csv import TableRow
from smallcrm.models.sales import Product
from smallcrm.parsing.money import is_kept, to_fine
from smallcrm.parsing.text import clean_line, fold, one_line


class Products(Taking[Product]):
    """The products of one file on their way into the book."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, Product)
        self._keys: set[tuple[str, str]] = set()

    def read(self, row: TableRow) -> Product:
        code = clean_line(text_of(row, "code"), "product code")
        name = clean_line(text_of(row, "name"), "product name") or code
        if not name:
            raise Unreadable("it has neither a name nor a code")
        price = _price(row)
        product = Product(
            code=code,
            code_folded=fold(code),
            name=name,
            folded=fold(name),
            category=clean_line(text_of(row, "category"), "category"),
            unit=clean_line(text_of(row, "unit"), "unit"),
            price=price,
            archived=bool(row.values.get("archived")),
        )
        product.created = written_of(row, "created") or product.created
        return self._once(product)

    def compared(self, row: TableRow) -> Sequence[str]:
        """The code, which no two have; without one the name, among those without one."""
        return ("code_folded",) if text_of(row, "code").strip() else ("code_folded", "folded")

    def _once(self, product: Product) -> Product:
        """No two of the file may be one: their code, or without one their name, tells them."""
        key = (product.code_folded, "" if product.code_folded else product.folded)
        if key in self._keys:
            shown = one_line(product.code or product.name, longest=60)
            raise Unreadable(f"{shown} stands in the file twice")
        self._keys.add(key)
        return product

    def sample(self, stored: Product, row: TableRow) -> str:
        return " ".join(filter(None, (stored.code, stored.name, text_of(row, "price"))))


def _price(row: TableRow) -> int | None:
    """In thousandths of a cent. Raises Unreadable."""
    price = decimal_in(row, "price")
    if price is not None and not (price >= 0 and is_kept(price)):
        raise Unreadable("its price is below zero, or more than a price can be")
    return None if price is None else to_fine(price)
