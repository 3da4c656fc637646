"""What every command shares: its Typer class, its options, and the desk it works at."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import typer
from typer.core import TyperCommand, TyperOption

from smallcrm import clock
from smallcrm.errors import BookUnusable, CrmError, Interrupted, Unreadable
from smallcrm.output.terminal import remark
from smallcrm.parsing.text import visible

if TYPE_CHECKING:
    from sqlmodel import Session

MOST_ROWS = 1_000_000


@dataclass
class Desk:
    """Where the owner sits: which book is open, and whether the command has changed it."""

    path: Path
    changed: bool = False
    typed: str = ""  # the command's words and options, as they stand on the line
    piped: bool = False  # whether the words that they lack come from standard input

    @property
    def now(self) -> dt.datetime:
        return clock.now()

    @property
    def today(self) -> dt.date:
        return clock.now().date()

    def reading(self) -> "AbstractContextManager[Session]":
        """See `db.reading`; the import waits until a command needs the book."""
        from smallcrm import db

        return db.reading(self.path)

    def rehearsing(self) -> "AbstractContextManager[Session]":
        """See `db.rehearsing`."""
        from smallcrm import db

        return db.rehearsing(self.path)

    @contextmanager
    def writing(
        self, command: str, *, begins: bool = False, unsaved: str = "", copy_before: str = ""
    ) -> "Iterator[Session]":
        """See `db.writing`; after the block `changed` says whether there is a step to undo.

        With the words that could not be saved, the options of the line are handed back too.
        """
        from smallcrm import db

        with db.writing(
            self.path,
            command,
            begins=begins,
            unsaved=self.with_options(unsaved),
            copy_before=copy_before,
            tell=lambda said: remark(f"note: {said}"),
        ) as session:
            yield session
        self.changed = db.CHANGED in session.info

    def copy_is_due(self) -> bool:
        """Whether the command changed the book, and the day still lacks its copy."""
        if not self.changed:
            return False
        from smallcrm.backups.due import is_due

        return is_due(self.path, self.today)

    def jotting(self) -> "AbstractContextManager[Session]":
        """See `db.jotting`."""
        from smallcrm import db

        return db.jotting(self.path)

    def wrote(self, path: Path) -> None:
        """Remember a file with customers' data, see `written.remember`; after it took its name."""
        from smallcrm import written

        written.remember(self.path, path)

    def with_options(self, text: str) -> str:
        """The owner's text, and the line that it was typed on where that says more."""
        typed = self.typed.split()
        if not text or set(text.split()) <= set(typed):
            return text and self.typed
        has_options = any(word.startswith("-") and word != "-" for word in typed)
        return f"{self.typed}\n{text}" if has_options else text


class Command(TyperCommand):
    """A command for which an option with an empty value is an option not given.

    Those that it `refuses_empty`, by name with the way out, would be missed: a callback, a tag.
    """

    keeps_empty = False
    takes_pipe = False  # whether `-` stands for the owner's words on standard input
    refuses_empty: ClassVar[dict[str, str]] = {"back": "name the day"}

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        for param in self.params:
            if isinstance(param, TyperOption) and not param.is_flag and param.metavar is None:
                param.metavar = (param.name or "").strip("_").replace("_", "-").upper()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not self.keeps_empty:
            args = list(without_empty(args, self._taking_value(), self._refusing_empty()))
        if not ctx.resilient_parsing:  # which is the shell asking how a word could go on
            _check_dashes(args, self._long_names(), self._taking_value())
        self._check_sides(args)
        if isinstance(ctx.obj, Desk):
            ctx.obj.typed = " ".join(args)
            ctx.obj.piped = self.takes_pipe and "-" in args
        try:
            left = super().parse_args(ctx, args)
        except typer.TyperException as error:
            if vars(error).get("ctx") is None:
                vars(error)["ctx"] = ctx  # so that the sentence names this command's help
            raise
        if ctx.params.get("as_json") and ctx.params.get("as_csv"):
            raise Unreadable("--json and --csv exclude each other; choose one")
        return left

    def _check_sides(self, args: Sequence[str]) -> None:
        """Unreadable for both sides of a flag such as --in/--out, of which the last would count."""
        taking, words, given = self._taking_value(), iter(args), set()
        for word in words:
            if word == "--":
                break
            given.add(word)
            if word in taking:
                next(words, None)
        for param in self.params:
            if given.intersection(param.opts) and given.intersection(param.secondary_opts):
                sides = " and ".join((param.opts[0], param.secondary_opts[0]))
                raise Unreadable(f"{sides} exclude each other; choose one")

    def _taking_value(self) -> set[str]:
        options = (param for param in self.params if isinstance(param, TyperOption))
        return {name for option in options if not option.is_flag for name in option.opts}

    def _long_names(self) -> set[str]:
        names = (name for param in self.params for name in (*param.opts, *param.secondary_opts))
        return {name for name in names if name.startswith("--")}

    def _refusing_empty(self) -> dict[str, str]:
        """The options that must not be empty, as they are typed, and the sentence for each."""
        return {
            typed: f"--{param.name} is empty; {self.refuses_empty[param.name]}, or leave it out"
            for param in self.params
            if param.name in self.refuses_empty
            for typed in param.opts
        }


