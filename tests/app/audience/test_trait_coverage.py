"""How many people have each trait, stored or computed, against counts from the rows."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from app.audience.trait_coverage import coverage
from app.project import Change, Project
from storage.file import models

DAY = 86_400_000_000


def test_a_project_without_people_has_nothing_of_anything(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty.quill") as project:
        shares = coverage(project)
    assert shares
    assert set(shares.values()) == {0.0}


def test_shares_are_of_everyone_and_blanks_do_not_count(tmp_path: Path) -> None:
    traits = [{"first_name": "Ana", "city": "Leeds"}, {"first_name": "Max", "city": None}, {"first_name": ""}, {}]
    people = [
        {"id": at, "key": f"p{at}", "email": f"p{at}@example.com", "mailable": True, "traits": some, "created_batch": 1}
        for at, some in enumerate(traits, 1)
    ]
    named = [{"name": name, "label": name, "type": "text", "own": False} for name in ("first_name", "city")]
    order = {"name": "placed_order", "at": 15_000 * DAY, "batch_id": 1, "row": 1, "digest": 1, "amount": 20_000}
    with Project.create(tmp_path / "shop.quill", clock="2011-12-10") as project:
        with project.write("Made some people", {Change.PROFILES, Change.EVENTS}) as connection:
            connection.execute(insert(models.trait), named)
            connection.execute(insert(models.profile), people)
            connection.execute(insert(models.event).values(link_id=1, profile_id=1, **order))
        shares = coverage(project)
    assert shares["first_name"] == pytest.approx(0.5)
    assert shares["city"] == pytest.approx(0.25)
    assert shares["email"] == pytest.approx(1.0)
    assert shares["last_order_at"] == pytest.approx(0.25)
