"""The label of a number or an address, from the types of a vCard field and back."""

from collections.abc import Iterable

from smallcrm.formats.headings import label_of

# These say what a number can do or how it is written, not whose or where it is.
_NO_LABELS = {
    "pref", "voice", "msg", "internet", "x400", "text", "video", "textphone", "postal", "parcel",
    "dom", "intl", "uri", "individual",
}  # fmt: skip
_MEANT = {"cell": "mobile", "iphone": "mobile", "x-mobile": "mobile", "x-fax": "fax"}
# One of these says more than the place beside it: TYPE=WORK,FAX is a fax.
_FIRST = ("fax", "mobile", "pager")
_LONGEST_KNOWN = 100
_APPLE = ("_$!<", ">!$_")

_TYPES = {
    "phone": {"work": "work", "home": "home", "mobile": "cell", "fax": "fax", "pager": "pager"},
    "email": {"work": "work", "home": "home"},
    "web": {"work": "work", "home": "home"},
    "address": {"work": "work", "home": "home"},
}


def label_from(types: Iterable[str], named: str, *, ours: bool = False) -> str:
    """The label that the name given in the address book (X-ABLabel) or the types say, or ''.

    `ours` says that our own program wrote the card: its names are then labels as they are.
    """
    if named:
        bare = named if ours else named.removeprefix(_APPLE[0]).removesuffix(_APPLE[1])
        return bare if ours else _meant(bare)
    labels = [_label(word) for word in types if word.lower() not in _NO_LABELS]
    first = [label for label in _FIRST if label in labels]
    return next(iter(first + labels), "")


def type_of(kind: str, label: str) -> str:
    """The TYPE that says the label of a point of this kind, or '' where the name must say it."""
    return _TYPES[kind].get(label, "")


def _label(word: str) -> str:
    word = word.lower() if word.isupper() else word
    known = _MEANT.get(word.lower()) or _meant(word)
    return known[2:] if known.lower().startswith("x-") else known


def _meant(word: str) -> str:
    return label_of(word) if len(word) <= _LONGEST_KNOWN else word
