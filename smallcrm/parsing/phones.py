"""Phone numbers: kept as typed, with their digits and, where it is one, their E.164 form."""

import re
from dataclasses import dataclass

_SEPARATORS = re.compile(r"[/;,\n]|:::")
_PHONE_LIKE = re.compile(r"[\d\s+().\-/x#*]+")
SHORTEST_PART = 3
SHORTEST_TELLING = 5  # digits; a shorter number, such as an extension, identifies nobody


@dataclass(frozen=True)
class Phone:
    value: str
    digits: str
    normal: str


def digits_of(text: str) -> str:
    """The ASCII digits of a text: `+372 5551-2345` gives `37255512345`."""
    return "".join(char for char in text if char in "0123456789")


def read_phone(text: str, country: str) -> Phone:
    """A number as typed; nothing is refused for looking odd, `112` and two in a cell included."""
    numbers = (digits_of(part) for part in _SEPARATORS.split(text))
    digits = " ".join(part for part in numbers if part)
    return Phone(text, digits, e164(text, country))


def e164(text: str, country: str) -> str:
    """The number in international form (`+37255512345`), or "" where it has none."""
    if len(digits_of(text)) < 5:
        return ""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def number_keys(value: str, digits: str, normal: str, country: str) -> list[str]:
    """What the same numbers have in common however they are typed, one for each number in a cell.

    A number in E.164 form, else its digits; too short ones, such as extensions, tell nobody apart.
    """
    if " " not in digits:
        return [key for key in (normal or digits,) if len(key) >= SHORTEST_TELLING]
    parts = [read_phone(part, country) for part in _SEPARATORS.split(value)]
    return [key for part in parts for key in number_keys("", part.digits, part.normal, country)]


def is_country(code: str) -> bool:
    """Whether two letters, such as EE, name a country that has telephone numbers."""
    from phonenumbers import SUPPORTED_REGIONS

    return code in SUPPORTED_REGIONS


def is_phone_like(text: str) -> bool:
    """Whether a text could be a number or a part of one: digits, and the signs between them."""
    return bool(digits_of(text)) and _PHONE_LIKE.fullmatch(text.strip()) is not None


def search_forms(text: str, country: str) -> list[str]:
    """The digit strings under which a number may be found; empty if the text is no number."""
    return number_forms(text, country) if len(digits_of(text)) >= SHORTEST_PART else []


def number_forms(text: str, country: str) -> list[str]:
    """The digit strings of a number or a part of one, however short; empty if it is neither."""
    if not is_phone_like(text):
        return []
    digits = digits_of(text)
    forms = [digits, digits.removeprefix("00"), e164(text, country).removeprefix("+")]
    return [form for form in dict.fromkeys(forms) if form]
