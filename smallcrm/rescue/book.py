"""The rescue as a whole: a copy of the damaged bytes, a new book, what came back and what not."""

import datetime as dt
import mmap
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from smallcrm import db
from smallcrm.errors import BookUnusable, NotFound, Refused
from smallcrm.inspection import check_owner, salt_of
from smallcrm.migrations import NEWEST
from smallcrm.rescue import relinking
from smallcrm.rescue.mending import Known, Mender
from smallcrm.rescue.pages import Pages
from smallcrm.rescue.salvage import Salvage
from smallcrm.rescue.taking import JOURNAL, Fate, columns_of, take_all

MOST = 10  # rows of a kind that are named


@dataclass(frozen=True)
class Missing:
    """Rows of a table that did not come back as they were, and how the first are called."""

    table: str
    count: int
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Rescued:
    """What is in the new book, and what is not.

    `partial` rows came back with less than they held, `cut` ones without the end of a text;
    `unknown` is how many more may be lost, by the gaps in their ids; UNTOLD if these cannot tell.
    A journal that never had a step is kept, for nothing of it is missing.
    """

    rows: dict[str, int]
    partial: tuple[Missing, ...]
    cut: tuple[Missing, ...]
    lost: tuple[Missing, ...]
    unknown: tuple[Missing, ...]
    journal_kept: bool

    @property
    def lacks_only_the_journal(self) -> bool:
        return self._has_all_rows and not self.journal_kept

    @property
    def is_whole(self) -> bool:
        return self._has_all_rows and self.journal_kept

    @property
    def _has_all_rows(self) -> bool:
        return not (self.partial or self.cut or self.lost or self.unknown)


def rescue(book: Path, target: Path, *, now: dt.datetime) -> Rescued:
    """Save what can be read of a damaged book into a new one; the damaged file is only read.

    NotFound if there is no file, Refused for a target that cannot be written, BookUnusable if
    nothing of a book can be read in it.
    """
    _refuse_target(target)
    if salt_of(book) is not None:
        raise BookUnusable(
            f"{book} is encrypted: of a damaged one nothing can be read page by page;"
            " crm data restore goes back to a copy"
        )
    with _private_folder(target) as folder:
        damaged, made = folder / "damaged.db", folder / "rescued.db"
        _copy(book, damaged)
        with _opened(damaged) as data:
            check_owner(book, bytes(data[:100]), newest=NEWEST)
            with closing(db.connect(str(made))) as new:
                outcome = _rebuild(data, new, now)
        if not any(outcome.rows.values()):
            raise BookUnusable(f"nothing of a book can be read in {book}; no file was written")
        _put(made, target)
    return outcome


def _rebuild(data: "mmap.mmap", new: sqlite3.Connection, now: dt.datetime) -> Rescued:
    """Fill the empty book with what the bytes hold."""
    new.execute("PRAGMA foreign_keys = OFF")
    new.execute("PRAGMA synchronous = OFF")  # the file is synced before it takes its name
    new.execute("BEGIN IMMEDIATE")
    tables = columns_of(new)
    salvage = Salvage(Pages(data), tables)
    mender = Mender(new, now)
    fates = take_all(salvage, mender, tables)
    relinking.relink(mender, fates)
    relinking.settle_totals(mender, fates)
    journal_kept = _keep_journal(new, fates)
    relinking.make_found(new)
    relinking.keep_counting(new, _last_ids(salvage, fates), list(tables))
    outcome = _outcome(new, fates, journal_kept)
    new.execute("COMMIT")
    _check(new)
    return outcome


def _last_ids(salvage: Salvage, fates: dict[str, Fate]) -> dict[str, int]:
    found = salvage.last_ids()
    return {table: max(found.get(table, 0), *fate.lost, 0) for table, fate in fates.items()}


def _keep_journal(new: sqlite3.Connection, fates: dict[str, Fate]) -> bool:
    """Undo gives back rows as they were: with some of them lost, it would do harm.

    Whether all that the damaged book had of a journal is in the new one.
    """
    if all(fate.is_whole for fate in fates.values()) or _never_had_steps(new, fates):
        return True
    for table in reversed(JOURNAL):
        new.execute(f"DELETE FROM {table}")
        fates[table] = Fate()
    return False


