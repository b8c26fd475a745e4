"""What is carried to another engine says there what it said here."""

import json
from pathlib import Path

import pytest

from app.domain.shared_answers import Known
from app.project import Project
from storage.mirror.carried import TABLES, CarriedMirror, facts_of
from tests.app.audience.shop_data import NOW, fill


def test_a_mirror_says_of_itself_what_it_said_before(tmp_path: Path) -> None:
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW) as project:
        fill(project)
        with project.audience() as mirror:
            carried = CarriedMirror(mirror.token, json.loads(json.dumps(facts_of(mirror))), Known(1))
            for name in ("token", "types", "changes", "latest_consent", "latest_suppression", "people"):
                assert getattr(carried, name) == getattr(mirror, name), name
            for table in TABLES:
                assert carried.table(table).schema() == mirror.table(table).schema()
    with pytest.raises(KeyError):
        carried.table("other")
