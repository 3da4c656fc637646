"""Logging what happened: `log`, and the same command under each channel's name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands import asking
from smallcrm.commands.app import (
    App,
    Desk,
    InGroup,
    Quiet,
    Tags,
    WhenBack,
    Who,
    WordsCommand,
    desk_of,
    handed_back,
    nothing_lost,
)
from smallcrm.commands.saying import SaidBack, lookalike_remarks, restriction_remarks, say_back
from smallcrm.errors import NoContact, Refused, Unreadable
from smallcrm.output.terminal import is_terminal, remark
from smallcrm.parsing.dates import When, read_ahead, read_back
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.contacts import Contact
    from smallcrm.models.talks import Interaction

app = App()

NEW = "--new creates one"

# The flat verbs and the channel each one logs; `log` is a phone call unless -c says otherwise.
VERBS = {
    "log": "call",
    "visit": "visit",
    "letter": "letter",
    "email": "email",
    "video": "video",
    "chat": "chat",
    "note": "note",
}

STAND_IN = "…"  # for the words that are still to be asked for

Summary = Annotated[
    list[str] | None,
    typer.Argument(help="What was said; - reads it from standard input.", metavar="SUMMARY"),
]
ChannelOption = Annotated[
    str, typer.Option("--channel", "-c", help="Call, visit, letter, email, video, chat or note.")
]
At = Annotated[str, typer.Option("--at", help="When it was: mon, -2d, yesterday 15:30.")]
Incoming = Annotated[bool | None, typer.Option("--in/--out", help="They turned to me, or I did.")]
OutcomeOption = Annotated[str, typer.Option(help="Reached, no-answer or message.")]
With = Annotated[list[str] | None, typer.Option("--with", help="Who else took part; repeatable.")]
Why = Annotated[str, typer.Option(help="What to call back about; else the summary.")]
CaseOption = Annotated[
    str,
    typer.Option(
        "--case", help="Put it on that case, by number; or open one at a stage: delivery, use ..."
    ),
]
Edit = Annotated[bool, typer.Option("--edit", help="Write the summary in $VISUAL or $EDITOR.")]


@dataclass(frozen=True)
class Talked:
    """What was typed about a talk, apart from who it was with."""

    summary: str
    channel: str
    at: When | None  # None is now
    direction: str = ""
    outcome: str = ""
    others: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    back: When | None = None
    why: str = ""
    case: str = ""  # its number, or the stage of a new one


@dataclass(frozen=True)
class Newcomer:
    """The contact to create on the way."""

    name: str
    phone: str = ""
    company: str = ""
    group: str = ""


class TalkCommand(WordsCommand):
    """A command that logs a talk, of which an empty tag would be missed too."""

    refuses_empty = WordsCommand.refuses_empty | {"tag": "write a word"}


def _verb(name: str, channel: str) -> Callable[..., None]:
    """The command that logs a talk over the channel."""

    def verb(
        ctx: typer.Context,
        who: Who,
        summary: Summary = None,
        back: WhenBack = "",
        tag: Tags = None,
        channel: ChannelOption = channel,
        at: At = "",
        incoming: Incoming = None,
        outcome: OutcomeOption = "",
        with_: With = None,
        why: Why = "",
        case: CaseOption = "",
        edit: Edit = False,
        new: Annotated[bool, typer.Option("--new", help="Create the contact on the way.")] = False,
        phone: Annotated[str, typer.Option(help="The new contact's number.")] = "",
        company: Annotated[str, typer.Option(help="Where the new contact works.")] = "",
        group: InGroup = "",
        quiet: Quiet = False,
    ) -> None:
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
        words = [who, *(summary or ())]
        newcomer = Newcomer(who, phone, company, group)
        if not new and (phone or company or group):
            raise Unreadable("--phone, --company and --group belong to a new contact: add --new")
        with handed_back(desk.typed if summary and summary != ["-"] else ""):
            said = _log(desk, name, words, talked, newcomer, new=new, edit=edit)
        say_back(said, desk.today, quiet=quiet)

    said = "a talk" if name == "log" else f"a {channel}" if channel != "email" else "an e-mail"
    verb.__doc__ = f"Log {said}: with whom, what was said, when to call back."
    return verb


for _name, _channel in VERBS.items():
    app.command(_name, cls=TalkCommand)(_verb(_name, _channel))


def check_why(why: str, back: str) -> None:
    """Unreadable for a reason without the callback that it is for."""
    if why and not back:
        raise Unreadable("--why says what to call back about: add the day with --back")


def when_it_was(desk: Desk, at: str) -> When | None:
    """The moment of a talk that --at says; None is now."""
    return read_back(at, desk.now) if at else None


def _log(
    desk: Desk,
    command: str,
    words: Sequence[str],
    talked: Talked,
    newcomer: Newcomer,
    *,
    new: bool,
    edit: bool,
) -> SaidBack:
    """Write the talk; what is missing is asked for first, with the book closed meanwhile."""
    piped = not edit and is_piped(desk, words, new=new)
    if edit or piped or _says_nothing(desk, words):
        typed = list(words[:-1] if piped else words)
        new, rest = _rehearse(desk, typed, talked, newcomer, new=new)
        if edit:
            del typed[len(typed) - len(rest) :]
        talked = _complete(desk, talked, draft=" ".join(rest) if edit else None, piped=piped)
        with nothing_lost(talked.summary):
            words = [*typed, talked.summary]
            return _write(desk, command, words, talked, newcomer if new else None)
    try:
        return _write(desk, command, words, talked, newcomer if new else None)
    except NoContact as error:
        _offer(error, newcomer.name)
    return _write(desk, command, words, talked, newcomer)


def is_piped(desk: Desk, words: Sequence[str], *, new: bool = False) -> bool:
    """Whether `-` is all that follows the name; of a `new` contact that is the first word."""
    if words[-1] != "-":
        return False
    *name, _ = words
    if new or len(name) <= 1:
        return len(name) == 1
    from smallcrm.domain import resolving

    with desk.reading() as session:
        return resolving.named_words(session, name) == len(name)


def _says_nothing(desk: Desk, words: Sequence[str]) -> bool:
    """Whether the words are a name and nothing else, so that the summary is to be asked for."""
    from smallcrm.domain import resolving

    if len(words) == 1:
        return True
    if not is_terminal() or any(" " in word for word in words[1:]):
        return False  # a word with blanks in it was quoted: that is a summary
    with desk.reading() as session:
        return resolving.named_words(session, words) == len(words)


def _rehearse(
    desk: Desk, words: Sequence[str], talked: Talked, newcomer: Newcomer, *, new: bool
) -> tuple[bool, list[str]]:
    """Whether the contact is to be created, and the words that are not its name.

    Whatever is wrong with the rest of the line is said now, before the owner writes a word.
    """
    try:
        return new, _try_out(desk, words, talked, newcomer if new else None)
    except NoContact as error:
        _offer(error, newcomer.name)
    return True, _try_out(desk, words, talked, newcomer)


def _try_out(
    desk: Desk, words: Sequence[str], talked: Talked, newcomer: Newcomer | None
) -> list[str]:
    with desk.rehearsing() as session:
        contact, rest = _whom(session, desk, [*words, STAND_IN], newcomer)
        record(session, desk, contact, replace(talked, summary=STAND_IN))
    return rest[:-1]


def _offer(error: NoContact, name: str) -> None:
    """On a terminal, offer to create the contact whom nobody fits; the error stands otherwise."""
    if error.name != name or not is_terminal():
        raise error
    remark(str(error))
    if not asking.confirm(f'Create a new contact "{one_line(name)}"?', flag="--new"):
        raise Refused("nothing was written")


def _complete(desk: Desk, talked: Talked, *, draft: str | None, piped: bool) -> Talked:
    """The talk with the summary, and on a terminal the callback's day, that were not typed.

    The summary comes from the editor, which begins with the `draft`, or is `piped`, or asked for.
    """
    if draft is not None:
        return replace(talked, summary=asking.edit_text(desk.path.parent, draft))
    if piped:
        return replace(talked, summary=asking.read_stdin("summary"))
    if talked.outcome and not is_terminal():
        return talked  # nobody answered: there is nothing to say
    instead = "type it after the name, or - to read it from standard input"
    summary = asking.ask("What was said", instead=instead)
    check_said(summary, talked)
    if talked.back:
        return replace(talked, summary=summary)
    with nothing_lost(summary):
        back = asking.ask_day("Call back on (Enter for no day)", desk.today)
    return replace(talked, summary=summary, back=back)


def _write(
    desk: Desk, command: str, words: Sequence[str], talked: Talked, newcomer: Newcomer | None
) -> SaidBack:
    begins = newcomer is not None
    with desk.writing(command, begins=begins, unsaved=" ".join(words)) as session:
        contact, rest = _whom(session, desk, words, newcomer, all_name=not talked.summary)
        talked = replace(talked, summary=" ".join(rest))
        said = record(session, desk, contact, talked)
        if not newcomer:
            return said
        doubles = lookalike_remarks(session, contact)
        return replace(said, created=True, remarks=(*said.remarks, *doubles))


def _whom(
    session: "Session",
    desk: Desk,
    words: Sequence[str],
    newcomer: Newcomer | None,
    *,
    all_name: bool = False,
) -> "tuple[Contact, list[str]]":
    """The contact that the first words name, or the newcomer, and the words left over."""
    from smallcrm.domain import resolving

    if newcomer:
        return create(session, newcomer), list(words[1:])
    return resolving.resolve_leading(
        session, words, today=desk.today, all_name=all_name, way_out=NEW
    )


def create(session: "Session", newcomer: Newcomer) -> "Contact":
    """The new contact; a name that the book has already is not created a second time."""
    from smallcrm.domain import contacts
    from smallcrm.formats.records import ContactRecord
    from smallcrm.models.enums import PointKind

    points = [contacts.read_point(PointKind.PHONE, newcomer.phone)] if newcomer.phone else []
    record = ContactRecord(
        newcomer.name, company=newcomer.company, group=newcomer.group, points=tuple(points)
    )
    contact = contacts.add(session, record)
    for other in contacts.namesakes(session, contact):
        raise Refused(
            f"{one_line(other.name)} is in the book already ({other.handle}): leave out --new;"
            " crm add adds a namesake"
        )
    return contact


def check_said(summary: str, talked: Talked) -> None:
    """Unreadable if nothing was said, though somebody was reached."""
    if not summary.strip() and not talked.outcome:
        raise Unreadable("nothing was said; type the summary after the name")


def record(session: "Session", desk: Desk, contact: "Contact", talked: Talked) -> SaidBack:
    """Log the talk, put its tags on the contact and plan its callback."""
    from smallcrm.domain import followups, interactions, resolving, tags

    check_said(talked.summary, talked)
    named = [resolving.resolve(session, name, today=desk.today) for name in talked.others]
    others = list({other.id: other for other in named if other is not contact}.values())
    interaction = interactions.log(
        session,
        contact,
        talked.summary,
        at=talked.at.moment if talked.at else desk.now,
        channel=talked.channel,
        direction=talked.direction,
        outcome=talked.outcome,
        others=others,
    )
    followup = None
    if talked.back:
        why = talked.why or talked.summary or "call again"
        followup = followups.plan(
            session,
            contact,
            why,
            due=talked.back.day,
            due_time=talked.back.time,
            opened_by=interaction,
        )
    case = _take_up(session, desk, contact, interaction, talked.case) if talked.case else ""
    return SaidBack(
        talk=interactions.talk(interaction),
        contact=contact.name,
        handle=contact.handle,
        at=talked.at,
        others=tuple(other.name for other in others),
        tags=tuple(tags.add_tags(session, contact, talked.tags)),
        back=talked.back,
        number=followup.number if followup else None,
        case=case,
        remarks=(
            f"--with names {one_line(contact.name, longest=60)} once more, which counts once"
            if contact in named
            else "",
            *(when.remark for when in (talked.at, talked.back) if when and when.remark),
            *restriction_remarks(contact, *others),
        ),
    )


def _take_up(
    session: "Session", desk: Desk, contact: "Contact", talk: "Interaction", text: str
) -> str:
    """Put the talk on the case that is meant, and say which it is."""
    from smallcrm.domain.cases import take_up
    from smallcrm.output.wording import say_due

    case, is_new = take_up(session, contact, talk, text)
    if is_new:
        return f"case {case.number} opened, {case.stage}, due {say_due(case.due, desk.today)}"
    return f"on case {case.number}{', which is closed' if case.closed else ''}"
