"""The recipe as sentences with their numbers, their menus, and the question about last month's."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ingest import UnfitRecipe
from app.recipe import Misfit, StepReport
from tests.ui.panes.data.looked_at import choose, texts
from ui.panes.data.recipe_card import LEFT_OUT, RecipeCard, UnfitQuestion

TRIM, MERGE = "Trim blank space around the cells of every column", "Merge 1 spelling of “City” into “München”"


@pytest.fixture
def card(qtbot: QtBot) -> RecipeCard:
    made = RecipeCard()
    qtbot.addWidget(made)
    made.show()
    made.show_steps([(TRIM, False), (MERGE, True)])
    return made


def test_each_step_has_its_sentence_its_number_and_a_look_at_cells(card: RecipeCard, qtbot: QtBot) -> None:
    assert [line.sentence.text() for line in card.lines] == [TRIM, MERGE]
    assert card.lines[0].cells.text() == "counting…"
    reports = [StepReport("trim", TRIM), StepReport("merge", MERGE, 1_200, 3, 2, (("munich", "München"), ("x", "")))]
    card.tell(reports)
    assert [line.cells.text() for line in card.lines] == [
        "0 cells",
        "1,200 cells · 3 left as they are · 2 new spellings",
    ]
    assert not card.lines[0].cells.isEnabled(), "there is nothing to be seen"
    qtbot.mouseClick(card.lines[1].cells, Qt.MouseButton.LeftButton)
    assert {"munich → München", "x → blank"} <= texts(card.lines[1])
    card.show_steps([(MERGE, True)])
    card.tell(reports)
    assert card.lines[0].cells.text() == "counting…", "what is told of other steps is told of none of these"
    card.tell([reports[1]])
    assert card.lines[0].cells.isChecked(), "what was open stays open"


def test_the_menu_of_a_step_offers_what_can_be_done(card: RecipeCard, qtbot: QtBot) -> None:
    found: list[tuple[str, int]] = []
    for name in ("changed", "earlier", "later", "removed"):
        getattr(card, name).connect(lambda place, name=name: found.append((name, place)))
    qtbot.mouseClick(card.lines[0].menu, Qt.MouseButton.LeftButton)
    choose(card.lines[0].menu, "Later")
    QApplication.processEvents()
    qtbot.mouseClick(card.lines[1].menu, Qt.MouseButton.LeftButton)
    choose(card.lines[1].menu, "Take out")
    QApplication.processEvents()
    qtbot.mouseClick(card.lines[0].menu, Qt.MouseButton.LeftButton)
    for title in ("Earlier", "Change…"):
        choose(card.lines[0].menu, title)  # the first is the first, and trimming is told nothing
    assert found == [("later", 0), ("removed", 1)]


def test_without_steps_it_says_so(card: RecipeCard) -> None:
    card.show_steps([])
    assert "Cells come in as they stand." in texts(card)
    card.wait()
    assert "Cells come in as they stand." not in texts(card)


def test_last_month_s_recipe_asks_which_columns_stand_for_those_that_are_gone(qtbot: QtBot) -> None:
    question = UnfitQuestion()
    qtbot.addWidget(question)
    unfit = UnfitRecipe((), (Misfit(1, MERGE, "City"), Misfit(2, "Write “Tel”", "Tel")), "march.csv of 2011-12-01")
    question.ask(unfit, ["Mail", "Town"])
    assert question.what.text().startswith(
        "The cleaning recipe of march.csv of 2011-12-01 is not used: “City” and “Tel”"
    )
    question.fields["City"].chosen.emit("Town")
    with qtbot.waitSignal(question.answered) as answered:
        question.use.click()
    assert answered.args == [{"City": "Town", "Tel": LEFT_OUT}]
    question.ask(None, [])
    assert question.isHidden()
