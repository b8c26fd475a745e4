"""Errors of a check that the marketer accepted, as a campaign keeps them beside its plan."""

from pathlib import Path

import pytest
from sqlalchemy import insert, select

from app.domain.problems import CampaignProblem
from app.project import Change, Project, kept_overrules
from storage.file.models import campaign


def _entry(code: str, reason: str, line: int = 1) -> kept_overrules.Entry:
    return {"code": code, "where": "html", "line": line, "variant": None, "finding": "x", "reason": reason}


def test_a_new_one_takes_the_place_of_the_one_that_it_renews() -> None:
    kept = [_entry("a", "old"), _entry("b", "stays")]
    made = [_entry("a", "new"), _entry("a", "elsewhere", line=2)]
    assert kept_overrules.joined(kept, made) == [kept[1], *made]
    assert kept_overrules.add(made)(kept) == [kept[1], *made]


@pytest.mark.parametrize("damaged", ["x", [1], {"code": "a"}])
def test_what_cannot_be_read_is_told(damaged: object) -> None:
    with pytest.raises(CampaignProblem):
        kept_overrules.kept_in({"overrules": damaged})
    assert kept_overrules.kept_in({}) == []


def test_they_are_changed_beside_the_plan_and_a_campaign_that_is_gone_is_left_alone(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        with project.write("x", {Change.CAMPAIGNS}) as connection:
            row = {"name": "A", "name_folded": "a", "plan": {"version": 1}, "created_at": 0, "changed_at": 0}
            columns = {column.name for column in campaign.columns}
            number = connection.execute(
                insert(campaign).values({key: value for key, value in row.items() if key in columns})
            ).inserted_primary_key[0]
            kept_overrules.change_kept(connection, number, kept_overrules.add([_entry("a", "x")]))
            kept_overrules.change_kept(connection, number + 1, kept_overrules.add([_entry("a", "x")]))
        with project.read() as connection:
            assert connection.scalars(select(campaign.c.plan)).all() == [
                {"version": 1, "overrules": [_entry("a", "x")]}
            ]
