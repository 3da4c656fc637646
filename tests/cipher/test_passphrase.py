"""Where a passphrase comes from, and which are refused."""

import sys
from pathlib import Path

import pytest

from smallcrm.cipher import passphrase
from smallcrm.errors import BookUnusable, Refused, Unreadable

KEYRING = """
from keyring import errors
kept = {}
def get_password(service, name):
    return kept.get((service, name))
def set_password(service, name, password):
    kept[service, name] = password
def delete_password(service, name):
    del kept[service, name]
"""
SALT = b"SCRB" + bytes(12)


def _file(path: Path, data: bytes, mode: int = 0o600) -> str:
    path.write_bytes(data)
    path.chmod(mode)
    return str(path)


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (b"four plain words\n", "four plain words"),
        (b"four plain words", "four plain words"),
        (b"four plain words\r\nsecond\r\n", "four plain words"),
        (b" spaces count \n", " spaces count "),
        (b"\xef\xbb\xbfp\xc3\xb5ld p\xc3\xb5ld\n", "põld põld"),
    ],
)
def test_a_file_s_first_line_is_the_passphrase(data: bytes, read: str, tmp_path: Path) -> None:
    assert passphrase.first_line(_file(tmp_path / "it", data)) == read


@pytest.mark.parametrize(
    ("data", "mode", "reason"),
    [
        (b"four plain words\n", 0o644, "may be read by others; chmod 600 "),
        (b"four plain words\n", 0o640, "may be read by others; chmod 600 "),
        (b"", 0o600, "has no first line"),
        (b"\nsecond\n", 0o600, "has no first line"),
        (b"p\xf5ld\n", 0o600, "is not UTF-8 text"),
    ],
)
def test_a_file_that_gives_no_passphrase_is_named(
    data: bytes, mode: int, reason: str, tmp_path: Path
) -> None:
    name = _file(tmp_path / "it", data, mode)
    with pytest.raises(BookUnusable, match=f"^the passphrase file {name} {reason}"):
        passphrase.first_line(name)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookUnusable, match="cannot be read: No such file or directory"):
        passphrase.first_line(str(tmp_path / "none"))


def test_seven_characters_are_too_few(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="has fewer than 8 characters"):
        passphrase.new_passphrase(_file(tmp_path / "it", b"sev\xc3\xb5n l\n"))


def test_without_a_terminal_the_missing_answer_names_the_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Unreadable, match="SMALLCRM_PASSPHRASE_FILE"):
        passphrase.new_passphrase()


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop's keyring, as the package of that name gives it."""
    folder = tmp_path / "packages" / "keyring"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(KEYRING)
    (folder / "errors.py").write_text("class KeyringError(Exception):\n    pass\n")
    monkeypatch.syspath_prepend(tmp_path / "packages")
    for name in ("keyring", "keyring.errors"):
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.mark.usefixtures("keyring")
def test_a_keyring_keeps_a_passphrase_until_it_is_told_to_forget() -> None:
    assert list(passphrase.at_hand(SALT)) == []
    passphrase.remember(SALT, "four plain words")
    assert [it.passphrase for it in passphrase.at_hand(SALT)] == ["four plain words"]
    assert passphrase.forget(SALT)
    assert not passphrase.forget(SALT)
    assert list(passphrase.at_hand(SALT)) == []


@pytest.mark.usefixtures("keyring")
def test_the_file_comes_before_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passphrase.remember(SALT, "of the keyring")
    monkeypatch.setenv(passphrase.VARIABLE, _file(tmp_path / "it", b"of the file\n"))
    assert [it.passphrase for it in passphrase.at_hand(SALT)] == ["of the file", "of the keyring"]


def test_an_attempt_shows_no_passphrase() -> None:
    assert "words" not in repr(passphrase.Attempt("four plain words", "the file"))
