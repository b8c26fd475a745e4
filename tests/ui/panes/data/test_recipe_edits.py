"""The recipe in the wizard: steps added, changed, moved and taken out, merged values, and last month's recipe."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app import ingest, people
from app.recipe import DEFAULT
from tests.ui.panes.data.looked_at import bring_in, cells, texts
from ui.panes.data.alike_dialog import AlikeDialog
from ui.panes.data.pane import Data
from ui.panes.data.step_popup import StepPopup
from ui.preview_pane import settle
from ui.shell.window import MainWindow

TEXT = "Mail,Name,City,Note\n" + "".join(
    f"p{at}@x.de,{name},{city},x\n"
    for at, (name, city) in enumerate(
        [("ANN LEE", "munich"), ("bob mcdonald", "Munich"), ("Cy Fox", "Munich"), ("Dee Day", "Berlin")]
    )
)


@pytest.fixture
def opened(data: Data, tmp_path: Path, tried: Callable[[], None]) -> Data:
    (tmp_path / "march.csv").write_text(TEXT, "utf-8")
    data.bring_in([str(tmp_path / "march.csv")])
    tried()
    return data


def _sentences(data: Data) -> list[str]:
    return [line.sentence.text() for line in data.wizard_page.recipe.lines]


def test_steps_come_in_their_order_with_their_numbers_and_are_taken_back(
    opened: Data, tried: Callable[[], None], window: MainWindow
) -> None:
    edits, card = opened.wizard.recipe, opened.wizard_page.recipe
    edits.add("names", "Name", card.add_step)
    tried()
    assert cells(opened, "Name")[:2] == ["Ann Lee", "Bob McDonald"]
    assert [line.cells.text() for line in card.lines] == ["0 cells", "2 cells"]
    edits.add("upper", "Name", card.add_step)
    tried()
    assert cells(opened, "Name")[1] == "BOB MCDONALD"
    card.earlier.emit(2)
    tried()
    assert cells(opened, "Name")[1] == "Bob McDonald"
    card.removed.emit(1)
    tried()
    assert _sentences(opened)[1:] == ["Write “Name” in the case of names, as McDonald"]
    for _ in range(4):
        window.commands.run("data.step_back")
        tried()
    assert cells(opened, "Name")[0] == "ANN LEE"
    assert opened.wizard.recipe.steps == DEFAULT


def test_a_step_is_asked_what_it_needs_and_asked_again(opened: Data, tried: Callable[[], None]) -> None:
    edits, card = opened.wizard.recipe, opened.wizard_page.recipe
    edits.add("split", "Name", card.add_step)
    popup = next(one for one in QApplication.topLevelWidgets() if isinstance(one, StepPopup))
    popup.accept()
    tried()
    assert cells(opened, "Name 2")[:2] == ["LEE", "mcdonald"]
    card.changed.emit(1)
    popup = next(one for one in QApplication.topLevelWidgets() if isinstance(one, StepPopup) and one.isVisible())
    into = popup.fields["into"]
    assert isinstance(into, QLineEdit)
    into.setText("First, Last")
    popup.accept()
    tried()
    assert cells(opened, "Last")[0] == "LEE"
    assert "Name 2" not in opened.wizard_page.grid.table.headers()
    edits.add("names", "Last", card.add_step)
    tried()
    card.removed.emit(1)
    assert settle_strip(opened, "“Last”"), "another step needs the column"
    assert len(_sentences(opened)) == 3


def settle_strip(data: Data, part: str) -> bool:
    QApplication.processEvents()
    return part in data.strip.text()


def test_alike_values_of_the_whole_file_are_merged(opened: Data, tried: Callable[[], None], window: MainWindow) -> None:
    opened.wizard.recipe.find_alike("City")
    assert settle(window)
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, AlikeDialog))
    assert dialog.model.counts()[0] == 1
    dialog.model.toggle(0)
    dialog.merge_ticked()
    assert settle(window)
    assert dialog.model.counts()[0] == 0
    dialog.ready.click()
    tried()
    assert cells(opened, "City") == ["Munich", "Munich", "Munich", "Berlin"]
    assert _sentences(opened)[-1] == "Merge 1 spelling of “City” into “Munich”, and new ones that are alike"


def test_last_month_s_recipe_comes_along_and_asks_for_a_column_that_is_gone(
    data: Data, tmp_path: Path, tried: Callable[[], None], window: MainWindow
) -> None:
    (tmp_path / "march.csv").write_text(TEXT, "utf-8")
    data.bring_in([str(tmp_path / "march.csv")])
    tried()
    data.wizard.recipe.add("upper", "City", data.wizard_page.recipe.add_step)
    tried()
    data.wizard.bring_in()
    assert settle(window, lambda: data.header.title.text().endswith("is in"))
    assert "Write “City” in capitals: 4 cells" in texts(data.result)

    (tmp_path / "april.csv").write_text(TEXT.replace("p", "q").replace("Lee", "Ley"), "utf-8")
    data.bring_in([str(tmp_path / "april.csv")])
    tried()
    assert _sentences(data)[-1] == "Write “City” in capitals"
    assert data.wizard_page.unfit.isHidden()
    data.wizard.bring_in()
    assert settle(window, lambda: data.header.title.text().endswith("is in"))

    (tmp_path / "may.csv").write_text(TEXT.replace("p", "r").replace("City", "Town"), "utf-8")
    data.bring_in([str(tmp_path / "may.csv")])
    tried()
    question = data.wizard_page.unfit
    assert not question.isHidden()
    assert "“City” is not in this file" in question.what.text()
    data.wizard.bring_in()
    assert len(ingest.history(data.project)) == 2, "nothing comes in while nobody has said what becomes of it"
    question.fields["City"].chosen.emit("Town")
    question.use.click()
    tried()
    assert cells(data, "Town")[0] == "MUNICH"
    assert question.isHidden()
    data.wizard.bring_in()
    assert settle(window, lambda: people.count(data.project) == 12)


def test_a_recipe_is_saved_and_opened(
    opened: Data, tmp_path: Path, tried: Callable[[], None], window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "recipe.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    edits, card = opened.wizard.recipe, opened.wizard_page.recipe
    edits.add("names", "Name", card.add_step)
    tried()
    card.saved.emit()
    assert settle(window, path.exists)
    assert json.loads(path.read_text("utf-8"))["recipe"][1] == {"step": "names", "columns": ["Name"]}
    card.removed.emit(1)
    tried()
    card.opened.emit()
    tried()
    assert cells(opened, "Name")[0] == "Ann Lee"
    path.write_text('[{"step": "upper", "columns": ["Gone"]}]', "utf-8")
    card.opened.emit()
    assert settle_strip(opened, "“Gone”")


def test_without_last_month_s_recipe_one_can_go_on(
    data: Data, tmp_path: Path, tried: Callable[[], None], window: MainWindow, qtbot: QtBot
) -> None:
    bring_in(data, window, tried, _written(tmp_path / "plain.csv", TEXT))
    plan = ingest.plan(data.project, tmp_path / "plain.csv")
    steps = ({"step": "upper", "columns": ["City"]},)
    ingest.run_import(data.project, _written(tmp_path / "a.csv", TEXT), "profiles", plan.mapping.with_recipe(steps))
    data.bring_in([_written(tmp_path / "b.csv", TEXT.replace("City", "Town"))])
    tried()
    data.wizard_page.unfit.go_on.click()
    assert data.wizard_page.unfit.isHidden()
    data.wizard.bring_in()
    assert settle(window, lambda: len(ingest.history(data.project)) == 3)


def _written(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    return str(path)
