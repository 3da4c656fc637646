"""The words of which a column holds one, as its plain value."""

from enum import StrEnum

NO_GROUP = "none"  # how one who is in no group is asked for


class Kind(StrEnum):
    PERSON = "person"
    COMPANY = "company"


class Group(StrEnum):
    """How far and how big a customer is, from the first hope to the largest account."""

    POTENTIAL = "potential"
    PROSPECTIVE = "prospective"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    TOP = "top"


class PointKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    ADDRESS = "address"  # a further postal address on one line


class Channel(StrEnum):
    CALL = "call"
    VISIT = "visit"
    LETTER = "letter"
    EMAIL = "email"
    VIDEO = "video"
    CHAT = "chat"
    NOTE = "note"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Outcome(StrEnum):
    REACHED = "reached"
    NO_ANSWER = "no-answer"
    MESSAGE = "message"


class Promiser(StrEnum):
    ME = "me"
    THEY = "they"


class Closing(StrEnum):
    DONE = "done"
    DROPPED = "dropped"


class CallState(StrEnum):
    """What became of a call in a phone's log."""

    WAITING = ""
    LOGGED = "logged"
    CALLBACK = "callback"
    DROPPED = "dropped"


class OrderKind(StrEnum):
    SALE = "sale"
    RETURN = "return"


class OrderState(StrEnum):
    """How far an order is; whether it was delivered and paid is told by days of their own."""

    QUOTE = "quote"
    PLACED = "placed"
    LOST = "lost"


class Source(StrEnum):
    """Where an order came in."""

    SHOP = "shop"
    PHONE = "phone"
    MAIL = "mail"
    WEB = "web"


class CaseKind(StrEnum):
    COMPLAINT = "complaint"
    RETURN = "return"
    QUESTION = "question"
    WARRANTY = "warranty"


class Stage(StrEnum):
    """Where on the way from the first question to long after the sale a case arose."""

    ENQUIRY = "enquiry"
    ORDERING = "ordering"
    PAYMENT = "payment"
    DELIVERY = "delivery"
    USE = "use"
    AFTER_SALES = "after-sales"
