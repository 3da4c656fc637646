"""The one SQLite file: where it is, how it is opened, `reading` and `writing`.

The storage settings were chosen by measurement (kills, power cuts, full disks): a rollback
journal with synchronous=EXTRA, BEGIN IMMEDIATE for writers, one short transaction a command.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session, create_engine

from smallcrm import clock, connecting, migrations, pruning, recorder, word_index
from smallcrm.connecting import is_encrypted
from smallcrm.errors import BookUnusable, Interrupted
from smallcrm.inspection import inspect_file, refuse_newer
from smallcrm.place import make_file, make_folder
from smallcrm.same_book import crm
from smallcrm.troubles import BUSY_SECONDS, is_amiss, reason_of

MEMORY = ":memory:"
CHANGED = "changed"
PRAGMAS = """
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA fullfsync = ON;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA mmap_size = 0;
PRAGMA temp_store = MEMORY;
PRAGMA synchronous = EXTRA;
"""


class Damaged(BookUnusable):
    """A book of which SQLite cannot make sense."""


@contextmanager
def reading(path: Path) -> Iterator[Session]:
    """A session that sees one state of the book; a book that is not there yet is an empty one."""
    with _plain_errors(path), _session(lambda: _present(path), "BEGIN", path) as session:
        yield session


@contextmanager
def writing(
    path: Path,
    command: str,
    *,
    begins: bool = False,
    unsaved: str = "",
    copy_before: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> Iterator[Session]:
    """A session whose changes become one step of the journal when the block ends well.

    After the block the changes are on disk, and `session.info[CHANGED]` is true. A block that
    changed nothing leaves no step. If the file fails, BookUnusable carries `unsaved`, the owner's
    words, so that they are handed back.
    A command that `begins` makes the book if there is none; any other finds an empty one, in
    which it can change nothing.
    With a word in `copy_before`, such as `import`, the book is copied before the transaction
    begins; `tell` is called with what the owner should hear of that. No copy is a reason to stop,
    and one before a block that changed nothing does not stay.
    """
    with (
        _plain_errors(path, unsaved),
        _copy_before(path, copy_before, tell) as dropped,
        _session(lambda: _watched(path, begins), "BEGIN IMMEDIATE", path) as session,
    ):
        step = recorder.begin_step(session, command)
        yield session
        session.flush()
        if recorder.is_empty(session, step):
            session.expunge_all()  # what was read stays readable after the rollback
            session.rollback()
        else:
            assert begins or path.exists(), f"{command} made changes, but begins no book"
            word_index.update(session, step)
            pruning.prune(session)
            session.commit()
            session.info[CHANGED] = True
            dropped.pop_all()  # the copy stays


@contextmanager
def rehearsing(path: Path) -> Iterator[Session]:
    """A session in which changes can be tried as `writing` would make them; none is kept."""
    with (
        _plain_errors(path),
        _session(lambda: _present(path), "BEGIN IMMEDIATE", path) as session,
    ):
        yield session
        session.rollback()


@contextmanager
def jotting(path: Path) -> Iterator[Session]:
    """A session for drafts, which the journal leaves out; committed when the block ends well."""
    with (
        _plain_errors(path),
        _session(lambda: connect(str(path)), "BEGIN IMMEDIATE", path) as session,
    ):
        yield session
        session.commit()


def compact(path: Path) -> None:
    """Write the whole file anew: what was erased is nowhere in it, within a page or between.

    Deleted rows are overwritten as they go, but what SQLite moved about before that may have left
    a copy of itself in the unused part of a page. It takes twice the file's room while it runs.
    """
    with _plain_errors(path), closing(connect(str(path))) as connection:
        if not is_encrypted(path):  # whose pages must not wait on the disk as they are
            _spool_beside(connection, path)
        connection.execute("VACUUM")


def _spool_beside(connection: sqlite3.Connection, path: Path) -> None:
    """Let what does not fit into memory wait in a nameless file beside the book, nowhere else."""
    folder = str(path.parent.absolute()).replace("'", "''")
    connection.execute(f"PRAGMA temp_store_directory = '{folder}'")
    if connection.execute("PRAGMA temp_store_directory").fetchone():
        connection.execute("PRAGMA temp_store = FILE")


def connect(target: str) -> sqlite3.Connection:
    """A connection with the chosen settings to a book at its newest schema, made on the way.

    A book of an older schema is copied first, see `backups.copying.copy_first`; a copy before an
    upgrade that failed does not stay, or each further command would add one.
    """
    connection = connecting.connect(target, timeout=BUSY_SECONDS)
    kept: list[Path] = []
    try:
        connection.executescript(PRAGMAS)
        # An encrypted book says only now which schema it has.
        refuse_newer(Path(target), migrations.version(connection), newest=migrations.NEWEST)
        migrations.upgrade(connection, copy_first=lambda: kept.append(_keep_old(Path(target))))
    except UnicodeDecodeError as error:  # of a name in the message that the list is damaged
        connection.close()
        raise _refusal(Path(target), error) from None
    except BaseException:
        _drop(kept, connection)
        connection.close()
        raise
    return connection


def _keep_old(path: Path) -> Path:
    """Copy a book of an older schema before it is rewritten, and return where."""
    from smallcrm.backups.copying import copy_first  # no daily command needs it

    return copy_first(path, now=clock.now())


def _drop(kept: list[Path], connection: sqlite3.Connection) -> None:
    """Remove the copy of a book that has stayed as it was."""
    with suppress(*connecting.failures()):
        if kept and migrations.version(connection) < migrations.NEWEST:
            kept[0].unlink(missing_ok=True)


def is_there(path: Path) -> bool:
    """Whether the book has been begun; BookUnusable, untouched, if the file is something else."""
    return inspect_file(path, newest=migrations.NEWEST)


def _copy_before(path: Path, command: str, tell: Callable[[str], None]) -> ExitStack:
    """Copy the book, if there is one and `command` is given; what is returned removes the copy."""
    dropped = ExitStack()
    if not command or not is_there(path):
        return dropped
    from smallcrm.backups.automatic import copy_before

    made = copy_before(path, command, now=clock.now())
    if made.remark:
        tell(made.remark)
    if made.path:
        dropped.callback(made.path.unlink, missing_ok=True)
    return dropped


def _present(path: Path) -> sqlite3.Connection:
    return connect(str(path) if is_there(path) else MEMORY)


def _watched(path: Path, begins: bool) -> sqlite3.Connection:
    there = is_there(path)
    if begins and not there:
        _make_room(path)
    connection = connect(str(path) if there or begins else MEMORY)
    recorder.watch(connection)
    return connection


@contextmanager
def _session(
    creator: Callable[[], sqlite3.Connection], begin: str, path: Path
) -> Iterator[Session]:
    engine = create_engine(
        "sqlite://",
        creator=creator,
        module=connecting.driver(path),
        poolclass=NullPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()


def _make_room(path: Path) -> None:
    """A folder and a file for a new book, for its owner only."""
    try:
        make_folder(path.parent)
    except OSError as error:
        raise BookUnusable(f"the folder {path.parent} cannot be made: {error.strerror}") from error
    with suppress(OSError):  # SQLite says better what is wrong
        make_file(path)


@contextmanager
def _plain_errors(path: Path, unsaved: str = "") -> Iterator[None]:
    """Turn what SQLite and the file system say into one sentence for the owner."""
    try:
        yield
    except (BookUnusable, Interrupted) as error:  # which was at the question for a passphrase
        error.unsaved = error.unsaved or unsaved
        raise
    except connecting.failures(DBAPIError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, connecting.mistakes()):
            raise  # a mistake in the program, which stays loud
        refusal = _refusal(path, cause)
        refusal.unsaved = unsaved
        raise refusal from error


def _refusal(path: Path, cause: BaseException | None) -> BookUnusable:
    """The sentence for the owner; SQLite's own may hold customers' words."""
    if is_amiss(cause):
        way_out = f"{crm('data restore')} goes back to a copy"
        if not is_encrypted(path):  # of which single pages can be read
            check, rescue = crm("data check"), crm("data rescue -o FILE")
            way_out = f"{check} says where, {rescue} saves what can be read, {way_out}"
        return Damaged(f"{path}: the book is damaged; keep this file: {way_out}")
    return BookUnusable(f"{path}: {reason_of(cause)}")
