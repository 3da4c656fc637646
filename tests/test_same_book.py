"""A hint names its command as it must be typed to work in the same book."""

from pathlib import Path

import pytest
from conftest import Crm

from smallcrm import same_book


def test_the_way_back_of_the_practice_book_is_not_the_owner_s_own(crm: Crm) -> None:
    crm("demo")
    assert crm("--demo log mari x").lines[-1] == "  crm --demo undo takes it back"
    assert crm("--demo undo").lines[-1] == "  crm --demo redo does it again"
    assert crm("--demo redo").lines[-1] == "  crm --demo undo takes it back"
    archived = crm("--demo contact archive mari").out
    assert "crm --demo contact restore mari-maasikas takes it back" in archived


def test_a_book_that_was_typed_is_named_as_a_shell_takes_it(crm: Crm, tmp_path: Path) -> None:
    chosen = f"{tmp_path}/my book.db"
    said = crm("--db", chosen, "add", "Mari")
    assert said.lines[-1] == f"  crm --db '{chosen}' undo takes it back"
    assert crm(said.lines[-1].strip().removeprefix("crm ").removesuffix(" takes it back")).code == 0


def test_a_book_that_is_always_meant_is_not_named(crm: Crm, tmp_path: Path) -> None:
    crm("--db", f"{tmp_path}/other.db", "add", "Mari")
    assert crm("add Mari").lines[-1] == "  crm undo takes it back"
    assert crm("--db", "", "add", "Jaan").lines[-1] == "  crm undo takes it back"


def test_a_step_that_cannot_be_taken_back_names_the_same_book(crm: Crm) -> None:
    crm("demo")
    crm("--demo add Uus")
    crm("--demo log uus x")
    steps = crm("--demo history --json").json
    said = crm(f"--demo undo {steps[1]['step']} --yes").err
    assert f"(crm --demo undo {steps[0]['step']} first; or all together: crm --demo undo " in said


def test_what_to_do_about_a_damaged_book_is_said_of_that_book(crm: Crm, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    crm(f"--db {path} add Mari")
    data = path.read_bytes()
    path.write_bytes(data[:-5000])
    said = crm(f"--db {path} today").err
    assert f"; crm --db {path} data rescue -o FILE saves what can be read," in said
    assert f" crm --db {path} data restore puts a copy in its place" in said
    path.write_bytes(data[:100] + b"x" * 400 + data[500:])
    said = crm(f"--db {path} today").err
    assert f": crm --db {path} data check says where, crm --db {path} data rescue -o FILE" in said
    assert f", crm --db {path} data restore goes back to a copy" in said
    path.unlink()
    assert f"; crm --db {path} data restore brings the newest back" in crm(f"--db {path} today").err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "crm undo"),
        (("--demo",), "crm --demo undo"),
        (("--db", "a.db"), "crm --db a.db undo"),
        (("--db", "it's"), """crm --db 'it'"'"'s' undo"""),
    ],
)
def test_what_was_typed_is_repeated(options: tuple[str, ...], said: str) -> None:
    same_book.choose(*options)
    assert same_book.crm("undo") == said
