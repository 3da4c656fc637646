"""From what is typed to what is ordered: the products that a basket's lines mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from sqlmodel import Session, select

from smallcrm.domain import products, settings
from smallcrm.domain.orders import Wanted
from smallcrm.errors import NoProduct, Unreadable
from smallcrm.models.sales import Product
from smallcrm.parsing.basket import UNITS, BasketLine, Shop, read_basket
from smallcrm.parsing.text import fold, one_line

NEW = "--new creates it"
PIECES = frozenset({"", "tk", "pc", "pcs", "stk", "gab"})  # folded
TO_UNIT = {"g": ("kg", 1000), "ml": ("l", 1000), "cl": ("l", 100), "cm": ("m", 100)}


def read(session: Session, words: Sequence[str]) -> list[BasketLine]:
    """The lines as typed; what the book knows settles which numbers belong to a product."""
    shop = Shop(
        is_product=cache(lambda text: products.is_product(session, text)),
        units=UNITS | {fold(unit) for unit in session.exec(select(Product.unit).distinct())},
        currency=settings.value_of(session, "currency"),
    )
    return read_basket(words, shop)


def unknown(
    session: Session, lines: Iterable[BasketLine]
) -> Iterator[tuple[BasketLine, NoProduct]]:
    """The lines whose product the book does not have, each product once, and what is said of it.

    Raises what else `products.resolve` does: such a product cannot be created either.
    """
    seen = set()
    for line in lines:
        try:
            products.resolve(session, line.product, way_out=NEW)
        except NoProduct as error:
            if fold(line.product) not in seen:
                yield line, error
            seen.add(fold(line.product))


def fill(
    session: Session,
    lines: Iterable[BasketLine],
    *,
    new: bool = False,
    prices: Mapping[str, int] | None = None,
) -> tuple[list[Wanted], list[Product]]:
    """What is ordered, and the products created for it.

    A product that the book does not have is created if it is `new` and has a price typed, or has
    one among the `prices`, by its folded name. NoProduct otherwise.
    """
    created: list[Product] = []
    wanted = []
    for line in lines:
        try:
            product = products.resolve(session, line.product, way_out=NEW)
        except NoProduct:
            named = fold(line.product) in (prices or {})
            if not (new or named):
                raise
            product = _create(session, line, (prices or {}).get(fold(line.product), line.price))
            created.append(product)
        wanted.append(Wanted(product, in_unit(line, product), line.price))
    return wanted, created


def _create(session: Session, line: BasketLine, price: int | None) -> Product:
    if price is None:
        name = one_line(line.product, longest=60)
        raise NoProduct(f'"{name}" is new; write its price behind it, as in {name}@12,50', name)
    unit = "" if fold(line.unit) in PIECES else line.unit
    return products.add(session, line.product, unit=unit, price=price)


def in_unit(line: BasketLine, product: Product) -> int:
    """Thousandths of the product's unit; Unreadable for a unit that leads nowhere."""
    typed, own = fold(line.unit), fold(product.unit)
    if not typed or typed == own or {typed, own} <= PIECES:
        return line.quantity
    larger, parts = TO_UNIT.get(typed, ("", 1))
    if larger and larger == own and line.quantity % parts == 0:
        return line.quantity // parts
    name = one_line(product.name, longest=60)
    sold = f"by the {one_line(product.unit)}" if own not in PIECES else "by the piece"
    raise Unreadable(
        f"{name} is sold {sold}, not by {one_line(line.unit)};"
        " write the quantity without a unit (crm product edit --unit changes it)"
    )
