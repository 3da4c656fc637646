"""What is said of the lines of a file that was taken in, or left out."""

import pytest

from smallcrm.domain.imports.counting import MOST_KEPT, Remarks
from smallcrm.output.imports import say_remarks


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("note", 1, "  and 1 more note"),
        ("note", 2, "  and 2 more notes"),
        ("unreadable", 2, "  and 2 more that are unreadable"),
    ],
)
def test_remarks_that_were_not_kept_are_counted(
    name: str, more: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    remarks = Remarks()
    for line in range(MOST_KEPT + more):
        remarks.add(line, f"reason {line}")
    say_remarks(name, remarks)
    assert capsys.readouterr().out.splitlines()[-1] == said
