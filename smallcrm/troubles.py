"""What SQLite and SQLCipher report, in the owner's words; theirs stay in the exception."""

BUSY_SECONDS = 30
_BUSY = f"another program has kept the book busy for {BUSY_SECONDS} s; try again"
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")
_REASONS = {
    "SQLITE_FULL": "the disk is full; nothing was written",
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_READONLY_DBMOVED": "the book was replaced while this command waited; try again",
    "SQLITE_READONLY": "the book or its folder is read-only; nothing was written",
    "SQLITE_PERM": "no permission to open the book",
    "SQLITE_AUTH": "no permission to open the book",
    "SQLITE_CANTOPEN": "the book cannot be opened; is its folder there, and writable?",
    "SQLITE_IOERR": "the disk reported an error; nothing was written",
    "SQLITE_NOMEM": "there is not enough memory; nothing was written",
    "SQLITE_TOOBIG": "a text is too long for the book; nothing was written",
}


def is_damage(error: BaseException | None) -> bool:
    """Whether a file that calls itself a book cannot be made sense of.

    What Python cannot decode is a text that was stored whole, or a name in SQLite's own message.
    """
    if isinstance(error, UnicodeDecodeError):
        return True
    return _name(error).startswith(_DAMAGE) or str(error).startswith("Could not decode to UTF-8")


def is_amiss(error: BaseException | None) -> bool:
    """Whether it is damaged, or lacks a table or column that every book of its form has."""
    return is_damage(error) or _name(error) in ("", "SQLITE_ERROR", "SQLITE_SCHEMA")


def reason_of(error: BaseException | None) -> str:
    """Why a file could not be used: what follows its name and a colon."""
    name = _name(error)
    known = (reason for start, reason in _REASONS.items() if name.startswith(start))
    return next(known, "it is damaged")


def _name(error: BaseException | None) -> str:
    return getattr(error, "sqlite_errorname", "") or ""
