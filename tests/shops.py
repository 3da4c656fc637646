"""Books with something in them: the lines are typed once a test process, then copied."""

from pathlib import Path

from conftest import Crm

_TYPED: dict[tuple[str, ...], bytes] = {}


def stock(crm: Crm, book: Path, *lines: str) -> None:
    """Let the book be one in which these lines were typed; each must succeed."""
    if lines in _TYPED:
        book.parent.mkdir(mode=0o700)
        book.write_bytes(_TYPED[lines])
        return
    for line in lines:
        typed = crm(line)
        assert typed.code == 0, (line, typed.err)
    _TYPED[lines] = book.read_bytes()
