"""The tags that files give follow from the trait, those that were given by hand stay."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import select

from app import ingest
from app.ingest.identity import file_tags
from app.ingest.identity.merged_traits import Folded
from app.ingest.identity.profile_changes import unchanged
from app.people import tags
from app.project import Project
from storage.file.models import profile, tag

Write = Callable[[str, str], Path]
Rows = Callable[..., list[dict[str, Any]]]


def _told(rows: Rows, project: Project) -> list[tuple[str, int, int]]:
    return sorted((row["tag"], row["batch_id"], row["link_id"]) for row in rows(project, tag))


def test_a_later_file_takes_the_place_of_the_tags_of_an_earlier_one(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", "email,tags\na@x.example,vip;new\nb@x.example,\n"), "profiles")
    with project.read() as connection:
        one = connection.scalars(select(profile.c.id).where(profile.c.key == "email:a@x.example")).one()
    tags.add(project, [one], "by hand")
    assert [(name, batch) for name, batch, _ in _told(rows, project)] == [("by hand", 0), ("new", 1), ("vip", 1)]
    ingest.run_import(project, write("b.csv", "email,tags\na@x.example,old\nc@x.example,c\n"), "profiles")
    # Of whoever was known the import stays that with which they came.
    assert [(name, batch) for name, batch, _ in _told(rows, project)] == [("by hand", 0), ("c", 2), ("old", 1)]
    assert {number for _, batch, number in _told(rows, project) if batch == 1} == {one}


def test_what_is_no_list_of_words_is_read_one_by_one(project: Project) -> None:
    texts = ['{"tags":["a\\"b","ß"]}', '{"other":{"tags":["no"]},"tags":[]}']
    said = pa.table({"id": pa.array([7, 9]), "traits": texts})
    odd = pa.table({"id": pa.array([7, 9]), "traits": ['{"tags":["a",1]}', '{"tags":"words"}']})
    outcome = unchanged()
    outcome.added = pa.table({"id": pa.array([7, 9]), "key": ["a", "b"], "batch": pa.array([3, 4])})
    with project.read() as connection:
        found = file_tags.rows(connection, outcome, Folded(pa.table({}), tagged=said))
        again = file_tags.rows(connection, outcome, Folded(pa.table({}), tagged=odd))
    assert found.to_pylist() == [
        {"profile_id": 7, "tag": 'a"b', "batch_id": 3, "link_id": 7},
        {"profile_id": 7, "tag": "ß", "batch_id": 3, "link_id": 7},
    ]
    assert again.column("tag").to_pylist() == ["a", "1"]
    assert np.asarray(again.column("batch_id")).tolist() == [3, 3]
