"""Which rows of a file are new, known, or doubtful."""

import pytest
from sqlmodel import Session

from smallcrm.domain import contacts
from smallcrm.domain.imports.contacts import take_contacts
from smallcrm.domain.imports.fates import may_be_one_name
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.models.contacts import Contact
from smallcrm.parsing.text import words

MARI = ContactRecord(
    "Mari Maasikas", company="Põld OÜ", points=(PointRecord("phone", "5551 2345"),)
)


def _record(name: str, company: str = "", phone: str = "", email: str = "") -> ContactRecord:
    typed = {"phone": phone, "email": email}
    points = tuple(PointRecord(kind, value) for kind, value in typed.items() if value)
    return ContactRecord(name, company=company, points=points)


@pytest.mark.parametrize(
    ("record", "fate"),
    [
        (_record("mari MAASIKAS"), "same"),
        (_record("Mari Maasikas", phone="+372 5551-2345"), "same"),
        (_record("Mari Maasikas", company="POLD OU"), "same"),
        (_record("M. Maasikas", phone="55512345"), "same"),
        (_record("Mari", phone="55512345"), "same"),
        (_record("Jaan Põld", phone="55512345"), "new"),
        (_record("Mari Maasikas", phone="5559 9999"), "doubtful"),
        (_record("Mari Maasikas", email="mari@example.ee"), "doubtful"),
        (_record("Mari Maasikas", company="Kask AS", phone="5559 9999"), "new"),
        (_record("Mari Mets"), "new"),
        (_record("x" * 1001), "unreadable"),
    ],
)
def test_a_row_is_sorted_in(record: ContactRecord, fate: str, session: Session) -> None:
    contacts.add(session, MARI)
    taken = take_contacts(session, [record])
    counts = {
        "new": taken.new,
        "same": taken.same,
        "doubtful": len(taken.doubtful),
        "unreadable": len(taken.unreadable),
    }
    assert counts == dict.fromkeys(counts, 0) | {fate: 1}
    assert taken.rows == 1


def test_two_of_a_name_in_one_file_are_two(session: Session) -> None:
    rows = [_record("Mari", phone="55500001"), _record("Mari", phone="55500002")]
    assert take_contacts(session, rows).new == 2
    assert take_contacts(session, rows).same == 2


def test_people_before_their_company_are_linked(session: Session) -> None:
    rows = [MARI, ContactRecord("Põld OÜ", kind="company")]
    take_contacts(session, rows)
    assert session.get_one(Contact, 1).company_id == 2


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("M. Tamm", "Mari Tamm", True),
        ("Mari", "Mari Tamm", True),
        ("Tamm Mari", "Mari Tamm", True),
        ("MARI TAMM", "mari tamm", True),
        ("Mari Tamm", "Jaan Tamm", False),
        ("Mari", "Jaan", False),
        ("", "Mari", False),
    ],
)
def test_one_name_may_be_a_shorter_way_to_write_another(first: str, second: str, one: bool) -> None:
    assert may_be_one_name(words(first), words(second)) is one
    assert may_be_one_name(words(second), words(first)) is one
