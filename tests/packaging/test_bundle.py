"""The bundle, made and made to work outside the checkout."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

GPL_ONLY = ("Qt6Charts", "Qt6DataVisualization", "Qt6Graphs", "Qt6Quick3D", "Qt6VirtualKeyboard", "qtvirtualkeyboard")


@pytest.fixture(scope="module")
def bundle(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a bundle that was just built."""
    folder = tmp_path_factory.mktemp("bundle")
    command = [sys.executable, "-m", "PyInstaller", str(checkout / "packaging" / "quillwork.spec")]
    command += ["--distpath", str(folder / "dist"), "--workpath", str(folder / "work"), "--log-level", "ERROR"]
    subprocess.run(command, cwd=folder, check=True)
    return folder / "dist" / "quillwork"


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform != "linux", reason="the recipe is Linux's so far")
def test_its_doctor_finds_nothing_wrong(bundle: Path, tmp_path: Path) -> None:
    # Nothing of the checkout or its Python may be found by the bundle.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    command = [str(bundle / "quillwork"), "doctor", "--json"]
    result = subprocess.run(command, cwd=tmp_path, env=kept, capture_output=True, text=True, timeout=300)
    answer = json.loads(result.stdout)
    assert [check for check in answer["checks"] if not check["ok"]] == []
    assert result.returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.skipif(sys.platform != "linux", reason="the recipe is Linux's so far")
def test_it_carries_nothing_that_is_gpl_only(bundle: Path) -> None:
    names = [path.name for path in bundle.rglob("*") if path.is_file()]
    assert any("Qt6WebEngineCore" in name for name in names)
    assert [name for name in names if any(part in name for part in GPL_ONLY)] == []
