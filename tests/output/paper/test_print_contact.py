"""A contact's page to take along: one page if it can be, the profile whole, room for notes."""

import datetime as dt
import io
from dataclasses import replace

import pytest
from paper_samples import MARGIN, PRINTED
from pdf_reading import Document, bare, outside, overlaps, read_pdf

from smallcrm.output.paper import print_contact
from smallcrm.reports.paper import (
    PaperCallback,
    PaperContact,
    PaperPart,
    PaperPoint,
    PaperTalk,
)

NOTES = "Räägib pikalt: laud peab olema tammest, õlitatud. " * 100
TALKS = tuple(
    PaperTalk(PRINTED - dt.timedelta(days=9 * n), "call", "in", "reached", f"talk no {n}x")
    for n in range(60)
)
CONTACT = PaperContact(
    name="Mari Maasikas",
    shop="Puutöö OÜ",
    printed=PRINTED,
    company="Maasikas OÜ",
    title="juhataja",
    group="medium",
    tags=("prospect", "tamm"),
    phones=(PaperPoint("+372 5551 2345", "mobile"), PaperPoint("730 0164")),
    emails=(PaperPoint("mari@maasikas.ee"),),
    address=("Pikk 12–4", "80011 Pärnu"),
    notes="Likes oak.\nHas a dog.",
    rhythm_days=30,
    open=(PaperCallback(dt.date(2026, 11, 27), "wants the offer", "call", "me", dt.time(14, 30)),),
    parts=(PaperPart("Orders", ("12 chairs, 1200.00 EUR",)),),
    talks=TALKS[:2],
)


def _printed(contact: PaperContact, language: str = "en") -> Document:
    file = io.BytesIO()
    print_contact(contact, file, language=language)
    return read_pdf(file.getvalue())


def test_the_profile_is_there() -> None:
    texts = [piece.text for piece in _printed(CONTACT).on(0)]
    assert texts[:3] == ["Puutöö OÜ", "Mari Maasikas", "juhataja, Maasikas OÜ"]
    assert {
        "+372 5551 2345 (mobile)", "730 0164", "mari@maasikas.ee", "Pikk 12–4", "80011 Pärnu",
        "medium", "prospect, tamm", "Rhythm", "30 days", "Likes oak.", "Has a dog.",
        "14:30 wants the offer", "call, promised by me", "Friday 27 November",
        "Orders", "12 chairs, 1200.00 EUR", "10:00 call, from them: talk no 0x", "page 1 of 1",
    } <= set(texts)  # fmt: skip


def test_it_speaks_the_language() -> None:
    texts = {piece.text for piece in _printed(CONTACT, "lv").pieces}
    assert {"Tālrunis", "vidējs", "10:00 zvans, no viņiem: talk no 0x"} <= texts


def test_one_page_takes_the_newest_talks_and_counts_the_others() -> None:
    document = _printed(replace(CONTACT, talks=TALKS, older=5))
    shown = [n for n in range(60) if f"talkno{n}x" in document.text]
    assert document.pages == 1
    assert len(shown) > 3
    assert shown == list(range(len(shown)))
    assert bare(f"Older talks in the book: {65 - len(shown)}") in document.text


def test_there_is_room_for_notes_to_the_foot_of_the_page() -> None:
    rules = [d.low for d in _printed(CONTACT).drawn if d.kind == "line"]
    assert len([low for low in rules if low < 300]) >= 7


@pytest.mark.parametrize(
    "contact",
    [
        CONTACT,
        replace(CONTACT, notes=NOTES, talks=TALKS),
        replace(CONTACT, name="N" * 1000, company="M" * 200, tags=("t" * 80,) * 30),
        replace(CONTACT, parts=(PaperPart("P" * 200, (NOTES, "x")),), talks=()),
        replace(CONTACT, talks=(PaperTalk(PRINTED, "visit", summary=NOTES),) * 3),
        PaperContact("Liis", "", PRINTED),
    ],
)
def test_nothing_overlaps_or_is_lost(contact: PaperContact) -> None:
    document = _printed(contact)
    assert overlaps(document) == []
    assert outside(document, MARGIN) == []
    last = [part.text for part in document.on(document.pages - 1)]
    assert f"page {document.pages} of {document.pages}" in last
    for text in (contact.name, contact.notes, *contact.tags):
        assert bare(text)[-60:] in document.text
