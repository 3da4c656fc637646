"""Merging leaves nothing behind: every table that points at a contact is moved."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Column, Table, UniqueConstraint
from sqlmodel import Session, func, or_, select

from smallcrm.domain import contacts, interactions
from smallcrm.domain.distinct import remember
from smallcrm.domain.merging.doubles import DOUBLES
from smallcrm.domain.merging.fields import fields, read_keep
from smallcrm.domain.merging.merge import merge, plan_merge, references
from smallcrm.domain.points import points_of
from smallcrm.errors import Unreadable
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.models import every_table
from smallcrm.models.contacts import Contact
from smallcrm.models.distinct import DistinctPair
from smallcrm.models.enums import PointKind
from smallcrm.models.sheets import Sheet
from smallcrm.models.talks import Participant

MOMENT = dt.datetime(2026, 11, 21, 10)


def _add(session: Session, name: str, **values: Any) -> Contact:
    return contacts.add(session, ContactRecord(name, **values))


def _merge(session: Session, first: Contact, second: Contact, *keep: str) -> Contact:
    return merge(session, plan_merge(session, first, second, read_keep(keep)))


def _row(session: Session, table: Table, column: Column[Any], contact_id: int) -> None:
    """Some row of the table that points at the contact by the column; its values mean nothing."""
    values = {column.name: contact_id}
    for other in table.c:
        if not (other.primary_key or other.nullable or other is column):
            keys = list(other.foreign_keys)
            values[other.name] = _referred(session, keys[0].column) if keys else 7
    sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
    session.connection().exec_driver_sql(sql, tuple(values.values()))


def _referred(session: Session, key: Column[Any]) -> int:
    """A row of its own for whatever table the key belongs to."""
    if key.table.name == "sheet":
        sheet = Sheet(name="W47-A", since=MOMENT.date(), until=MOMENT.date(), printed=MOMENT)
        session.add(sheet)
        session.flush()
        return sheet.id
    other = _add(session, "Somebody Else")
    if key.table.name == "contact":
        return other.id
    assert key.table.name == "interaction", f"teach this test to make a row of {key.table.name}"
    return interactions.log(session, other, "x", at=MOMENT).id


@pytest.mark.parametrize("column", references(), ids=str)
def test_whatever_points_at_the_second_points_at_the_first(
    column: Column[Any], session: Session
) -> None:
    first, second = _add(session, "Mari"), _add(session, "Mari")
    assert isinstance(column.table, Table)
    if column.table.name == "contact":
        _add(session, "Jaan").company_id = second.id
        session.flush()
    else:
        _row(session, column.table, column, second.id)
    _merge(session, first, second)
    pointing = [key for key in references() if key.table is column.table]
    found = select(func.count()).where(or_(*(key == first.id for key in pointing)))
    assert session.exec(found).one() >= 1


def test_every_foreign_key_to_a_contact_is_in_the_list() -> None:
    keys = {
        f"{table.name}.{column.name}"
        for table in every_table().values()
        for column in table.c
        if any(key.target_fullname == "contact.id" for key in column.foreign_keys)
    }
    assert {str(column) for column in references()} == keys


def test_a_table_in_which_a_merge_could_double_a_row_drops_what_is_double() -> None:
    for column in references():
        assert isinstance(column.table, Table)
        unique = [index.columns for index in column.table.indexes if index.unique]
        unique += [
            rule.columns for rule in column.table.constraints if isinstance(rule, UniqueConstraint)
        ]
        if any(column.name in columns for columns in unique):
            assert column.table.name in DOUBLES


def test_every_column_of_a_contact_is_merged_by_some_rule() -> None:
    kept = {column for columns in fields().values() for column in columns}
    followed = {"id", "kind", "folded", "search", "company_folded", "archived", "created"}
    followed |= {"source_id", "restricted"}
    assert kept | followed == {column.name for column in every_table()["contact"].c}


def test_a_talk_of_both_has_each_once(session: Session) -> None:
    first, second, jaan = (_add(session, name) for name in ("Mari", "Mari M", "Jaan"))
    interactions.log(session, second, "a", at=MOMENT, others=[first, jaan])
    interactions.log(session, first, "b", at=MOMENT, others=[second])
    talk = interactions.log(session, jaan, "c", at=MOMENT, others=[second, first])
    _merge(session, first, second)
    rows = session.exec(select(Participant.interaction_id, Participant.contact_id)).all()
    assert list(rows) == [(talk.id - 2, jaan.id), (talk.id, first.id)]


def test_pairs_of_two_follow_with_the_smaller_id_first(session: Session) -> None:
    second, jaan, first, kai = (_add(session, name) for name in ("Mari", "Jaan", "Mari", "Kai"))
    for one, other in ((first, second), (second, jaan), (second, kai), (kai, first)):
        remember(session, one, other)
    _merge(session, first, second)
    pairs = session.exec(select(DistinctPair.contact_id, DistinctPair.other_id)).all()
    assert sorted(pairs) == [(jaan.id, first.id), (first.id, kai.id)]


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ("+372 5551 2345", "5551 2345", ["+372 5551 2345"]),
        ("work: 5551 2345", "mobile: 00372 55512345", ["5551 2345 (work, mobile)"]),
        ("5551 2345", "mobile: 55512345", ["5551 2345 (mobile)"]),
        ("5551 2345", "5551 2345 / 5552 0000", ["5551 2345", "5551 2345 / 5552 0000"]),
        ("5551 2345", "5551 2345 ext 7", ["5551 2345", "5551 2345 ext 7"]),
        ("112", "112", ["112"]),
        ("112", "113", ["112", "113"]),
    ],
)
def test_the_same_number_stays_once(
    ours: str, theirs: str, merged: list[str], session: Session
) -> None:
    numbers = (contacts.read_point(PointKind.PHONE, text) for text in (theirs, ours))
    second, first = (_add(session, "Mari", points=(number,)) for number in numbers)
    _merge(session, first, second)
    points = points_of(session, first)
    assert [f"{p.value} ({p.label})" if p.label else p.value for p in points] == merged


def test_addresses_are_the_same_but_for_case_alone(session: Session) -> None:
    emails = ("pold@example.ee", "POLD@example.ee", "põld@example.ee")
    first, second, third = (
        _add(session, "P", points=(PointRecord("email", email),)) for email in emails
    )
    _merge(session, _merge(session, first, second), third)
    assert [p.value for p in points_of(session, first)] == [emails[0], emails[2]]


def test_an_address_is_filled_only_from_one_that_agrees(session: Session) -> None:
    first = _add(session, "Mari", city="Tartu")
    second = _add(session, "Mari", city="tartu", street="Jõe 8")
    third = _add(session, "Mari", city="Narva", postcode="20308")
    merged = _merge(session, _merge(session, first, second), third)
    assert (merged.street, merged.postcode, merged.city) == ("Jõe 8", "", "Tartu")
    assert merged.notes == "before the merge with mari-3: address 20308 Narva"


def test_companies_that_are_merged_bring_their_people(session: Session) -> None:
    first, second = (_add(session, name, kind="company") for name in ("Põld OÜ", "OÜ Pold"))
    jaan = _add(session, "Jaan", company="OÜ Pold")
    _merge(session, first, second)
    assert (jaan.company_id, jaan.company, jaan.company_folded) == (first.id, "Põld OÜ", "pold ou")
    assert first.nickname == "OÜ Pold"


def test_a_company_does_not_come_to_work_at_itself(session: Session) -> None:
    first, second = (_add(session, name, kind="company") for name in ("Põld OÜ", "Põld Grupp"))
    first.company, first.company_id = "Põld Grupp", second.id
    session.flush()
    _merge(session, first, second)
    assert not first.company
    assert first.company_id is None


def test_a_losing_name_is_no_nickname_twice(session: Session) -> None:
    first = _add(session, "Mari Mets", nickname="Manni, Mari Tamm")
    second = _add(session, "mari tamm", nickname="MANNI")
    assert _merge(session, first, second).nickname == "Manni, Mari Tamm"


def test_another_spelling_of_the_name_goes_to_the_notes(session: Session) -> None:
    first, second = _add(session, "Kärt Põld"), _add(session, "Kart Pold")
    merged = _merge(session, first, second)
    assert (merged.name, merged.nickname) == ("Kärt Põld", "")
    assert merged.notes == "before the merge with kart-pold-2: name Kart Pold"


def test_the_older_date_of_the_two_stays(session: Session) -> None:
    second, first = _add(session, "Mari"), _add(session, "Mari")
    older = second.created
    assert _merge(session, first, second).created == older


@pytest.mark.parametrize(
    ("typed", "read"),
    [(["title=2"], {"title": 2}), (["Street=2", "city=2"], {"address": 2}), ([], {})],
)
def test_what_to_keep_is_read(typed: list[str], read: dict[str, int]) -> None:
    assert read_keep(typed) == read


@pytest.mark.parametrize("typed", [["title"], ["title=3"], ["x=1"], ["city=1", "street=2"]])
def test_what_to_keep_is_refused_if_it_says_nothing_clear(typed: list[str]) -> None:
    with pytest.raises(Unreadable):
        read_keep(typed)
