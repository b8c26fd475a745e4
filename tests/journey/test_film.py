"""A film of the real window: no frame shows one thing's data under another's name."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

FILM = Path(__file__).with_name("film.py")
PANES = ("segments", "templates", "people", "campaigns")


def _film(checkout: Path, screen: str, folder: Path, *words: str) -> dict[str, Any]:
    folder.mkdir()
    surroundings = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "QUILLWORK_CACHE": str(folder / "cache")}
    surroundings |= {"QTWEBENGINE_DISABLE_SANDBOX": "1"}
    command = [sys.executable, str(FILM), str(folder), *words]
    result = subprocess.run(command, cwd=checkout, env=surroundings, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-4000:]
    found: dict[str, Any] = json.loads((folder / "film.json").read_text("utf-8"))
    return found


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_no_frame_shows_one_thing_under_another_s_name(checkout: Path, screen: str, tmp_path: Path) -> None:
    """Ten changes and more of each of pane, segment, template, recipient, person and campaign, at 20,000 people."""
    found = _film(checkout, screen, tmp_path / "film")
    assert found["changes"] >= 60
    assert found["frames"] > 5 * found["changes"]
    assert all(found["blank"].get(pane, 0) > 20 for pane in PANES), "the time between is really seen"
    assert not found["wrong"], "\n".join(found["wrong"][:40])


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_the_film_would_tell(checkout: Path, screen: str, tmp_path: Path) -> None:
    """With the clearings taken out, it finds what is wrong in each of the panes."""
    found = _film(checkout, screen, tmp_path / "film", "--careless")
    said = {line.split(": ")[1].split()[0] for line in found["wrong"]}
    assert said == set(PANES)
