"""How sure a column is, and which columns are left out because nothing stands in them."""

from pathlib import Path

import pytest

from app import ingest
from app.ingest.importing.column_states import state_of, who_column
from app.ingest.vocabulary.map_file import Column, Mapping
from app.project import Project

PEOPLE = """Email,Company,Born,Joined,Opt in,Shoe size,Title
a@x.de,,03/04/1990,2024-01-02,yes,38,
b@x.de,,05/06/1991,2024-02-03,perhaps,39,
"""


@pytest.fixture
def look(tmp_path: Path):
    """Looks at a text as the window does."""
    (tmp_path / "a.csv").write_text(PEOPLE, "utf-8")
    with Project.create(tmp_path / "a.quill", clock="2025-01-01", timezone="Europe/London") as project:
        yield lambda mapping=None, **how: ingest.plan(project, tmp_path / "a.csv", None, mapping, **how)


def test_each_state_has_its_reason() -> None:
    known = {"standard": True, "filled": 3, "doubtful": False}
    assert state_of(Column("email"), **known) == "understood"
    assert state_of(Column("shoe"), **known | {"standard": False}) == "new"
    assert state_of(Column("email"), **known | {"doubtful": True}) == "doubtful"
    assert state_of(Column(skip=True), **known | {"doubtful": True}) == "skipped"
    assert (
        state_of(Column(skip=True), **known | {"filled": 0})
        == state_of(Column("a"), **known | {"filled": 0})
        == "empty"
    )


def test_a_date_that_could_be_another_and_an_unknown_word_are_doubtful_and_say_why(look) -> None:
    columns = {one.header: one for one in look().columns}
    states = {header: one.state() for header, one in columns.items()}
    assert states["Email"] == states["Joined"] == "understood"
    assert states["Shoe size"] == "new"
    assert (states["Born"], states["Opt in"]) == ("doubtful", "doubtful")
    assert "whether the day or the month stands first" in columns["Born"].doubt
    assert columns["Opt in"].doubt == "“perhaps” is not understood: say beside what it means."
    assert columns["Joined"].state(unread=3) == "doubtful", "what a dry run could not read counts too"


def test_empty_columns_are_left_out_only_where_that_is_asked_for(look) -> None:
    assert not any(one.skip for one in look().mapping.columns.values())
    left = look(leave_empty=True)
    assert [name for name, one in left.mapping.columns.items() if one.skip] == ["Company", "Title"]
    stated = left.mapping.with_column("Title", Column("title"))
    assert not look(stated, leave_empty=True).mapping.columns["Title"].skip, "somebody wants it"


def test_what_is_blank_counts_where_the_file_wins(look) -> None:
    clearing = Mapping("profiles", on_conflict="replace")
    assert not any(one.skip for one in look(clearing, leave_empty=True).mapping.columns.values())


def test_an_empty_column_by_which_people_are_told_apart_stays(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Customer ID,Email,Phone,Notes\n1,,,\n2,,,\n", "utf-8")
    with Project.create(tmp_path / "a.quill", clock="2025-01-01") as project:
        plan = ingest.plan(project, tmp_path / "a.csv", leave_empty=True)
        assert [name for name, one in plan.mapping.columns.items() if one.skip] == ["Notes"]
        (tmp_path / "b.csv").write_text("Customer ID,Notes\n", "utf-8")
        bare = ingest.plan(project, tmp_path / "b.csv", leave_empty=True)
    assert not any(one.skip for one in bare.mapping.columns.values()), "without rows nothing is known to be empty"


def test_the_column_that_says_who_is_the_address_before_a_number() -> None:
    mapping = Mapping("profiles", {"No": Column("customer_id"), "Mail": Column("email"), "Town": Column("city")})
    assert who_column(mapping, ["No", "Mail", "Town"]) == "Mail"
    assert who_column(Mapping("profiles", {"Town": Column("city")}), ["Town"]) == "Town"
