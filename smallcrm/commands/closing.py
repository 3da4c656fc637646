"""Callbacks one by one: plan, close by what was said, put off, drop; and rhythms."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands import asking
from smallcrm.commands.app import (
    App,
    Desk,
    Quiet,
    Tags,
    WhenBack,
    Who,
    WhoInWords,
    WordsCommand,
    complete_handle,
    desk_of,
    nothing_lost,
)
from smallcrm.commands.saying import (
    SaidBack,
    callback_number,
    finish,
    restriction_remarks,
    say_back,
)
from smallcrm.commands.talking import (
    STAND_IN,
    At,
    CaseOption,
    ChannelOption,
    Incoming,
    OutcomeOption,
    Summary,
    Talked,
    Why,
    With,
    check_why,
    record,
    when_it_was,
)
from smallcrm.errors import Unreadable
from smallcrm.output.terminal import say
from smallcrm.parsing.dates import read_ahead, read_leading_day, read_span
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from sqlmodel import Session

app = App()

Which = Annotated[
    str,
    typer.Argument(
        help="The callback's number, or a name with just one.",
        metavar="NUMBER",
        autocompletion=complete_handle,
    ),
]
WhichInWords = Annotated[
    list[str],
    typer.Argument(
        help="The callback's number, or a name with just one.",
        metavar="NUMBER",
        autocompletion=complete_handle,
    ),
]


@app.command("callback")
def callback(
    ctx: typer.Context,
    name: Who,
    day: Annotated[str, typer.Argument(help="The day: fri, +3d, 31.12., w48.", metavar="DAY")],
    why: Annotated[list[str] | None, typer.Argument(help="What about.", metavar="WHY")] = None,
    they: Annotated[bool, typer.Option("--they", help="They promised to call.")] = False,
    channel: ChannelOption = "call",
    quiet: Quiet = False,
) -> None:
    """Plan a callback without a talk."""
    from smallcrm.domain import followups, resolving
    from smallcrm.models.enums import Promiser
    from smallcrm.output.wording import say_due

    desk, words = desk_of(ctx), [name, day, *(why or ())]
    with desk.writing("callback", unsaved=desk.typed) as session:
        contact, rest = resolving.resolve_leading(session, words, today=desk.today)
        when, used = read_leading_day(rest, desk.today)
        reason = " ".join(rest[used:]) or ("they promised to call" if they else "call again")
        planned = followups.plan(
            session,
            contact,
            reason,
            due=when.day,
            due_time=when.time,
            channel=channel,
            promised_by=Promiser.THEY if they else Promiser.ME,
        )
    if quiet:
        say(str(planned.number))
        return
    due = say_due(when.day, desk.today, when.time)
    say(f"Planned for {one_line(contact.name)}: callback {due}, number {planned.number}")
    remarks = (when.remark, *restriction_remarks(contact))
    finish(one_line(reason, longest=70), remarks=remarks)


@app.command("done", cls=WordsCommand)
def done(
    ctx: typer.Context,
    which: Which,
    summary: Summary = None,
    back: WhenBack = "",
    tag: Tags = None,
    channel: ChannelOption = "",
    at: At = "",
    incoming: Incoming = None,
    outcome: OutcomeOption = "",
    with_: With = None,
    why: Why = "",
    case: CaseOption = "",
    quiet: Quiet = False,
) -> None:
    """Close a callback by saying what was said; -b opens the next."""
    check_why(why, back)
    desk = desk_of(ctx)
    talked = Talked(
        summary="",
        channel=channel,
        at=when_it_was(desk, at),
        direction="" if incoming is None else "in" if incoming else "out",
        outcome=outcome,
        others=tuple(with_ or ()),
        tags=tuple(tag or ()),
        back=read_ahead(back, desk.today) if back else None,
        why=why,
        case=case,
    )
    talked = replace(talked, summary=_summary(desk, which, summary, talked))
    with nothing_lost(talked.summary if summary in (None, ["-"]) else ""):
        said = _close(desk, which, talked)
    say_back(said, desk.today, quiet=quiet)


def _summary(desk: Desk, which: str, words: list[str] | None, talked: Talked) -> str:
    """The words typed, or else read or asked for once the rest of the line is known to be good."""
    if words and words != ["-"]:
        return " ".join(words)
    with desk.rehearsing() as session:
        _record_close(session, desk, which, replace(talked, summary=STAND_IN))
    if words:
        return asking.read_stdin("summary")
    return asking.ask("What was said", instead="type it after the number")


def _close(desk: Desk, which: str, talked: Talked) -> SaidBack:
    with desk.writing("done", unsaved=talked.summary) as session:
        return _record_close(session, desk, which, talked)


def _record_close(session: "Session", desk: Desk, which: str, talked: Talked) -> SaidBack:
    from smallcrm.domain import followups
    from smallcrm.models.contacts import Contact
    from smallcrm.models.enums import Closing
    from smallcrm.models.talks import Interaction

    followup = followups.find_open(session, which, today=desk.today)
    contact = session.get_one(Contact, followup.contact_id)
    talked = replace(talked, channel=talked.channel or followup.channel)
    said = record(session, desk, contact, talked)
    talk = session.get_one(Interaction, said.talk.id)
    followups.close(session, followup, Closing.DONE, on=desk.today, by=talk)
    return replace(said, closed=f"callback {followup.number} is done")


@app.command("snooze")
def snooze(
    ctx: typer.Context,
    which: Which,
    when: Annotated[
        list[str], typer.Argument(help="Until when: mon, +3d, next week.", metavar="WHEN")
    ],
) -> None:
    """Put a callback off: it is in no list until its day."""
    from smallcrm.domain import followups
    from smallcrm.models.contacts import Contact
    from smallcrm.output.wording import say_due

    desk, day = desk_of(ctx), read_ahead(" ".join(when), desk_of(ctx).today)
    with desk.writing("snooze") as session:
        followup = followups.find_open(session, which, today=desk.today)
        followups.move(session, followup, day.day, day.time)
        contact = session.get_one(Contact, followup.contact_id)
    due = say_due(day.day, desk.today, day.time)
    if not desk.changed:
        say(f"Nothing changed: {callback_number(followup.number, contact.name)} is due {due}")
        return
    say(f"{callback_number(followup.number, contact.name)} is put off: callback {due}")
    finish(remarks=(day.remark,))


@app.command("tried")
def tried(ctx: typer.Context, which: WhichInWords) -> None:
    """Nobody answered: count the try, call the next working day."""
    from smallcrm.domain import followups
    from smallcrm.models.contacts import Contact
    from smallcrm.output.wording import say_due

    desk = desk_of(ctx)
    with desk.writing("tried") as session:
        followup = followups.find_open(session, " ".join(which), today=desk.today)
        followups.count_try(session, followup, today=desk.today)
        contact = session.get_one(Contact, followup.contact_id)
    tries = "once" if followup.tries == 1 else f"{followup.tries} times"
    due = say_due(followup.due, desk.today, followup.due_time)
    say(f"{callback_number(followup.number, contact.name)}: tried {tries}; callback {due}")
    finish()


@app.command("drop")
def drop(ctx: typer.Context, which: WhichInWords) -> None:
    """Close a callback without a talk: it is no longer needed."""
    from smallcrm.domain import followups
    from smallcrm.models.contacts import Contact
    from smallcrm.models.enums import Closing

    desk = desk_of(ctx)
    with desk.writing("drop") as session:
        followup = followups.find_open(session, " ".join(which), today=desk.today)
        followups.close(session, followup, Closing.DROPPED, on=desk.today)
        contact = session.get_one(Contact, followup.contact_id)
    why = one_line(followup.why, longest=70)
    say(f"{callback_number(followup.number, contact.name)} is dropped: {why}")
    finish()


@app.command("rhythm")
def rhythm(
    ctx: typer.Context,
    name: WhoInWords,
    span: Annotated[str, typer.Argument(help="30d, 6w, 3m, or off.", metavar="SPAN|off")],
) -> None:
    """Stay in touch every so often; any talk starts the count anew."""
    from smallcrm.domain import contacts, resolving

    desk = desk_of(ctx)
    days = None if span.lower() == "off" else _days(desk, span)
    with desk.writing("rhythm") as session:
        contact = resolving.resolve(session, " ".join(name), today=desk.today)
        contacts.set_rhythm(session, contact, days, today=desk.today)
    shown = one_line(contact.name)
    if not desk.changed:
        rhythm = f"is in touch every {days} days already" if days else "has no rhythm"
        say(f"Nothing changed: {shown} {rhythm}")
        return
    say(f"{shown}: in touch every {days} days" if days else f"{shown}: no rhythm any more")
    finish()


def _days(desk: Desk, span: str) -> int:
    days = (desk.today + read_span(span) - desk.today).days
    if not days:
        raise Unreadable(f'a rhythm is at least a day: not "{span}"')
    return days
