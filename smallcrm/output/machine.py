"""What the program runs on: versions, the system, the locale, the terminal; no name of anybody.

What the environment says is shown only where it has the form of a locale or a terminal's name.
"""

import locale
import os
import platform
import re
import shutil
import sqlite3
import sys
import time
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

from smallcrm.output.terminal import is_terminal, shows_tables

LIBRARIES = (
    "smallcrm", "typer", "rich", "sqlmodel", "sqlalchemy", "pydantic", "python-dateutil",
    "platformdirs", "phonenumberslite", "reportlab", "ziafont", "sqlcipher3",
)  # fmt: skip
_LOCALE = re.compile(r"(?:C|POSIX|[a-z]{2,3}_[A-Z]{2})(?:\.[Uu][Tt][Ff]-?8|\.[Ii][Ss][Oo][-0-9]*)?")
_FORMS = {
    "LC_ALL": _LOCALE,
    "LC_CTYPE": _LOCALE,
    "LANG": _LOCALE,
    "TERM": re.compile(
        r"(?:xterm|screen|tmux|linux|vt[0-9]+|rxvt|alacritty|konsole|dumb|ansi|cygwin|foot|kitty)"
        r"(?:-(?:[0-9]+color|direct|unicode|kitty|kitty-direct))*"
    ),
    "COLORTERM": re.compile("truecolor|24bit"),
    "PYTHONUTF8": re.compile("[01]"),
    "PYTHONIOENCODING": re.compile(r"[a-z0-9_-]*utf-?8(?::[a-z]+)?"),
}
# Of these it matters only whether they are set.
_SET = (
    "EDITOR", "NO_COLOR", "SMALLCRM_DB", "SMALLCRM_DEBUG", "SMALLCRM_TODAY", "TZ", "VISUAL",
    "XDG_DATA_HOME",
)  # fmt: skip


def versions() -> dict[str, object]:
    """Python, SQLite and every library, by number; None for one that is not installed."""
    own = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    return own | {name: _version(name) for name in LIBRARIES}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def machine() -> dict[str, object]:
    """The system, the locale and the terminal; times in minutes east of UTC."""
    width, height = shutil.get_terminal_size()
    return {
        "python_built_as": platform.python_implementation(),
        "system": platform.system(),
        "release": ".".join(re.findall("[0-9]+", platform.release())[:3]),
        "processor": platform.machine(),
        "utc_offset": time.localtime().tm_gmtoff // 60,
        "encoding": locale.getpreferredencoding(False),
        "file_names": sys.getfilesystemencoding(),
        "stdout": sys.stdout.encoding,
        "terminal": is_terminal(),
        "tables": shows_tables(),
        "columns": width,
        "lines": height,
        **_environment(os.environ),
    }


def _environment(found: Mapping[str, str]) -> dict[str, object]:
    said: dict[str, object] = {
        name: found[name] if form.fullmatch(found[name]) else "set"
        for name, form in _FORMS.items()
        if found.get(name)
    }
    return said | {name: "set" for name in _SET if found.get(name)}
