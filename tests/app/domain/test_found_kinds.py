"""Kinds that are found by being there, and only when they are asked for."""

import sys
from pathlib import Path

import pytest

from app.domain.found_kinds import found_in, names_in


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "zoo"
    (made / "owl").mkdir(parents=True)
    (made / "__init__.py").write_text("")
    (made / "bear.py").write_text("KIND = 'bear'")
    (made / "owl" / "__init__.py").write_text("KIND = 'owl'")
    (made / "notes.txt").write_text("no module")
    monkeypatch.syspath_prepend(tmp_path)
    yield made
    for name in [name for name in sys.modules if name.split(".")[0] == "zoo"]:
        del sys.modules[name]


def test_modules_and_folders_are_found_in_order(folder: Path) -> None:
    assert names_in([str(folder)]) == ("bear", "owl")
    assert "zoo.bear" not in sys.modules
    assert found_in("zoo", [str(folder)], "KIND") == {"bear": "bear", "owl": "owl"}


def test_one_that_brings_nothing_is_a_mistake_that_shows(folder: Path) -> None:
    (folder / "cat.py").write_text("")
    with pytest.raises(AttributeError, match="KIND"):
        found_in("zoo", [str(folder)], "KIND")
