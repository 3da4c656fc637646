"""Restoring among plain and encrypted files: a book stays what it was, whatever the copy is."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from conftest import Crm
from encrypted import needs_cipher, no_keys

from smallcrm import connecting
from smallcrm.backups.comparing import Difference, compare, look_at
from smallcrm.backups.restoring import restore
from smallcrm.backups.shelf import is_of_book
from smallcrm.cipher.keys import new_key
from smallcrm.cipher.rewriting import rewrite
from smallcrm.migrations import NEWEST

__all__ = ["needs_cipher", "no_keys"]
MORNING = dt.datetime(2026, 11, 23, 7, 0)


@pytest.mark.parametrize("copy_is", ["plain", "encrypted"])
@pytest.mark.parametrize("book_is", ["plain", "encrypted", "encrypted and damaged"])
def test_a_restored_book_is_encrypted_if_it_was(
    book_is: str, copy_is: str, crm: Crm, book: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    crm("add Mari")
    shutil.copy(book, copy)
    crm("add Jaan")
    if copy_is == "encrypted":
        rewrite(copy, None, new_key("another passphrase"))
    if book_is != "plain":
        rewrite(book, None, new_key("four plain words"))
    if book_is == "encrypted and damaged":
        data = bytearray(book.read_bytes())
        data[4196:9000] = bytes(9000 - 4196)
        book.write_bytes(data)
    present = look_at(book, newest=NEWEST)
    if "damaged" not in book_is:
        assert compare(book, copy) == Difference(
            book_contacts=1, book_talks=0, copy_contacts=0, copy_talks=0, is_same_book=True
        )
        assert is_of_book(copy, book)
    restore(book, copy, present, others=(), forget=lambda *_: None, now=MORNING)
    assert crm("list --json").json[0]["contact"] == "Mari"
    assert connecting.is_encrypted(book) is (book_is != "plain")
    assert crm("data check").code == 0
