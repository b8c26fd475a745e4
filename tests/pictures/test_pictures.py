"""The pictures of the README: each pane on the demo shop, 1280×800, light and dark.

Made anew by hand:  QUILLWORK_PICTURES=tests/pictures python -m pytest -m long tests/pictures
Without that variable they go to a folder of the test's own; what is asserted is that each pane has something to show.
"""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app import campaign, demo
from app import template as templates
from app.people import ids, page
from app.project import Project
from ui.core import theme
from ui.panes.discover.pane import Discover
from ui.preview.view import Preview
from ui.preview_pane import settle
from ui.shell.tips import mark_all_shown
from ui.shell.window import MainWindow

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.build(tmp_path_factory.mktemp("demo") / "Demo" / demo.PROJECT).project


@pytest.fixture
def places(shop: Path) -> dict[str, dict[str, Any]]:
    """What each pane is opened on: the first thing of its kind, and the person who spent most."""
    with Project.open(shop) as project:
        best = page(project, ids(project, "revenue", descending=True)[:1], ["email"])[0]["key"]
        return {
            "home": {},
            "data": {},
            "people": {},
            "person": {"key": best},
            "segments": {"name": "Slipping away"},
            "discover": {},
            "lifecycle": {},
            "templates": {"name": templates.all_of(project)[0].name},
            "campaigns": {"name": campaign.list_campaigns(project)[0].name},
            "privacy": {},
        }


@pytest.fixture
def window(qapp: QApplication, shop: Path) -> Iterator[MainWindow]:
    mark_all_shown()
    made = MainWindow()
    made.resize(1280, 800)
    made.show()
    made.projects.open(shop)
    settle(made, lambda: made.found is not None)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.active().choose("light")


def _colours(image: QImage) -> int:
    small = image.scaled(160, 100)
    return len({small.pixel(x, y) for x in range(small.width()) for y in range(small.height())})


def _drawn(preview: Preview) -> bool:
    return _colours(preview.grab().toImage()) > 25


@pytest.mark.parametrize("look", ["light", "dark"])
def test_each_pane_has_something_to_show(
    window: MainWindow, places: dict[str, dict[str, Any]], look: str, tmp_path: Path
) -> None:
    folder = Path(os.environ.get("QUILLWORK_PICTURES") or tmp_path)
    theme.active().choose(look)
    for name, what in places.items():
        window.go_to("people" if name == "person" else name, **what)
        settle(window)
        if name == "discover":
            window.findChildren(Discover)[0].find_groups()
            settle(window)
        if name == "templates":
            # The browser engine starts and draws on its own time, after the jobs have ended.
            assert settle(window, partial(_drawn, window.findChildren(Preview)[0]))
        picture = window.grab()
        assert picture.save(str(folder / f"{name}-{look}.png"))
        assert (picture.width(), picture.height()) == (1280, 800)
        assert _colours(picture.toImage()) > 25, name
