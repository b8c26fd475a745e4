"""The builder in a real window, by keyboard alone through twelve ready patterns, in both themes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import audience, demo
from app.audience import segments
from app.project import Project
from tests.copies import copy_of
from tests.journey.patterns import ADJUSTED

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]

DRIVE = Path(__file__).with_name("patterns.py")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.build(tmp_path_factory.mktemp("demo") / "Demo" / demo.PROJECT).project


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_twelve_patterns_by_keys(checkout: Path, screen: str, shop: Path, tmp_path: Path, theme: str) -> None:
    project, folder = copy_of(shop, tmp_path / "Shop.quill"), tmp_path / theme
    surroundings = os.environ | {
        "DISPLAY": screen,
        "QT_QPA_PLATFORM": "xcb",
        "QUILLWORK_CACHE": str(tmp_path / "cache"),
        "PYTHONPATH": str(checkout),
    }
    command = [sys.executable, str(DRIVE), str(project), str(folder), theme]
    result = subprocess.run(command, cwd=checkout, env=surroundings, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-4000:]
    seen: dict[str, Any] = json.loads((folder / "seen.json").read_text("utf-8"))
    assert seen["platform"] == "xcb"
    assert seen["rearranged"] == {"grouped": True, "back": True}
    with Project.open(project) as opened:
        for _, _, typed, name in ADJUSTED:
            kept = segments.get(opened, name)
            # What stood on the screen is the segment that is kept, and what the command line counts.
            assert kept.rule == seen[name]["rule"]
            assert typed.removeprefix("last ").removesuffix(" days") in json.dumps(kept.rule)
            assert int(seen[name]["match"].replace(",", "")) == audience.count(opened, kept.rule).count
            assert seen[name]["match"] != "0"
    assert len(list((folder / "pictures").iterdir())) == 2 * len(ADJUSTED) + 1
