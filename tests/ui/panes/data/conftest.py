"""Two files to bring in, and the pane that looks at them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.project import Project
from tests.ui.panes.data.looked_at import CONTACTS, ORDERS
from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    found = {}
    for name, text in (("orders.csv", ORDERS), ("contacts.csv", CONTACTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        found[name] = str(tmp_path / name)
    return found


@pytest.fixture
def data(window: MainWindow, tmp_path: Path) -> Data:
    """The pane of an empty project."""
    Project.create(tmp_path / "Shop.quill", timezone="Europe/London", clock="2011-12-10").close()
    window.projects.open(tmp_path / "Shop.quill", lambda: window.go_to("data"))
    assert settle(window, lambda: isinstance(window.host.current(), Data))
    pane = window.host.current()
    assert isinstance(pane, Data)
    assert settle(window)
    return pane


@pytest.fixture
def tried(window: MainWindow, data: Data) -> Callable[[], None]:
    """Waits until the numbers of the file that is open are there."""

    def wait() -> None:
        assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()

    return wait
