"""Who a row of a file is."""

import pytest
from sqlmodel import Session, select

from smallcrm.domain import contacts
from smallcrm.domain.imports.contacts import take_contacts
from smallcrm.domain.imports.taken import Updating
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.models.contacts import Contact

OVERWRITE = Updating(fill=True, overwrite=True)
NUMBER = (PointRecord("phone", "5551 2345"),)


@pytest.mark.parametrize(
    ("known", "row"),
    [("Jaan Tamm", "Jaana Tamm"), ("Mart Kask", "Marta Kask"), ("Mari Sepp", "Marika Sepp")],
)
def test_two_who_share_a_number_are_doubtful_and_named(
    known: str, row: str, session: Session
) -> None:
    handle = contacts.add(session, ContactRecord(known, points=NUMBER)).handle
    taken = take_contacts(session, [ContactRecord(row, line=7, points=NUMBER)])
    (said,) = taken.doubtful.first
    assert (said.line, taken.new, taken.same) == (7, 0, 0)
    assert said.reason == f"{row}: the book has {known} ({handle}) with the same number"


def test_twice_in_a_file_is_not_in_the_book_already(session: Session) -> None:
    row = ContactRecord("Mari", points=NUMBER)
    taken = take_contacts(session, [row, row])
    assert (taken.new, taken.same, len(taken.twice)) == (1, 0, 1)


def test_a_row_is_known_by_the_id_of_its_source(session: Session) -> None:
    contacts.add(session, ContactRecord("Mari Tamm", source_id="HubSpot:5"))
    taken = take_contacts(session, [ContactRecord("Tamm, Mari", source_id="HubSpot:5")])
    assert (taken.new, taken.same) == (0, 1)


def test_another_name_under_the_same_id_wins_only_if_asked(session: Session) -> None:
    contacts.add(session, ContactRecord("Mari Tamm", source_id="HubSpot:5"))
    row = ContactRecord("Mari Kask", source_id="HubSpot:5")
    for updating, name in ((Updating(fill=True), "Mari Tamm"), (OVERWRITE, "Mari Kask")):
        assert take_contacts(session, [row], updating=updating).changed == 1
        assert session.exec(select(Contact.name)).one() == name


def test_a_nickname_counts_as_a_name(session: Session) -> None:
    contacts.add(session, ContactRecord("Mari Tamm", nickname="Manni, Mari Kask"))
    assert take_contacts(session, [ContactRecord("Mari Kask")]).same == 1


def test_update_fills_what_is_empty_and_overwrite_wins(session: Session) -> None:
    contacts.add(session, ContactRecord("Mari", title="boss", points=NUMBER))
    row = ContactRecord("Mari", title="clerk", city="Tartu", points=NUMBER)
    for updating, expected in (
        (Updating(), ("boss", "")),
        (Updating(fill=True), ("boss", "Tartu")),
        (OVERWRITE, ("clerk", "Tartu")),
    ):
        assert take_contacts(session, [row], updating=updating).changed == 1
        mari = session.exec(select(Contact)).one()
        assert (mari.title, mari.city) == expected


@pytest.mark.parametrize(
    ("row", "updating", "expected"),
    [
        (ContactRecord("Mari", rhythm_days=30), Updating(fill=True), (30, False)),
        (ContactRecord("Mari", archived=True), Updating(fill=True), (None, False)),
        (ContactRecord("Mari", archived=True), OVERWRITE, (None, True)),
    ],
)
def test_rhythm_and_archive_of_our_own_table_count_too(
    row: ContactRecord, updating: Updating, expected: tuple[int | None, bool], session: Session
) -> None:
    contacts.add(session, ContactRecord("Mari"))
    assert take_contacts(session, [row], updating=updating).changed == 1
    mari = session.exec(select(Contact)).one()
    assert (mari.rhythm_days, mari.archived) == expected


def test_a_namesake_under_the_customer_number_of_an_order_is_the_same(session: Session) -> None:
    contacts.add(session, ContactRecord("Tamm AS", source_id="TAMM"))
    row = ContactRecord("Tamm AS", points=NUMBER, source_id="e0d81be2:TAMM")
    assert take_contacts(session, [row], updating=Updating(fill=True)).updated == 1
    taken = take_contacts(session, [row])
    assert (taken.new, taken.same, taken.changed, len(taken.doubtful)) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (ContactRecord("Mari"), "with no number"),
        (ContactRecord("Mari", points=(PointRecord("phone", "5559 9999"),)), "with another number"),
        (ContactRecord("Mari", source_id="6"), "with no number"),
    ],
)
def test_a_doubtful_namesake_is_said_to_have_what_it_has(
    known: ContactRecord, said: str, session: Session
) -> None:
    contacts.add(session, known)
    taken = take_contacts(session, [ContactRecord("Mari", points=NUMBER, source_id="x:5")])
    assert taken.doubtful.first[0].reason == f"Mari: the book has mari of that name, {said}"
