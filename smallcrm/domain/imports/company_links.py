"""People noted as working at a company, linked to it once it is a contact of its own."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from smallcrm.models.contacts import Contact
from smallcrm.models.enums import Kind
from smallcrm.parsing.text import fold


def companies_of(session: Session, *, after: int = 0) -> dict[str, int]:
    """The first company of each name, folded, with an id after that."""
    companies: dict[str, int] = {}
    listed = select(Contact.id, Contact.name).where(Contact.kind == Kind.COMPANY)
    for number, name in session.exec(listed.where(Contact.id > after).order_by(col(Contact.id))):
        companies.setdefault(fold(name), number)
    return companies


def link_people(
    session: Session, companies: Mapping[str, int], *, newest: int | None = None
) -> None:
    """Link those who are not linked yet, up to the `newest` id."""
    if not companies:
        return
    people = select(Contact.id, Contact.company_folded).where(
        col(Contact.company_id).is_(None), Contact.company_folded != ""
    )
    if newest is not None:
        people = people.where(Contact.id <= newest)
    links = [
        (companies[company], number)
        for number, company in session.exec(people)
        if companies.get(company, number) != number
    ]
    if links:
        session.connection().exec_driver_sql(
            "UPDATE contact SET company_id = ? WHERE id = ?", links
        )
        session.expire_all()
