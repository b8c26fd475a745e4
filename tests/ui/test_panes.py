"""The panes that are found by being there: in their order, nothing twice, and nothing loaded for it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ui.panes import described, panes

LIST = (
    "import json, sys; from ui.panes import panes; print(json.dumps([[p.key for p in panes()], sorted(sys.modules)]))"
)


def test_describing_themselves_the_panes_load_no_window(checkout: Path) -> None:
    answer = subprocess.run([sys.executable, "-c", LIST], cwd=checkout, capture_output=True, text=True, check=True)
    keys, loaded = json.loads(answer.stdout)
    mine = [
        "home",
        "data",
        "people",
        "segments",
        "discover",
        "lifecycle",
        "templates",
        "campaigns",
        "privacy",
        "quality",
        "traits",
    ]
    assert keys == mine
    assert [name for name in loaded if name.startswith(("PySide6", "app.")) or name.endswith(".pane")] == []


def test_no_two_panes_say_the_same() -> None:
    for said in ("key", "title", "icon", "order"):
        assert len({getattr(pane, said) for pane in panes()}) == len(panes())
    tips = [key for pane in panes() for key in pane.tips]
    pages = [key for pane in panes() for key in pane.pages]
    assert len(set(tips)) == len(tips)
    assert len(set(pages)) == len(pages)


def test_a_pane_that_is_not_there_is_not_described() -> None:
    with pytest.raises(KeyError):
        described("zebra")
