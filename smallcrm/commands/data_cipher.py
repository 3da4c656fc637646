"""The book's encryption: switched on and off, and its passphrase."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smallcrm.commands import asking
from smallcrm.commands.app import Desk, desk_of
from smallcrm.errors import NotFound, Refused, Unreadable
from smallcrm.output.terminal import is_terminal, remark, say
from smallcrm.parsing.text import typed
from smallcrm.place import typed_path

if TYPE_CHECKING:
    from smallcrm.cipher.keys import Key
    from smallcrm.reports.size import Size

WHAT = (
    "the book is written anew, so that only a passphrase opens it, and the plain file is"
    " overwritten; its copies only if you say so"
)
GONE = (
    "the old file is overwritten; what an SSD, a synced folder or another backup keeps of it is"
    " out of reach"
)
HINT = (
    "without the passphrase nobody opens the book again, you neither: keep it on paper in a safe"
    " place; four or five words that have nothing to do with each other are good"
)
SPOILT = "is damaged, so it stays as it is: delete it if you need it no more"
PLAIN = "is a copy that is not encrypted; crm data encrypt --copies too encrypts it"
STAYS = "stays encrypted, with this or an older passphrase: keep it"
KEEPS = "is a copy that an older passphrase opens: keep that too"
Copies = Annotated[
    Literal["too", "leave"] | None,
    typer.Option(
        "--copies", help="Its copies: too, or leave them; else asked.", metavar="too|leave"
    ),
]


@dataclass(frozen=True)
class _Found:
    """The book before it is rewritten: how much is in it, and what lies about of it."""

    size: "Size"
    key: "Key | None"
    folders: tuple[Path, ...]
    files: tuple[Path, ...]


def encrypt(ctx: typer.Context, copies: Copies = None) -> None:
    """Encrypt the book with a passphrase, and overwrite the plain file."""
    from smallcrm.cipher import keys, passphrase
    from smallcrm.cipher.copies import is_plain, spoilt_in

    desk = desk_of(ctx)
    keys.require()
    found = _look(desk)
    if found.key and copies != "too":
        raise Refused(f"{desk.path} is encrypted already; crm data passphrase changes it")
    if not found.key and passphrase.can_ask():
        remark(WHAT)
    key = found.key or _new_key(os.environ.get(passphrase.VARIABLE, ""))
    chosen = _choose(desk, found, None, copies, "Encrypt")
    if not found.key:
        _rewrite(desk, None, key)
        say(f"Encrypted {_told(desk, found)}", whole=True)
        remark(f"  note: {GONE}")
    if chosen[1]:
        _rewrite_copies(chosen, None, key, "Encrypted")
    else:
        _name(PLAIN, tuple(chosen[0]))
    _name("lies there unencrypted still", tuple(one for one in found.files if is_plain(one)))
    _name(SPOILT, tuple(spoilt_in(found.folders)))


def decrypt(ctx: typer.Context, copies: Copies = None) -> None:
    """Make the book a plain file again, which anybody can read who gets it."""
    desk = desk_of(ctx)
    found = _look(desk)
    if not found.key:
        raise Refused(f"{desk.path} is not encrypted")
    chosen = _choose(desk, found, found.key.salt, copies, "Decrypt")
    _rewrite(desk, found.key, None)
    say(f"Decrypted {_told(desk, found)}", whole=True)
    if chosen[1]:
        _rewrite_copies(chosen, found.key, None, "Decrypted")
    _name(STAYS, _encrypted_still(desk, found, None))


def passphrase(
    ctx: typer.Context,
    new_file: Annotated[
        str, typer.Option("--new-file", help="A file whose first line is the new one; else asked.")
    ] = "",
    copies: Copies = None,
    remember: Annotated[
        bool, typer.Option("--remember", help="Give the present one to the desktop's keyring.")
    ] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Take it out of the keyring.")] = False,
) -> None:
    """Change the book's passphrase, or let the desktop's keyring keep it."""
    desk = desk_of(ctx)
    if remember or forget:
        _keyring(desk, remember=remember, forget=forget)
        return
    found = _look(desk)
    if not found.key:
        raise Refused(f"{desk.path} is not encrypted; crm data encrypt does that")
    chosen = _choose(desk, found, found.key.salt, copies, "Change the passphrase of")
    key = _new_key(str(typed_path(new_file)) if new_file else "")
    _rewrite(desk, found.key, key)
    say(f"Changed the passphrase of {_told(desk, found)}", whole=True)
    if chosen[1]:
        _rewrite_copies(chosen, found.key, key, "Changed")
    _name(KEEPS, _encrypted_still(desk, found, key))
    _follow(found.key, key)


def _look(desk: Desk) -> _Found:
    """Open the book once, which asks for its passphrase; NotFound if there is none."""
    from smallcrm.backups.due import beside
    from smallcrm.cipher.keys import key_of_book
    from smallcrm.cipher.rewriting import refuse_other_names
    from smallcrm.domain.settings import value_of
    from smallcrm.reports.size import size_of
    from smallcrm.reports.written_files import written_files

    with desk.reading() as session:
        if not desk.path.exists():
            raise NotFound(f"there is no book at {desk.path} yet")
        size, files = size_of(session), written_files(session)
        chosen = value_of(session, "backup.folder")
    refuse_other_names(desk.path)
    folders = dict.fromkeys([beside(desk.path), *([Path(chosen)] if chosen else [])])
    return _Found(size, key_of_book(desk.path), tuple(folders), tuple(files))


def _choose(
    desk: Desk, found: _Found, salt: bytes | None, copies: str | None, verb: str
) -> tuple[list[Path], bool]:
    """The copies that are as the book was, and whether they are to become as it will be.

    A stick may hold those of another book, which keep what they have.
    """
    from smallcrm.backups.shelf import is_of_book
    from smallcrm.cipher.copies import copies_in

    paths = [path for path in copies_in(found.folders, salt) if is_of_book(path, desk.path)]
    if not paths or copies:
        return paths, copies == "too"
    what = "its copy" if len(paths) == 1 else f"its {len(paths)} copies"
    return paths, is_terminal() and asking.confirm(f"{verb} {what} too?", flag="--copies too")


def _new_key(name: str) -> "Key":
    """Of the passphrase in the file of that name, or of one that is asked for."""
    from smallcrm.cipher import keys, passphrase

    if not name and passphrase.can_ask():
        remark(HINT)
    return keys.new_key(passphrase.new_passphrase(name))


def _rewrite(desk: Desk, old: "Key | None", new: "Key | None") -> None:
    from smallcrm.cipher.rewriting import rewrite

    rewrite(desk.path, old, new)


def _rewrite_copies(
    chosen: tuple[list[Path], bool], old: "Key | None", new: "Key | None", done: str
) -> None:
    from smallcrm.cipher.copies import rewrite_copies

    paths, _ = chosen
    stayed = rewrite_copies(paths, old, new)
    count = len(paths) - len(stayed)
    if count:
        say(f"{done} {count} {'copy' if count == 1 else 'copies'} too")
    for path, why in stayed.items():
        reason = why.removeprefix(f"{path} stays as it was: ")
        remark(f"  note: {typed(str(path))} stays as it was: {reason}")


def _encrypted_still(desk: Desk, found: _Found, new: "Key | None") -> tuple[Path, ...]:
    """The copies of the book, by name or by what is in them, that `new` does not open."""
    from smallcrm.backups.shelf import is_of_book
    from smallcrm.cipher.copies import encrypted_in
    from smallcrm.copy_names import read_name

    paths = encrypted_in(found.folders, but=new.salt if new else None)
    own = (it for it in paths if read_name(it.name, desk.path.stem) or is_of_book(it, desk.path))
    return tuple(own)


def _told(desk: Desk, found: _Found) -> str:
    """`book.db: 32 contacts, 210 talks`."""
    size = found.size
    contacts = f"{size.contacts:,} contact{'' if size.contacts == 1 else 's'}"
    talks = f"{size.talks:,} talk{'' if size.talks == 1 else 's'}"
    return f"{typed(str(desk.path))}: {contacts}, {talks}, all read back"


def _name(what: str, paths: tuple[Path, ...]) -> None:
    for path in paths:
        remark(f"  note: {typed(str(path))} {what}")


def _keyring(desk: Desk, *, remember: bool, forget: bool) -> None:
    from smallcrm.cipher import passphrase
    from smallcrm.cipher.keys import key_of_book, passphrase_kept

    if remember and forget:
        raise Unreadable("--remember and --forget exclude each other; choose one")
    key = key_of_book(desk.path)
    if not key:
        raise Refused(f"{desk.path} is not encrypted; crm data encrypt does that")
    if forget:
        known = passphrase.forget(key.salt)
        say("The keyring forgot the passphrase" if known else "The keyring has no passphrase of it")
        return
    passphrase.remember(key.salt, passphrase_kept())
    say("The keyring keeps the passphrase: it is not asked for while the keyring is open")


def _follow(old: "Key", new: "Key") -> None:
    """Bring the keyring up to date, and remind of the file."""
    from smallcrm.cipher import passphrase
    from smallcrm.cipher.keys import passphrase_kept

    if passphrase.remembered(old.salt):
        passphrase.remember(new.salt, passphrase_kept())
        passphrase.forget(old.salt)
    name = os.environ.get(passphrase.VARIABLE)
    if name:
        remark(f"  note: write the new passphrase into {typed(name)} too")
