"""The formula guard: keeps a spreadsheet from taking the text of a cell for a formula."""

# What a spreadsheet acts on at the start of a cell, with the full-width forms it folds to them.
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guard(cell: str) -> str:
    """The cell as our exports write it: one `'` in front when its text would act as a formula."""
    return f"'{cell}" if _acts(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`; `unguard(guard(x)) == x` for every text."""
    return cell[1:] if cell.startswith("'") and _acts(cell) else cell


def _acts(cell: str) -> bool:
    # Leading quotes are looked through, so that a typed "'=1" comes back with its own quote.
    return cell.lstrip("'").startswith(_TRIGGERS)
