"""Tags and groups: put on, taken off, counted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Crm
from shops import stock
from terminal import screen

Dump = Callable[[], Any]


@pytest.fixture(autouse=True)
def shop(crm: Crm, book: Path) -> None:
    stock(crm, book, "add Mari --tag vip", "add Jaan --group top", "add Vana -t old -g small",
          "contact archive vana")  # fmt: skip


def test_tags_are_put_on_and_taken_off(crm: Crm, dump: Dump) -> None:
    assert crm("tag mari prospect vip +Café").lines == [
        "Tagged Mari: prospect, Café",
        "  crm undo takes it back",
    ]
    assert dump()["contacts"][0]["tags"] == ["Café", "prospect", "vip"]
    assert crm("untag mari CAFE VIP vip").lines == [
        "Took off Mari: Café, vip",
        "  crm undo takes it back",
    ]
    assert dump()["contacts"][0]["tags"] == ["prospect"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tag anna tamm vip", "Tagged Anna Tamm: vip"),
        ("tag anna vip tamm", "Tagged Anna Tamm: vip, tamm"),
        ("tag anna tam vip", "Tagged Anna Tamm: tam, vip"),
        ("tag 'anna tamm' tamm", "Tagged Anna Tamm: tamm"),
        ("tag anna-tamm tamm", "Tagged Anna Tamm: tamm"),
        ("untag anna tamm old", "Took off Anna Tamm: old"),
    ],
)
def test_a_name_before_tags_needs_no_quotes(line: str, said: str, crm: Crm) -> None:
    crm("add 'Anna Tamm' --tag old")
    assert crm(line).lines[0] == said


@pytest.mark.parametrize("command", ["tag", "untag"])
def test_a_name_alone_is_no_tag(command: str, crm: Crm, dump: Dump) -> None:
    crm("add 'Anna Tamm' --tag tamm")
    before = dump()
    said = crm(f"{command} anna tamm")
    assert (said.code, said.out, said.err) == (
        2,
        "",
        '"anna tamm" is a name, and no tag follows it;'
        " for a tag of that word quote the name, or use the handle anna-tamm\n",
    )
    assert dump() == before


def test_a_tag_that_is_there_already_is_no_step(crm: Crm) -> None:
    assert crm("tag mari VIP").lines == ["Mari has that already: vip"]
    assert crm("history --json").json[0]["command"] == "contact archive"


@pytest.mark.parametrize(
    ("line", "code", "sentence"),
    [
        ("untag mari vip hotel", 3, 'Mari has no tag "hotel"; it has vip\n'),
        ("untag jaan vip", 3, 'Jaan has no tag "vip"; it has none\n'),
        ("tag mari ' '", 2, 'the tag " " is empty; write a word\n'),
        ("tag mari '#'", 2, 'the tag "#" is empty; write a word\n'),
        ("tag mari 'a\nb'", 2, "the tag must be on one line\n"),
        (f"tag mari {'x' * 61}", 2, "the tag has 61 characters; at most 60 fit\n"),
        ("tag nobody vip", 3, 'no contact matches "nobody" (crm add creates one, crm find looks '
         "everywhere)\n"),
        ("group mari huge", 2, 'there is no group "huge"; there are potential, prospective, '
         "small, medium, large, top\n"),
        ("group jaan ''", 2, "no group was said; there are potential, prospective, small, medium, "
         "large, top, and none\n"),
        ("group jaan ' '", 2, "no group was said; there are potential, prospective, small, medium, "
         "large, top, and none\n"),
    ],
)  # fmt: skip
def test_what_is_refused_writes_nothing(
    line: str, code: int, sentence: str, crm: Crm, dump: Dump
) -> None:
    before = dump()
    said = crm(line)
    assert (said.code, said.out, said.err) == (code, "", sentence)
    assert dump() == before


def test_tags_are_counted_without_those_put_aside(crm: Crm) -> None:
    crm("tag jaan VIP hotel")
    assert crm("tags").lines == ["hotel\t1", "VIP\t2"] or crm("tags").lines == [
        "hotel\t1",
        "vip\t2",
    ]
    assert [row["contacts"] for row in crm("tags --json").json] == [1, 2]


@pytest.mark.parametrize(
    ("to", "line", "group"),
    [
        ("prospective", "Mari: no group → prospective", "prospective"),
        ("LARGE", "Mari: no group → large", "large"),
        ("pros", "Mari: no group → prospective", "prospective"),
        (" top ", "Mari: no group → top", "top"),
    ],
)
def test_a_contact_is_put_into_a_group(
    to: str, line: str, group: str, crm: Crm, dump: Dump
) -> None:
    assert crm("group mari", to).lines[0] == line
    assert dump()["contacts"][0]["group"] == group


def test_a_contact_is_taken_out_of_its_group(crm: Crm, dump: Dump) -> None:
    assert crm("group jaan none").lines[0] == "Jaan: top → no group"
    assert crm("group jaan none").lines == ["Jaan is in no group already"]
    assert dump()["contacts"][1]["group"] == ""


def test_a_name_before_a_group_needs_no_quotes(crm: Crm) -> None:
    crm("add 'Anna Tamm'")
    assert crm("group anna tamm small").lines[0] == "Anna Tamm: no group → small"
    assert crm("group anna tamm").code == 2


def test_groups_are_counted_from_the_smallest(crm: Crm) -> None:
    assert crm("groups").lines == [
        "potential\t0",
        "prospective\t0",
        "small\t0",
        "medium\t0",
        "large\t0",
        "top\t1",
        "\t1",
    ]
    assert crm("groups --json").json[-2:] == [
        {"group": "top", "contacts": 1},
        {"group": "", "contacts": 1},
    ]
    assert "none" in screen("groups").text


def test_a_group_can_be_pinned_and_let_go_again(crm: Crm, dump: Dump) -> None:
    assert crm("group mari top --pin").lines[0] == "Mari: no group → top (pinned)"
    assert "mari · top (pinned)" in crm("show mari").out
    assert crm("who mari --json").json[0]["group_pinned"] is True
    assert crm("group mari top").lines == ["Mari is top (pinned) already"]
    assert crm("group mari large").lines[0] == "Mari: top (pinned) → large (pinned)"
    assert crm("group mari large --no-pin").lines[0] == "Mari: large (pinned) → large"
    assert dump()["contacts"][0]["group_pinned"] is False
    assert crm("history --json").json[0]["details"] == ["contact group pinned: yes → no"]


def test_a_contact_named_like_the_command_is_put_into_a_group(crm: Crm) -> None:
    crm("add suggest")
    assert crm("group set suggest small").lines[0] == "suggest: no group → small"


def test_the_pin_of_the_group_that_stays_outlives_a_merge(crm: Crm, dump: Dump) -> None:
    crm("group jaan top --pin")
    crm("contact merge mari jaan --yes")
    assert [(one["group"], one["group_pinned"]) for one in dump()["contacts"]] == [
        ("top", True),
        ("small", False),
    ]
