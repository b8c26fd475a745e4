"""The doctor does real work, and says what does not work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import doctor
from app.domain.problems import Problem

pytestmark = pytest.mark.early


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the one call keeps whatever it keeps."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def called(home: Path) -> subprocess.CompletedProcess[str]:
    """One call of `quillwork doctor --json`, which takes some seconds."""
    own = {name: str(home / name) for name in ("QUILLWORK_CACHE", "XDG_DATA_HOME", "TMPDIR")}
    for folder in own.values():
        Path(folder).mkdir()
    command = [sys.executable, "-m", "ui.program", "doctor", "--json"]
    return subprocess.run(command, env=os.environ | own, capture_output=True, text=True, timeout=280)


def test_all_is_well_here(called: subprocess.CompletedProcess[str]) -> None:
    answer = json.loads(called.stdout)
    assert [check for check in answer["checks"] if not check["ok"]] == []
    assert answer["ok"] is True
    assert called.returncode == 0


def test_every_part_is_looked_at(called: subprocess.CompletedProcess[str]) -> None:
    checks = {check["check"]: check["detail"] for check in json.loads(called.stdout)["checks"]}
    assert list(checks) == ["versions", "preview", "migrations", "reader", "engine", "model", "render", "export"]
    assert "PySide6 6.11.3" in checks["versions"]
    assert checks["preview"].startswith("Chromium 1")


def test_nothing_is_left_behind(called: subprocess.CompletedProcess[str], home: Path) -> None:
    assert called.returncode == 0
    assert [path for path in home.rglob("*") if path.is_file()] == []


def test_what_breaks_is_said_and_stops_nothing() -> None:
    def broken(_folder: Path) -> str:
        raise Problem("The lamp is out", "", "Change it")

    def bug(_folder: Path) -> str:
        return str({}["lamp"])

    assert doctor._checked("lamp", broken, Path()) == doctor.Check("lamp", False, "The lamp is out. Change it.")
    assert doctor._checked("lamp", bug, Path()) == doctor.Check("lamp", False, "KeyError: 'lamp'")
