"""The list of suspected duplicates: what a row says, and the keys that answer it."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.people.duplicates import Suspects
from ui.panes.people.suspects import SuspectsList, SuspectsModel, called, percent, summary


def suspects(number: int, *names: str) -> Suspects:
    keys = (f"customer_id:{number}", f"email:{number}@x.de")
    return Suspects(keys, 0.96, "same phone", (number, number + 100), names, (("phone", "same phone"),))


def test_a_row_says_who_how_likely_and_why() -> None:
    model = SuspectsModel()
    model.show_found([suspects(1, "Zoë Núñez", "Zoe Nunez")])
    assert model.index(0, 0).data() == "Zoë Núñez · Zoe Nunez, 96 %: same phone"
    assert called(suspects(1, "Ann", "Ann")) == "Ann"
    assert (percent(0.9999), percent(0.305)) == ("99 %", "30 %")
    assert summary(1200, 0) == "1,200 suspected"


def test_what_is_answered_goes_and_comes_back_to_its_place() -> None:
    model = SuspectsModel()
    rows = [suspects(number, "A") for number in range(3)]
    model.show_found(rows)
    model.take(1)
    assert model.found == [rows[0], rows[2]]
    model.put(1, rows[1])
    assert model.found == rows


def test_keys_answer_and_others_move(qtbot: QtBot) -> None:
    model = SuspectsModel()
    model.show_found([suspects(number, "A") for number in range(3)])
    view = SuspectsList(model)
    qtbot.addWidget(view)
    said: list[str] = []
    view.answered.connect(said.append)
    view.setCurrentIndex(model.index(0, 0))
    for key in (Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_N, Qt.Key.Key_L, Qt.Key.Key_Backspace):
        qtbot.keyClick(view, key)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert said == ["same", "same", "apart", "later", "back"]
    assert view.currentIndex().row() == 1
