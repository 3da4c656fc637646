"""Random commands taken back in any order: nothing is left broken, and redo restores exactly."""

import random
from pathlib import Path

import pytest
from conftest import Crm
from undo_sequences import Walk

SEEDS = (1, 2, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_steps_are_taken_back_in_any_order_and_done_again(seed: int, crm: Crm, book: Path) -> None:
    crm("add 'Mari Maasikas'")
    crm("add 'Jaan Põld'")
    walk = Walk(crm, book, random.Random(seed))
    for _ in range(12):
        walk.type_line()
    for _ in range(20):
        walk.step()
    assert walk.older
    walk.home()
