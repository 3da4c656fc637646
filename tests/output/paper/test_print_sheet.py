"""A printed sheet, read back: every line is there, whole, legible and on one page."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_samples import EMPTY, MARGIN, MONDAY, line, printed, sheet_of
from pdf_reading import Document, Piece, bare, outside, overlaps
from pypdf import PdfReader

from smallcrm.output.paper.letters import printable
from smallcrm.reports.paper import PaperLine, PaperSheet

ASIDE = 165.0  # nothing of the right column begins further left
NOTE = "Räägib pikalt: laud peab olema tammest, õlitatud, 2400 × 1000 mm. " * 76
EXTREMES = (
    line(1, contact="N" * 200, company="M" * 200),
    line(2, contact="Anna Maria " * 18, company="Mööbel ja Pojad " * 12),
    line(3, last_summary=NOTE[:5000]),
    line(4, contact="Владимир Ковалёв", company="Ελλάδα 日本", why="sends 👍 and ☎ and 👩‍👧"),
    line(5, phone="+372 5551 2345, work +372 730 0164 ext. 12, after six +372 5340 0172"),
    line(6, phone="", company="", why="", channel="", promised_by="", last_at=None),
    line(7, why=NOTE[:5000], due_time=dt.time(14, 30), mark="!"),
    line(8, phone="0" * 300, why="w" * 1000, promised_by="they", tries=12),
    line(9, why="line one\nline two\r\n\ttabbed \x1b[31m \u202e", rhythm_days=1),
    line(100, last_at=dt.datetime(2025, 1, 3), last_summary=""),
    line(499, last_summary="z" * 5000),
)
SHEETS = {
    **{str(count): sheet_of(count) for count in (1, 2, 20, 99, 500)},
    "extremes": replace(EMPTY, due=EXTREMES, shop="Puutöö ja Pojad OÜ " * 20),
    "to buy": replace(EMPTY, overdue=(line(1),), to_buy=(line(2), line(3))),
    "empty": EMPTY,
}


@pytest.fixture(scope="module", params=SHEETS)
def case(request: pytest.FixtureRequest) -> tuple[PaperSheet, Document]:
    """Each sheet, printed once and read back."""
    return SHEETS[request.param], printed(SHEETS[request.param])


Case = tuple[PaperSheet, Document]


def _blocks(document: Document) -> dict[str, list[Piece]]:
    """The texts from each code to the next, over the pages, frame left out."""
    blocks: dict[str, list[Piece]] = {}
    code = ""
    for page in range(document.pages):
        for piece in _body(document, page):
            if piece.size == 13 and piece.bold:
                code = "" if "continued" not in piece.text else code
            if piece.bold and piece.text.isdigit() and piece.left < MARGIN + 30:
                code = piece.text
            elif code and piece.left > MARGIN + 30:
                blocks.setdefault(code, []).append(piece)
    return blocks


def _body(document: Document, page: int) -> list[Piece]:
    """The page's texts between the header's rule and the footer's."""
    rules = sorted(d.low for d in document.drawn if d.page == page and d.left < MARGIN + 1)
    thick = max(low for low in rules if low < document.on(page)[0].base - 20)
    return [p for p in document.on(page) if thick > p.base > MARGIN + 12]


def _left(pieces: list[Piece]) -> str:
    return bare("".join(piece.text for piece in pieces if piece.left < 380))


def _expected(text: str) -> str:
    return bare("".join(printable(text)))


def test_every_line_is_there_whole(case: Case) -> None:
    sheet, document = case
    blocks = _blocks(document)
    assert list(blocks) == [f"{line.code:02}" for line in sheet.lines]
    for each in sheet.lines:
        words = _left(blocks[f"{each.code:02}"])
        for text in (each.contact, each.company, each.why, each.last_summary * bool(each.last_at)):
            assert _expected(text) in words
        everything = bare("".join(piece.text for piece in blocks[f"{each.code:02}"]))
        assert bare(each.phone) in everything


def test_no_two_texts_overlap(case: Case) -> None:
    assert overlaps(case[1]) == []


def test_nothing_reaches_into_the_margins(case: Case) -> None:
    _, document = case
    assert outside(document, MARGIN) == []
    for drawn in document.drawn:
        assert drawn.left >= MARGIN - 0.1
        assert drawn.left + drawn.width <= document.size[0] - MARGIN + 0.1
        assert drawn.low >= MARGIN


def test_a_line_stays_on_one_page_unless_it_is_taller(case: Case) -> None:
    sheet, document = case
    tall = {line.code for line in EXTREMES if len(line.why) + len(line.last_summary) > 4000}
    for code, pieces in _blocks(document).items():
        pages = {piece.page for piece in pieces}
        assert len(pages) == 1 or (int(code) in tall and len(sheet.lines) == len(EXTREMES))


def test_every_line_has_a_box_to_tick_and_a_line_to_write_on(case: Case) -> None:
    sheet, document = case
    boxes = [drawn for drawn in document.drawn if drawn.kind == "box"]
    writing = [d for d in document.drawn if d.kind == "line" and d.left > MARGIN + 40]
    assert (len(boxes), len(writing)) == (len(sheet.lines), len(sheet.lines))
    for rule in writing:
        above = [p.bottom for p in document.on(rule.page) if p.base > rule.low]
        assert min(above) - rule.low >= 9 * 72 / 25.4 - 3  # letters hardly go below their line


