"""How a command is typed so that it works in the book of this line: `crm --demo undo`."""

_options: tuple[str, ...] = ()


def choose(*options: str) -> None:
    """Remember the options that chose the book on this line; none for the book always meant."""
    global _options
    _options = options


def crm(command: str) -> str:
    """The command as a shell takes it: `crm undo`, `crm --db 'my book.db' undo`."""
    if not _options:
        return f"crm {command}"
    import shlex

    return f"crm {shlex.join(_options)} {command}"
