"""Printed sheets: which there are, what stands on one, and keying it back in."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm.commands import asking
from smallcrm.commands.app import App, Csv, Desk, Json, WordsCommand, desk_of, nothing_lost
from smallcrm.commands.saying import finish
from smallcrm.errors import CrmError, Unreadable
from smallcrm.output.listing import show as show_list
from smallcrm.output.terminal import is_terminal, remark, say
from smallcrm.parsing.entries import Entry, read_entries, read_entry

if TYPE_CHECKING:
    from smallcrm.domain.sheets import Whole

app = App()
group = App(name="sheet", help="One printed sheet.")
app.add_typer(group, name="sheet")

NOES = ("n", "no", "ei", "nē", "nei")
SheetName = Annotated[str, typer.Argument(help="W48-A; w48 or nothing is the newest.")]


@app.command("sheets")
def sheets(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """The sheets that were printed, the newest first."""
    from smallcrm.domain.sheets import list_sheets
    from smallcrm.output.sheets import sheets_listing

    desk = desk_of(ctx)
    with desk.reading() as session:
        found = list_sheets(session)
    show_list(sheets_listing(found, desk.today), as_json=as_json, as_csv=as_csv)


@group.callback()
def _several() -> None:
    """One printed sheet."""


@group.command("show")
def show(
    ctx: typer.Context, sheet: SheetName = "", as_json: Json = False, as_csv: Csv = False
) -> None:
    """A sheet's lines as they were printed, and which are still open."""
    from smallcrm.domain.sheets import find_sheet, why_closed
    from smallcrm.output.sheets import lines_listing
    from smallcrm.reports.sheets import handles_of, listed, paper_line

    desk = desk_of(ctx)
    with desk.reading() as session:
        whole = listed(session, find_sheet(session, sheet))
        states = [why_closed(session, line) for line in whole.lines]
        handles = handles_of(session, whole)
    lines = [paper_line(line) for line in whole.lines]
    listing = lines_listing(whole, lines, handles, states, desk.today)
    show_list(listing, as_json=as_json, as_csv=as_csv)


@app.command("enter", cls=WordsCommand)
def enter(
    ctx: typer.Context,
    sheet: SheetName = "",
    entries: Annotated[
        str, typer.Argument(help='"03 wants the offer /mon; 04 na; 05 x"; - is standard input.')
    ] = "",
    file: Annotated[str, typer.Option("--file", "-f", help="A text file with the entries.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")] = False,
) -> None:
    """Key a sheet back in: words, /WHEN the next day, +tag, na no answer, x drop."""
    desk = desk_of(ctx)
    typed = _typed(entries, file)
    if typed:
        with nothing_lost(typed if entries == "-" else ""):
            _write(desk, sheet, read_entries(typed, desk.today), typed)
    elif is_terminal():
        _walk(desk, sheet, yes=yes)
    else:
        raise Unreadable("the entries are missing; type them after the sheet, or - to read them")


def _typed(entries: str, file: str) -> str:
    if file:
        return asking.read_file(file, "entries")
    return asking.read_stdin("entries") if entries == "-" else entries


def _write(desk: Desk, name: str, entries: Mapping[int, Entry], typed: str) -> None:
    """Write the entries as one step, and say what each line gave."""
    from smallcrm.domain.sheets import enter, find_sheet
    from smallcrm.output.sheets import say_keyed

    with desk.writing("enter", unsaved=typed) as session:
        whole = find_sheet(session, name)
        keyed = enter(session, whole, entries, now=desk.now)
    written = [item for item in keyed if not item.skipped]
    say(f"Entered {len(written)} of {len(keyed)} lines of {whole.sheet.name}")
    say_keyed(keyed, desk.today)
    if written:
        finish()


def _walk(desk: Desk, name: str, *, yes: bool) -> None:
    """Ask for each open line; what is keyed in is kept until all is written."""
    from smallcrm.domain.sheets import drafts, find_sheet, why_closed
    from smallcrm.reports.sheets import listed

    with desk.reading() as session:
        whole = listed(session, find_sheet(session, name))
        closed = {line.code: why_closed(session, line) for line in whole.lines}
        kept = drafts(session, whole)
    remark(f"{whole.sheet.name}: words /day +tag, na no answer, x drop, Enter to skip, . to end")
    typed = dict(_kept(kept, closed)) | dict(_ask_lines(desk, whole, closed, kept))
    if not typed:
        say("Nothing was keyed in.")
        return
    entries = {code: read_entry(words, desk.today) for code, words in sorted(typed.items())}
    _say_before(whole, entries, desk)
    if yes or asking.ask("Write this? [Y/n]", instead="--yes").lower() not in NOES:
        _write(desk, whole.sheet.name, entries, "\n".join(typed.values()))
    else:
        say("Nothing was written; crm enter goes on from here.")


def _kept(kept: Mapping[int, str], closed: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    return ((code, words) for code, words in kept.items() if words and not closed[code])


def _ask_lines(
    desk: Desk, whole: "Whole", closed: Mapping[int, str], kept: Mapping[int, str]
) -> Iterator[tuple[int, str]]:
    """Each open line's words as they are keyed in, from where an earlier try stopped."""
    from smallcrm.domain.sheets import keep_draft
    from smallcrm.output.sheets import say_line
    from smallcrm.reports.sheets import paper_line

    for line in whole.lines:
        said = say_line(paper_line(line))
        if closed[line.code]:
            remark(f"{said} ({closed[line.code]})")
        elif line.code in kept:
            remark(f"{said} (kept: {kept[line.code] or 'skipped'})")
        else:
            words = _ask_line(desk, said)
            if words == ".":
                return
            with nothing_lost(words), desk.jotting() as session:
                keep_draft(session, whole, line.code, words)
            if words:
                yield line.code, words


def _ask_line(desk: Desk, said: str) -> str:
    """One line's words, asked again until they can be read; "" skips it, "." ends the walk."""
    remark(said)
    while True:
        words = asking.ask("   ", instead="the entries after the sheet")
        if words in ("", "."):
            return words
        try:
            read_entry(words, desk.today)
        except CrmError as error:
            remark(f"   {error}")
        else:
            return words


def _say_before(whole: "Whole", entries: Mapping[int, Entry], desk: Desk) -> None:
    """What is about to be written, line by line."""
    from smallcrm.domain.sheets import Keyed
    from smallcrm.output.sheets import say_keyed
    from smallcrm.reports.sheets import paper_line

    names = {line.code: paper_line(line).contact for line in whole.lines}
    say_keyed(
        [
            Keyed(code, names[code], entry, due=entry.back.day if entry.back else None)
            for code, entry in entries.items()
        ],
        desk.today,
    )
