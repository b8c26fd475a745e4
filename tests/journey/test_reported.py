"""Inputs that failed once, tried from the command line as whoever reported them would."""

import os
import shutil
import subprocess
import sys
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


def _verdict(case: Path) -> str:
    surroundings = os.environ | {"QUILLWORK": str(Path(sys.executable).with_name("quillwork"))}
    told = subprocess.run(["bash", str(case / "cmd.sh")], env=surroundings, capture_output=True, text=True)
    lines = [line for line in told.stdout.splitlines() if line.startswith("RESULT")]
    return lines[-1] if lines else f"no verdict: {told.stderr[-500:]}"
