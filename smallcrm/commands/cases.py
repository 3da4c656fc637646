"""Cases: open one about what went wrong, note what is done about it, close it as solved."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands import asking
from smallcrm.commands.app import (
    App,
    Csv,
    Desk,
    Json,
    Quiet,
    WhenBack,
    WordsCommand,
    complete_handle,
    desk_of,
    hand_back,
    handed_back,
    nothing_lost,
)
from smallcrm.commands.opening import By, KindOption, StageOption, open_case
from smallcrm.commands.saying import finish, say_back
from smallcrm.commands.talking import At, Talked, record, when_it_was
from smallcrm.commands.verbs import WhoGroup
from smallcrm.output.listing import show as show_list
from smallcrm.output.terminal import remark, say
from smallcrm.parsing.choices import choose
from smallcrm.parsing.dates import read_ahead, read_back
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.cases import Case

VERB = "open"  # what `crm case WHO` stands for


class CaseGroup(WhoGroup):
    """A word that is none of its commands is whose case is to be opened."""

    verb = VERB
    stands_for = "WHO [SUMMARY]..."


app = App()
group = App(
    name="case",
    cls=CaseGroup,
    help="What went wrong or was asked: open a case for WHO, and see that it is solved.\n\n"
    'crm case mari "arrived broken" --stage delivery opens one; for a contact named like a'
    " command, type crm case open WHO.",
)
app.add_typer(group, name="case")

Solution = Annotated[
    list[str] | None,
    typer.Argument(help="How it was solved; - reads it from standard input.", metavar="SOLUTION"),
]
NoteWords = Annotated[
    list[str] | None,
    typer.Argument(help="What was done; - reads it from standard input.", metavar="NOTE"),
]
Which = Annotated[
    str,
    typer.Argument(
        help="The case's number, or a name with just one.",
        metavar="NUMBER",
        autocompletion=complete_handle,
    ),
]
WhichInWords = Annotated[
    list[str],
    typer.Argument(
        help="The case's number, or a name with just one.",
        metavar="NUMBER",
        autocompletion=complete_handle,
    ),
]


group.command(VERB, cls=WordsCommand)(open_case)


@group.command("list")
def list_(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    closed: Annotated[bool, typer.Option("--closed", help="Only closed ones.")] = False,
    stage: StageOption = "",
    kind: KindOption = "",
    contact: Annotated[
        str,
        typer.Option(
            "--contact",
            help="Whose; a company's people count too.",
            metavar="WHO",
            autocompletion=complete_handle,
        ),
    ] = "",
    since: Annotated[str, typer.Option("--since", help="Opened on that day or later.")] = "",
    until: Annotated[str, typer.Option("--until", help="Opened on that day or before.")] = "",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """The open cases, the most pressing first."""
    from smallcrm.domain import resolving
    from smallcrm.models.enums import CaseKind, Stage
    from smallcrm.output.cases import case_listing
    from smallcrm.output.wording import say_left_out
    from smallcrm.reports import cases

    desk = desk_of(ctx)
    state = cases.ALL if every else cases.CLOSED if closed else cases.OPEN
    with desk.reading() as session:
        whose = (
            resolving.resolve(session, contact, today=desk.today, archived=True)
            if contact
            else None
        )
        which = cases.CaseFilter(
            state=state,
            stage=choose(Stage, stage, "stage"),
            kind=choose(CaseKind, kind, "kind of case"),
            contact_id=whose.id if whose else None,
            since=read_back(since, desk.now).day if since else None,
            until=read_back(until, desk.now).day if until else None,
        )
        lines = cases.list_cases(session, which)
        hidden = 0 if whose else len(cases.list_cases(session, replace(which, restricted=True)))
    narrowed = bool(stage or kind or contact or since or until)
    empty = f"No {f'{state} ' if state != cases.ALL else ''}case{' fits' if narrowed else ''}."
    listing = case_listing(lines, desk.today, empty=empty)
    show_list(listing, as_json=as_json, as_csv=as_csv)
    if hidden:
        remark(say_left_out(hidden, "case of restricted contacts", "cases of restricted contacts"))


@group.command("show")
def show(
    ctx: typer.Context, which: WhichInWords, as_json: Json = False, as_csv: Csv = False
) -> None:
    """All about a case: what is wrong, its order, its talks, how it was solved."""
    from smallcrm.domain import cases, settings
    from smallcrm.output.cases import print_story, story_listing, story_table
    from smallcrm.reports.cases import story

    desk = desk_of(ctx)
    with desk.reading() as session:
        told = story(session, cases.find(session, " ".join(which), today=desk.today))
        currency = settings.value_of(session, "currency")
        language = settings.value_of(session, "language")
    if as_json:
        show_list(story_listing(told, desk.today), as_json=True)
    elif as_csv:
        show_list(story_table(told, desk.today), as_csv=True)
    else:
        print_story(told, desk.today, currency=currency, language=language)


@group.command("note", cls=WordsCommand)
def note(
    ctx: typer.Context,
    which: Which,
    words: NoteWords = None,
    back: WhenBack = "",
    at: At = "",
    quiet: Quiet = False,
) -> None:
    """Note on a case what was done about it."""
    from smallcrm.domain import cases
    from smallcrm.models.contacts import Contact

    desk = desk_of(ctx)
    moment = when_it_was(desk, at)
    later = read_ahead(back, desk.today) if back else None
    with handed_back(desk.typed if words else ""):
        case = _found(desk, which)
    text = _text(words, "What was done", "note")
    with (
        nothing_lost(text if words in (None, ["-"]) else ""),
        desk.writing("case note", unsaved=text) as session,
    ):
        case = cases.numbered(session, str(case.number))
        talked = Talked(text, "note", moment, back=later, case=str(case.number))
        said = record(session, desk, session.get_one(Contact, case.contact_id), talked)
    say_back(said, desk.today, quiet=quiet)


@group.command("close", cls=WordsCommand)
def close(
    ctx: typer.Context,
    which: Which,
    solution: Solution = None,
    at: Annotated[str, typer.Option("--at", help="When it was solved: mon, yesterday.")] = "",
) -> None:
    """Close a case by saying how it was solved."""
    from smallcrm.domain import cases
    from smallcrm.parsing.say import say_moment

    desk = desk_of(ctx)
    when = when_it_was(desk, at)
    moment = when.moment if when else desk.now
    with handed_back(desk.typed if solution else ""):
        case = _found(desk, which, is_open=True)
    if case.closed:
        when_closed = say_moment(case.closed, desk.today)
        solved = one_line(case.solution, longest=70)
        with desk.reading() as session:
            named = _named(session, case)
        say(f"Nothing changed: {named} was closed {when_closed}: {solved}")
        if solution == ["-"]:
            hand_back(asking.rest_of_pipe())
        return
    text = _text(solution, "How it was solved", "solution")
    with (
        nothing_lost(text if solution in (None, ["-"]) else ""),
        desk.writing("case close", unsaved=text) as session,
    ):
        case = cases.numbered(session, str(case.number))
        cases.close(session, case, text, at=moment)
        named = _named(session, case)
    say(f"{named} is closed: {one_line(text, longest=70)}")
    finish(remarks=(when.remark,) if when else ())


@group.command("reopen")
def reopen(ctx: typer.Context, which: WhichInWords, by: By = "") -> None:
    """Open a closed case again: it was not solved after all."""
    from smallcrm.domain import cases
    from smallcrm.output.wording import say_due

    desk = desk_of(ctx)
    when = read_ahead(by, desk.today) if by else None
    with desk.writing("case reopen") as session:
        case = cases.find(session, " ".join(which), today=desk.today, is_open=False)
        was_closed = case.closed is not None
        if was_closed:
            due = when.day if when else cases.usual_due(session, desk.today)
            cases.reopen(session, case, due=due)
        named = _named(session, case)
    due_said = f"due {say_due(case.due, desk.today)}"
    if not was_closed:
        say(f"Nothing changed: {named} is open, {due_said}")
        return
    say(f"{named} is open again, {due_said}")
    finish(remarks=(when.remark,) if when else ())


def _found(desk: Desk, which: str, *, is_open: bool | None = None) -> "Case":
    """The case meant, before the owner is asked for a word about it."""
    from smallcrm.domain import cases

    with desk.reading() as session:
        return cases.find(session, which, today=desk.today, is_open=is_open)


def _text(words: list[str] | None, question: str, what: str) -> str:
    """The words typed, or else read or asked for."""
    if words == ["-"]:
        return asking.read_stdin(what)
    if words:
        return " ".join(words)
    return asking.ask(question, instead="type it after the number")


def _named(session: "Session", case: "Case") -> str:
    """`Case 3, Mari Maasikas`."""
    from smallcrm.models.contacts import Contact

    contact = session.get_one(Contact, case.contact_id)
    return f"Case {case.number}, {one_line(contact.name, longest=60)}"
