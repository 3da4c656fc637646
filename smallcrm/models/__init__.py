"""Every table and every enum of the book, a module for each subject.

A table class does not validate what it is given: text passes `parsing.text.clean`, and enums
their constructor, before a row is made. Enum columns hold the plain value.
Folded columns repeat a text without case and accents, for search (see `parsing.text.fold`).
A table class costs milliseconds at the start of a command: import those that it uses.
A module imports those to which its foreign keys point, for SQLAlchemy looks them up by name.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Table


def every_table() -> dict[str, "Table"]:
    """Every table of the book by its name; loads all the modules."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return dict(import_module(f"{__name__}.base").Row.metadata.tables)
