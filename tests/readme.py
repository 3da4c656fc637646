"""Runs the README's examples; `python tests/readme.py` writes their output into the README.

A ```console block holds `$ crm ...` lines and what a terminal of 80 columns shows for them, all
in one practice book on one fixed morning, from the top of the README to its end.
"""

import os
import re
import shlex
import tempfile
from pathlib import Path

from terminal import screen

README = Path(__file__).parents[1] / "README.md"
MORNING = "2026-11-23T07:00"  # a Monday
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
PLACE = "~/.local/share/smallcrm"


def environment(home: Path) -> dict[str, str]:
    """A machine with nothing but a practice book, which stands in for the owner's own."""
    data = home / ".local" / "share"
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(data),
        "SMALLCRM_DB": str(data / "smallcrm" / "practice" / "book.db"),
        "SMALLCRM_TODAY": MORNING,
        "NO_COLOR": "1",
    }


def command_lines(text: str) -> list[str]:
    """Every `crm` line of the examples, in their order."""
    blocks = "\n".join(BLOCK.findall(text))
    return [line.removeprefix("$ ") for line in blocks.splitlines() if line.startswith("$ crm")]


def run_examples(text: str, home: Path) -> str:
    """The README with the output that its examples give now."""
    return BLOCK.sub(lambda block: f"```console\n{_run_block(block[1], home)}```", text)


def _run_block(block: str, home: Path) -> str:
    typed = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{_run(line.removeprefix('$ '), home)}" for line in typed)


def _run(line: str, home: Path) -> str:
    name, *words = shlex.split(line)
    assert name == "crm", line
    shown = screen(*words, env=environment(home)).text
    shown = shown.replace(str(home / ".local" / "share" / "smallcrm"), PLACE)
    lines = [line.rstrip() for line in shown.splitlines()]
    return "".join(f"{line}\n" for line in lines).rstrip("\n") + "\n"


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        screen("demo", env=environment(Path(home)))
        README.write_text(run_examples(README.read_text("utf-8"), Path(home)), "utf-8")


if __name__ == "__main__":
    os.umask(0o077)
    main()
