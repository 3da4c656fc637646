"""The root of the command tree: global options, the list of parts, errors to exit codes."""

import datetime as dt
import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info, get_group_from_info

from smallcrm import __version__, clock, same_book
from smallcrm.commands.app import App, Desk, hand_back
from smallcrm.errors import CrmError, Interrupted, Unreadable
from smallcrm.output.terminal import open_closed_streams, remark, say, silence, use_utf8
from smallcrm.parsing.date_found import YEARS
from smallcrm.parsing.text import clean, typed, visible
from smallcrm.place import book_path, practice_path

# Each command and the module in `commands` that holds it, in the order of the help. A part is
# imported when it is called, so that none slows down another.
PARTS: dict[str, str] = {
    "log": "talking",
    "visit": "talking",
    "letter": "talking",
    "email": "talking",
    "video": "talking",
    "chat": "talking",
    "note": "talking",
    "who": "looking",
    "show": "looking",
    "find": "looking",
    "today": "calling",
    "week": "week",
    "callbacks": "calling",
    "catch-up": "calls",
    "sheets": "sheets",
    "sheet": "sheets",
    "enter": "sheets",
    "print": "printing",
    "callback": "closing",
    "done": "closing",
    "snooze": "closing",
    "tried": "closing",
    "drop": "closing",
    "rhythm": "closing",
    "case": "cases",
    "add": "contact",
    "list": "contact",
    "contact": "contact",
    "tag": "tags",
    "untag": "tags",
    "tags": "tags",
    "group": "groups",
    "groups": "groups",
    "sell": "selling",
    "order": "orders",
    "return": "returning",
    "product": "products",
    "report": "report",
    "why": "why",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "import": "importing",
    "export": "exporting",
    "data": "data",
    "config": "config",
    "demo": "demo",
}
DEFAULT = "today"
NAMES = ("crm", "smallcrm")
# What the library says of a value, in our words.
WORDINGS = {
    "Value error, ": "",
    "Input should be a valid integer, unable to parse string as an integer": "it is no number",
    "Input should be greater than or equal to": "it must be at least",
    "Input should be less than or equal to": "it must be at most",
}
QUOTE = "; quote a name of several words"
# The way out that follows a message with such a start.
HINTS = {
    "no such option": "; put -- before words that begin with -",
    "got unexpected extra argument": QUOTE,
}


CHANGED = "the book was changed all the same: do not repeat the command"


class ReaderGone(Exception):
    """Nobody takes the output any more, as after `| head`."""


