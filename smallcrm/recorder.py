"""The recorder: every row change is written down under the step of the command that made it.

Temporary triggers made from the book's own schema do the writing, so that bulk statements are
seen too, and tables of which no class is loaded. This is part of every command that writes, so
it is plain SQL: it needs no table class either.
"""

import sqlite3

from sqlmodel import Session

from smallcrm.clock import utc_now

UNJOURNALLED: frozenset[str] = frozenset(
    {"step", "change", "sheet_draft", "erasure", "written_file"}
)


def begin_step(session: Session, command: str) -> int:
    """Open the step to which every later change of this transaction belongs, and return its id."""
    done = session.connection().exec_driver_sql(
        "INSERT INTO step (command, written, undone) VALUES (?, ?, 0)",
        (command, utc_now().strftime("%Y-%m-%d %H:%M:%S.%f")),
    )
    assert done.lastrowid
    return done.lastrowid


def is_empty(session: Session, step: int) -> bool:
    """Whether nothing was changed in the step."""
    found = session.connection().exec_driver_sql(
        "SELECT 1 FROM change WHERE step_id = ? LIMIT 1", (step,)
    )
    return found.first() is None


def watch(connection: sqlite3.Connection) -> None:
    """Make the temporary triggers: three for every table but the journal's own."""
    tables = _columns(connection).items()
    connection.executescript("".join(_triggers_of(name, columns) for name, columns in tables))


def _columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of every table that an undo gives back; search indexes are none."""
    found: dict[str, list[str]] = {}
    for table, column in connection.execute(
        "SELECT t.name, c.name FROM main.sqlite_schema AS t, pragma_table_info(t.name) AS c"
        " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE '%_words%'"
    ):
        if table not in UNJOURNALLED:
            found.setdefault(table, []).append(column)
    return found


def _triggers_of(table: str, columns: list[str]) -> str:
    pairs = (f"'{column}', OLD.\"{column}\"" for column in columns)
    whole = f"json_object({', '.join(pairs)})"
    before, after = _changed(columns, "OLD"), _changed(columns, "NEW")
    contact = "contact_id" if "contact_id" in columns else "id" if table == "contact" else None
    return (
        _trigger(table, "insert", "NEW", contact, "NULL", "NULL")
        + _trigger(table, "update", "NEW", contact, before, after, when=_differs(columns))
        + _trigger(table, "delete", "OLD", contact, whole, "NULL")
    )


def _trigger(
    table: str,
    action: str,
    row: str,
    contact: str | None,
    before: str,
    after: str,
    *,
    when: str = "1",
) -> str:
    return (
        f"CREATE TEMP TRIGGER journal_{table}_{action} AFTER {action} ON main.{table}"
        f" WHEN {when} BEGIN INSERT INTO change"
        " (step_id, table_name, row_id, contact_id, action, before, after)"
        f" VALUES ((SELECT max(id) FROM step), '{table}', {row}.id,"
        f" {f'{row}.{contact}' if contact else 'NULL'}, '{action}',"
        f" {before}, {after}); END;\n"
    )


def _differs(columns: list[str]) -> str:
    return " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)


def _changed(columns: list[str], row: str) -> str:
    """SQL for a JSON object of the columns that an update changed, with their `row` values."""
    parts = (
        f"""CASE WHEN OLD."{name}" IS NOT NEW."{name}" THEN"""
        f""" ',"{name}":' || json_quote({row}."{name}") ELSE '' END"""
        for name in columns
    )
    return f"'{{' || substr({' || '.join(parts)}, 2) || '}}'"
