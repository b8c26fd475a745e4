"""The application as every window finds it: in the size and the theme that were kept, ready for the browser engine."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from ui.core import theme
from ui.core.application import prepare


@pytest.fixture(autouse=True)
def _back_to_plain() -> Iterator[None]:
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)
    theme.active().choose_text_size(100)
    theme.active().choose("light")


@pytest.mark.parametrize(("kept", "size"), [("175", 175), ("90", 100), ("large", 100)])
def test_the_next_start_takes_the_size_that_was_kept(qapp: QApplication, monkeypatch, kept: str, size: int) -> None:
    QSettings().setValue("window/text_size", kept)
    monkeypatch.setattr("ui.core.application.QApplication", lambda _: qapp)
    prepare(["quillwork"])
    assert theme.active().text_size == size


def test_the_next_start_wears_the_theme_that_was_kept(qapp: QApplication, monkeypatch) -> None:
    QSettings().setValue("window/theme", "dark")
    monkeypatch.setattr("ui.core.application.QApplication", lambda _: qapp)
    prepare(["quillwork"])
    assert theme.active().name == "dark"
    assert (qapp.applicationName(), qapp.desktopFileName()) == ("Quillwork", "quillwork")


def test_the_browser_engine_can_be_loaded_after_the_window(checkout: Path) -> None:
    """Loading WebEngine late needs an attribute that only `prepare` can set in time."""
    code = (
        "import sys; from ui.core.application import prepare; app = prepare(sys.argv); "
        "from PySide6.QtWebEngineCore import QWebEngineUrlScheme as S; "
        "s = S(b'preview'); s.setSyntax(S.Syntax.Host); S.registerScheme(s); "
        "from PySide6 import QtWebEngineWidgets; "
        "from PySide6.QtWebEngineCore import QWebEngineProfile; p = QWebEngineProfile(); "
        "print(bytes(S.schemeByName(b'preview').name()).decode())"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, timeout=120)
    assert result.stdout.strip() == "preview", result.stderr
    assert "must be" not in result.stderr
    assert "Too late" not in result.stderr
