"""Where the book lies on this machine, and the folders beside it that only its owner can read."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from smallcrm.errors import BookUnusable

_TROUBLES = {
    errno.EROFS: "the folder {} is read-only",
    errno.EACCES: "the folder {} is read-only",
    errno.EPERM: "the folder {} is read-only",
    errno.ENOSPC: "the disk of {} is full",
    errno.EDQUOT: "the disk of {} is full",
    errno.ENOENT: "there is no folder {}",
    errno.ENOTDIR: "there is no folder {}",
}


def book_path(chosen: str) -> Path:
    """The chosen file, or else the one under the platform's data folder.

    BookUnusable for the home of somebody whom this machine does not know, and for what SQLite
    takes for no file: a book in memory would be gone with the command.
    """
    if not chosen:
        return data_folder() / "book.db"
    if str(Path(chosen)).startswith((":memory:", "file:")):
        raise BookUnusable(f"{chosen} is no file that keeps a book; name another with --db")
    try:
        return typed_path(chosen).expanduser()
    except RuntimeError as error:
        raise BookUnusable(f"there is no home folder for {chosen}; name the whole path") from error


def typed_path(typed: str) -> Path:
    """The path that was typed, even in a locale that has no such letters: its name is UTF-8."""
    try:
        os.fsencode(typed)
    except UnicodeEncodeError:
        return Path(os.fsdecode(typed.encode("utf-8", "surrogateescape")))
    return Path(typed)


def practice_path() -> Path:
    """The practice book, which is never the owner's own."""
    return data_folder() / "practice" / "book.db"


def data_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("smallcrm", appauthor=False)


def make_folder(folder: Path) -> None:
    """Make the folder, and those above it, for its owner only, whatever the umask says.

    The entry of each is synced, so that what lies in it outlives a power cut. Raises OSError.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync(folder.parent)


def make_file(path: Path) -> None:
    """Make an empty file that only its owner can read; one that is there stays as it is.

    SQLite gives its journals the rights of the book. Raises OSError.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def unwritten(path: Path, error: OSError) -> BookUnusable:
    """What the owner is told of a file that could not be written: its name, and the folder's."""
    if os.path.exists(path) and not os.path.isfile(path):  # a device
        return BookUnusable(f"{path} cannot be written: {error.strerror}")
    return BookUnusable(f"{path} cannot be written: {why_not(path.parent, error)}")


def why_not(folder: Path, error: OSError) -> str:
    """Why the folder takes no file; a scratch file that the error may name is nobody's business."""
    said = _TROUBLES.get(error.errno or 0, error.strerror or str(error))
    return said.format(folder)


def nearest_folder(folder: Path) -> Path:
    """The folder, or the nearest above it that is there: never a shared temporary one."""
    return next((one for one in (folder, *folder.parents) if os.path.isdir(one)), Path.home())


def sync(path: Path) -> None:
    """Bring a file, or a folder's entries, to the disk; not every file system syncs folders."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(handle)
