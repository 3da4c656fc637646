"""Cases: open one about what went wrong, note what is done about it, close it as solved."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from smallcrm.commands import asking
from smallcrm.commands.app import (
    App,
    Csv,
    Desk,
    Json,
    Quiet,
    WhenBack,
    Who,
    complete_handle,
    desk_of,
    nothing_lost,
)
from smallcrm.commands.saying import finish, say_back
from smallcrm.commands.talking import STAND_IN, At, Talked, record, when_it_was
from smallcrm.errors import Unreadable
from smallcrm.output.listing import show as show_list
from smallcrm.output.terminal import is_terminal, remark, say
from smallcrm.parsing.choices import choose
from smallcrm.parsing.dates import When, read_ahead, read_back
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.cases import Case
    from smallcrm.models.contacts import Contact
    from smallcrm.models.sales import Order, Product

ANY_STAGE = "use"  # for a rehearsal
VERB = "open"  # what `crm case WHO` stands for
HELP_OPTIONS = ("-h", "--help")


class CaseGroup(TyperGroup):
    """A group in which a word that is none of its commands is whose case is to be opened."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings | {"subcommand_metavar": "WHO [SUMMARY]... | COMMAND ..."})

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *HELP_OPTIONS):
            args = [VERB, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        who = self.commands[VERB].params[0]
        return [*super().shell_complete(ctx, incomplete), *who.shell_complete(ctx, incomplete)]


app = App()
group = App(
    name="case",
    cls=CaseGroup,
    help="What went wrong or was asked: open a case for WHO, and see that it is solved.\n\n"
    'crm case mari "arrived broken" --stage delivery opens one; for a contact named like a'
    " command, type crm case open WHO.",
)
app.add_typer(group, name="case")

Words = Annotated[
    list[str] | None,
    typer.Argument(help="What is wrong; - reads it from standard input.", metavar="SUMMARY"),
]
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
StageOption = Annotated[
    str, typer.Option("--stage", help="Enquiry, ordering, payment, delivery, use or after-sales.")
]
KindOption = Annotated[str, typer.Option("--kind", help="Complaint, return, question or warranty.")]
By = Annotated[str, typer.Option("--by", help="The day to solve it by: fri, +3d, 31.12.")]


@dataclass(frozen=True)
class Asked:
    """What was typed about a new case, apart from whose it is."""

    summary: str
    stage: str
    kind: str
    order: str
    product: str
    by: When | None
    at: When | None  # None is now


@group.command(VERB)
def open_(
    ctx: typer.Context,
    who: Who,
    summary: Words = None,
    stage: StageOption = "",
    kind: KindOption = "complaint",
    order: Annotated[str, typer.Option(help="The order that it is about, by number.")] = "",
    product: Annotated[str, typer.Option(help="The product, by code or name.")] = "",
    by: By = "",
    at: Annotated[str, typer.Option("--at", help="When it came up: mon, yesterday 15:30.")] = "",
    quiet: Quiet = False,
) -> None:
    """Open a case: whose, what is wrong, and at which stage it arose."""
    from smallcrm.output.wording import say_due

    desk, words = desk_of(ctx), [who, *(summary or ())]
    asked = Asked(
        summary="",
        stage=stage,
        kind=kind,
        order=order,
        product=product,
        by=read_ahead(by, desk.today) if by else None,
        at=when_it_was(desk, at),
    )
    words, stage = _complete(desk, words, asked)
    with (
        nothing_lost(words[-1] if summary in (None, ["-"]) else ""),
        desk.writing("case", unsaved=" ".join(words[1:])) as session,
    ):
        case, contact = _open(session, desk, words, asked, stage)
    if quiet:
        say(str(case.number))
        return
    due = f"{case.stage}, due {say_due(case.due, desk.today)}"
    say(f"Opened for {one_line(contact.name, longest=60)}: case {case.number}, {due}")
    told = (when.remark for when in (asked.by, asked.at) if when)
    finish(one_line(case.summary, longest=70), remarks=tuple(told))


def _complete(desk: Desk, words: list[str], asked: Asked) -> tuple[list[str], str]:
    """The words with the summary, and the stage, asked for if they were not typed.

    Whatever is wrong with the rest of the line is said before the owner answers.
    """
    missing, piped = len(words) == 1 or _is_name(desk, words), words[-1] == "-"
    if not (missing or piped) and asked.stage:
        return words, asked.stage
    said = words if not missing and not piped else [*words[: len(words) - piped], STAND_IN]
    with desk.rehearsing() as session:
        _open(session, desk, said, asked, asked.stage or ANY_STAGE)
    if not asked.stage and not is_terminal():
        raise Unreadable(_no_stage())
    if piped:
        words = [*words[:-1], asking.read_stdin("summary")]
    elif missing:
        instead = "type it after the name, or - to read it from standard input"
        words = [*words, asking.ask("What is wrong", instead=instead)]
    with nothing_lost(words[-1] if missing or piped else ""):
        return words, asked.stage or _ask_stage()


def _is_name(desk: Desk, words: list[str]) -> bool:
    """Whether the words are a name and nothing else, so that the summary is to be asked for."""
    if not is_terminal() or any(" " in word for word in words[1:]):
        return False
    from smallcrm.domain import resolving

    with desk.reading() as session:
        return resolving.named_words(session, words) == len(words)


def _ask_stage() -> str:
    """The stage by its number or the start of its word, asked again until it can be read."""
    from smallcrm.models.enums import Stage

    stages = [str(stage) for stage in Stage]
    question = ", ".join(f"{number} {stage}" for number, stage in enumerate(stages, start=1))
    while True:
        answer = asking.ask(f"Stage ({question})", instead=_no_stage())
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(stages):
            return stages[int(answer) - 1]
        try:
            if stage := choose(stages, answer, "stage"):
                return stage
        except Unreadable as error:
            remark(str(error))


def _no_stage() -> str:
    from smallcrm.models.enums import Stage

    return f"the stage is missing; --stage names it: {', '.join(Stage)}"


def _open(
    session: "Session", desk: Desk, words: list[str], asked: Asked, stage: str
) -> "tuple[Case, Contact]":
    from smallcrm.domain import cases, resolving

    contact, rest = resolving.resolve_leading(session, words, today=desk.today)
    case = cases.open_case(
        session,
        contact,
        " ".join(rest),
        stage=stage,
        kind=asked.kind,
        opened=asked.at.moment if asked.at else desk.now,
        due=asked.by.day if asked.by else None,
        order=_order(session, asked.order),
        product=_product(session, asked.product),
    )
    return case, contact


def _order(session: "Session", text: str) -> "Order | None":
    from smallcrm.domain import orders

    return orders.find(session, text) if text else None


def _product(session: "Session", text: str) -> "Product | None":
    """The product meant; one that is sold no more may break all the same."""
    from smallcrm.domain import products

    if not text:
        return None
    is_sold = bool(products.shortlist(session, text))
    return products.resolve(session, text, archived=not is_sold)


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
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """The open cases, the most pressing first."""
    from smallcrm.domain import resolving
    from smallcrm.models.enums import CaseKind, Stage
    from smallcrm.output.cases import case_listing
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
        )
        lines = cases.list_cases(session, which)
    narrowed = bool(stage or kind or contact or since)
    empty = f"No {f'{state} ' if state != cases.ALL else ''}case{' fits' if narrowed else ''}."
    listing = case_listing(lines, desk.today, empty=empty)
    show_list(listing, as_json=as_json, as_csv=as_csv)


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


@group.command("note")
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


@group.command("close")
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
    case = _found(desk, which, is_open=True)
    if case.closed:
        when_closed = say_moment(case.closed, desk.today)
        solved = one_line(case.solution, longest=70)
        say(f"Nothing changed: {_named(desk, case)} was closed {when_closed}: {solved}")
        return
    text = _text(solution, "How it was solved", "solution")
    with (
        nothing_lost(text if solution in (None, ["-"]) else ""),
        desk.writing("case close", unsaved=text) as session,
    ):
        case = cases.numbered(session, str(case.number))
        cases.close(session, case, text, at=moment)
    say(f"{_named(desk, case)} is closed: {one_line(text, longest=70)}")
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
    due_said = f"due {say_due(case.due, desk.today)}"
    if not was_closed:
        say(f"Nothing changed: {_named(desk, case)} is open, {due_said}")
        return
    say(f"{_named(desk, case)} is open again, {due_said}")
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


def _named(desk: Desk, case: "Case") -> str:
    """`Case 3, Mari Maasikas`."""
    from smallcrm.models.contacts import Contact

    with desk.reading() as session:
        contact = session.get_one(Contact, case.contact_id)
    return f"Case {case.number}, {one_line(contact.name, longest=60)}"
