"""Prints the lowest versions that pyproject.toml admits, as a constraints file for pip."""

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def main() -> None:
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    optional = sum(project["optional-dependencies"].values(), [])
    for requirement in project["dependencies"] + optional:
        print(re.sub(r">=", "==", requirement))


if __name__ == "__main__":
    main()
