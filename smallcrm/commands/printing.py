"""Paper: the week's sheet, one contact, any list, address labels."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Literal

import typer

from smallcrm.commands.app import App, Command, Desk, Who, desk_of
from smallcrm.commands.filtering import filtered
from smallcrm.commands.saying import restriction_remarks
from smallcrm.errors import NotFound
from smallcrm.output.delivery import USUAL, check_output, deliver, write_pdf
from smallcrm.output.terminal import remark
from smallcrm.parsing.text import one_line

if TYPE_CHECKING:
    from sqlmodel import Session

    from smallcrm.output.paper.drawing import Paper as Size
    from smallcrm.reports.people import ContactFilter

app = App()
group = App(name="print", help="Paper: one contact, any list of contacts, address labels.")
app.add_typer(group, name="print")

Output = Annotated[str, typer.Option("--output", "-o", help="The PDF's file.", metavar="FILE")]
Lp = Annotated[
    str | None,
    typer.Option("--lp", help="Send it to a printer; without a name to the usual one."),
]
Layout = Literal["3x8", "2x7"]
Open = Annotated[bool, typer.Option("--open/--no-open", help="Show it in the PDF viewer.")]


class PrintCommand(Command):
    """A command whose --lp may stand without a printer's name."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ready = list(self._named_printer(args))
        return super().parse_args(ctx, ready)

    def _named_printer(self, args: Sequence[str]) -> Iterator[str]:
        """The words with `--lp` alone as `--lp=-`, the usual printer."""
        for place, word in enumerate(args):
            alone = place + 1 == len(args) or args[place + 1].startswith("-")
            yield f"--lp={USUAL}" if word == "--lp" and alone else word


def print_week(
    desk: Desk,
    *,
    since: dt.date,
    until: dt.date,
    which: "ContactFilter",
    overdue: bool,
    again: bool,
    output: str,
    printer: str | None,
    view: bool,
) -> None:
    """Keep a sheet of the agenda and print it, or print the newest of that week again."""
    from smallcrm.domain import settings, sheets
    from smallcrm.output.paper import print_sheet
    from smallcrm.reports.agenda import agenda
    from smallcrm.reports.open_cases import with_open
    from smallcrm.reports.sheets import paper_sheet, sheet_lines

    check_output(output, book=desk.path)
    with desk.writing("week --print", begins=not again) as session:
        if again:
            whole = sheets.find_sheet(session, f"W{since.isocalendar().week:02}")
        else:
            due = agenda(session, today=desk.today, since=since, until=until, which=which)
            most = int(settings.value_of(session, "paper.rhythm"))
            lines = sheet_lines(
                due.only_overdue() if overdue else due,
                most_rhythms=most,
                with_case=with_open(session),
            )
            whole = sheets.store_sheet(session, lines, since=since, until=until, printed=desk.now)
        sheet = paper_sheet(session, whole)
        paper = page_setup(session)
    draw = partial(print_sheet, sheet, language=paper.language, paper=paper.size)
    _deliver(desk, draw, sheet.name, output, printer, view)


@dataclass(frozen=True)
class PageSetup:
    """What the settings say of every page."""

    shop: str
    language: str
    size: "Size"


def page_setup(session: "Session") -> PageSetup:
    """The shop, the language and the size of the paper."""
    from smallcrm.domain.settings import value_of

    size: Any = value_of(session, "paper.size")  # checked when it was set
    return PageSetup(value_of(session, "shop"), value_of(session, "language"), size)


def _deliver(
    desk: Desk,
    draw: Callable[[BinaryIO], None],
    name: str,
    output: str,
    printer: str | None,
    view: bool,
) -> None:
    path = write_pdf(draw, output, book=desk.path, name=f"{name}.pdf")
    desk.wrote(path)
    deliver(path, printer=printer, view=view)


@group.callback()
def _several() -> None:
    """Paper: one contact, any list of contacts, address labels."""


@group.command("contact", cls=PrintCommand)
def contact(
    ctx: typer.Context, name: Who, output: Output = "", lp: Lp = None, view: Open = True
) -> None:
    """One contact to take along to a visit: profile, callbacks, timeline."""
    from smallcrm.domain import resolving
    from smallcrm.output.paper import print_contact
    from smallcrm.reports import pages, people

    desk = desk_of(ctx)
    with desk.reading() as session:
        found = resolving.resolve(session, name, today=desk.today, archived=True)
        card = people.card(session, found, talks=pages.MOST_TALKS)
        paper = page_setup(session)
    page = pages.contact_page(card, shop=paper.shop, printed=desk.now)
    draw = partial(print_contact, page, language=paper.language, paper=paper.size)
    _deliver(desk, draw, found.handle, output, lp, view)
    for text in restriction_remarks(found):
        remark(f"  note: {text}")


@group.command("list", cls=PrintCommand)
@filtered
def list_(
    ctx: typer.Context,
    which: "ContactFilter",
    output: Output = "",
    lp: Lp = None,
    view: Open = True,
) -> None:
    """Any list of contacts, with the filters of crm list."""
    from smallcrm.output.paper import contact_list, print_list
    from smallcrm.reports.people import list_contacts

    desk = desk_of(ctx)
    with desk.reading() as session:
        lines = list_contacts(session, which)
        paper = page_setup(session)
    page = contact_list(lines, shop=paper.shop, printed=desk.now, language=paper.language)
    draw = partial(print_list, page, language=paper.language, paper=paper.size)
    _deliver(desk, draw, f"contacts-{desk.today}", output, lp, view)


@group.command("labels", cls=PrintCommand)
@filtered
def labels(
    ctx: typer.Context,
    which: "ContactFilter",
    layout: Annotated[Layout, typer.Option(help="3x8 or 2x7 labels on a sheet of A4.")] = "3x8",
    output: Output = "",
    lp: Lp = None,
    view: Open = True,
) -> None:
    """Address labels, with the filters of crm list."""
    from smallcrm.output.paper import print_labels
    from smallcrm.reports import pages
    from smallcrm.reports.people import EVERYONE

    desk = desk_of(ctx)
    with desk.reading() as session:
        found, without = pages.addresses(session, which)
    if without:
        remark(f"without an address: {one_line(', '.join(without), longest=400)}")
    if not found:
        which_one = "contact" if which == EVERYONE else "contact of that kind"
        raise NotFound(f"no {which_one} has an address")
    draw = partial(print_labels, found, layout=layout)
    _deliver(desk, draw, f"labels-{desk.today}", output, lp, view)
