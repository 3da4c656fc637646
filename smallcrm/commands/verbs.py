"""A group of commands that is a verb as well: `crm case mari` is `crm case open mari`."""

from typing import Any

from typer.core import TyperGroup

HELP_OPTIONS = ("-h", "--help")


class WhoGroup(TyperGroup):
    """A group in which a word that is none of its commands is whom its verb is about.

    `verb` is the command meant then, `stands_for` what the help says may be typed.
    """

    verb = ""
    stands_for = "WHO"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings | {"subcommand_metavar": f"{self.stands_for} | COMMAND ..."})

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *HELP_OPTIONS):
            args = [self.verb, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        handles = self.commands[self.verb].params[0].shell_complete(ctx, incomplete)
        known = [item for item in handles if item.value not in self.commands]
        return [*super().shell_complete(ctx, incomplete), *known]
