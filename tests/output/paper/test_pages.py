"""Blocks on pages: kept whole if a page can hold them, headings never alone, nothing lost."""

from smallcrm.output.paper.pages import Section, paginate
from smallcrm.output.paper.strips import Block, Strip, Text, space


def inked(height: float) -> Strip:
    return Strip(height, texts=(Text(0, "x", 10),))


HEAD, MORE, FOOT, AGAIN = (inked(20),), (inked(20),), (inked(15),), (inked(10),)


def block(*heights: float) -> Block:
    return Block(tuple(inked(height) for height in heights), AGAIN)


def laid(*blocks: Block, room: float = 100, foot: bool = False) -> list[list[tuple[float, float]]]:
    """Each page as the heights of its strips and where they begin."""
    pages = paginate([Section(blocks, HEAD, MORE)], room, foot=FOOT if foot else ())
    return [[(placed.strip.height, placed.down) for placed in page] for page in pages.pages]


def test_blocks_follow_their_heading() -> None:
    assert laid(block(30), block(40)) == [[(20, 0), (30, 20), (40, 50)]]


def test_a_block_that_does_not_fit_begins_a_page_under_the_heading() -> None:
    assert laid(block(50), block(30, 10)) == [
        [(20, 0), (50, 20)],
        [(20, 0), (30, 20), (10, 50)],
    ]


def test_a_heading_moves_with_its_first_block() -> None:
    first, second = Section([block(60)], HEAD, MORE), Section([block(30)], HEAD, MORE)
    pages = paginate([first, second], 100).pages
    assert [[placed.strip.height for placed in page] for page in pages] == [[20, 60], [20, 30]]


def test_a_block_taller_than_a_page_goes_on_under_its_name() -> None:
    pages = laid(block(10), block(*[10] * 21))
    assert [page[:3] for page in pages] == [[(20, 0), (10, 20), (10, 30)]] * 3
    assert [len(page) for page in pages] == [2 + 7, 2 + 7, 2 + 7]


def test_a_block_taller_than_a_page_begins_where_half_a_page_is_left() -> None:
    pages = laid(block(40), block(*[10] * 22))
    assert [len(page) for page in pages] == [2, 1 + 8, 2 + 7, 2 + 7]


def test_the_last_lines_of_a_torn_block_stay_together() -> None:
    assert [len(page) for page in laid(block(*[10] * 10))] == [7, 6]


def test_space_under_a_block_needs_no_room() -> None:
    spaced = Block((*block(40).strips, space(8)))
    pages = paginate([Section([spaced, spaced], (), MORE)], 103, foot=FOOT).pages
    assert [[placed.down for placed in page] for page in pages] == [[0, 40, 48, 88, 88]]


def test_the_foot_ends_the_last_page() -> None:
    assert laid(block(30), foot=True) == [[(20, 0), (30, 20), (15, 85)]]


def test_the_last_block_stays_with_the_foot() -> None:
    assert laid(block(40), block(30), foot=True) == [
        [(20, 0), (40, 20)],
        [(20, 0), (30, 20), (15, 85)],
    ]


def test_without_blocks_there_is_a_page_with_the_foot() -> None:
    pages = paginate([], 100, foot=FOOT)
    assert [[placed.down for placed in page] for page in pages.pages] == [[85]]
