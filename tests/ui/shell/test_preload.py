"""What is loaded ahead: the panes and what answers questions, and a part that cannot be loaded stops nothing."""

import sys
from dataclasses import replace

from app.domain.progress import SILENT
from ui.panes import panes
from ui.shell import preload


def test_one_that_cannot_be_loaded_keeps_nothing_from_the_rest(monkeypatch) -> None:
    loaded: list[str] = []

    def broken() -> type:
        raise ImportError("no such library")

    first, second, *_ = panes()
    asked = (replace(first, load=broken), replace(second, load=lambda: loaded.append("second")))
    monkeypatch.setattr(preload, "panes", lambda: asked)
    preload._load(SILENT)
    assert loaded == ["second"]
    assert "app.audience.live" in sys.modules
