"""What is sold: the products, and how much of each was."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from smallcrm.models.enums import OrderKind, OrderState
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.parsing.text import fold, words


@dataclass(frozen=True)
class ProductFilter:
    """Which products a list is about; every condition that is given must hold.

    `words` are starts of words in the name or the code.
    """

    words: tuple[str, ...] = ()
    category: str = ""
    archived: bool = False  # those too


@dataclass(frozen=True)
class ProductLine:
    """A product in a list; `price` in thousandths of a cent or None.

    `sold`: thousandths of a unit in placed orders, less what came back; `orders`: in how many
    placed orders it was.
    """

    code: str
    name: str
    category: str
    unit: str
    price: int | None
    sold: int
    orders: int
    archived: bool


def list_products(session: Session, which: ProductFilter) -> list[ProductLine]:
    """The products that the filter lets through, by name."""
    query = select(Product).order_by(col(Product.folded), col(Product.code_folded))
    if not which.archived:
        query = query.where(col(Product.archived).is_(False))
    found = [product for product in session.exec(query) if _is_wanted(product, which)]
    sold = _sold(session)
    return [
        ProductLine(
            code=product.code,
            name=product.name,
            category=product.category,
            unit=product.unit,
            price=product.price,
            sold=sold.get(product.id, (0, 0))[0],
            orders=sold.get(product.id, (0, 0))[1],
            archived=product.archived,
        )
        for product in found
    ]


def _is_wanted(product: Product, which: ProductFilter) -> bool:
    if which.category and fold(product.category) != fold(which.category):
        return False
    return _begins(which.words, words(f"{product.name} {product.code}"))


def _begins(starts: Sequence[str], there: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in there) for start in starts)


def _sold(session: Session) -> dict[int, tuple[int, int]]:
    """How much of each product was sold in how many orders, by the product's id."""
    query = (
        select(
            OrderLine.product_id,
            func.sum(OrderLine.quantity),
            func.count(func.distinct(Order.id)).filter(col(Order.kind) == OrderKind.SALE),
        )
        .join(Order, col(Order.id) == col(OrderLine.order_id))
        .where(or_(Order.state == OrderState.PLACED, Order.kind == OrderKind.RETURN))
        .group_by(col(OrderLine.product_id))
    )
    return {product: (quantity, count) for product, quantity, count in session.exec(query)}
