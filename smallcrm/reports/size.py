"""How much there is in the book, in a few numbers."""

from dataclasses import dataclass

from sqlmodel import Session


@dataclass(frozen=True)
class Size:
    """How many of each there are; `orders` are sales, quotes and returns together."""

    contacts: int
    talks: int
    callbacks: int
    orders: int
    cases: int
    steps: int


_QUERY = """
    SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM interaction),
    (SELECT count(*) FROM follow_up), (SELECT count(*) FROM customer_order),
    (SELECT count(*) FROM customer_case), (SELECT count(*) FROM step)
"""


def size_of(session: Session) -> Size:
    """Counted by plain SQL, so that no table class is loaded for it."""
    return Size(*session.connection().exec_driver_sql(_QUERY).one())
