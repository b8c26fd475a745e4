"""Inputs that failed once, tried from the command line as whoever reported them would."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

CASES = Path("reported")


def _names(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.glob("*/cmd.sh"))


@pytest.mark.long
@pytest.mark.timeout(1_200)
@pytest.mark.skipif(shutil.which("bash") is None, reason="the cases are told to bash")
def test_every_reported_case_ends_right(shared_data: Path) -> None:
    names = _names(shared_data / CASES)
    assert names
    verdicts = {name: _verdict(shared_data / CASES / name) for name in names}
    assert {name: said for name, said in verdicts.items() if said != "RESULT right"} == {}


MOVED = {"from ui import theme": "from ui.core import theme", "ui.panes.data_fields": "ui.widgets.menu_field"}
"""The case about the window imports modules from where they stood when it was reported."""


def _verdict(case: Path) -> str:
    surroundings = os.environ | {"QUILLWORK": str(Path(sys.executable).with_name("quillwork"))}
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(case, Path(folder) / case.name, copy_function=shutil.copyfile))
        for script in copied.glob("*.py"):
            text = script.read_text("utf-8")
            for before, now in MOVED.items():
                text = text.replace(before, now)
            script.write_text(text, "utf-8")
        told = subprocess.run(["bash", str(copied / "cmd.sh")], env=surroundings, capture_output=True, text=True)
    lines = [line for line in told.stdout.splitlines() if line.startswith("RESULT")]
    return lines[-1] if lines else f"no verdict: {told.stderr[-500:]}"
