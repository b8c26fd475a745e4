"""A kind of cleaning step that a test adds from outside goes all the way: nothing else is edited.

CONTRIBUTING's lines on how to add one are this test in words.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMenu

from app import ingest, recipe
from app.ingest import Mapping
from app.project import Project
from app.recipe import Parameter, StepKind
from app.recipe.step import Made, of_columns
from tests.ui.panes.data.looked_at import cells
from ui.core import theme
from ui.panes.data.pane import Data
from ui.panes.data.step_popup import StepPopup
from ui.preview_pane import settle
from ui.shell.window import MainWindow


class Mirror(StepKind):
    """Cells backwards, with a sign around."""

    name, title, group = "mirror", "Backwards…", "Text"
    parameters: ClassVar[tuple[Parameter, ...]] = (Parameter("around", "Around", default="~"),)

    def sentence(self, step: Any) -> str:
        return f"Write {of_columns(step)} backwards"

    def run(self, column: Any, step: Any, cells: Any, target: str = "") -> Made:
        import pyarrow.compute as pc

        sign = self.told(step, "around")
        return Made(pc.binary_join_element_wise(sign, pc.utf8_reverse(column), sign, ""))


@pytest.fixture
def mirror() -> Iterator[None]:
    known = recipe.kinds()
    known["mirror"] = Mirror()
    yield
    del known["mirror"]


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    theme.active().choose("light")
    made = MainWindow()
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.usefixtures("mirror")
def test_it_is_read_run_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Mail,City\na@x.example,Rom\n", "utf-8")
    steps = recipe.parse([{"step": "mirror", "columns": ["City"], "around": "|"}])
    with Project.create(tmp_path / "a.quill") as project:
        tried = ingest.dry_run(project, tmp_path / "a.csv", "profiles", Mapping("profiles", recipe=steps))
        assert tried.recipe[0].examples == (("Rom", "|moR|"),)
        ingest.run_import(project, tmp_path / "a.csv", "profiles", Mapping("profiles", recipe=steps))
        assert ingest.plan(project, tmp_path / "a.csv").mapping.recipe == steps


@pytest.mark.usefixtures("mirror")
def test_the_window_offers_it_and_asks_what_it_is_told(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Mail,City\na@x.example,Rom\n", "utf-8")
    Project.create(tmp_path / "Shop.quill").close()
    window.projects.open(tmp_path / "Shop.quill", lambda: window.go_to("data"))
    assert settle(window, lambda: isinstance(window.host.current(), Data))
    data = window.host.current()
    assert isinstance(data, Data)
    data.bring_in([str(tmp_path / "a.csv")])
    assert settle(window, lambda: data.wizard.tried is not None)
    data.wizard_page.come_to("City")
    data.wizard_page.column.clean.click()
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    next(action for action in menu.actions() if action.text() == "Backwards…").trigger()
    menu.close()
    popup = next(one for one in QApplication.topLevelWidgets() if isinstance(one, StepPopup))
    popup.accept()
    assert settle(window, lambda: data.wizard.tried is not None)
    assert cells(data, "City") == ["~moR~"]
    assert data.wizard_page.recipe.lines[-1].sentence.text() == "Write “City” backwards"
