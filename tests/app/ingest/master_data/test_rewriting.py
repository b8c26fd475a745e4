"""People whose traits are folded anew: told how many show otherwise, and noted for the mirror all of them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from sqlalchemy import insert, select

from app import ingest
from app.ingest.master_data.rewriting import rewrite
from app.project import Change, Project
from storage.file import models, touched_tables

Write = Callable[[str, str], Path]


def test_only_who_shows_otherwise_is_counted(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "email,city\na@x.de,Rome\nb@x.de,Oslo\n"), "profiles")
    row = {"kind": "email", "value": "b@x.de", "trait": "city", "said": "Bonn", "by": "you", "at": 1}
    with project.write("Set", {Change.PROFILES}) as connection:
        people = np.array(sorted(connection.scalars(select(models.profile.c.id))), dtype=np.int64)
        assert rewrite(connection, people[:0]) == 0
        connection.execute(insert(models.hand_value).values(row))
        assert rewrite(connection, people) == 1
        assert touched_tables.of(connection).people == frozenset(people.tolist())
