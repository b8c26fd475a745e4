"""Whether the preview works here: what is drawn is seen, what is missing is said, an engine that dies tells."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app import doctor
from app.domain.problems import Problem
from ui.core import icons
from ui.preview import probe
from ui.preview.view import Preview


@pytest.fixture
def _previews_go(qapp) -> Iterator[None]:
    """A process of its own ends with its preview; here it has to be taken away."""
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, Preview):
            widget.deleteLater()


@pytest.mark.usefixtures("_previews_go")
def test_an_email_that_is_drawn_is_seen_and_one_of_another_colour_is_none(monkeypatch) -> None:
    assert probe._draw_email() == ""
    monkeypatch.setattr(probe, "_drawn", lambda widget: False)
    monkeypatch.setattr(probe, "TIMEOUT", 100)
    assert probe._draw_email().startswith("nothing was drawn in ")


def test_a_font_of_icons_that_is_missing_is_a_problem(qapp, monkeypatch) -> None:
    probe._draw_icon()
    monkeypatch.setattr(icons, "paint", lambda *_: None)
    with pytest.raises(Problem, match="icons cannot be drawn"):
        probe._draw_icon()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root is refused the sandbox")
def test_an_engine_that_dies_is_a_failed_check() -> None:
    left = {name: value for name, value in os.environ.items() if name != "QTWEBENGINE_DISABLE_SANDBOX"}
    command = [sys.executable, "-m", "ui.program", "doctor", doctor.PROBE]
    probe = subprocess.run(command, env=left, capture_output=True, text=True, timeout=100)
    assert probe.returncode != 0
    assert probe.stdout == ""
