"""The key of an encrypted book, made once a process from its passphrase, and the book opened by it.

The file is what SQLCipher 4 makes of a passphrase: PBKDF2 with HMAC-SHA512, 256,000 rounds, the
salt being the file's first 16 bytes (https://www.zetetic.net/sqlcipher/design/). So any program
that knows SQLCipher opens it with the passphrase alone. Keys stay in this process's memory.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from types import ModuleType

from smallcrm.cipher.passphrase import Attempt, at_hand, attempts
from smallcrm.connecting import as_uri
from smallcrm.errors import BookUnusable, Refused
from smallcrm.inspection import ENCRYPTED_MARK, SALT_SIZE, moving_away, salt_of

ROUNDS = 256_000
KEY_SIZE = 32
INSTALL = "pip install 'smallcrm[encrypt]'"

_kept: "dict[bytes, Key]" = {}  # by salt
_worked: list[str] = []  # passphrases that opened something in this process


@dataclass(frozen=True)
class Key:
    """A book's key with the salt that it was made with."""

    salt: bytes
    raw: bytes = field(repr=False)

    @property
    def literal(self) -> str:
        """As SQLCipher takes a key that needs no deriving."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def sqlcipher(path: Path | str) -> ModuleType:
    """The module that opens encrypted books; BookUnusable, naming `path`, if it is missing."""
    try:
        return import_module("sqlcipher3.dbapi2")
    except ImportError:
        raise BookUnusable(f"{path} is encrypted; to open it, {INSTALL}") from None


def require() -> None:
    """Refused if what encrypts is not installed."""
    try:
        import_module("sqlcipher3.dbapi2")
    except ImportError:
        raise Refused(f"encryption is not installed; {INSTALL}") from None


def new_key(passphrase: str) -> Key:
    """A key with a salt of its own, for a book that is about to be encrypted."""
    import secrets

    salt = ENCRYPTED_MARK + secrets.token_bytes(SALT_SIZE - len(ENCRYPTED_MARK))
    return _keep(passphrase, _derived(passphrase, salt))


def key_of_book(path: Path, *, asking: bool = True) -> Key | None:
    """The key of the file, see `key_of`; None if it is not encrypted."""
    salt = salt_of(path)
    return key_of(path, salt, asking=asking) if salt else None


def key_of(path: Path, salt: bytes, *, asking: bool = True) -> Key:
    """The key of the encrypted file: kept, or made from its passphrase, which is tried.

    BookUnusable if the passphrase is wrong, or if none is at hand and none can be asked for. A
    file that it does not open is not Ruined: it may be whole, and no copy takes its place.
    """
    if salt in _kept:
        return _kept[salt]
    last = ""
    for attempt in _attempts(path, salt, asking=asking):
        key = _derived(attempt.passphrase, salt)
        if _fits(path, key):
            return _keep(attempt.passphrase, key)
        last = attempt.source
    if not last:
        raise BookUnusable(f"{path} is encrypted with a passphrase that is not at hand")
    raise BookUnusable(
        f"{last} does not open {path}; if it is the right one, the file is damaged{moving_away()}"
    )


def connect_encrypted(
    path: Path,
    salt: bytes,
    *,
    named: Path,
    timeout: float,
    isolation_level: str | None,
    mode: str,
    asking: bool,
) -> sqlite3.Connection:
    """See `connecting.connect`; `named` is the book whose key is asked for."""
    key = key_of(named, salt, asking=asking)
    return opened(path, key, timeout=timeout, isolation_level=isolation_level, mode=mode)


def opened(
    path: Path,
    key: Key | None,
    *,
    timeout: float = 30,
    isolation_level: str | None = None,
    mode: str = "rw",
) -> sqlite3.Connection:
    """A connection of SQLCipher with the key, or to a plain file without one."""
    connection: sqlite3.Connection = sqlcipher(path).connect(
        as_uri(path, mode), uri=True, timeout=timeout, isolation_level=isolation_level
    )
    # It would tell standard error of every page that it cannot read.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key:
        # In no statement, so in no error and no trace.
        connection.set_key(key.literal.encode())  # type: ignore[attr-defined]
        connection.execute("PRAGMA cipher_compatibility = 4")
    connection.execute("PRAGMA recursive_triggers = OFF")
    return connection


def passphrase_kept() -> str:
    """The passphrase that opened a book last in this process; empty if none was needed."""
    return _worked[-1] if _worked else ""


def forget_keys() -> None:
    """Forget every key and passphrase."""
    _kept.clear()
    _worked.clear()


def _attempts(path: Path, salt: bytes, *, asking: bool) -> Iterator[Attempt]:
    yield from (Attempt(it, "the passphrase that was typed") for it in reversed(_worked))
    yield from attempts(path, salt) if asking else at_hand(salt)


def _derived(passphrase: str, salt: bytes) -> Key:
    import hashlib

    typed = passphrase.encode("utf-8", "surrogateescape")
    return Key(salt, hashlib.pbkdf2_hmac("sha512", typed, salt, ROUNDS, KEY_SIZE))


def _keep(passphrase: str, key: Key) -> Key:
    _kept[key.salt] = key
    if passphrase in _worked:
        _worked.remove(passphrase)
    _worked.append(passphrase)
    return key


def _fits(path: Path, key: Key) -> bool:
    """Whether the key opens the file; another trouble, such as a busy book, is raised as it is."""
    connection = opened(path, key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlcipher(path).DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB":
            return False
        raise
    finally:
        connection.close()
    return True