def _never_had_steps(new: sqlite3.Connection, fates: dict[str, Fate]) -> bool:
    rows = any(new.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in JOURNAL)
    return not rows and all(fates[table].is_whole for table in JOURNAL)


def _outcome(new: sqlite3.Connection, fates: dict[str, Fate], journal_kept: bool) -> Rescued:
    names = dict(new.execute("SELECT id, name FROM contact"))
    tables = [table for table in fates if table not in JOURNAL]
    counts = {table: new.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}

    def missing(of: str) -> Iterator[Missing]:
        for table in tables:
            ids = getattr(fates[table], of)
            lost: dict[int, Known] = (
                ids if isinstance(ids, dict) else {key: {} for key in sorted(ids)}
            )
            if lost:
                said = (_called(new, table, row, known, names) for row, known in lost.items())
                yield Missing(table, len(lost), tuple(islice(said, MOST)))

    unknown = tuple(
        Missing(table, fates[table].unknown, ()) for table in tables if fates[table].unknown
    )
    partial, cut, lost = (tuple(missing(of)) for of in ("partial", "cut", "lost"))
    return Rescued(counts, partial, cut, lost, unknown, journal_kept)


def _called(
    new: sqlite3.Connection, table: str, row_id: int, known: Known, names: dict[int, str]
) -> str:
    """How the owner may recognise a row: whose it was, and of which day."""
    here = new.execute(f"SELECT * FROM {table} WHERE id = ?", (row_id,))
    row = here.fetchone()
    if row:
        known = dict(zip((column[0] for column in here.description), row, strict=True))
    whose = names.get(row_id if table == "contact" else known.get("contact_id", 0), "")
    day = str(known.get("at") or known.get("due") or known.get("opened") or "")[:10]
    own = known.get("name") or known.get("handle") or ""
    number = known.get("number")
    numbered = f"number {number}" if number and table.startswith("customer_") else ""
    words = (whose or own, numbered, day)
    return " ".join(str(word) for word in words if word) or f"row {row_id}"


def _check(new: sqlite3.Connection) -> None:
    verdict = new.execute("PRAGMA integrity_check(1)").fetchone()[0]
    assert verdict == "ok", verdict
    assert not new.execute("PRAGMA foreign_key_check").fetchall()


def _refuse_target(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise Refused(f"{target} is there already; name a file that is not")
    if not target.parent.is_dir():
        raise Refused(f"there is no folder {target.parent} for the new book; make it first")


@contextmanager
def _private_folder(target: Path) -> Iterator[Path]:
    """A folder beside the target that is the owner's alone, and gone at the end."""
    try:
        held = tempfile.TemporaryDirectory(dir=target.parent, prefix=".rescue-")
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror}") from error
    with held as folder:
        try:
            yield Path(folder)
        except OSError as error:
            raise Refused(f"{target} cannot be written: {error.strerror}") from error


def _copy(book: Path, copy: Path) -> None:
    """The bytes of the book, and of what a cut-off command left beside it, settled in the copy."""
    try:
        shutil.copyfile(book, copy)
    except FileNotFoundError:
        raise NotFound(f"there is no book at {book}, so there is nothing to rescue") from None
    except OSError as error:
        raise BookUnusable(f"{book} cannot be read: {error.strerror}") from error
    journal = Path(f"{book}-journal")
    if not journal.is_file():
        return
    with suppress(OSError):
        shutil.copyfile(journal, f"{copy}-journal")
    with suppress(sqlite3.Error), closing(sqlite3.connect(copy, isolation_level=None)) as settling:
        settling.execute("SELECT count(*) FROM sqlite_schema")


@contextmanager
def _opened(path: Path) -> Iterator["mmap.mmap"]:
    if path.stat().st_size < 512:
        raise BookUnusable("the file is too short to hold anything of a book; no file was written")
    with (
        open(path, "rb") as file,
        closing(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as data,
    ):
        yield data


def _put(made: Path, target: Path) -> None:
    """Give the finished book its name, for its owner only."""
    os.chmod(made, 0o600)
    for path in (made, target.parent):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
            if path == made:
                _refuse_target(target)
                os.rename(made, target)
        finally:
            os.close(handle)
