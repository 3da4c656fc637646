"""Cases as plain records."""

import datetime as dt
from collections.abc import Iterator

from sqlmodel import Session, col, func, select

from smallcrm.domain.exports.records import Of, Record, handles_of
from smallcrm.models.cases import Case, CaseTalk
from smallcrm.models.sales import Order, Product
from smallcrm.models.talks import Interaction


def case_records(session: Session, of: Of = None) -> Iterator[Record]:
    """The cases with their order by its number, their product, and the talks about them.

    The talks by their ids, and by the moments they were written with their place among those of
    that moment, as in `2026-11-21T08:00:00+00:00 1`: these stay true in another book.
    """
    handles = handles_of(session)
    orders = dict(session.exec(select(Order.id, Order.number)).all())
    products = {row.id: row.code or row.name for row in session.exec(select(Product))}
    talks: dict[int, list[tuple[int, str]]] = {}
    for case_id, id_, written in session.exec(
        select(CaseTalk.case_id, CaseTalk.interaction_id, Interaction.written)
        .join(Interaction, col(Interaction.id) == col(CaseTalk.interaction_id))
        .order_by(col(CaseTalk.id))
    ):
        talks.setdefault(case_id, []).append((id_, _place(session, id_, written)))
    for row in session.exec(select(Case).order_by(col(Case.id))):
        if of is not None and row.contact_id not in of:
            continue
        mine = talks.get(row.id, [])
        yield {
            "number": row.number,
            "handle": handles[row.contact_id],
            "kind": row.kind,
            "stage": row.stage,
            "summary": row.summary,
            "solution": row.solution,
            "opened": row.opened,
            "due": row.due,
            "closed": row.closed,
            "order": orders.get(row.order_id or 0),
            "product": products.get(row.product_id or 0),
            "talks": [id_ for id_, _ in mine],
            "talks_written": [text for _, text in mine],
            "written": row.written,
        }


def _place(session: Session, id_: int, written: dt.datetime) -> str:
    before = select(func.count()).where(Interaction.written == written, col(Interaction.id) <= id_)
    return f"{written.isoformat()} {session.exec(before).one()}"
