"""Which products the same customers buy: pairs, and who bought the one but never the other.

The measures are those of Agrawal, Imieliński and Swami (1993), "Mining association rules between
sets of items in large databases", with a customer's whole history as one basket; lift is from Brin,
Motwani, Ullman and Tsur (1997).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import nsmallest
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from smallcrm.domain.listed import is_listed
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import OrderKind
from smallcrm.models.sales import Order, OrderLine, Product
from smallcrm.reports.period import Period
from smallcrm.reports.sales import counts

Buyers = int  # a set of customers as the bits of a number: sets of thousands are met in no time
LEAST_TOGETHER = 2  # customers; what one customer bought is no pattern
MOST_PRODUCTS = 1000  # that are compared, those with the most customers
SPARE = 50  # times as many pairs as are wanted are kept before the weak ones are dropped


@dataclass(frozen=True)
class Pair:
    """Two products by their ids; `together` customers bought both, of `customers` in all.

    `first` is the one that fewer customers bought.
    """

    first: int
    second: int
    together: int
    first_count: int
    second_count: int
    customers: int

    @property
    def support(self) -> Fraction:
        """The share of all customers who bought both."""
        return Fraction(self.together, self.customers)

    @property
    def confidence(self) -> Fraction:
        """The share of those who bought the first and bought the second too."""
        return Fraction(self.together, self.first_count)

    @property
    def lift(self) -> Fraction:
        """How many times likelier the second is with the first than without knowing of it."""
        return Fraction(self.together * self.customers, self.first_count * self.second_count)


@dataclass(frozen=True)
class Baskets:
    """Who bought what: of each product the set of its customers, numbered from 0."""

    buyers_of: Mapping[int, Buyers]
    contact_ids: tuple[int, ...]


def baskets(session: Session, period: Period) -> Baskets:
    """The customers of every product in the period; those put aside are none.

    The orders of a product come as one text: half a million rows, one by one, take twice as long.
    """
    whose = dict(session.exec(_customers(period)).all())
    query = select(OrderLine.product_id, func.group_concat(OrderLine.order_id))
    rows = session.exec(query.group_by(col(OrderLine.product_id)))
    return gather(
        {
            product: {whose.get(int(order)) for order in orders.split(",")}
            for product, orders in rows
        }
    )


def _customers(period: Period) -> Any:
    """A query of order and customer."""
    query: Any = select(Order.id, Order.contact_id)
    return query.join(Contact, col(Contact.id) == col(Order.contact_id)).where(
        Order.kind == OrderKind.SALE, is_listed(), *counts(period)
    )


def gather(bought: Mapping[int, set[int | None]]) -> Baskets:
    """The sets of customers as numbers, from those by their ids; None is nobody's."""
    contact_ids = tuple(sorted({one for members in bought.values() for one in members if one}))
    places = {contact: place for place, contact in enumerate(contact_ids)}
    sets = {
        product: _bits((places[one] for one in members if one), len(places))
        for product, members in bought.items()
    }
    return Baskets({product: buyers for product, buyers in sets.items() if buyers}, contact_ids)


def _bits(members: Iterable[int], size: int) -> Buyers:
    """The members as bits, set in bytes first: a shift for each would copy the whole number."""
    filled = bytearray(size // 8 + 1)
    for member in members:
        filled[member >> 3] |= 1 << (member & 7)
    return int.from_bytes(filled, "little")


def common_products(found: Baskets) -> list[int]:
    """The ids of the products that are compared, those that the most customers bought first."""
    ranked = sorted((-buyers.bit_count(), product) for product, buyers in found.buyers_of.items())
    return [product for _, product in ranked[:MOST_PRODUCTS]]


def strongest_pairs(found: Baskets, *, product: int | None = None, most: int = 20) -> list[Pair]:
    """The pairs of products with the strongest tie, at most so many of them.

    The order is by how many more customers bought both than chance would have it. `product`: only
    pairs with that one.
    """
    customers = len(found.contact_ids)
    common = [_counted(found, one) for one in common_products(found)]
    firsts = common if product is None else [_counted(found, product)]
    tied: list[tuple[int, int, int, int]] = []
    floor = 0
    for place, (one, buyers, count) in enumerate(firsts, 1):
        for other, others, other_count in common[place:] if product is None else common:
            # More than chance, in whole numbers: together / customers > the product of the shares.
            together = (buyers & others).bit_count()
            excess = together * customers - count * other_count
            if excess > floor and together >= LEAST_TOGETHER and one != other:
                tied.append((-excess, one, other, together))
        if len(tied) > SPARE * most:
            tied = nsmallest(most, tied)
            floor = -tied[-1][0] - 1
    return [_pair(found, *pair) for pair in nsmallest(most, tied)]


def _counted(found: Baskets, product: int) -> tuple[int, Buyers, int]:
    buyers = found.buyers_of.get(product, 0)
    return product, buyers, buyers.bit_count()


def _pair(found: Baskets, _: int, one: int, other: int, together: int) -> Pair:
    """The rarer product first: who bought it is the likelier to buy the other."""
    counted = sorted((found.buyers_of[each].bit_count(), each) for each in (one, other))
    (first_count, first), (second_count, second) = counted
    return Pair(first, second, together, first_count, second_count, len(found.contact_ids))


def without(found: Baskets, bought: int, never: int) -> list[int]:
    """The ids of the contacts who bought the one product but never the other."""
    only = found.buyers_of.get(bought, 0) & ~found.buyers_of.get(never, 0)
    return [contact for place, contact in enumerate(found.contact_ids) if only >> place & 1]


def offers(found: Baskets, contact_id: int, most: int = 20) -> list[Pair]:
    """What to offer a customer: pairs of a product that he bought and one that he never did.

    Of each that he never bought the pair with the highest confidence, the surest first.
    """
    if contact_id not in found.contact_ids:
        return []
    mark = 1 << found.contact_ids.index(contact_id)
    common = [_counted(found, one) for one in common_products(found)]
    bought = [one for one in common if one[1] & mark]
    never = [one for one in common if not one[1] & mark]
    best = (_surest(bought, one, len(found.contact_ids)) for one in never)
    return sorted((pair for pair in best if pair), key=_by_confidence)[:most]


def _surest(bought: Sequence[tuple[int, Buyers, int]], other: Any, customers: int) -> Pair | None:
    second, others, second_count = other
    tied = (
        Pair(first, second, (buyers & others).bit_count(), count, second_count, customers)
        for first, buyers, count in bought
    )
    telling = [pair for pair in tied if pair.together >= LEAST_TOGETHER and pair.lift > 1]
    return min(telling, key=_by_confidence) if telling else None


def _by_confidence(pair: Pair) -> tuple[Fraction, int, int, int]:
    return -pair.confidence, -pair.together, pair.second, pair.first


def products_in(session: Session, pairs: Sequence[Pair]) -> dict[int, Product]:
    """The products of the pairs by their ids."""
    ids = {one for pair in pairs for one in (pair.first, pair.second)}
    query = select(Product).where(col(Product.id).in_(ids))
    return {product.id: product for product in session.exec(query)}


def named(session: Session, contact_ids: Sequence[int]) -> list[tuple[str, str]]:
    """The names and handles of contacts, by name."""
    wanted = set(contact_ids)
    query = select(Contact.id, Contact.name, Contact.handle).order_by(
        col(Contact.folded), col(Contact.id)
    )
    return [(name, handle) for one, name, handle in session.exec(query) if one in wanted]
