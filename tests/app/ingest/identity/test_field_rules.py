"""What was decided about values, once it is known who is who: whose it is now, and who has more or less of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from sqlalchemy import insert, select

from app import ingest
from app.domain.merged_fields import Merge, MergedFields
from app.ingest.identity import field_rules
from app.ingest.identity.profile_changes import IDENTIFIERS, unchanged
from app.project import Change, Project
from storage.file import models

Write = Callable[[str, str], Path]


def set_by_hand(project: Project, *rows: tuple[str, str, Any]) -> None:
    with project.write("Set", {Change.PROFILES}) as connection:
        for value, trait, said in rows:
            row = {"kind": "email", "value": value, "trait": trait, "said": said, "by": "you", "at": 1}
            connection.execute(insert(models.hand_value).values(row))


def test_a_value_belongs_to_whoever_has_its_identifier_now(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "email,city\na@x.de,Rome\nb@x.de,Oslo\n"), "profiles")
    set_by_hand(project, ("a@x.de", "city", "Bonn"), ("b@x.de", "city", None), ("gone@x.de", "city", "Kiel"))
    with project.read() as connection:
        told = connection.execute(select(models.identifier).order_by(models.identifier.c.id)).all()
        one, other = (int(row.profile_id) for row in told)
        found = field_rules.of(connection, unchanged())
        assert found.by_hand == {one: {"city": "Bonn"}, other: {"city": None}}
        assert found.moved.tolist() == []
        assert field_rules.waiting(connection) == 1
        assert found.together(np.array([one, other])) == ({"city": None}, frozenset())
        # The second address becomes the first person's.
        outcome = unchanged()
        outcome.stale = np.array([told[1].id])
        moved = {"kind": "email", "value": "b@x.de", "original": "b@x.de", "profile_id": one, "link_id": 1}
        outcome.identifiers = IDENTIFIERS.empty_table().from_pylist([moved], schema=IDENTIFIERS)
        found = field_rules.of(connection, outcome)
        assert found.by_hand == {one: {"city": None}}
        assert found.moved.tolist() == [one, other]


def test_cells_that_are_not_shown_are_counted_by_why() -> None:
    rules = field_rules.FieldRules({"city": ("crm",)}, {1: {"name": "Ann"}})

    def row(source: str, new: bool, **said: Any) -> tuple[str, str, bool]:
        return orjson.dumps(said).decode(), source, new

    rows = [
        row("crm", False, city="Rome"),
        row("shop", True, city="Oslo", name="Anna", age=3),
        row("shop", True, name="Ann"),
    ]
    shown = orjson.dumps({"city": "Rome", "name": "Ann", "age": 3}).decode()
    assert rules.hidden(1, rows, shown) == {"hand": 1, "priority": 1}
    assert rules.hidden(2, rows[1:], shown) == {}


def test_cells_of_a_merged_field_are_counted_under_the_field_that_stays() -> None:
    merges = MergedFields((Merge("ort", "city", "newest"),))
    rules = field_rules.FieldRules({"city": ("crm",)}, {1: {"city": "Bonn"}}, merges)
    rows = [(orjson.dumps({"ort": "Rome"}).decode(), "shop", True)]
    assert rules.hidden(1, rows, orjson.dumps({"city": "Bonn"}).decode()) == {"hand": 1}
    rows = [(orjson.dumps({"ort": "Oslo"}).decode(), "crm", False), *rows]
    assert rules.hidden(2, rows, orjson.dumps({"city": "Oslo"}).decode()) == {"priority": 1}
