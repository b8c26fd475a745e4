"""Values in a project's tables that no program of ours wrote: asked for directly, they are told and not passed on."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import audience, campaign, ingest
from app.audience import segments
from app.domain.problems import Problem
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template
from storage.disk.errors import StoreFault, fault_of

PLAN = {"version": 1, "include": ["Everyone"], "template": "T", "esp": "generic", "html": "none", "columns": ["email"]}
NO_TEXT = b"\xff\xfe"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    (folder / "people.csv").write_text("Email,Email consent,Consent date\na@x.example,yes,2025-01-01\n")
    with Project.create(folder / "shop.quill", timezone="UTC", clock="2026-03-01") as project:
        project.change_settings({"sender": {"from_name": "S", "from_address": "a@s.example", "postal_address": "1 Q"}})
        ingest.run_import(project, folder / "people.csv", "profiles")
        segments.save(project, "Everyone", {"all": []})
        templates.save(project, Template("T", "Hello", "", "<p>Hi</p>{{ sender.address }} {{ unsubscribe_url }}"))
        campaign.save(project, "All", PLAN)
    return folder / "shop.quill"


ASKED: dict[str, Callable[[Project], Any]] = {
    "segments": segments.every,
    "count": lambda project: audience.count(project, {"segment": "Everyone"}),
    "templates": templates.all_of,
    "campaign": lambda project: campaign.get(project, "All"),
    "export": lambda project: campaign.export(project, "All", project.path.parent / "out"),
}


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("segment.name", NO_TEXT, {"count", "export"}),
        ("segment.note", NO_TEXT, {"export"}),
        ("template.name", NO_TEXT, {"templates", "export"}),
        ("template.body", NO_TEXT, {"templates", "export"}),
        ("campaign.name", NO_TEXT, {"export"}),
        ("campaign.plan", "null", {"campaign", "export"}),
        ("campaign.plan", "[]", {"campaign", "export"}),
        ("campaign.plan", NO_TEXT, {"campaign", "export"}),
    ],
)
def test_what_is_asked_for_directly_is_told(
    place: str, value: object, told: set[str], sound: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(sound, tmp_path / "shop.quill"))
    table, column = place.split(".")
    connection = sqlite3.connect(path)
    connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
    connection.commit()
    connection.close()
    found = set()
    with Project.open(path) as project:
        for name, ask in ASKED.items():
            try:
                ask(project)
            except Problem:
                found.add(name)
    assert told <= found
    assert not (tmp_path / "out").exists()


def test_the_words_of_another_engine_are_understood() -> None:
    import duckdb

    damaged = fault_of(duckdb.InvalidInputException("Python exception: database disk image is malformed"))
    assert damaged is not None
    assert damaged.damaged
    full = fault_of(duckdb.IOException("Could not write file: No space left on device"))
    assert isinstance(full, StoreFault)
    assert "disk is full" in full.what
    assert fault_of(duckdb.ParserException("syntax error")) is None
    assert fault_of(RuntimeError("database disk image is malformed")) is None
