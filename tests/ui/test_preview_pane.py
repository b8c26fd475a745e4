import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from ui.core import theme


def _shoot(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ui.preview_pane", *arguments]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=120)


def test_it_draws_a_pane_of_a_project_in_the_dark(checkout: Path, shop: Path, tmp_path: Path) -> None:
    picture = tmp_path / "shots" / "home.png"
    result = _shoot(checkout, "home", "--project", str(shop), "--dark", "--shot", str(picture))
    assert result.returncode == 0, result.stderr
    drawn = QImage(str(picture))
    assert (drawn.width(), drawn.height()) == (1280, 800)
    assert drawn.pixelColor(205, 70).name().upper() == theme.tokens("dark")["bg"]


def test_an_unknown_pane_is_refused_with_the_names_of_those_there_are(checkout: Path) -> None:
    result = _shoot(checkout, "kitchen")
    assert result.returncode == 2
    assert "segments" in result.stderr
