"""The same as JSON, for a person to take along to another program (the GDPR's article 20)."""

from dataclasses import asdict

from smallcrm.formats import jsonfile
from smallcrm.reports.disclosure import Disclosure

FORMAT = "smallcrm disclosure 1"
INNER = ("hidden", "texts")  # what the owner is told


def json_of(found: Disclosure) -> str:
    """One object with stable keys; days and moments are ISO text, amounts are texts."""
    held = {key: value for key, value in asdict(found).items() if key not in INNER}
    return f"{jsonfile.dump({'format': FORMAT, **held}, indent=2)}\n"
