"""`crm data backups` and `crm data restore`: the copies there are, and going back to one."""

import datetime as dt
import os
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from smallcrm import same_book
from smallcrm.commands.app import Csv, Desk, Json, desk_of
from smallcrm.commands.asking import confirm
from smallcrm.connecting import is_encrypted
from smallcrm.errors import BookUnusable, Interrupted, NotFound, Refused
from smallcrm.output.listing import show
from smallcrm.output.terminal import remark, say
from smallcrm.parsing.text import typed, visible
from smallcrm.place import typed_path

if TYPE_CHECKING:
    from smallcrm.backups.comparing import Difference, Present
    from smallcrm.backups.remembering import Erased
    from smallcrm.backups.shelf import Copy
    from smallcrm.output.copies import CopyLine


def backups(ctx: typer.Context, as_json: Json = False, as_csv: Csv = False) -> None:
    """The copies of the book: of when, why they were made, and what is in them."""
    from smallcrm.backups.due import beside
    from smallcrm.backups.settings import folder_of
    from smallcrm.backups.shelf import copies_of
    from smallcrm.migrations import NEWEST
    from smallcrm.output.copies import copies_listing

    desk = desk_of(ctx)
    folder = folder_of(desk.path, newest=NEWEST)
    lines = [_look(copy) for copy in copies_of(desk.path, folder)]
    if folder and not os.path.isdir(folder):
        remark(f"note: {visible(folder)}, where copies go, is not there")
    places = list(dict.fromkeys(line.copy.path.parent for line in lines)) or [beside(desk.path)]
    show(copies_listing(lines, places, desk.today), as_json=as_json, as_csv=as_csv)


