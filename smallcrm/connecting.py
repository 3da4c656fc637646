"""How a book's file is opened: a plain one by Python's SQLite, an encrypted one by SQLCipher.

Nothing of the cipher is loaded for a plain book.
"""

import sqlite3
import sys
from pathlib import Path
from types import ModuleType

from smallcrm.errors import BookUnusable
from smallcrm.inspection import salt_of


def connect(
    path: Path | str,
    *,
    like: Path | None = None,
    timeout: float = 5.0,
    isolation_level: str | None = None,
    mode: str = "rwc",
    asking: bool = True,
) -> sqlite3.Connection:
    """A connection to the file, made if it is not there, with the passphrase if it needs one.

    A copy that is still empty becomes `like` the book: plain, or encrypted with the same key.
    BookUnusable if the passphrase is wrong, or is not at hand and cannot be asked for; `asking`
    false asks nobody. `mode` is SQLite's: `rw` makes no file, `ro` writes none.
    """
    salt = salt_of(Path(like or path))
    if salt is not None:
        from smallcrm.cipher.keys import connect_encrypted

        return connect_encrypted(
            Path(path),
            salt,
            named=Path(like or path),
            timeout=timeout,
            isolation_level=isolation_level,
            mode=mode,
            asking=asking,
        )
    target, uri = (str(path), False) if mode == "rwc" else (as_uri(Path(path), mode), True)
    return sqlite3.connect(target, timeout=timeout, isolation_level=isolation_level, uri=uri)  # type: ignore[arg-type]


def as_uri(path: Path, mode: str) -> str:
    """The file as SQLite takes it with a mode."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def is_encrypted(path: Path | str) -> bool:
    """Whether the file is an encrypted book."""
    return salt_of(Path(path)) is not None


def can_open(path: Path) -> bool:
    """Whether the file is an encrypted book whose key is at hand, without asking anybody."""
    if not is_encrypted(path):
        return False
    from smallcrm.cipher.keys import key_of_book

    try:
        return key_of_book(path, asking=False) is not None
    except BookUnusable:
        return False


def driver(path: Path | str) -> ModuleType:
    """The module that opens the file, as SQLAlchemy must know it."""
    if not is_encrypted(path):
        return sqlite3
    from smallcrm.cipher.keys import sqlcipher

    return sqlcipher(path)


def failures(*also: type[Exception]) -> tuple[type[Exception], ...]:
    """What is raised when SQLite, or SQLCipher if it is in use, fails; and what is named `also`."""
    other = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error, other.Error, *also) if other else (sqlite3.Error, *also)


def mistakes() -> tuple[type[Exception], ...]:
    """Of those, what only a mistake in the program raises."""
    own = (sqlite3.IntegrityError, sqlite3.ProgrammingError)
    other = sys.modules.get("sqlcipher3.dbapi2")
    return (*own, other.IntegrityError, other.ProgrammingError) if other else own


def as_sqlite(error: Exception) -> Exception:
    """The error as Python's own SQLite would have raised it."""
    if isinstance(error, sqlite3.Error):
        return error
    same: sqlite3.Error = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)(*error.args)
    for name in ("sqlite_errorcode", "sqlite_errorname"):
        setattr(same, name, getattr(error, name, None))
    return same
