"""A file to read more than once: one that can be only gone through once is kept aside first."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from smallcrm.errors import BookUnusable, Refused
from smallcrm.formats.opening import open_binary, read_blocks

START = 65_536  # bytes that tell what a file is
MOST_PIPED = 2**30
_BLOCK = 1 << 20


@dataclass(frozen=True)
class Source:
    """A file that readers can open again and again; `name` is what messages call it.

    `path` is '' for what came through a pipe, which `kept` holds.
    """

    name: str
    path: str
    kept: BinaryIO | None = None

    def stream(self) -> str | BinaryIO:
        """What a reader takes and closes: the path, or the kept bytes from their beginning."""
        if self.kept is None:
            return self.path
        again = open(os.dup(self.kept.fileno()), "rb")  # noqa: SIM115
        again.seek(0)
        return again

    def start(self) -> bytes:
        """The first bytes. Raises NotFound and Refused as `open_binary`."""
        with open_binary(self.stream()) as binary:
            return next(read_blocks(binary, START), b"")

    def count_lines(self) -> int:
        """How many lines there are, for a progress bar."""
        with open_binary(self.stream()) as binary:
            return sum(block.count(b"\n") for block in read_blocks(binary, _BLOCK))


@contextmanager
def open_source(file: str, *, aside: Path) -> Iterator[Source]:
    """A file by its path, `-` for standard input.

    What is no regular file is copied into the folder `aside`, where it has no name. Raises NotFound
    for a missing file, Refused for a folder, for a file that may not be read and for a pipe without
    an end.
    """
    if file == "-":
        with _kept(sys.stdin.buffer, aside) as kept:
            yield Source("standard input", "", kept)
        return
    with open_binary(file) as binary:
        if stat.S_ISREG(os.fstat(binary.fileno()).st_mode):
            yield Source(file, file)
            return
        with _kept(binary, aside) as kept:
            yield Source(file, "", kept)


@contextmanager
def _kept(stream: BinaryIO, aside: Path) -> Iterator[BinaryIO]:
    with _nameless(aside) as copy:
        size = 0
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > MOST_PIPED:
                raise Refused("the input is longer than 1 GB; save it as a file and name that")
            copy.write(block)
        copy.flush()
        yield copy


def _nameless(folder: Path) -> BinaryIO:
    try:
        return tempfile.TemporaryFile(dir=folder)
    except OSError as error:
        raise BookUnusable(
            f"the input cannot be kept aside in {folder} ({error.strerror});"
            " save it as a file and name that"
        ) from error
