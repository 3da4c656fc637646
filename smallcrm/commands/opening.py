"""Opening a case: whose it is, what is wrong, and at which stage it arose."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands import asking
from smallcrm.commands.app import Desk, Quiet, Who, desk_of, handed_back, nothing_lost
from smallcrm.commands.saying import finish, restriction_remarks
from smallcrm.commands.talking import STAND_IN, is_piped, when_it_was
from smallcrm.errors import Unreadable
from smallcrm.output.terminal import is_terminal, remark, say
from smallcrm.parsing.choices import choose
from smallcrm.parsing.dates import When, read_ahead
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.models.cases import Case
    from smallcrm.models.contacts import Contact
    from smallcrm.models.sales import Order, Product

ANY_STAGE = "use"  # for a rehearsal

Words = Annotated[
    list[str] | None,
    typer.Argument(help="What is wrong; - reads it from standard input.", metavar="SUMMARY"),
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


def open_case(
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
    with handed_back(desk.typed if summary else ""):
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
    remarks = (*told, *restriction_remarks(contact))
    finish(one_line(case.summary, longest=70), remarks=remarks)


def _complete(desk: Desk, words: list[str], asked: Asked) -> tuple[list[str], str]:
    """The words with the summary, and the stage, asked for if they were not typed.

    Whatever is wrong with the rest of the line is said before the owner answers.
    """
    missing, piped = len(words) == 1 or _is_name(desk, words), is_piped(desk, words)
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
