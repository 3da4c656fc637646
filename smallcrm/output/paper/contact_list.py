"""Contacts as rows of a printed list, headed in the paper's language."""

import datetime as dt
from collections.abc import Sequence

from smallcrm.output.paper.languages import TEXTS
from smallcrm.reports.paper import PaperList
from smallcrm.reports.people import ContactLine


def contact_list(
    lines: Sequence[ContactLine], *, shop: str, printed: dt.datetime, language: str = "en"
) -> PaperList:
    """Contacts, a row each; the last talk's day is numbers, which every language reads."""
    texts = TEXTS[language]
    headings = (texts.name, texts.phones, texts.group, texts.tags, texts.town, texts.last_talk)
    rows = tuple(
        (
            f"{line.contact}, {line.company}" if line.company else line.contact,
            line.phone,
            texts.groups.get(line.group, line.group),
            ", ".join(line.tags),
            line.city,
            f"{line.last:%d.%m.%Y}" if line.last else "",
        )
        for line in lines
    )
    return PaperList(texts.contacts, headings, rows, shop, printed)
