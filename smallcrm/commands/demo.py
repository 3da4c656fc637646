"""The practice book: a believable shop to try everything on."""

from pathlib import Path

import typer

from smallcrm.commands.app import App, Desk, desk_of
from smallcrm.errors import BookUnusable
from smallcrm.output.listing import Column, Listing, show
from smallcrm.output.terminal import say
from smallcrm.place import practice_path

app = App()

TRY = (
    ("crm --demo", "whom to call back today"),
    ("crm --demo who 5551", "who is calling"),
    ('crm --demo log mari "wants 20 chairs" --back fri', "what was said"),
    ("crm --demo week", "the week's list"),
    ("crm --demo sell mari 20 bentwood@79", "what was bought"),
    ("crm --demo undo", "take it back"),
)


@app.command("demo")
def demo(ctx: typer.Context) -> None:
    """Fill a practice book, never your own, to try things in."""
    from smallcrm.domain.demo import fill

    path = practice_path()
    for old in (path, path.with_name(f"{path.name}-journal"), *_copies(path)):
        if old.is_dir():
            raise BookUnusable(f"{old} is a folder where the practice book goes; move it away")
        old.unlink(missing_ok=True)
    today = desk_of(ctx).today
    with Desk(path).writing("demo", begins=True) as session:
        fill(session, today)
    say(f"The practice book is filled: {path}", whole=True)
    show(_hints())


def _copies(path: Path) -> list[Path]:
    """The copies of the practice book, beside which no new one could be begun."""
    from smallcrm.backups.due import beside, names_in
    from smallcrm.copy_names import read_name

    return [beside(path) / name for name in names_in(beside(path)) if read_name(name, path.stem)]


def _hints() -> Listing:
    rows = [{"try": line, "purpose": purpose} for line, purpose in TRY]
    columns = [
        Column("Try", lambda row: str(row["try"])),
        Column("", lambda row: str(row["purpose"])),
    ]
    return Listing(("try", "purpose"), rows, columns)
