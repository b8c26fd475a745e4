"""The window and the command line start without the libraries that take long to load."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ui.panes import panes

HEAVY = {
    "adbc_driver_manager",
    "adbc_driver_sqlite",
    "duckdb",
    "ibis",
    "pandas",
    "pyarrow",
    "pyqtgraph",
    "scipy",
    "sklearn",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
}
LIST_MODULES = "import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"


def loaded_by(module: str, checkout: Path) -> set[str]:
    """The names of all modules that a fresh interpreter has after importing `module`."""
    command = [sys.executable, "-c", LIST_MODULES.format(module=module)]
    result = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=True)
    return set(json.loads(result.stdout))


@pytest.mark.parametrize("module", ["app.command_line", "app.project", "app.audience", "ui.main", "ui.shell.window"])
def test_starts_light(module: str, checkout: Path) -> None:
    loaded = loaded_by(module, checkout)
    assert module in loaded
    assert sorted(loaded & HEAVY) == []


@pytest.mark.parametrize("module", ["app.command_line", "app.project"])
def test_the_command_line_needs_no_window(module: str, checkout: Path) -> None:
    assert "PySide6" not in loaded_by(module, checkout)


@pytest.mark.parametrize("pane", [one.key for one in panes()])
def test_a_first_visit_waits_for_nothing_heavy(pane: str, checkout: Path) -> None:
    # On the interface's thread it would stand still, and meet a job that is loading the same half-made library.
    loaded = loaded_by(f"ui.panes; ui.panes.described({pane!r}).load()", checkout)
    assert f"ui.panes.{pane}.pane" in loaded
    assert sorted(loaded & HEAVY) == []
