"""Files outside the book that the program wrote customers' data to."""

from pathlib import Path

from sqlmodel import Session


def written_files(session: Session) -> list[Path]:
    """Those that are still where they were written, by plain SQL, so that no class is loaded."""
    found = session.connection().exec_driver_sql("SELECT path FROM written_file ORDER BY path")
    return [path for path in map(Path, found.scalars()) if path.exists()]
