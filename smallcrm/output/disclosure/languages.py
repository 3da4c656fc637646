"""The page speaks the shop's language: one table of texts each."""

from smallcrm.output.disclosure.english import ENGLISH
from smallcrm.output.disclosure.estonian import ESTONIAN
from smallcrm.output.disclosure.latvian import LATVIAN
from smallcrm.output.disclosure.norwegian import NORWEGIAN
from smallcrm.output.disclosure.texts import DisclosureTexts
from smallcrm.reports.others import Marks

TEXTS: dict[str, DisclosureTexts] = {
    "en": ENGLISH, "et": ESTONIAN, "lv": LATVIAN, "no": NORWEGIAN,
}  # fmt: skip


def marks_in(language: str) -> Marks:
    """What stands in the place of another's name."""
    texts = TEXTS[language]
    return Marks(texts.another_person, texts.another_company)
