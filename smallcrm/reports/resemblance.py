"""How much two contacts look like one: what they share, what speaks against it, how sure it is."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from smallcrm.parsing.likeness import Likeness, likeness, odd_words

COMMON = 3  # contacts; a word in so many names is no slip of the keyboard
LONG_WORD = 6  # letters; a slip in a shorter word may as well be another name


class Sureness(StrEnum):
    """How likely two contacts are one; nothing but the owner's yes ever merges them."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class Traits:
    """What a contact is recognised by.

    `whole` and `words` are the sorted words of the name, `words` without a company's legal form;
    numbers and e-mail addresses give what was typed by its normal form.
    """

    id: int
    name: str
    handle: str
    kind: str
    city: str
    town: str
    company: str
    whole: tuple[str, ...]
    words: tuple[str, ...]
    nickname: tuple[str, ...]
    numbers: dict[str, str] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Resemblance:
    """What two contacts share and where they differ; `number` and `email` are as typed.

    `is_slip`: the words that differ look misspelt, not like two names that people have.
    """

    name: Likeness
    is_slip: bool
    is_long: bool
    number: str
    email: str
    town: bool
    company: bool
    against: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the two may be one, the strongest first."""
        said = (
            f"same number {self.number}" if self.number else "",
            f"same e-mail {self.email}" if self.email else "",
            self.name.value,
            "same town" if self.town else "",
            "same company" if self.company else "",
        )
        return tuple(filter(None, said))


def compare(first: Traits, second: Traits, common: Counter[str]) -> Resemblance | None:
    """Two contacts side by side, or None if neither name nor number nor address is alike.

    `common` counts in how many names each word stands.
    """
    name = _name_likeness(first, second)
    number, email = _shared(first.numbers, second.numbers), _shared(first.emails, second.emails)
    if name is Likeness.OTHER and not number and not email:
        return None
    odd = odd_words(first.words, second.words)
    return Resemblance(
        name=name,
        is_slip=any(all(common[word] < COMMON for word in words) for words in odd),
        is_long=any(len(word) >= LONG_WORD for words in odd for word in words),
        number=number,
        email=email,
        town=bool(first.town) and first.town == second.town,
        company=bool(first.company) and first.company == second.company,
        against=tuple(_against(first, second)),
    )


def _name_likeness(first: Traits, second: Traits) -> Likeness:
    if first.whole == second.whole:
        return Likeness.SAME if first.whole else Likeness.OTHER
    alike = likeness(first.words, second.words)
    if alike is Likeness.SAME:  # but for the legal form
        return Likeness.SIMILAR if all(odd_words(first.whole, second.whole)) else Likeness.NEAR
    if alike is Likeness.OTHER and (first.nickname or second.nickname):
        names, others = ({one.words, one.nickname} - {()} for one in (first, second))
        return Likeness.SIMILAR if names & others else alike
    return alike


def _shared(first: dict[str, str], second: dict[str, str]) -> str:
    return next((typed for key, typed in first.items() if key in second), "")


def _against(first: Traits, second: Traits) -> list[str]:
    """What both have, and have different."""
    compared = {
        "other number": (set(first.numbers), set(second.numbers)),
        "other e-mail": (set(first.emails), set(second.emails)),
        "other town": ({first.town} - {""}, {second.town} - {""}),
        "other company": ({first.company} - {""}, {second.company} - {""}),
    }
    return [
        what for what, (ours, theirs) in compared.items() if ours and theirs and not ours & theirs
    ]


def sureness(found: Resemblance) -> Sureness | None:
    """How sure it is that the two are one; None if nothing says so."""
    if found.number or found.email:
        return _reached_alike(found)
    contradicted = "other number" in found.against or "other e-mail" in found.against
    placed = found.town or found.company
    if found.name is Likeness.SAME:
        return Sureness.LIKELY if placed and not contradicted else Sureness.POSSIBLE
    if not placed or found.name is Likeness.OTHER:
        return None
    if found.name is Likeness.NEAR:
        return Sureness.POSSIBLE if found.is_slip or not contradicted else None
    return None if contradicted else Sureness.POSSIBLE


def _reached_alike(found: Resemblance) -> Sureness:
    """Households and offices share a number too, so that the names must agree."""
    if found.name is Likeness.SAME:
        return Sureness.SURE
    if found.name is Likeness.NEAR and found.is_slip and found.is_long:
        return Sureness.SURE
    if found.name is not Likeness.OTHER or (found.number and found.email):
        return Sureness.LIKELY
    return Sureness.POSSIBLE
