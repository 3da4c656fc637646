"""The key of an encrypted book: what opens it, and what does not."""

import hashlib
import os
import sqlite3
from pathlib import Path

import pytest
from conftest import Crm
from encrypted import PASSPHRASE, encrypted, needs_cipher, no_keys, secret, write_passphrase

from smallcrm import connecting
from smallcrm.cipher.keys import Key, forget_keys, key_of_book, new_key
from smallcrm.errors import BookUnusable

__all__ = ["encrypted", "no_keys", "secret"]


def test_the_file_is_what_any_program_with_sqlcipher_opens_by_the_passphrase(
    encrypted: Path,
) -> None:
    connection = needs_cipher.connect(str(encrypted))
    connection.set_key(PASSPHRASE.encode())
    assert connection.execute("SELECT name FROM contact").fetchall() == [("Mari Maasikas",)]
    connection.close()


def test_python_s_own_sqlite_finds_no_database(encrypted: Path) -> None:
    connection = sqlite3.connect(encrypted)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connection.execute("SELECT * FROM contact")
    connection.close()


def test_a_key_is_pbkdf2_of_the_passphrase_with_the_file_s_first_bytes(encrypted: Path) -> None:
    salt = encrypted.read_bytes()[:16]
    raw = hashlib.pbkdf2_hmac("sha512", PASSPHRASE.encode(), salt, 256_000, 32)
    assert salt.startswith(b"SCRB")
    assert key_of_book(encrypted) == Key(salt, raw)


def test_two_books_with_one_passphrase_have_different_keys() -> None:
    assert new_key(PASSPHRASE).raw != new_key(PASSPHRASE).raw


def test_a_key_shows_itself_in_no_message() -> None:
    key = Key(b"SCRB" + bytes(12), b"\xab" * 32)
    assert "abab" not in repr(key)


def test_a_letter_typed_in_two_pieces_is_the_same_letter(encrypted: Path, secret: Path) -> None:
    forget_keys()
    write_passphrase(secret, "nelja so\u0303na lause")
    assert key_of_book(encrypted)


def test_another_passphrase_opens_nothing(encrypted: Path, secret: Path) -> None:
    forget_keys()
    write_passphrase(secret, "nelja sõna lauses")
    said = f"^the passphrase in {secret} does not open {encrypted}; if it is the right one, the"
    with pytest.raises(BookUnusable, match=said):
        connecting.connect(encrypted)


def test_a_copy_in_the_making_gets_the_key_of_its_book(encrypted: Path, tmp_path: Path) -> None:
    source = connecting.connect(encrypted)
    copy = connecting.connect(tmp_path / "copy", like=encrypted)
    source.backup(copy)
    source.close()
    copy.close()
    assert key_of_book(tmp_path / "copy") == key_of_book(encrypted)


def test_a_mark_alone_makes_no_book(secret: Path, tmp_path: Path) -> None:
    path = tmp_path / "noise.db"
    path.write_bytes(b"SCRB" + os.urandom(8188))
    with pytest.raises(BookUnusable, match="does not open"):
        connecting.connect(path)


def test_the_settings_of_a_plain_book_hold_for_an_encrypted_one(crm: Crm, encrypted: Path) -> None:
    from smallcrm import db

    connection = db.connect(str(encrypted))
    asked = ["journal_mode", "synchronous", "foreign_keys", "secure_delete", "trusted_schema"]
    asked += ["cell_size_check", "fullfsync", "mmap_size", "temp_store", "recursive_triggers"]
    values = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    connection.close()
    assert values == ["delete", 3, 1, 1, 0, 1, 1, 0, 2, 0]
