"""Whose row is it? Tables' rows by their trees, and from pages that no tree leads to any more."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from smallcrm.rescue.pages import (
    INDEX_INNER,
    INDEX_LEAF,
    TABLE_INNER,
    TABLE_LEAF,
    Cell,
    Pages,
)

SCHEMA = 1  # the page where the list of tables begins
SEQUENCES = "sqlite_sequence"
DEEPEST = 20
_FORMS: dict[str, Callable[[Any], bool]] = {
    "INTEGER": lambda value: isinstance(value, int),
    "BOOLEAN": lambda value: value in (0, 1),
    "VARCHAR": lambda value: isinstance(value, str),
    "DATE": lambda value: _like(value, r"\d{4}-\d\d-\d\d"),
    "DATETIME": lambda value: _like(value, r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d.*)?"),
    "TIME": lambda value: _like(value, r"\d\d:\d\d.*"),
}


def _like(value: Any, pattern: str) -> bool:
    return isinstance(value, str) and re.fullmatch(pattern, value) is not None


@dataclass(frozen=True)
class Column:
    """A column of a table as the newest schema has it."""

    name: str
    type: str
    required: bool
    default: Any  # of a column that was added later; None for one that always was


@dataclass
class Tree:
    """The leaves of a table or index, and the inner pages of an index; `broken` if some are lost.

    A tree whose root is not known is broken from the start.
    """

    pages: list[int] = field(default_factory=list)
    broken: bool = False


class Salvage:
    """What a damaged file still holds. `tables` are those of the newest schema.

    A step of the schema has only ever added columns at a table's end, so that an older book's rows
    are a beginning of today's.
    """

    def __init__(self, pages: Pages, tables: dict[str, list[Column]]) -> None:
        self._pages = pages
        self._tables = tables
        self._met: set[int] = set()
        self._roots = dict(self._found_roots())
        self.known = bool(self._roots)
        self.trees = {name: self._tree(name, TABLE_LEAF, TABLE_INNER) for name in tables}
        self._counters = self._tree(SEQUENCES, TABLE_LEAF, TABLE_INNER)
        rest = [name for name in self._roots if name not in tables and name != SEQUENCES]
        self._indexes = {name: self._tree(name, INDEX_LEAF, INDEX_INNER) for name in rest}
        self._strays = self._assigned(self._unmet())

    def is_broken(self, table: str) -> bool:
        """Whether some of its pages are lost; single rows may be damaged on a page that is not."""
        return self.trees[table].broken

    def rows(self, table: str) -> Iterator[Cell | None]:
        """A table's rows, those of stray pages last; None for one that cannot be read."""
        for number in (*self.trees[table].pages, *self._strays.get(table, ())):
            for cell in self._pages.cells(number):
                yield cell if cell and fits(cell, self._tables[table]) else None

    def entries(self, index: str) -> Iterator[tuple[Any, ...]]:
        """The entries of an index that can be read: its columns, then the row's id."""
        for number in self._indexes[index].pages if index in self._indexes else ():
            for cell in self._pages.cells(number):
                if cell and cell.whole:
                    yield cell.values

    def knows_all(self, index: str) -> bool:
        """Whether no page of the index is lost."""
        return index in self._indexes and not self._indexes[index].broken

    def last_ids(self) -> dict[str, int]:
        """The highest id that each table ever gave, where it can be read."""
        cells = [cell for page in self._counters.pages for cell in self._pages.cells(page) if cell]
        pairs = (cell.values for cell in cells if len(cell.values) == 2)
        return {table: last for table, last in pairs if isinstance(last, int)}

    def knows_last_id(self, table: str) -> bool:
        """Whether it can be told up to which id a table had come; none if it never had a row."""
        counted = (self._pages.cells(page) for page in self._counters.pages)
        is_readable = not self._counters.broken and None not in chain.from_iterable(counted)
        return is_readable or table in self.last_ids()

    def _found_roots(self) -> Iterator[tuple[str, int]]:
        """Each table's and index's first page, from wherever a list of them can be read."""
        tree = self._walk(SCHEMA, TABLE_LEAF, TABLE_INNER)
        found = [cell for number in tree.pages for cell in self._pages.cells(number)]
        if tree.broken or not tree.pages or None in found:
            for number in self._unmet():
                listed = [cell for cell in self._pages.cells(number) if _is_listing(cell)]
                if listed:
                    self._met.add(number)
                    found += listed
        for cell in found:
            if cell and _is_listing(cell):
                yield cell.values[1], cell.values[3]

    def _tree(self, name: str, leaf: int, inner: int) -> Tree:
        root = self._roots.get(name)
        if root is None:
            return Tree(broken=True)
        return self._walk(root, leaf, inner)

    def _walk(self, root: int, leaf: int, inner: int) -> Tree:
        """Every page that can be reached from the first, from left to right."""
        tree = Tree()
        self._step_down(root, leaf, inner, tree, DEEPEST)
        return tree

    def _step_down(self, number: int | None, leaf: int, inner: int, tree: Tree, deep: int) -> None:
        if number is None or number in self._met or not deep or not self._pages.is_sound(number):
            tree.broken = True
            return
        kind = self._pages.kind(number)
        self._met.add(number)
        if kind == leaf:
            tree.pages.append(number)
        elif kind == inner:
            if inner == INDEX_INNER:
                tree.pages.append(number)  # which holds entries too
            for child in list(self._pages.children(number)):
                self._step_down(child, leaf, inner, tree, deep - 1)
        else:
            tree.broken = True

    def _unmet(self) -> list[int]:
        """Pages that look like the leaf of a table and belong to none so far."""
        return [
            number
            for number in range(1, self._pages.count + 1)
            if number not in self._met
            and self._pages.kind(number) == TABLE_LEAF
            and self._pages.is_sound(number)
        ]

    def _assigned(self, strays: Iterable[int]) -> dict[str, list[int]]:
        """Each stray page with the one broken table to which its rows can belong."""
        broken = [name for name, tree in self.trees.items() if tree.broken]
        found: dict[str, list[int]] = {}
        for number in strays:
            cells = [cell for cell in self._pages.cells(number) if cell]
            fitting = [name for name in broken if _all_fit(cells, self._tables[name])]
            if len(fitting) == 1:
                found.setdefault(fitting[0], []).append(number)
        return found


def fits(cell: Cell, columns: Sequence[Column]) -> bool:
    """Whether a row can be one of a table with these columns; of a cut one, as far as it goes."""
    least = sum(column.default is None for column in columns)
    if len(cell.values) > len(columns) or (cell.whole and len(cell.values) < least):
        return False
    values = cell.values if cell.whole else cell.values[:-1]
    if cell.values[:1] != (None,):  # the id is the row's number, not a value of its own
        return False
    return all(
        _is_like(column, value) for column, value in zip(columns[1:], values[1:], strict=False)
    )


def _is_like(column: Column, value: Any) -> bool:
    return not column.required if value is None else _FORMS[column.type](value)


def _all_fit(cells: Sequence[Cell], columns: Sequence[Column]) -> bool:
    return bool(cells) and all(fits(cell, columns) for cell in cells)


def _is_listing(cell: Cell | None) -> bool:
    """Whether it is a row of SQLite's list of tables and indexes: type, name, table, page, SQL."""
    if cell is None or len(cell.values) != 5:
        return False
    kind, name, _, root, _ = cell.values
    return kind in ("table", "index") and isinstance(name, str) and isinstance(root, int)
