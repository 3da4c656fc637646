"""Other people in a text about one."""

import pytest
from sqlmodel import Session

from smallcrm.domain import contacts
from smallcrm.formats.records import ContactRecord, PointRecord
from smallcrm.models.contacts import Contact
from smallcrm.reports.others import Marks, Others

PEOPLE = (
    ContactRecord("Jaan Põld", points=(PointRecord("phone", "5557 7777"),)),
    ContactRecord("Rand AS", kind="company", points=(PointRecord("email", "Info@rand.example"),)),
    ContactRecord("Kuusk OÜ", kind="company"),
    ContactRecord("Anne"),
    ContactRecord("Mari"),
    ContactRecord("Mari Maasikas"),  # a namesake cannot be told apart
    ContactRecord("Jānis Bērziņš-Kalns", handle="janis.k"),
)


@pytest.fixture
def mari(session: Session) -> Contact:
    for record in PEOPLE:
        contacts.add(session, record)
    number = PointRecord("phone", "5551 2345")
    own = ContactRecord("Mari Maasikas", company="Kuusk OÜ", points=(number,))
    return contacts.add(session, own)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("asked for Jaan Põld.", "asked for [person]."),
        ("JAAN  POLD", "[person]"),
        ("Põld, Jaan", "[person]"),
        ("Jaan Põldiga räägitud", "[person] räägitud"),
        ("(jaan-pold)", "([person])"),
        ("ja\u0304nis be\u0304rzin\u0327s\u030c kalns", "[person]"),
        ("Bērziņš-Kalns", "Bērziņš-Kalns"),
        ("via janis.k or Rand AS", "via [person] or [company]"),
        ("Jaan, and much later Põld", "Jaan, and much later Põld"),
        ("Jaan Põldmaa-Suurepõld", "[person]-Suurepõld"),
        ("Anne said so", "[person] said so"),
        ("Mari Maasikas of Kuusk OÜ, mari-maasikas", "Mari Maasikas of Kuusk OÜ, mari-maasikas"),
        ("Mari came", "Mari came"),
        ("call +372 5557 7777 or 5551 2345", "call [person] or 5551 2345"),
        ("55577778", "55577778"),
        ("to info@rand.example.", "to [person]."),
        ("2026-11-21, 1.500,00, nobody", "2026-11-21, 1.500,00, nobody"),
        ("", ""),
    ],
)
def test_others_are_hidden(text: str, shown: str, session: Session, mari: Contact) -> None:
    others = Others(session, mari, Marks("[person]", "[company]"))
    assert others.hide(text) == shown
    assert others.hidden == shown.count("[person]") + shown.count("[company]")


@pytest.mark.parametrize("char", ["y", ".", "7"])
def test_a_text_without_a_space_may_be_long(char: str, session: Session, mari: Contact) -> None:
    text = char * 1_000_000  # hours of work for whoever looks at it again from every character
    assert Others(session, mari, Marks("[person]", "[company]")).hide(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x@y.info@rand.example", "x@y.info@rand.example"),
        ("<info@rand.example>, @rand.example", "<[person]>, @rand.example"),
        ("info@rand.example...", "[person]..."),
        ("info@. rand.example", "info@. rand.example"),
    ],
)
def test_an_address_is_taken_whole(text: str, shown: str, session: Session, mari: Contact) -> None:
    assert Others(session, mari, Marks("[person]", "[company]")).hide(text) == shown
