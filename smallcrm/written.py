"""The files that the program wrote with customers' data, remembered for when one is forgotten."""

from contextlib import closing, suppress
from pathlib import Path

from smallcrm import connecting, db
from smallcrm.clock import utc_now
from smallcrm.errors import CrmError

PATIENCE_MS = 200  # what a command waits, at the end of its work, for a book that is busy
_REMEMBER = (
    "INSERT INTO written_file (path, written) VALUES (?, ?)"
    " ON CONFLICT (path) DO UPDATE SET written = excluded.written"
)


def remember(book: Path, file: Path) -> None:
    """Note the file in the book, if there is one; a book that takes no note is no error.

    The file is written already, and a device or a pipe keeps nothing.
    """
    with suppress(*connecting.failures(CrmError, OSError, UnicodeError)):
        file = file.expanduser().absolute()
        if not file.is_file() or not db.is_there(book):
            return
        with closing(db.connect(str(book))) as connection:
            connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
            moment = f"{utc_now():%Y-%m-%d %H:%M:%S.%f}"
            connection.execute(_REMEMBER, (str(file), moment))
