"""The program's start: private files, few garbage collections, one exit."""

import gc
import os
import signal
import sys


def main() -> None:
    """Run the typed line and leave with its exit code."""
    os.umask(0o077)
    _end_as_by_ctrl_c()
    gc.set_threshold(100_000, 50, 50)  # the imports make many objects and no garbage
    try:
        from smallcrm.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the line was read, or once more while leaving
        code = 130
    sys.exit(code)


def _end_as_by_ctrl_c() -> None:
    """A closed window and a `kill` let the command leave in order: no journal beside the book.

    What is ignored, as under nohup, stays ignored.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    main()
