"""The questions of `dependence` in SQL; each gives the later steps that are in the way.

They take the steps that are looked from (`mine`) and those after them (`later`) as JSON. Each walks
one side's changes once, beside an index that SQLite makes of the other: the book has none over
tables and rows. DISTINCT keeps SQLite from taking the inner queries apart and walking both.
"""

from collections.abc import Iterable, Sequence

# Of a step that came later and stands, its number twice; of an older one that was undone since,
# its own and the undo's.
LATER = """
SELECT id, id FROM step WHERE id > :step AND reverses IS NULL AND NOT undone
UNION ALL
SELECT old.id, undo.id FROM step AS undo JOIN step AS old ON old.id = undo.reverses
WHERE undo.id > :step AND NOT undo.undone AND old.undone AND old.reverses IS NULL
"""
_SIDES = """
WITH mine(step) AS (SELECT value FROM json_each(:mine)),
later(step, at) AS (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:later)
)
"""
_ITS = "step_id IN (SELECT step FROM mine)"
_THEIRS = "later CROSS JOIN change ON change.step_id = later.step"


def _after(mine: str) -> str:
    """SQL for: of two steps the later one, or an older one that was undone after the other."""
    return f"later.at > {mine}.step AND (later.at = later.step OR later.step < {mine}.step)"


def did(side: str) -> str:
    """What one side did, to which tables."""
    return f"""{_SIDES}
    SELECT DISTINCT table_name, action FROM change WHERE step_id IN (SELECT step FROM {side})
    """


TOUCHED = f"""{_SIDES},
touched(step, name, id) AS (SELECT DISTINCT step_id, table_name, row_id FROM change WHERE {_ITS})
SELECT DISTINCT later.step FROM {_THEIRS}
JOIN touched ON touched.id = change.row_id AND touched.name = change.table_name
WHERE {_after("touched")}
"""


def pointing(table: str, column: str, parent: str, *, by_content: bool) -> str:
    """Who touched a row of the table that points, or pointed, at a row that was added.

    `by_content`: at a row that was touched in any way.
    """
    of_table = f"change.table_name = '{table}'"
    action = "1" if by_content else "action = 'insert'"
    once = (
        f"SELECT change.row_id, json_extract(change.{side}, '$.{column}') FROM {_THEIRS}"
        f" WHERE {of_table} AND change.{side} IS NOT NULL"
        for side in ("before", "after")
    )
    return f"""{_SIDES},
    added(step, id) AS (
        SELECT DISTINCT step_id, row_id FROM change
        WHERE {_ITS} AND table_name = '{parent}' AND {action}
    ),
    seen(id, target) AS (
        SELECT now.id, now."{column}" FROM {_THEIRS}
            CROSS JOIN {table} AS now ON now.id = change.row_id WHERE {of_table}
        UNION ALL {" UNION ALL ".join(once)}
    ),
    pointing(step, id) AS (
        SELECT DISTINCT added.step, seen.id FROM seen CROSS JOIN added ON added.id = seen.target
    )
    SELECT DISTINCT later.step FROM {_THEIRS} JOIN pointing ON pointing.id = change.row_id
    WHERE {of_table} AND {_after("pointing")}
    """


def pointed_again(table: str, column: str, parent: str) -> str:
    """Who removed a row at which a row of the table would point again."""
    return f"""{_SIDES},
    again(step, target) AS (
        SELECT DISTINCT step_id, json_extract(before, '$.{column}') FROM change
        WHERE {_ITS} AND table_name = '{table}' AND before IS NOT NULL
    )
    SELECT DISTINCT later.step FROM {_THEIRS} JOIN again ON again.target = change.row_id
    WHERE change.table_name = '{parent}' AND {_after("again")}
        AND change.action = CASE WHEN later.at = later.step THEN 'delete' ELSE 'insert' END
    """


def taken_place(table: str, columns: Sequence[str], where: str) -> str:
    """Whose row has what only one may have, and would be given back to another."""
    names = list(dict.fromkeys([*columns, *_named(where)]))
    values = ", ".join(_given_back(name) for name in names)
    same = " AND ".join(f'back."{name}" = now."{name}"' for name in columns)
    return f"""{_SIDES},
    given(step, id, {", ".join(f'"{name}"' for name in names)}) AS (
        SELECT DISTINCT step_id, row_id, {values}
        FROM change LEFT JOIN {table} AS own ON own.id = change.row_id
        WHERE {_ITS} AND table_name = '{table}' AND before IS NOT NULL
    )
    SELECT DISTINCT later.step FROM {_THEIRS}
    CROSS JOIN (SELECT * FROM {table} WHERE {where}) AS now ON now.id = change.row_id
    JOIN (SELECT * FROM given WHERE {where}) AS back ON {same}
    WHERE change.table_name = '{table}' AND now.id <> back.id AND {_after("back")}
        AND now.id NOT IN (
            SELECT row_id FROM change WHERE step_id = back.step AND table_name = '{table}'
        )
    """


def _named(where: str) -> list[str]:
    """The column of an index's condition: `closing = ''`."""
    return [] if where == "1" else where.split()[:1]


def _given_back(column: str) -> str:
    """SQL for a row's value after the undo: the one from before, or else the one it has."""
    path = f"'$.{column}'"
    return (
        f'CASE WHEN json_type(change.before, {path}) IS NULL THEN own."{column}"'
        f" ELSE json_extract(change.before, {path}) END"
    )


_COUNTRY = """table_name = 'setting' AND (
    row_id IN (SELECT id FROM setting WHERE name = 'country')
    OR json_extract(before, '$.name') = 'country'
)"""


def country_before(numbered: Iterable[str]) -> str:
    """Who read numbers after the country was chosen."""
    return _two_steps(_COUNTRY, _of(numbered))


def country_after(numbered: Iterable[str]) -> str:
    """Who chose a country after numbers were changed or removed."""
    return _two_steps(f"{_of(numbered)} AND before IS NOT NULL", _COUNTRY)


def _of(tables: Iterable[str]) -> str:
    return f"table_name IN ({', '.join(f'{table!r}' for table in tables)})"


def _two_steps(its: str, theirs: str) -> str:
    return f"""{_SIDES},
    own(step) AS (SELECT DISTINCT step_id FROM change WHERE {_ITS} AND {its})
    SELECT DISTINCT later.step FROM later CROSS JOIN own
    WHERE {_after("own")} AND later.step IN (
        SELECT step_id FROM change WHERE step_id IN (SELECT step FROM later) AND {theirs}
    )
    """
