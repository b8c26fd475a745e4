"""What is carried to another engine says there what it said here."""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from app.domain.shared_answers import Known
from app.project import Project
from storage.mirror.carried import TABLES, CarriedMirror, facts_of
from tests.app.audience.shop_data import NOW, fill


class There(CarriedMirror):
    """A reading of what was carried, answered by the mirror that it came from."""

    def __init__(self, mirror: Any) -> None:
        super().__init__(mirror.token, json.loads(json.dumps(facts_of(mirror))), Known(1))
        self._mirror = mirror

    def to_pyarrow(self, expression: Any) -> pa.Table:
        return self._mirror.to_pyarrow(expression)

    def close(self) -> None:
        self._mirror = None


def test_a_mirror_says_of_itself_what_it_said_before(tmp_path: Path) -> None:
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW) as project:
        fill(project)
        with project.audience() as mirror:
            carried = There(mirror)
            for name in ("token", "types", "changes", "latest_consent", "latest_suppression", "people"):
                assert getattr(carried, name) == getattr(mirror, name), name
            for table in TABLES:
                assert carried.table(table).schema() == mirror.table(table).schema()
            people = carried.table("profiles")
            assert carried.scalar(people.count()) == mirror.people == 12
            asked = carried.answer(
                "ids", lambda few: people.semi_join(few, people.id == few.few_id)[["id"]], [3, 5, 99]
            )
            assert sorted(row["id"] for row in asked) == [3, 5]
    with pytest.raises(KeyError):
        carried.table("other")
