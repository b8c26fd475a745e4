"""Settings that go with something else: kept with its transaction, or not at all."""

from pathlib import Path

import pytest

from app.project import Change, Project, put_settings


def test_settings_come_and_go_with_the_transaction(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p.quill") as project:
        with project.write("Kept", {Change.SETTINGS}) as connection:
            put_settings(connection, {"scores": {"a": 1}})
        assert project.setting("scores") == {"a": 1}
        with pytest.raises(RuntimeError):
            _broken_off(project)
        assert project.setting("scores") == {"a": 1}


def _broken_off(project: Project) -> None:
    with project.write("Not kept", {Change.SETTINGS}) as connection:
        put_settings(connection, {"scores": {"a": 2}})
        raise RuntimeError
