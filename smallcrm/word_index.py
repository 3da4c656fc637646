"""The full-text index over the folded texts, brought up to date once a step from the journal.

Not by triggers: SQLite lets none write to FTS5 while the schema is not trusted. `<table>_words`
is an external-content FTS5 table over the `folded` column of its table.
"""

from sqlmodel import Session

INDEXED = ("interaction", "follow_up")

# The first change of each row in the step that touched its text; an insert had no text before.
_TOUCHED = """
    SELECT min(id) FROM change
    WHERE step_id = :step AND table_name = '{table}'
        AND (action <> 'update' OR json_extract(before, '$.folded') IS NOT NULL)
    GROUP BY row_id
"""
_FORGET = """
    INSERT INTO {table}_words ({table}_words, rowid, folded)
    SELECT 'delete', row_id, json_extract(before, '$.folded') FROM change
    WHERE action <> 'insert' AND id IN ({touched})
"""
_LEARN = """
    INSERT INTO {table}_words (rowid, folded) SELECT id, folded FROM {table}
    WHERE id IN (SELECT row_id FROM change WHERE id IN ({touched}))
"""

MATCHING = "SELECT rowid FROM {table}_words WHERE {table}_words MATCH :match"


def update(session: Session, step: int) -> None:
    """Take the step's texts into the index; the last thing before its commit."""
    touched = "SELECT DISTINCT table_name FROM change WHERE step_id = :step"
    tables = set(session.connection().exec_driver_sql(touched, {"step": step}).scalars())
    for table in tables.intersection(INDEXED):
        for statement in (_FORGET, _LEARN):
            sql = statement.format(table=table, touched=_TOUCHED.format(table=table))
            session.connection().exec_driver_sql(sql, {"step": step})


def match_expression(words: list[str]) -> str:
    """An FTS5 query for texts that hold every word, each from its start: `"20"* "chair"*`."""
    return " ".join(f'"{word}"*' for word in words)
