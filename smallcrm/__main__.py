"""The program's start: private files, few garbage collections, one exit."""

import gc
import os
import sys


def main() -> None:
    """Run the typed line and leave with its exit code."""
    os.umask(0o077)
    gc.set_threshold(100_000, 50, 50)  # the imports make many objects and no garbage
    from smallcrm.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
