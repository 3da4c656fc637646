"""A folder that takes no file: one sentence that names it, exit code 6, and nothing left there."""

import ctypes
import errno
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Crm

from smallcrm.place import why_not

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2  # linux/capability.h
INTO = (
    "data backup -o {}/copy.db",
    "data disclose mari -o {}/mari.html",
    "export contacts --csv -o {}/f.out",
    "export everything --json -o {}/book.json",
    "print contact mari -o {}/mari.pdf",
    "report activity --pdf {}/activity.pdf",
    "week --print -o {}/week.pdf",
)


def _without_privileges() -> None:
    """Let permissions count for root too, where a test runs as root (Linux capabilities)."""
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def _with_small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def _run(line: str, before: Callable[[], None]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "smallcrm", *line.split()],
        preexec_fn=before,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="root writes everywhere on this system"
)


@linux_only
@pytest.mark.parametrize("line", INTO)
def test_a_read_only_folder_is_named(line: str, crm: Crm, tmp_path: Path) -> None:
    crm("add Mari")
    stick = tmp_path / "stick"
    stick.mkdir(mode=0o500)
    ended = _run(line.format(stick), _without_privileges)
    said = f" cannot be written: the folder {stick} is read-only\n"
    assert (ended.returncode, ended.stdout) == (6, "")
    assert ended.stderr == line.format(stick).split()[-1] + said
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("line", INTO)
def test_a_missing_folder_is_named(line: str, crm: Crm, tmp_path: Path) -> None:
    crm("add Mari")
    stick = tmp_path / "stick"
    said = crm(line.format(stick))
    assert (said.code, said.out) == (6, "")
    named = line.format(stick).split()[-1]
    assert said.err == f"{named} cannot be written: there is no folder {stick}\n"


@linux_only
@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("data backup", "{0}/backups/book-2026-11-21-100000.db cannot be written: {1}\n"),
        ("data restore --yes", "nothing was restored: {1}\n"),
        ("data restore {0}/backups/old.db --yes", "nothing was restored: {1}\n"),
    ],
)
def test_a_read_only_folder_of_copies_is_named(
    line: str, sentence: str, crm: Crm, book: Path
) -> None:
    crm("add Mari")
    copies = book.parent / "backups"
    crm(f"data backup -o {copies}/old.db")
    copies.chmod(0o500)
    ended = _run(line.format(book.parent), _without_privileges)
    copies.chmod(0o700)
    named = f"the folder {copies} is read-only"
    assert ended.returncode == 6
    assert ended.stderr == sentence.format(book.parent, named)


@linux_only
def test_a_read_only_folder_of_the_book_is_named_when_it_is_restored(crm: Crm, book: Path) -> None:
    crm("add Mari")
    book.parent.chmod(0o500)
    ended = _run("data restore --yes", _without_privileges)
    book.parent.chmod(0o700)
    said = f"nothing was restored: the folder {book.parent} is read-only\n"
    assert (ended.returncode, ended.stderr) == (6, said)


@linux_only
def test_a_disk_without_room_for_a_copy_is_named(crm: Crm, book: Path, tmp_path: Path) -> None:
    crm("add Mari")
    stick = tmp_path / "stick"
    stick.mkdir()
    ended = _run(f"data backup -o {stick}/copy.db", _with_small_files)
    trouble = "the disk reported an error; nothing was written"
    said = f"{book} could not be copied to {stick}: {trouble}\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (6, "", said)
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.EROFS, "the folder /stick is read-only"),
        (errno.EACCES, "the folder /stick is read-only"),
        (errno.ENOSPC, "the disk of /stick is full"),
        (errno.EDQUOT, "the disk of /stick is full"),
        (errno.ENOENT, "there is no folder /stick"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_why_a_folder_takes_no_file(code: int, said: str) -> None:
    assert why_not(Path("/stick"), OSError(code, os.strerror(code))) == said