class Parts(TyperGroup):
    """The root group, which loads a part when its name is typed."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(PARTS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in PARTS:
            return None
        app: App = import_module(f"smallcrm.commands.{PARTS[cmd_name]}").app
        return _built(app, cmd_name)

    def invoke(self, ctx: Any) -> Any:
        try:
            outcome = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # which Typer would take for a failure
            raise ReaderGone from None
        except KeyboardInterrupt:  # which Typer would not say
            interrupted = Interrupted("interrupted")
            _keep_piped(ctx.obj, interrupted)
            raise interrupted from None
        except Exception as error:
            if ctx.obj and ctx.obj.changed:
                error.add_note(CHANGED)
            if isinstance(error, (CrmError, typer.TyperException)):
                _keep_piped(ctx.obj, error)
            raise
        if ctx.obj:
            _copy_daily(ctx.obj)  # only now, when what was written has been acknowledged
        return outcome

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        self.commands: Any = dict.fromkeys(PARTS)  # only the names, for "did you mean"
        return super().resolve_command(ctx, args)


def _keep_piped(desk: Desk | None, error: Exception) -> None:
    """Keep with the error what nobody has read yet of the words that were piped in.

    They cannot be piped again; and only now, with the book closed, is there time to wait for them.
    """
    if not desk or not desk.piped:
        return
    if rest := import_module("smallcrm.commands.asking").rest_of_pipe():
        before = getattr(error, "unsaved", "")
        vars(error)["unsaved"] = f"{before}\n{rest}" if before else desk.with_options(rest)


def _copy_daily(desk: Desk) -> None:
    """Copy the book if the day lacks its copy; the command was done, whatever comes of that."""
    try:
        if desk.copy_is_due():
            import_module("smallcrm.commands.daily_copy").make(desk)
    except KeyboardInterrupt:
        remark(
            "note: interrupted while the book was copied, as once a day; nothing is lost, and the"
            " next change makes that copy"
        )


def _built(app: App, name: str) -> Any:
    """The one command or group of that name, without building the rest of its part."""
    for command in app.registered_commands:
        if command.name == name:
            return get_command_from_info(
                command, pretty_exceptions_short=False, rich_markup_mode=None
            )
    for group in app.registered_groups:
        if group.name == name:
            return get_group_from_info(
                group, pretty_exceptions_short=False, suggest_commands=True, rich_markup_mode=None
            )
    return None


def leaf_commands() -> list[str]:
    """Every command as it is typed, the commands of a group with its name before them."""
    leaves = []
    for name, module in PARTS.items():
        part: App = import_module(f"smallcrm.commands.{module}").app
        command = _built(part, name)
        inner = command.commands if isinstance(command, TyperGroup) else {}
        leaves += [f"{name} {inner_name}" for inner_name in inner] or [name]
    return leaves


app = typer.Typer(
    cls=Parts,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        say(f"smallcrm {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    db: Annotated[
        str, typer.Option("--db", envvar="SMALLCRM_DB", help="The book's file.", metavar="FILE")
    ] = "",
    demo: Annotated[bool, typer.Option("--demo", help="Work in the practice book.")] = False,
    today: Annotated[str, typer.Option(envvar="SMALLCRM_TODAY", hidden=True)] = "",
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """A customer book for a small shop: log a call, know who is calling, know whom to call back.

    Alone, it shows whom to call today.
    """
    clock.set_now(_read_today(today))
    source = ctx.get_parameter_source("db")
    is_typed = source is not None and source.name == "COMMANDLINE"
    if demo and is_typed:
        raise Unreadable("--db names a book and --demo the practice book; choose one")
    same_book.choose(*(("--demo",) if demo else ("--db", db) if is_typed and db else ()))
    ctx.obj = Desk(practice_path() if demo else book_path(db))
    if demo and ctx.invoked_subcommand != "demo" and not practice_path().exists():
        remark("note: the practice book is empty; crm demo fills it")
    if ctx.invoked_subcommand is None:
        assert isinstance(ctx.command, Parts)
        ctx.invoke(ctx.command.get_command(ctx, DEFAULT).callback)


def _read_today(text: str) -> dt.datetime | None:
    """`2026-11-21`, the present hour on that day, or `2026-11-21T09:30`, that very moment."""
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(f'--today takes a day such as 2026-11-21: not "{text}"') from None
    if moment.year not in YEARS:
        raise Unreadable(f"--today takes a day of the years {YEARS[0]} to {YEARS[-1]}: not {text}")
    if len(text) > len("2026-11-21"):
        return moment.replace(tzinfo=None)
    return dt.datetime.combine(moment.date(), dt.datetime.now().time())


def run(args: list[str]) -> int:
    """Run one typed line and return its exit code; every error is one sentence on stderr."""
    open_closed_streams()
    use_utf8()
    try:
        args = [typed(word) for word in args]
        _check_text(args)
        code = app(args, prog_name=_prog_name(), standalone_mode=False)
        sys.stdout.flush()
    except CrmError as error:
        return _refuse(error)
    except (KeyboardInterrupt, typer.Abort):
        remark("interrupted")
        return 130
    except (ReaderGone, BrokenPipeError):
        silence()
        return 0
    except OSError as error:
        silence()
        reason = "; ".join([str(error.strerror), *_notes(error)])
        return _refuse(CrmError(f"the output could not be written: {reason}"))
    except typer.TyperException as error:
        return _refuse_usage(error)
    except Exception as error:
        return _confess(error)
    return code if isinstance(code, int) else 0


def _check_text(args: list[str]) -> None:
    for word in args:
        clean(word, "typed line", longest=sys.maxsize)


def _prog_name() -> str:
    typed = os.path.basename(sys.argv[0])
    return typed if typed in NAMES else NAMES[0]


def _refuse(error: CrmError) -> int:
    remark(visible(str(error), keep="\n"))
    hand_back(error.unsaved)
    return error.exit_code


def _refuse_usage(error: typer.TyperException) -> int:
    """A line that the command tree cannot read; the sentence says where its help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else _prog_name()
    message = error.format_message().rstrip(".")
    for technical, plain in WORDINGS.items():
        message = message.replace(technical, plain)
    if "\n\t" in message:  # the values of a missing argument, one a line
        message = " ".join(message.split())
    if "\n" in message:  # a group typed without a command: its help
        remark(visible(message, keep="\n"))
        return Unreadable.exit_code
    hint = next((hint for start, hint in HINTS.items() if message.lower().startswith(start)), "")
    if hint == QUOTE and not _takes_words(context):
        hint = ""
    remark(visible(f"{message[:1].lower()}{message[1:]}{hint} ({command} --help)"))
    hand_back(getattr(error, "unsaved", ""))
    return Unreadable.exit_code


def _takes_words(context: Any) -> bool:
    """Whether a command takes a name or another text at all, which quotes would make one word."""
    return any(param.param_type_name == "argument" for param in context.command.params)


def _confess(error: Exception) -> int:
    """A mistake in the program: loud, but without the customers' words."""
    from smallcrm.output.mistakes import place_of, traceback_of

    outcome = "; ".join(_notes(error)) or "nothing was written"
    way_out = "SMALLCRM_DEBUG=1 shows where it happened, crm data report what it runs on"
    if os.environ.get("SMALLCRM_DEBUG"):
        for line in traceback_of(error):
            print(visible(line), file=sys.stderr)
        way_out = "crm data report says what it runs on"
    remark(
        f"a mistake in smallcrm {__version__} ({type(error).__name__} in {place_of(error)});"
        f" {outcome}. Please report it; {way_out}"
    )
    return CrmError.exit_code


def _notes(error: Exception) -> list[str]:
    """What was said of an error on its way: that the book was changed before it."""
    return [note for note in getattr(error, "__notes__", []) if note == CHANGED]
