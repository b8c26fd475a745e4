"""The command that lists values and proposes which are one, and an import with a recipe of its own."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from app import command_line
from app.project import Project

TEXT = "Mail,City\na@x.example,munich\nb@x.example,Munich\nc@x.example,Munich\nd@x.example,Berlin\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    Project.create(tmp_path / "a.quill", clock="2012-01-01").close()
    (tmp_path / "a.csv").write_text(TEXT, "utf-8")
    return tmp_path


def _said(*words: object) -> str:
    out, err = io.StringIO(), io.StringIO()
    assert command_line.run([str(word) for word in words], out, err) == 0, err.getvalue()
    return out.getvalue()


def _told(*words: object) -> Any:
    return json.loads(_said(*words, "--json"))


def test_values_with_their_cells_and_those_that_are_alike(shop: Path) -> None:
    where = ("values", shop / "a.quill", shop / "a.csv", "--column", "City")
    assert _told(*where) == [
        {"value": "Munich", "cells": 2},
        {"value": "Berlin", "cells": 1},
        {"value": "munich", "cells": 1},
    ]
    (found,) = _told(*where, "--alike", "fingerprint")
    assert (found["into"], found["cells"]) == ("Munich", 3)
    assert found["values"][1] == {"value": "munich", "cells": 1}
    assert "Munich (2), munich (1)" in _said(*where, "--alike", "edit")


def test_a_recipe_is_stated_at_an_import_and_its_numbers_are_told(shop: Path) -> None:
    steps = [{"step": "replace", "columns": ["City"], "find": "munich", "with": "München", "case": False}]
    (shop / "r.json").write_text(json.dumps(steps), "utf-8")
    words = ("import", shop / "a.quill", shop / "a.csv", "--as", "profiles", "--recipe", shop / "r.json")
    said = _said(*words, "--dry-run")
    assert "Replace “munich” by “München” in “City”: 3 cells changed." in said
    assert "  Munich → München" in said
    told = _told(*words)
    assert told["recipe"] == [
        {"step": "replace", "sentence": "Replace “munich” by “München” in “City”", "cells": 3, "examples": []}
    ]
    assert told["mapping"]["recipe"] == steps
    values = _told("values", shop / "a.quill", shop / "a.csv", "--column", "City", "--recipe", shop / "r.json")
    assert values[0] == {"value": "München", "cells": 3}


def test_a_recipe_that_does_not_fit_is_refused(shop: Path) -> None:
    (shop / "r.json").write_text('[{"step": "upper", "columns": ["Town"]}]', "utf-8")
    out, err = io.StringIO(), io.StringIO()
    words = ["import", str(shop / "a.quill"), str(shop / "a.csv"), "--as", "profiles", "--recipe", str(shop / "r.json")]
    assert command_line.run(words, out, err) != 0
    assert "“Town”" in err.getvalue()
