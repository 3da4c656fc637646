"""What the tests of encryption share: a passphrase in a file, and a book encrypted with it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Crm

from smallcrm.cipher.keys import forget_keys

needs_cipher = pytest.importorskip(
    "sqlcipher3", reason="sqlcipher3 is not installed: it encrypts the book"
)
PASSPHRASE = "nelja sõna lause"


def write_passphrase(path: Path, text: str = PASSPHRASE) -> Path:
    """A file of the owner's with the passphrase in its first line."""
    path.write_text(f"{text}\nnot this line\n", "utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture(autouse=True)
def no_keys() -> Iterator[None]:
    """As a process of its own begins: without a key."""
    forget_keys()
    yield
    forget_keys()


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file with the passphrase, which the program is told of."""
    path = write_passphrase(tmp_path / "secret")
    monkeypatch.setenv("SMALLCRM_PASSPHRASE_FILE", str(path))
    return path


@pytest.fixture
def encrypted(crm: Crm, book: Path, secret: Path) -> Path:
    """An encrypted book with Mari and a talk."""
    crm("add 'Mari Maasikas' --phone '5551 2345'")
    crm("log mari 'twenty oak chairs' --back fri")
    assert crm("data encrypt --copies too").code == 0
    return book


def files_with(folder: Path, text: str) -> list[str]:
    """The files under the folder in whose bytes the text stands."""
    places = (Path(root) / name for root, _, names in os.walk(folder) for name in names)
    return sorted(path.name for path in places if text.encode() in path.read_bytes())
