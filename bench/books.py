"""Write a large book of an invented shop: `python -m bench.books OUT.db --contacts 20000`.

The rows go in by plain SQL, in seconds; folded columns, handles and the schema are the program's
own. The same numbers and seed give the same book. Its journal is trimmed to one step, `import`.
"""

import argparse
import datetime as dt
import os
import sqlite3
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.callbacks import callback_rows, share_of
from bench.people import busiest_first, contact_rows, find_known, make_people, rhythms
from bench.reaching import point_rows, tag_rows
from bench.talks import interaction_rows, participant_rows, timeline
from smallcrm import db
from smallcrm.word_index import INDEXED

TODAY = dt.date(2026, 11, 21)
FAST = """
PRAGMA foreign_keys = OFF;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -500000;
"""
COLUMNS = {
    "contact_point": "contact_id, kind, label, value, digits, normal",
    "tag": "contact_id, name, folded",
    "interaction": "id, contact_id, channel, direction, outcome, at, summary, folded, written",
    "participant": "interaction_id, contact_id",
    "follow_up": "number, contact_id, why, folded, channel, promised_by, due, due_time, first_due,"
    " tries, opened_by, closing, closed_on, closed_by, written",
    "step": "command, written, undone",
}


@dataclass(frozen=True)
class Size:
    """How large a book is, and the seed of its chances."""

    contacts: int
    interactions: int
    seed: int = 1


def write_book(path: Path, size: Size, today: dt.date = TODAY) -> None:
    """Write a book that ends on the day before `today`; FileExistsError if the file is there."""
    if path.exists():
        raise FileExistsError(f"{path} is there already; remove it or name another file")
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    connection = db.connect(str(unfinished))
    try:
        connection.executescript(FAST)
        connection.execute("BEGIN")
        _fill(connection, Random(size.seed), size, today)
        connection.execute("COMMIT")
        _check(connection)
    finally:
        connection.close()
    unfinished.rename(path)


def _fill(connection: sqlite3.Connection, rng: Random, size: Size, today: dt.date) -> None:
    people = make_people(rng, size.contacts)
    ids = [person.id for person in people]
    line = timeline(rng, busiest_first(rng, people), size.interactions, today)
    created = {number: f"{line.day(place)} 06:00:00.000000" for number, place in line.first.items()}
    contacts = contact_rows(rng, people, rhythms(rng, ids, line, today), created)
    _insert_contacts(connection, contacts)
    _insert(connection, "contact_point", point_rows(rng, people))
    _insert(connection, "tag", tag_rows(rng, people))
    _insert(connection, "interaction", interaction_rows(rng, line, find_known(people).id))
    _insert(connection, "participant", participant_rows(rng, line, ids))
    _insert(connection, "follow_up", callback_rows(rng, line, share_of(size.contacts), today))
    _insert(connection, "step", [("import", f"{today} 06:00:00.000000", False)])
    for table in INDEXED:
        connection.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('rebuild')")


def _insert_contacts(connection: sqlite3.Connection, rows: list[dict[str, object]]) -> None:
    names = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"INSERT INTO contact ({names}) VALUES ({marks})", rows)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * (COLUMNS[table].count(",") + 1))
    connection.executemany(f"INSERT INTO {table} ({COLUMNS[table]}) VALUES ({marks})", rows)


def _check(connection: sqlite3.Connection) -> None:
    """Foreign keys were off while the rows went in: nothing may point nowhere."""
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise RuntimeError(f"the generator wrote a row that points nowhere: {broken}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.books", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--contacts", type=int, default=20_000)
    parser.add_argument("--interactions", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--today", type=dt.date.fromisoformat, default=TODAY)
    given = parser.parse_args()
    os.umask(0o077)
    try:
        write_book(given.out, Size(given.contacts, given.interactions, given.seed), given.today)
    except FileExistsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
