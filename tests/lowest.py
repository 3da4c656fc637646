"""Prints the lowest versions that pyproject.toml admits, as a constraints file for pip."""

import re
import tomllib
from itertools import chain
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def main() -> None:
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    for requirement in chain(project["dependencies"], *project["optional-dependencies"].values()):
        print(re.sub(r">=", "==", requirement))


if __name__ == "__main__":
    main()