class EditCommand(Command):
    """A command in which an option with an empty value clears the field."""

    keeps_empty = True


class WordsCommand(Command):
    """A command for which `-` stands for the owner's words on standard input."""

    takes_pipe = True


def without_empty(
    args: Sequence[str], taking_value: set[str], refused: Mapping[str, str]
) -> Iterator[str]:
    """The words without `--option=` and `--option ''`; those after `--` stay as they are.

    Unreadable, with its sentence, for an empty option among those `refused`.
    """
    words = iter(args)
    for word in words:
        if word == "--":
            yield word
            yield from words
        elif word in taking_value:
            value = next(words, None)
            if value == "" and word in refused:
                raise Unreadable(refused[word])
            if value != "":
                yield from (word,) if value is None else (word, value)
        elif not (word.endswith("=") and word[:-1] in taking_value):
            yield word
        elif word[:-1] in refused:
            raise Unreadable(refused[word[:-1]])


def _check_dashes(args: Sequence[str], long: set[str], taking_value: set[str]) -> None:
    """Refuse `-back fri`, which would be `-b` with the value `ack`, and the word `fri`."""
    words = iter(args)
    for word in words:
        name = word.partition("=")[0]
        if word == "--":
            return
        if f"-{name}" in long:
            raise Unreadable(f"{name} takes two dashes: -{name} (put -- before it if it is a word)")
        if word in taking_value:
            next(words, None)


class App(typer.Typer):
    """A part of the command tree."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(no_args_is_help=True, add_completion=False, **settings)

    def command(self, name: str | None = None, **settings: Any) -> Callable[[Any], Any]:
        settings.setdefault("cls", Command)
        return super().command(name, **settings)


def complete_handle(incomplete: str) -> list[str]:
    """Handles that begin with what was typed; handles, since a shell splits a name in two."""
    from smallcrm.completion import handles

    return handles(incomplete)


def complete_code(incomplete: str) -> list[str]:
    """Codes of products that begin with what was typed."""
    from smallcrm.completion import codes

    return codes(incomplete)


def complete_sale(incomplete: str) -> list[str]:
    """Handles, then codes, that begin with what was typed."""
    from smallcrm.completion import codes, handles

    return handles(incomplete) + codes(incomplete)


Who = Annotated[
    str,
    typer.Argument(
        help="A name, a handle, or part of a phone number.",
        metavar="WHO",
        autocompletion=complete_handle,
    ),
]
WhoInWords = Annotated[
    list[str],
    typer.Argument(
        help="A name, a handle, or part of a phone number; no quotes needed.",
        metavar="WHO",
        autocompletion=complete_handle,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only the new handle or number.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON array, with stable keys.")]
Csv = Annotated[bool, typer.Option("--csv", help="Comma-separated values, UTF-8.")]
Tags = Annotated[list[str] | None, typer.Option("--tag", "-t", help="A tag; may be repeated.")]
InGroup = Annotated[
    str, typer.Option("--group", "-g", help="Potential, prospective, small, medium, large or top.")
]
WhenBack = Annotated[
    str, typer.Option("--back", "-b", help="The day of the next callback: fri, +3d, 31.12., w48.")
]


def desk_of(ctx: typer.Context) -> Desk:
    """The desk that the root command set up."""
    desk = ctx.obj
    assert isinstance(desk, Desk)
    return desk


def hand_back(text: str) -> None:
    """Print words that were not saved, so that they can be pasted elsewhere."""
    if text:
        remark("what you wrote, so that it is not lost:")
        remark(visible(text, keep="\n\t"))


@contextmanager
def nothing_lost(text: str) -> Iterator[None]:
    """Hand the owner's words back if anything keeps them from being written."""
    try:
        yield
    except CrmError as error:
        error.unsaved = error.unsaved or text
        raise
    except KeyboardInterrupt:
        interrupted = Interrupted("interrupted")
        interrupted.unsaved = text
        raise interrupted from None


@contextmanager
def handed_back(text: str) -> Iterator[None]:
    """Hand the owner's words back if the book fails while it is only looked at."""
    try:
        yield
    except BookUnusable as error:
        error.unsaved = error.unsaved or text
        raise
