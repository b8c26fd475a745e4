"""The window and the command line start without the libraries that take long to load."""

import json
import subprocess
import sys
from functools import cache
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


@cache
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


def test_first_visits_wait_for_nothing_heavy(checkout: Path) -> None:
    # On the interface's thread it would stand still, and meet a job that is loading the same half-made library.
    loaded = loaded_by("ui.panes; [one.load() for one in ui.panes.panes()]", checkout)
    assert {f"ui.panes.{one.key}.pane" for one in panes()} <= loaded
    # In one interpreter for all: none of them loads it, whichever comes first.
    assert sorted(loaded & HEAVY) == []