def test_letters_are_large_enough(case: Case) -> None:
    sheet, document = case
    footer = [piece for piece in document.pieces if piece.base < MARGIN + 5]
    assert min(piece.size for piece in document.pieces if piece not in footer) >= 11
    phones = {bare(line.phone)[:8] for line in sheet.lines if line.phone}
    large = [p for p in document.pieces if bare(p.text)[:8] in phones and p.left > MARGIN + 40]
    assert all(piece.size >= 15 for piece in large)
    assert len(large) >= len(phones)


def test_header_and_page_number_stand_on_every_page(case: Case) -> None:
    sheet, document = case
    for page in range(document.pages):
        texts = [piece.text for piece in document.on(page)]
        assert {"Week 48", "W48-A", "Monday 23 November – Sunday 29 November 2026"} <= set(texts)
        assert f"page {page + 1} of {document.pages}" in texts
        assert "W48-A · Printed on Saturday 21 November 2026, 10:00" in texts
        assert texts[0][:9] == sheet.shop[:9]


def test_every_page_begins_with_a_heading_and_none_ends_with_one(case: Case) -> None:
    sheet, document = case
    for page in range(document.pages):
        body = _body(document, page)
        if sheet.lines and body and "Promises" not in body[0].text:
            assert (body[0].size, body[0].bold) == (13, True)
            assert body[-1].size != 13


def test_only_dejavu_sans_is_used_and_embedded(case: Case) -> None:
    _, document = case
    assert {name.split("+")[1] for name in document.fonts} == {"DejaVuSans"}
    assert document.embedded
    assert b"Helvetica" not in document.raw


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert printed(sheet_of(20)).raw == printed(sheet_of(20)).raw


def test_another_program_can_extract_the_text() -> None:
    import io

    page = PdfReader(io.BytesIO(printed(sheet_of(2)).raw)).pages[0].extract_text()
    assert "Mari Maasikas 1x" in page
    assert "+372 5551 0002" in page


def test_sections_come_in_order_and_go_on_with_a_word() -> None:
    document = printed(sheet_of(20))
    headings = [p.text for page in range(document.pages) for p in document.on(page) if p.size == 13]
    assert headings[:3] == ["Overdue", "Monday 23 November", "Monday 23 November (continued)"]
    assert headings[-2:] == ["Saturday 28 November", "Time to be in touch"]


def test_overdue_lines_say_their_day_and_others_only_their_time() -> None:
    late = line(1, due=dt.date(2025, 12, 30), due_time=dt.time(9, 5), tries=2)
    timed = line(2, due_time=dt.time(14, 30), promised_by="they")
    texts = [p.text for p in printed(replace(EMPTY, overdue=(late,), due=(timed,))).on(0)]
    assert "Tuesday 30 December 2025" in texts
    assert {"09:05, call, promised by me", "14:30", "call, promised by them"} <= set(texts)
    assert texts.count("Monday 23 November") == 1  # the heading


def test_the_foot_counts_promises_and_calls_once() -> None:
    document = printed(sheet_of(99))
    found = [piece for piece in document.pieces if piece.text.startswith(("Promises", "Calls"))]
    assert [(piece.page, piece.text) for piece in found] == [
        (document.pages - 1, "Promises kept this month: 7 of 9"),
        (document.pages - 1, "Calls made last week: 23"),
    ]


def test_an_empty_week_says_so_on_one_page() -> None:
    document = printed(EMPTY)
    texts = [piece.text for piece in document.on(0)]
    assert document.pages == 1
    assert "Nobody to call: no callback is due, and nobody's rhythm is up." in texts
    assert "Promises kept this month: 7 of 9" in texts


@pytest.mark.parametrize(
    ("language", "title", "heading", "page"),
    [
        ("en", "Week 48", "Friday 27 November", "page 1 of 1"),
        ("et", "48. nädal", "reede, 27. november", "lk 1/1"),
        ("lv", "48. nedēļa", "piektdiena, 27. novembris", "1. lappuse no 1"),
        ("no", "Uke 48", "fredag 27. november", "side 1 av 1"),
    ],
)
def test_the_paper_speaks_the_language(language: str, title: str, heading: str, page: str) -> None:
    sheet = replace(EMPTY, due=(line(1, due=dt.date(2026, 11, 27)),))
    texts = {piece.text for piece in printed(sheet, language=language).pieces}
    assert {title, heading, page} <= texts


def test_a_day_and_two_weeks_have_titles_of_their_own() -> None:
    day = [p.text for p in printed(replace(EMPTY, until=MONDAY)).on(0)]
    weeks = [p.text for p in printed(replace(EMPTY, until=dt.date(2027, 1, 3))).on(0)]
    assert day[1:4] == ["Week 48", "W48-A", "Monday 23 November 2026"]
    assert weeks[1:4] == [
        "Weeks 48–53", "W48-A", "Monday 23 November 2026 – Sunday 3 January 2027"
    ]  # fmt: skip


def test_letter_paper_is_letter() -> None:
    document = printed(SHEETS["extremes"], paper="letter")
    assert document.size == (612, 792)
    assert (overlaps(document), outside(document, MARGIN)) == ([], [])


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)
LINES = st.builds(
    lambda contact, company, phone, why, said: line(
        7, contact=contact or "x", company=company, phone=phone, why=why, last_summary=said
    ),
    *[TEXTS] * 5,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=5))
def test_whatever_is_typed_is_printed_whole(typed: list[PaperLine]) -> None:
    lines = tuple(replace(line, code=code) for code, line in enumerate(typed, 1))
    document = printed(replace(EMPTY, due=lines))
    assert overlaps(document) == []
    assert outside(document, MARGIN) == []
    blocks = _blocks(document)
    for each in lines:
        words = _left(blocks[f"{each.code:02}"])
        assert _expected(each.contact) in words
        assert _expected(each.why) in words
        assert _expected(each.last_summary) in words
