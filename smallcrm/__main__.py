"""The program's start: private files, few garbage collections, one exit."""

import gc
import os
import sys


def main() -> None:
    """Run the typed line and leave with its exit code."""
    os.umask(0o077)
    gc.set_threshold(100_000, 50, 50)  # the imports make many objects and no garbage
    try:
        from smallcrm.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the line was read, or once more while leaving
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
