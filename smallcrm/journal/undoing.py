"""Taking steps back and doing them again; each is a step of its own.

A redo finds the book just as the undo left it, so that it need not look at other steps.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, or_, select

from smallcrm import same_book
from smallcrm.errors import NotFound, Refused
from smallcrm.journal.dependence import in_the_way
from smallcrm.journal.entries import (
    ALONG,
    ERASURE,
    REDO,
    UNDO,
    Entry,
    along,
    any_erased,
    entry_of,
    forgotten_until,
    originals,
)  # fmt: skip
from smallcrm.journal.replay import put_back
from smallcrm.models.steps import Change, Step


@dataclass(frozen=True)
class Plan:
    """What has to go for a step to be taken back.

    `later` are the standing steps that build on it, the newest first; `undone` are older ones
    that were taken back after it, which now stand in its way.
    """

    step: int
    newest: bool
    later: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()


def plan_undo(session: Session, number: int | None = None) -> Plan:
    """What it takes to take back a step, or the newest command that still stands.

    NotFound for a number that there is not, or no longer; Refused for a step that does not stand,
    and for an erasure.
    """
    newest = newest_step(session)
    if number is None and newest is None:
        raise NotFound("there is nothing to undo")
    if number is None or number == newest:
        assert newest is not None
        _refuse_erasure(session.get_one(Step, newest))
        return Plan(newest, newest=True, undone=in_the_way(session, newest).undone)
    _check(session, number)
    found = in_the_way(session, number)
    return Plan(number, newest=False, later=found.later, undone=found.undone)


def newest_step(session: Session) -> int | None:
    """The newest command that still stands: what an undo without a number takes back."""
    return session.exec(
        select(Step.id)
        .where(col(Step.reverses).is_(None), col(Step.undone).is_(False), _written())
        .where(Step.id > forgotten_until(session))
        .order_by(col(Step.id).desc())
    ).first()


def _written() -> ColumnElement[bool]:
    """SQL for a step that did something; the one that is just being written did nothing yet."""
    return exists().where(col(Change.step_id) == Step.id)


def _check(session: Session, number: int) -> None:
    last = select(func.max(Step.id)).where(or_(_written(), col(Step.reverses).is_not(None)))
    if number < 1 or number > (session.exec(last).one() or 0):
        raise NotFound(f"there is no step {number}; crm history lists them")
    step = session.exec(select(Step).where(Step.id == number)).first()
    if step is None or number <= forgotten_until(session):
        raise NotFound(_say_gone(session, number))
    if step.reverses is not None:
        about = originals(session, step)[0]
        undo = same_book.crm(f"undo {about}")
        redo = same_book.crm("redo")
        way = undo if step.command == REDO else f"{redo}, while it is the last one"
        what = _say_along(session, step) or f"{step.command} of step {about}"
        raise Refused(f"step {number} is itself the {what} ({way})")
    if step.undone:
        raise Refused(f"step {number} ({step.command}) was taken back already")
    _refuse_erasure(step)


def _say_along(session: Session, step: Step) -> str:
    """What a step is that marks another which an undo took back too; nothing of any other step."""
    if step.command != ALONG:
        return ""
    undo = select(Step).where(Step.id < step.id, Step.command != ALONG)
    first = session.exec(undo.order_by(col(Step.id).desc()).limit(1)).one()
    return f"undo of step {step.reverses}, taken back together with step {first.reverses}"


def _say_gone(session: Session, number: int) -> str:
    """Why there is no such step any more: the oldest go for their age, any with an erasure."""
    asked = "crm config get journal.keep"
    if not any_erased(session):
        return f"step {number} was forgotten; {asked} says how long steps are kept"
    kept = select(func.min(Step.id)).where(Step.id > forgotten_until(session))
    if number < (session.exec(kept).one() or 0):
        return f"step {number} is gone, for its age ({asked}) or with an erasure"
    return f"step {number} went with an erasure: it was about the person, or was taken back before"


def _refuse_erasure(step: Step) -> None:
    """Nothing is kept of what was erased."""
    if step.command.startswith(ERASURE):
        raise Refused(
            f"step {step.id} erased somebody, which cannot be undone; crm undo STEP takes back an"
            " older one (crm history lists them)"
        )


def take_back(session: Session, plan: Plan) -> list[Entry]:
    """Take back the steps of a plan, the newest first, and return them in that order.

    The session's own step becomes the record of the undo.
    """
    steps = [session.get_one(Step, number) for number in (*plan.later, plan.step)]
    entries = [entry_of(session, step) for step in steps]
    for step in steps:
        try:
            put_back(session, step.id)
        except IntegrityError as error:  # what stood in the way is no longer in the journal
            raise Refused(f"step {step.id} ({step.command}) no longer fits the book") from error
        step.undone = True
    _current(session).reverses = plan.step
    session.flush()
    # After the changes, for these belong to the newest step.
    session.add_all(Step(command=ALONG, reverses=number) for number in plan.later)
    session.flush()
    return entries


def redo(session: Session) -> list[Entry]:
    """Do again what the newest undo took back; NotFound once something new was written."""
    last = session.exec(
        select(Step)
        .where(_written(), col(Step.undone).is_(False), col(Step.command) != REDO)
        .where(Step.id > forgotten_until(session))
        .order_by(col(Step.id).desc())
    ).first()
    if last is None or last.command != UNDO:
        raise NotFound("there is nothing to redo: the last command was not an undo")
    put_back(session, last.id)
    _current(session).reverses = last.id
    steps = [session.get_one(Step, number) for number in originals(session, last)]
    for mark in (last, *along(session, last)):
        mark.undone = True
    for step in steps:
        step.undone = False
    session.flush()
    return [entry_of(session, step) for step in steps]


def _current(session: Session) -> Step:
    return session.exec(select(Step).order_by(col(Step.id).desc()).limit(1)).one()
