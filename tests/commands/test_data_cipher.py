"""Encrypting the book as its owner does."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from encrypted import encrypted, files_with, no_keys, secret, write_passphrase
from terminal import Terminal

from smallcrm.cipher.keys import forget_keys
from smallcrm.completion import handles

Befall = Callable[[Crm, Path, Path], None]

__all__ = ["encrypted", "no_keys", "secret"]
MARKER = "zq7marker"


def test_what_was_typed_stands_in_no_file_afterwards(
    crm: Crm, book: Path, tmp_path: Path, secret: Path
) -> None:
    crm(f"add 'Mari {MARKER}'")
    crm(f"log mari 'wants {MARKER}'")
    crm("data backup")
    crm("contact archive mari")
    assert len(files_with(tmp_path, MARKER)) == 3
    said = crm("data encrypt --copies too")
    assert (said.code, said.out) == (
        0,
        f"Encrypted {book}: 1 contact, 1 talk, all read back\nEncrypted 2 copies too\n",
    )
    crm(f"log 'Jaan {MARKER}' '{MARKER} again' --new")
    crm("undo")
    crm("data backup")
    assert files_with(tmp_path, MARKER) == []
    assert MARKER in crm("export everything --json").out


def test_the_book_is_the_same_through_it_all(
    crm: Crm, dump: Callable[[], Any], tmp_path: Path, secret: Path
) -> None:
    crm("add 'Mari Maasikas' --phone '5551 2345' --tag hotel")
    crm("log mari 'twenty oak chairs' --back fri")
    before = dump()
    write_passphrase(tmp_path / "other", "another passphrase")
    for line in ("encrypt", f"passphrase --new-file {tmp_path / 'other'}", "decrypt"):
        assert crm(f"data {line}").code == 0
        assert dump() == before
        assert crm("data check").code == 0


@pytest.mark.parametrize(
    ("line", "code", "shown"),
    [
        ("callbacks", 0, "Mari Maasikas"),
        ("who 5551", 0, "Mari Maasikas"),
        ("find oak", 0, "twenty oak chairs"),
        ("log mari 'again' --tag vip", 0, "Logged call"),
        ("undo", 0, "Took back log"),
        ("history", 0, "interaction call twenty oak chairs"),
        ("data check", 0, "The book is whole: 1 contact, 1 talk"),
        ("data backup", 0, "Copied the book to "),
        ("export contacts --csv", 0, "Mari Maasikas"),
        ("import contacts - --apply", 2, ""),
    ],
)
def test_commands_work_as_on_a_plain_book(
    line: str, code: int, shown: str, crm: Crm, encrypted: Path
) -> None:
    said = crm(line)
    assert (said.code, shown in said.out) == (code, True)


def test_a_copy_opens_with_the_same_passphrase(crm: Crm, encrypted: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert crm("data backup -o", str(copy)).code == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    forget_keys()
    assert crm(f"--db {copy} who 5551").code == 0


def test_a_wrong_passphrase_hands_the_words_back(crm: Crm, encrypted: Path, secret: Path) -> None:
    forget_keys()
    write_passphrase(secret, "some other words")
    said = crm("log mari 'a long story'")
    assert (said.code, said.out) == (6, "")
    assert said.err.splitlines() == [
        f"the passphrase in {secret} does not open {encrypted}; if it is the right one, the file is"
        " damaged; move it away by hand, and crm data restore puts a copy in its place",
        "what you wrote, so that it is not lost:",
        "mari a long story",
    ]


def _lock_out(crm: Crm, book: Path, secret: Path) -> None:
    write_passphrase(secret, "some other words")


def _change_passphrase(crm: Crm, book: Path, secret: Path) -> None:
    other = write_passphrase(secret.with_name("other"), "another passphrase")
    assert crm(f"data passphrase --copies leave --new-file {other}").code == 0


def _spoil_start(crm: Crm, book: Path, secret: Path) -> None:
    _spoil(book, 100)


@pytest.mark.parametrize("line", ["data restore --yes", "data restore {copy} --yes"])
@pytest.mark.parametrize("befall", [_lock_out, _change_passphrase, _spoil_start])
def test_a_book_that_the_passphrase_does_not_open_is_replaced_by_no_copy(
    befall: Befall, line: str, crm: Crm, book: Path, secret: Path, tmp_path: Path
) -> None:
    crm("add Mari")
    copy = tmp_path / "copy.db"
    crm(f"data backup -o {copy}")
    crm("data encrypt --copies leave")
    befall(crm, book, secret)
    before = book.read_bytes()
    forget_keys()
    said = crm(line.format(copy=copy))
    assert (said.code, said.out, said.err) == (
        6,
        "",
        f"the passphrase in {secret} does not open {book}; if it is the right one, the file is"
        " damaged; move it away by hand, and crm data restore puts a copy in its place\n",
    )
    assert book.read_bytes() == before
    book.rename(tmp_path / "away.db")
    assert crm(line.format(copy=copy)).code == 0
    assert (tmp_path / "away.db").read_bytes() == before


@pytest.mark.usefixtures("encrypted")
def test_without_passphrase_and_terminal_the_variable_is_named(
    crm: Crm, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_keys()
    monkeypatch.delenv("SMALLCRM_PASSPHRASE_FILE")
    assert handles("ma") == []
    said = crm("today")
    assert (said.code, said.out, said.err) == (
        6,
        "",
        f"{book} is encrypted, and there is no terminal to ask for its passphrase;"
        " SMALLCRM_PASSPHRASE_FILE names a file that has it\n",
    )


@pytest.mark.usefixtures("encrypted")
def test_the_tab_key_reads_the_passphrase_s_file() -> None:
    forget_keys()
    assert handles("ma") == ["mari-maasikas"]


@pytest.mark.parametrize("line", ["data decrypt", "data passphrase", "data passphrase --remember"])
def test_what_is_not_encrypted_is_not_decrypted(line: str, crm: Crm, book: Path) -> None:
    crm("add Mari")
    before = book.read_bytes()
    assert crm(line).code == 5
    assert book.read_bytes() == before


def test_no_book_is_nothing_to_encrypt(crm: Crm, book: Path, secret: Path) -> None:
    assert crm("data encrypt").code == 3
    assert not book.exists()


def test_a_short_passphrase_leaves_the_book_as_it_is(crm: Crm, book: Path, secret: Path) -> None:
    crm("add Mari")
    before = book.read_bytes()
    write_passphrase(secret, "short")
    said = crm("data encrypt")
    assert (said.code, said.err) == (
        5,
        f"the passphrase in {secret} has fewer than 8 characters, and is soon guessed;"
        " nothing was changed\n",
    )
    assert book.read_bytes() == before


def test_plain_copies_that_stay_are_named(crm: Crm, book: Path, secret: Path) -> None:
    crm("add Mari")
    (copy,) = (book.parent / "backups").iterdir()
    assert f"  note: {copy} is a copy that is not encrypted; " in crm("data encrypt").err
    assert crm("data encrypt").code == 5
    assert crm("data encrypt --copies too").out == "Encrypted 1 copy too\n"
    assert crm(f"--db {copy} list --json").json[0]["contact"] == "Mari"


def test_the_copies_of_another_book_keep_what_they_have(
    crm: Crm, book: Path, tmp_path: Path, secret: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    other = tmp_path / "other" / "book.db"
    crm(f"--db {other} add Jaan", today="2026-01-01T10:00")
    crm(f"--db {other} data backup -o {stick / 'other.db'}")
    crm("add Mari")
    crm(f"config set backup.folder {stick}")
    before = (stick / "other.db").read_bytes()
    assert crm("data encrypt --copies too").code == 0
    assert (stick / "other.db").read_bytes() == before


def test_a_damaged_book_that_lies_aside_is_named(crm: Crm, book: Path, secret: Path) -> None:
    crm("add Mari")
    book.write_bytes(b"x" * 4096 + book.read_bytes()[4096:])
    crm("data restore --yes")
    (aside,) = (book.parent / "backups").glob("*-damaged.db")
    said = crm("data encrypt --copies too")
    assert f"  note: {aside} is damaged, so it stays as it is: " in said.err
    assert "unencrypted still" not in said.err


def test_the_old_passphrase_opens_nothing_after_a_change(
    crm: Crm, encrypted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write_passphrase(tmp_path / "other", "another passphrase")
    said = crm(f"data passphrase --copies too --new-file {other}")
    assert (said.code, said.out.splitlines()[1:]) == (0, ["Changed 1 copy too"])
    (copy,) = (encrypted.parent / "backups").iterdir()
    forget_keys()
    assert [crm("today").code, crm(f"--db {copy} today").code] == [6, 6]
    monkeypatch.setenv("SMALLCRM_PASSPHRASE_FILE", str(other))
    assert [crm("today").code, crm(f"--db {copy} today").code] == [0, 0]


@pytest.mark.parametrize("copies", ["leave", "too"])
def test_copies_that_stay_encrypted_are_named_whatever_opens_them(
    copies: str, crm: Crm, encrypted: Path, secret: Path
) -> None:
    crm("data backup", today="2026-12-01T10:00")
    other = write_passphrase(secret.with_name("other"), "another passphrase")
    changed = crm(f"data passphrase --copies leave --new-file {other}")
    old = sorted((encrypted.parent / "backups").iterdir())
    assert changed.err.splitlines()[:2] == [
        f"  note: {copy} is a copy that an older passphrase opens: keep that too" for copy in old
    ]
    write_passphrase(secret, "another passphrase")
    forget_keys()
    crm("data backup", today="2026-12-02T10:00")
    (new,) = set((encrypted.parent / "backups").iterdir()) - set(old)
    said = crm(f"data decrypt --copies {copies}")
    stay = [*old, new] if copies == "leave" else old
    assert said.err.splitlines() == [
        f"  note: {copy} stays encrypted, with this or an older passphrase: keep it"
        for copy in stay
    ]


def test_a_file_with_two_names_is_not_half_encrypted(
    crm: Crm, book: Path, tmp_path: Path, secret: Path
) -> None:
    crm("add Mari")
    os.link(book, tmp_path / "second.db")
    said = crm("data encrypt")
    assert (said.code, said.out) == (5, "")
    assert said.err.startswith(f"{book} has another name on this disk (a hard link)")


@pytest.mark.parametrize("place", [0, 2, 16, 4096, 20000, -4096])
def test_damage_is_noticed(place: int, crm: Crm, encrypted: Path) -> None:
    data = bytearray(encrypted.read_bytes())
    at = place % len(data)
    data[at : at + 100] = bytes(byte ^ 0x5A for byte in data[at : at + 100])
    encrypted.write_bytes(data)
    said = crm("data check")
    assert (said.code, "Traceback" in said.err) == (6, False)
    assert encrypted.read_bytes() == data


@pytest.mark.parametrize("size", [100, 4096, 4097, 40960, -1, -4096])
def test_a_file_cut_short_is_noticed(size: int, crm: Crm, encrypted: Path) -> None:
    data = encrypted.read_bytes()
    encrypted.write_bytes(data[:size])
    for line in ("list", "log mari x"):
        said = crm(line)
        assert (said.code, said.out, "Traceback" in said.err) == (6, "", False)
    checked = crm("data check")
    assert (checked.code, "crm data restore" in checked.err) == (6, True)
    assert encrypted.read_bytes() == data[:size]


def test_a_newer_encrypted_book_is_refused_untouched(crm: Crm, encrypted: Path) -> None:
    from smallcrm import connecting

    connection = connecting.connect(encrypted)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = encrypted.read_bytes()
    said = crm("log mari x")
    assert said.err.splitlines()[0] == (
        f"{encrypted} was written by a newer smallcrm; update this program"
    )
    assert (said.code, encrypted.read_bytes()) == (6, before)


def test_of_an_encrypted_book_nothing_can_be_rescued(
    crm: Crm, encrypted: Path, tmp_path: Path
) -> None:
    said = crm("data rescue -o", str(tmp_path / "new.db"))
    assert (said.code, said.out, (tmp_path / "new.db").exists()) == (6, "", False)
    assert said.err.startswith(f"{encrypted} is encrypted")


def _spoil(path: Path, start: int) -> None:
    data = bytearray(path.read_bytes())
    data[start : start + 1000] = b"x" * 1000
    path.write_bytes(data)


ENCRYPTED_NO_MORE = "note: the book is not encrypted any more; crm data encrypt does that again"
PERHAPS = "note: the book is not encrypted; if it was, crm data encrypt does that again"
ENCRYPTED_NOW = (
    "note: the book is encrypted now, as the copy is; crm data decrypt makes a plain file of it"
)


@pytest.mark.parametrize(
    ("book_is", "spoilt_from", "copy_is", "note"),
    [
        ("encrypted", 0, "plain", PERHAPS),
        ("encrypted", 5000, "plain", ""),
        ("encrypted", 5000, "encrypted", ""),
        ("encrypted", "cut short", "plain", ENCRYPTED_NO_MORE),
        ("encrypted", "cut short", "encrypted", ""),
        ("encrypted", None, "plain", ""),
        ("plain", 100, "plain", ""),
        ("plain", 0, "encrypted", ENCRYPTED_NOW),
        ("plain", 100, "encrypted", ENCRYPTED_NOW),
        ("plain", None, "encrypted", ""),
    ],
)
def test_a_restore_says_when_the_book_is_encrypted_no_more_or_now(
    book_is: str, spoilt_from: int | str | None, copy_is: str, note: str, crm: Crm, book: Path,
    tmp_path: Path, secret: Path,
) -> None:  # fmt: skip
    crm("add Mari")
    copy = tmp_path / "copy.db"
    crm(f"data backup -o {copy}")
    for path, state in ((copy, copy_is), (book, book_is)):
        if state == "encrypted":
            assert crm(f"--db {path} data encrypt --copies leave").code == 0
    if isinstance(spoilt_from, int):
        _spoil(book, spoilt_from)
    elif spoilt_from:
        os.truncate(book, 1000)
    forget_keys()
    said = crm(f"data restore {copy} --yes")
    assert said.code == 0
    notes = [line for line in said.err.splitlines() if "crypt" in line and "not open" not in line]
    assert notes == [note] * bool(note)


def _without_cipher(*words: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; sys.modules['sqlcipher3'] = None; from smallcrm.cli import run;"
        " sys.exit(run(sys.argv[1:]))"
    )
    line = [sys.executable, "-c", code, *words]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_without_sqlcipher_the_way_to_install_it_is_said(crm: Crm, encrypted: Path) -> None:
    ended = _without_cipher("today")
    assert (ended.returncode, ended.stdout, ended.stderr) == (
        6,
        "",
        f"{encrypted} is encrypted; to open it, pip install 'smallcrm[encrypt]'\n",
    )


def test_without_sqlcipher_nothing_is_encrypted(crm: Crm, book: Path) -> None:
    crm("add Mari")
    ended = _without_cipher("data", "encrypt")
    assert (ended.returncode, ended.stdout, ended.stderr) == (
        5,
        "",
        "encryption is not installed; pip install 'smallcrm[encrypt]'\n",
    )


def test_on_a_terminal_the_passphrase_is_asked_for_and_not_shown(crm: Crm, book: Path) -> None:
    crm("add Mari")
    with Terminal("data", "encrypt") as terminal:
        terminal.expect("the book is written anew")
        terminal.answer("New passphrase: ", "four plain words\n")
        terminal.answer("The same once more: ", "four plain words\n")
        terminal.answer("Encrypt its copy too? [y/N]: ", "y\n")
        assert terminal.end() == 0
        assert "plain words" not in terminal.text
        assert "Encrypted " in terminal.text
    with Terminal("list") as terminal:
        terminal.answer("Passphrase of book.db: ", "four plane words\n")
        terminal.answer("This passphrase does not open it. Passphrase", "four plain words\n")
        assert terminal.end() == 0
        assert "Mari" in terminal.text


def test_a_passphrase_is_asked_for_again_if_the_two_differ(crm: Crm, book: Path) -> None:
    crm("add Mari")
    with Terminal("data", "encrypt", "--copies", "leave") as terminal:
        terminal.answer("New passphrase: ", "four plain words\n")
        terminal.answer("The same once more: ", "four plain world\n")
        terminal.answer("The two differ. New passphrase: ", "short\n")
        terminal.answer("This one has fewer than 8 characters. New", "four plain words\n")
        terminal.answer("The same once more: ", "four plain words\n")
        assert terminal.end() == 0


def test_two_different_passphrases_change_nothing_at_the_third_time(crm: Crm, book: Path) -> None:
    crm("add Mari")
    before = book.read_bytes()
    with Terminal("data", "encrypt") as terminal:
        for _ in range(3):
            terminal.answer("New passphrase: ", "four plain words\n")
            terminal.answer("The same once more: ", "four plain world\n")
        assert terminal.end() == 5
        assert "the two passphrases differ; nothing was changed" in terminal.text
    assert book.read_bytes() == before


def test_ctrl_c_at_the_question_ends_without_a_trace(
    crm: Crm, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SMALLCRM_PASSPHRASE_FILE")
    before = encrypted.read_bytes()
    with Terminal("log", "mari", "a long story") as terminal:
        terminal.expect("Passphrase of book.db: ")
        assert terminal.interrupt() == 130
        said = "interrupted\nwhat you wrote, so that it is not lost:\nmari a long story\n"
        assert terminal.text.endswith(said)
    assert encrypted.read_bytes() == before


def test_a_check_does_not_list_every_table_of_an_encrypted_book(crm: Crm, encrypted: Path) -> None:
    with open(encrypted, "r+b") as file:
        file.seek(20 * 4096)
        file.write(b"\xa5" * 4096)
    said = crm("data check")
    assert (said.code, said.out) == (
        6,
        "the file is damaged: which part of it cannot be told in an encrypted book\n",
    )
    assert said.err.endswith("; keep this file: crm data restore goes back to a copy\n")
