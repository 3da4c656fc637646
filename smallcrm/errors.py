"""What can go wrong for the owner: one class per exit code, each error one sentence."""

from typing import ClassVar


class CrmError(Exception):
    """Something the owner must be told; the message is the whole sentence.

    `unsaved` is the text that the command was about to store, so that it can be handed back.
    """

    exit_code: ClassVar[int] = 1
    unsaved: str = ""


class Interrupted(CrmError):
    """The owner pressed Ctrl-C."""

    exit_code = 130


class Unreadable(CrmError):
    """A value that cannot be read: a date, an amount, an option.

    `brief` is the message without the list of what can be read, for one who has just seen it.
    """

    exit_code = 2

    def __init__(self, message: str, brief: str = "") -> None:
        super().__init__(message)
        self.brief = brief or message


class NotFound(CrmError):
    """Nothing in the book fits."""

    exit_code = 3


class NoContact(NotFound):
    """A name that fits nobody; `name` is what was typed."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


class NoProduct(NotFound):
    """A name or code that fits no product; `name` is what was typed."""

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message)
        self.name = name


class Ambiguous(CrmError):
    """More than one thing fits, and none is chosen silently."""

    exit_code = 4


class Refused(CrmError):
    """The program, or the owner at a question, said no."""

    exit_code = 5


class BookUnusable(CrmError):
    """The file cannot be used: missing, foreign, damaged, busy, full, read-only or too new."""

    exit_code = 6
