"""The calls of a phone's log from the JSON of a whole book, with what became of them."""

from collections.abc import Mapping

from sqlmodel import Session, select

from smallcrm.domain import settings
from smallcrm.domain.calls import normal_of
from smallcrm.domain.imports.counting import Counted
from smallcrm.domain.imports.people import People
from smallcrm.domain.imports.tables import Rows, take_each
from smallcrm.domain.imports.values import id_of, moment_of, text_of
from smallcrm.errors import Unreadable
from smallcrm.formats.calllog_fields import KINDS, LONGEST_CALL, read_name, read_number
from smallcrm.formats.tables_csv import TableRow
from smallcrm.models.calls import PhoneCall
from smallcrm.models.enums import CallState
from smallcrm.parsing.choices import choose


def take_calls(
    session: Session,
    people: People,
    rows: Rows,
    *,
    talks: Mapping[int, int],
    callbacks: Mapping[int, int],
) -> Counted:
    """The calls that this book does not have; `talks` and `callbacks` lead from ids in the file."""
    counted = Counted()
    country = settings.value_of(session, "country")

    def take(row: TableRow) -> None:
        call = _read(row, country)
        if _is_known(session, call):
            counted.same += 1
            return
        handle = text_of(row, "handle")
        call.contact_id = people.find(handle) if handle else None
        call.interaction_id = talks.get(id_of(row, "interaction") or 0)
        call.follow_up_id = callbacks.get(id_of(row, "callback") or 0)
        session.add(call)
        session.flush()
        counted.add(f"{call.at:%Y-%m-%d %H:%M} {call.kind} {call.number}")

    return take_each(rows, counted, take)


def _read(row: TableRow, country: str) -> PhoneCall:
    """The call under the number's form in this book's country."""
    number, at = read_number(text_of(row, "number")), moment_of(row, "at")
    seconds = id_of(row, "seconds") or 0
    if not number or at is None:
        raise Unreadable("a call needs a number and the moment it began")
    kind = choose(KINDS, text_of(row, "kind"), "kind of call")
    if not kind:
        raise Unreadable(f"a call needs a kind: {', '.join(KINDS)}")
    if seconds > LONGEST_CALL:
        raise Unreadable("a call must not last longer than ten days")
    return PhoneCall(
        number=number,
        normal=normal_of(number, country),
        at=at,
        kind=kind,
        seconds=seconds,
        name=read_name(text_of(row, "name")),
        state=choose(CallState, text_of(row, "state"), "state of a call"),
    )


def _is_known(session: Session, call: PhoneCall) -> bool:
    query = select(PhoneCall.id).where(
        PhoneCall.normal == call.normal, PhoneCall.at == call.at, PhoneCall.kind == call.kind
    )
    return session.exec(query).first() is not None
