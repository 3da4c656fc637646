"""The page on paper."""

from collections.abc import Iterator
from typing import BinaryIO

from smallcrm.output.disclosure.page import Fact, Page, Part
from smallcrm.output.paper.drawing import MARGIN, Paper, draw
from smallcrm.output.paper.pages import Section, paginate
from smallcrm.output.paper.parts import BODY, again, continued, frame, heading, paragraph
from smallcrm.output.paper.strips import Block, Strip, column, side_by_side, space

LABEL = 174.0  # the width of the column of labels and days
GAP = 10.0


def print_disclosure(page: Page, file: BinaryIO, *, paper: Paper = "a4") -> None:
    """Write it as a PDF, on as many pages as it needs."""
    pages = frame(
        page.title,
        page.under,
        shop=page.shop,
        printed=page.made,
        language=page.language,
        paper=paper,
    )
    width = pages.width - 2 * MARGIN
    intro = Section([Block((*paragraph(page.intro, MARGIN, width), space(4)))])
    sections = [intro, *(_section(part, width, page.language) for part in page.parts)]
    draw(paginate(sections, pages.room), pages, file)


def _section(part: Part, width: float, language: str) -> Section:
    blocks = list(_blocks(part, width, language))
    return Section(
        blocks, heading(part.title, width), heading(continued(part.title, language), width)
    )


def _blocks(part: Part, width: float, language: str) -> Iterator[Block]:
    for fact in part.facts:
        if fact.label:
            yield Block((*_beside(fact, width), space(4)), again(fact.label, MARGIN, language))
        else:
            yield Block((*paragraph(fact.text, MARGIN, width), space(4)))


def _beside(fact: Fact, width: float) -> list[Strip]:
    x = MARGIN + LABEL + GAP
    label = column(fact.label, MARGIN, LABEL, BODY)
    return side_by_side(label, column(fact.text, x, width - LABEL - GAP, BODY))