def restore(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            help="A copy's file; or a day: the last copy made on it or before, never a later one,"
            " without what came after that copy. Else the newest.",
            metavar="[FILE|DAY]",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Go back to a copy of the book; it shows what that changes, and asks first."""
    from smallcrm.backups.comparing import look_at, was_encrypted
    from smallcrm.backups.settings import folder_of
    from smallcrm.backups.shelf import copies_of, find_file
    from smallcrm.migrations import NEWEST

    desk = desk_of(ctx)
    present = look_at(desk.path, newest=NEWEST)
    folder = folder_of(desk.path, newest=NEWEST)
    others = copies_of(desk.path, folder)
    said = " ".join(words or ())
    chosen = _chosen(desk, folder, others, present, said)
    was = was_encrypted(desk.path, [copy.path for copy in others])
    question = _show(desk, chosen, present)
    if said and not find_file(desk.path, folder, said):
        _say_moment(desk, chosen.copy, others)
    if not yes and not confirm(question, flag="--yes"):
        raise Refused("nothing was restored")
    aside, forgotten = _put_back(desk, chosen.copy, present, others)
    is_copy = chosen.copy.path in (copy.path for copy in others)
    if not is_copy:
        desk.wrote(chosen.copy.path)  # it may hold whom the book forgets some day
    _say_restored(desk, forgotten)
    if aside:
        has_all = not is_copy and _is_made_since(chosen.copy.path, aside)
        _say_aside(aside, present, has_all=has_all)
    if said := _changed(was, damaged=bool(present.reason), now=was_encrypted(desk.path)):
        remark(f"note: {said}")


def _put_back(
    desk: Desk, copy: "Copy", present: "Present", others: "list[Copy]"
) -> tuple[Path | None, int]:
    """Put the copy in the book's place: where that lies now, and how many were forgotten again."""
    from smallcrm.backups.restoring import restore as put_back

    forgotten = [0]  # of each attempt; another one follows where the book was changed
    try:
        aside = put_back(
            desk.path,
            copy.path,
            present,
            others=[other.path for other in others],
            forget=lambda prepared, erased: forgotten.append(_forget_again(prepared, erased)),
            now=desk.now,
        )
    except KeyboardInterrupt:
        raise Interrupted("interrupted; nothing was restored") from None
    return aside, forgotten[-1]


def _say_restored(desk: Desk, forgotten: int) -> None:
    from smallcrm.backups.shelf import look_into
    from smallcrm.migrations import NEWEST
    from smallcrm.output.copies import say_contents, say_forgotten

    say(f"Restored the book: {say_contents(look_into(desk.path, newest=NEWEST), desk.today)}")
    if forgotten:
        say(f"  {say_forgotten(forgotten)}")


def _look(copy: "Copy") -> "CopyLine":
    """A copy with what is in it, or why it cannot be opened."""
    from smallcrm.backups.shelf import look_into
    from smallcrm.migrations import NEWEST
    from smallcrm.output.copies import CopyLine

    try:
        return CopyLine(copy, look_into(copy.path, newest=NEWEST))
    except BookUnusable as error:
        return CopyLine(copy, None, str(error).removeprefix(f"{copy.path} "))


def _chosen(
    desk: Desk, folder: str, copies: "list[Copy]", present: "Present", words: str
) -> "CopyLine":
    """The copy that the words name; the newest that can be read, for a day or without words."""
    from smallcrm.backups.shelf import find_file

    named = find_file(desk.path, folder, words) if words else None
    if named:
        return _named(desk, typed_path(str(named)))
    until = _moment(desk, words) if words else dt.datetime.max
    for copy in copies:
        if copy.name.moment <= until:
            try:
                chosen = _read_whole(copy)
                if present.contents:
                    _refuse_another_book(desk, copy)
                return chosen
            except BookUnusable as error:
                remark(visible(f"note: {error}; the next older copy is taken"))
    said = f" of {words} or before" if words else ""
    raise NotFound(
        f"there is no copy{said} of {desk.path} that can be read; crm data backups lists those"
        " there are, and crm data restore FILE takes one that lies elsewhere"
    )


def _refuse_another_book(desk: Desk, copy: "Copy") -> None:
    """A folder elsewhere may hold copies of another book of that name; those are to be named."""
    from smallcrm.backups.due import beside
    from smallcrm.backups.shelf import is_of_book

    if copy.path.parent != beside(desk.path) and not is_of_book(copy.path, desk.path):
        raise BookUnusable(f"{copy.path} is of another book")


def _named(desk: Desk, path: Path) -> "CopyLine":
    from smallcrm.backups.shelf import Copy
    from smallcrm.copy_names import CopyName, read_name

    if not path.is_file():
        raise NotFound(f"there is no copy {path}; crm data backups lists those there are")
    if desk.path.exists() and path.samefile(desk.path):
        raise Refused(f"{path} is the book itself; name a copy of it")
    found = path.stat()
    made = dt.datetime.fromtimestamp(found.st_mtime).replace(microsecond=0)
    name = read_name(path.name, desk.path.stem) or CopyName(desk.path.stem, made)
    return _read_whole(Copy(path, name, found.st_size))


def _read_whole(copy: "Copy") -> "CopyLine":
    from smallcrm.backups.shelf import look_into
    from smallcrm.migrations import NEWEST
    from smallcrm.output.copies import CopyLine

    return CopyLine(copy, look_into(copy.path, newest=NEWEST, whole=True))


def _moment(desk: Desk, words: str) -> dt.datetime:
    """The end of the day that was said, or the very moment."""
    from smallcrm.parsing.dates import read_back

    when = read_back(words, desk.now)
    return dt.datetime.combine(when.day, when.time or dt.time.max)


def _show(desk: Desk, chosen: "CopyLine", present: "Present") -> str:
    """Show the copy beside the book, and return what to ask."""
    from smallcrm.output.copies import compared_listing

    difference = _difference(desk, chosen, present)
    show(compared_listing(chosen, present, difference, desk.today))
    if present.reason:
        remark(visible(f"note: the book {present.reason}; its file is moved aside, not removed"))
    if difference and not difference.is_same_book:
        remark("note: no contact is in both: this is a copy of another book")
    return "Let the copy take the place of the book?"


def _say_moment(desk: Desk, chosen: "Copy", others: "list[Copy]") -> None:
    """That a day is not whole in its copy, and which copy has the rest of it."""
    from smallcrm.parsing.say import say_moment

    moment = say_moment(chosen.name.moment, desk.today)
    say(f"as it was {moment}, without what came later that day")
    later = [copy for copy in others if copy.name.moment > chosen.name.moment]
    if later:
        made = say_moment(later[-1].name.moment, desk.today)
        name = quote(typed(later[-1].path.name))
        say(f"  with what came until {made}: {same_book.crm(f'data restore {name}')}", whole=True)


def _difference(desk: Desk, chosen: "CopyLine", present: "Present") -> "Difference | None":
    from smallcrm.backups.comparing import compare

    return compare(desk.path, chosen.copy.path) if present.contents else None


def _changed(was: bool | None, *, damaged: bool, now: bool | None) -> str:
    """What the owner must hear of a book that was not encrypted and now is, or the reverse."""
    if now and not was:
        return (
            "the book is encrypted now, as the copy is; crm data decrypt makes a plain file of it"
        )
    if was and not now:
        return "the book is not encrypted any more; crm data encrypt does that again"
    if was is None and damaged:
        return "the book is not encrypted; if it was, crm data encrypt does that again"
    return ""


def _forget_again(prepared: Path, erased: "list[Erased]") -> int:
    """Erase from the copy whom the book has erased, and return how many it still knew."""
    from smallcrm.forgetting.rewriting import forget_in

    return forget_in(prepared, erased)


def _is_made_since(path: Path, aside: Path) -> bool:
    """Whether a file was written after the damaged one last was, as what is rescued from it is."""
    return path.stat().st_mtime_ns > aside.stat().st_mtime_ns


def _say_aside(aside: Path, present: "Present", *, has_all: bool) -> None:
    """Where the book as it was lies now, and the way back; `has_all` if it held no more."""
    path = typed(str(aside))
    if present.contents:
        say(f"  the book as it was: {path}", whole=True)
        way = same_book.crm(f"data restore {quote(typed(aside.name))}")
        say(f"  {way} goes back to it", whole=True)
        return
    say(f"  the damaged file: {path}", whole=True)
    if not has_all:
        say("  what was logged after the copy was made is only in there")
    if not is_encrypted(aside):
        way = f"crm --db {quote(path)} data rescue -o rescued.db"
        say(f"  to save what can be read of it: {way}", whole=True)
