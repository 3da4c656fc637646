"""Where lines of orders wait until they are in order: on the disk, or for an encrypted book not."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

from smallcrm.domain.imports.order_stage import open_stage
from smallcrm.formats.order_record import OrderLineRecord

LINES = 40_000
pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="this system does not list a process's open files"
)


def _lines() -> Iterator[OrderLineRecord]:
    for number in range(LINES):
        at = dt.datetime(2026, 1, 1 + number % 28, 10, 0)
        yield OrderLineRecord(
            line=number, invoice=str(number % 5000), at=at, customer="Mari Zq7maasikas",
            customer_id="", product_code="", product="a lamp of glass", quantity_milli=1000,
            unit="", price=None, discount=Decimal(0), amount=None, returned=False,
        )  # fmt: skip


def _open_files_with(text: bytes) -> int:
    """How many files that this process has open hold the text."""
    found = 0
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError):
            path = Path("/proc/self/fd", name)
            found += path.is_file() and text in path.read_bytes()
    return found


@pytest.mark.parametrize("in_memory", [False, True])
def test_no_line_waits_on_the_disk_for_an_encrypted_book(in_memory: bool) -> None:
    with open_stage(in_memory=in_memory) as stage:
        stage.put(_lines())
        orders = stage.orders()
        first = next(orders)
        assert (_open_files_with(b"Zq7maasikas") > 0) is not in_memory
        assert sum(len(order.lines) for order in orders) == LINES - len(first.lines)
    assert first.customer == "Mari Zq7maasikas"
