"""Books with something in them: the lines are typed once a test process, then copied."""

from pathlib import Path

from conftest import Crm

# A customer's café and a hotel, with what a list can show of them.
CAFE = (
    'add "Mari Maasikas" --company "Kohvik Lõoke OÜ" --phone 55512345 --city Tartu'
    " --email mari.maasikas@example.ee --group small --tag café --tag vip",
    'add "Viesnīca Pērkona Pagalms SIA" --kind company --handle pagalms --phone "+371 2910 0652"'
    " --group large --tag hotel",
    'log mari "asked the price of twenty chairs for the terrace" --at mon --back mon'
    ' --why "offer for the chairs"',
    'log pagalms "eleven more rooms, on one fixed day" --at thu --out --outcome no-answer',
    'callback pagalms 2026-11-18 "price per room for eleven rooms" --they -c email',
    "rhythm mari 30d",
)

_TYPED: dict[tuple[str, ...], bytes] = {}


def stock(crm: Crm, book: Path, *lines: str) -> None:
    """Let the book be one in which these lines were typed; each must succeed.

    What follows ` <<` and a line break is a line's standard input.
    """
    if lines in _TYPED:
        book.parent.mkdir(mode=0o700)
        book.write_bytes(_TYPED[lines])
        return
    for line in lines:
        words, _, stdin = line.partition(" <<\n")
        typed = crm(words, stdin=stdin)
        assert typed.code == 0, (line, typed.err)
    _TYPED[lines] = book.read_bytes()
