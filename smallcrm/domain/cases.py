"""Cases: what went wrong or was asked, the talks about it, and how it was solved."""

import datetime as dt

from sqlmodel import Session, col, func, select

from smallcrm.domain import settings
from smallcrm.domain.resolving import resolve
from smallcrm.errors import Ambiguous, NotFound, Refused, Unreadable
from smallcrm.models.cases import Case, CaseTalk
from smallcrm.models.contacts import Contact
from smallcrm.models.enums import CaseKind, Stage
from smallcrm.models.sales import Order, Product
from smallcrm.models.talks import Interaction
from smallcrm.parsing.choices import choose
from smallcrm.parsing.text import LONGEST_TEXT, clean, fold, one_line

LONGEST_NUMBER = 6  # more digits are a phone number
MOST_LISTED = 8


def open_case(
    session: Session,
    contact: Contact,
    summary: str,
    *,
    stage: str,
    opened: dt.datetime,
    due: dt.date | None = None,
    kind: str = CaseKind.COMPLAINT,
    order: Order | None = None,
    product: Product | None = None,
) -> Case:
    """A new case of the contact, due after the book's `cases.days` unless a day is given.

    Refused for the order of somebody else.
    """
    if order:
        _check_order(session, contact, order)
    case = Case(
        number=next_number(session),
        contact_id=contact.id,
        kind=choose(CaseKind, kind, "kind of case"),
        stage=read_stage(stage),
        summary=_said(summary, "summary"),
        folded="",
        opened=opened,
        due=due or usual_due(session, opened.date()),
        order_id=order.id if order else None,
        product_id=product.id if product else None,
    )
    _store(session, case)
    return case


def read_stage(text: str) -> str:
    """One of the stages, by its start; Unreadable lists them."""
    if not text.strip():
        raise Unreadable(f"the stage is missing; --stage names it: {', '.join(Stage)}")
    return choose(Stage, text, "stage")


def usual_due(session: Session, day: dt.date) -> dt.date:
    """By when a case that came up on that day is to be solved."""
    return day + dt.timedelta(days=int(settings.value_of(session, "cases.days")))


def next_number(session: Session) -> int:
    return (session.exec(select(func.max(Case.number))).one() or 0) + 1


def close(session: Session, case: Case, solution: str, *, at: dt.datetime) -> None:
    """Say how an open case was solved; what solved it before it was reopened stays in front.

    Unreadable for an empty solution, or a day before the case was opened.
    """
    if at.date() < case.opened.date():
        raise Unreadable(
            f"case {case.number} was opened on {case.opened:%Y-%m-%d}, so it was not closed before"
        )
    solved = [case.solution, _said(solution, "solution")]
    case.solution = clean("\n".join(filter(None, solved)), "solution", longest=LONGEST_TEXT)
    case.closed = at
    _store(session, case)


def reopen(session: Session, case: Case, *, due: dt.date) -> None:
    """Open a closed case again, to be solved by a new day."""
    case.closed = None
    case.due = due
    _store(session, case)


def take_up(session: Session, contact: Contact, talk: Interaction, text: str) -> tuple[Case, bool]:
    """Put a talk of the contact on the case of that number, or on one that it opens at a stage.

    Returns the case and whether it is new. Refused for the case of another firm's contact.
    """
    if is_number(text):
        case, is_new = numbered(session, text), False
        _check_case(session, contact, case)
    else:
        case = open_case(session, contact, talk.summary, stage=_stage(text), opened=talk.at)
        is_new = True
    session.add(CaseTalk(case_id=case.id, interaction_id=talk.id))
    session.flush()
    return case, is_new


def find(session: Session, text: str, *, today: dt.date, is_open: bool | None = None) -> Case:
    """The case with that number, or the only one of the contact so named.

    A contact's cases count if they are open, or closed, as `is_open` says; else all, but an only
    open one comes before the closed. A number finds its case in any state.
    """
    if is_number(text):
        return numbered(session, text)
    contact = resolve(session, text, today=today, archived=True)
    found = cases_of(session, contact)
    if is_open is None:
        found = [case for case in found if not case.closed] or found
    else:
        found = [case for case in found if (case.closed is None) is is_open]
    return _only_one(contact, found, {True: "open ", False: "closed ", None: ""}[is_open])


def is_number(text: str) -> bool:
    """Whether the text is a case's number: `12` or `#12`."""
    digits = text.strip().removeprefix("#")
    return digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER


def numbered(session: Session, text: str) -> Case:
    """The case with that number; NotFound if there is none."""
    number = int(text.strip().removeprefix("#"))
    found = session.exec(select(Case).where(Case.number == number)).first()
    if found is None:
        raise NotFound(f"there is no case {number} (crm case list --all shows them)")
    return found


def cases_of(session: Session, contact: Contact) -> list[Case]:
    """The contact's own cases, the first due first."""
    query = select(Case).where(Case.contact_id == contact.id)
    return list(session.exec(query.order_by(col(Case.due), col(Case.number))))


def _only_one(contact: Contact, found: list[Case], state: str) -> Case:
    name = one_line(contact.name, longest=60)
    if not found:
        raise NotFound(
            f"{name} has no {state}case"
            f' (crm case {contact.handle} "what is wrong" --stage STAGE opens one)'
        )
    if len(found) > 1:
        shown = found[:MOST_LISTED]
        listed = "; ".join(f"{case.number} {one_line(case.summary, longest=40)}" for case in shown)
        more = f"; and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else ""
        raise Ambiguous(f"{name} has {len(found)} {state}cases; say the number: {listed}{more}")
    return found[0]


def _stage(text: str) -> str:
    try:
        return read_stage(text)
    except Unreadable as error:
        raise Unreadable(f"{error}; or type a case's number") from None


def _check_case(session: Session, contact: Contact, case: Case) -> None:
    owner = session.get_one(Contact, case.contact_id)
    if _firm(owner) != _firm(contact):
        raise Refused(
            f"case {case.number} is {one_line(owner.name, longest=60)}'s, and"
            f" {one_line(contact.name, longest=60)} does not belong there"
            f" (crm case list --contact {contact.handle} shows the right ones)"
        )


def _check_order(session: Session, contact: Contact, order: Order) -> None:
    """A walk-in's order may be anybody's."""
    owner = session.get(Contact, order.contact_id) if order.contact_id else None
    if owner and _firm(owner) != _firm(contact):
        raise Refused(
            f"order {order.number} is {one_line(owner.name, longest=60)}'s, and"
            f" {one_line(contact.name, longest=60)} does not belong there"
        )


def _firm(contact: Contact) -> int:
    """What a company and its people have in common; a person alone is a firm of one."""
    return contact.company_id or contact.id


def _said(text: str, what: str) -> str:
    if not text.strip():
        raise Unreadable(f"a case needs a {what}, and it is empty")
    return clean(text, what, longest=LONGEST_TEXT)


def _store(session: Session, case: Case) -> None:
    case.folded = fold(f"{case.summary}\n{case.solution}".strip())
    session.add(case)
    session.flush()
