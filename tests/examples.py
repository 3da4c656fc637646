"""Runs the documents' examples; `python tests/examples.py` writes their output into the documents.

A ```console block holds `$ crm ...` lines and what a terminal of 80 columns shows for them, all in
one book on one fixed morning, from the top of a document to its end. Any other line that begins
with `$ ` is for the shell, in the folder of the program's data.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from terminal import screen

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PRACTICE = "~/.local/share/smallcrm/practice/book.db"
TROUBLE = ROOT / "docs" / "trouble.md"
MORNING = "2026-11-23T07:00"  # a Monday
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
PLACE = "~/.local/share/smallcrm"


def environment(home: Path, book: str = PRACTICE) -> dict[str, str]:
    """A machine with nothing but a practice book, which may stand in for the owner's own."""
    data = home / ".local" / "share"
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(data),
        "SMALLCRM_DB": book.replace("~", str(home)),
        "SMALLCRM_TODAY": MORNING,
        "NO_COLOR": "1",
    }


def command_lines(text: str) -> list[str]:
    """Every `crm` line of the examples, in their order."""
    blocks = "\n".join(BLOCK.findall(text))
    return [line.removeprefix("$ ") for line in blocks.splitlines() if line.startswith("$ crm")]


def run_examples(text: str, home: Path, book: str = PRACTICE) -> str:
    """The document with the output that its examples give now, begun with a practice book."""
    screen("demo", env=environment(home))
    return BLOCK.sub(lambda block: f"```console\n{_run_block(block[1], home, book)}```", text)


def _run_block(block: str, home: Path, book: str) -> str:
    typed = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{_run(line.removeprefix('$ '), home, book)}" for line in typed)


def _run(line: str, home: Path, book: str) -> str:
    env, place = environment(home, book), home / ".local" / "share" / "smallcrm"
    name, *words = shlex.split(line)
    if name == "crm":
        shown = screen(*words, env=env, cwd=place).text
    else:
        shown = _run_in_shell(line, env, place)
    lines = [line.rstrip() for line in shown.replace(str(place), PLACE).splitlines()]
    return "".join(f"{line}\n" for line in lines).rstrip("\n") + "\n" if lines else ""


def _run_in_shell(line: str, env: dict[str, str], place: Path) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    shell = subprocess.run(
        ["sh", "-c", f"exec 2>&1; {line}"],
        cwd=place,
        env={**os.environ, **env, "PATH": path, "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return shell.stdout


def main() -> None:
    for document, book in (README, PRACTICE), (TROUBLE, "book.db"):
        with tempfile.TemporaryDirectory() as home:
            text = run_examples(document.read_text("utf-8"), Path(home), book)
        document.write_text(text, "utf-8")


if __name__ == "__main__":
    os.umask(0o077)
    main()
