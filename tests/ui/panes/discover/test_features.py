"""What groups are made from: proposed, chosen by mouse and keys, compared by order of magnitude, taken up again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.discover import Feature
from ui.panes.discover.features import SCALES, FeaturesPage, nobody
from ui.widgets.buttons import Button

FEATURES = [
    Feature("orders", "Orders", "number", 1.0, 3.2, "log", chosen=True),
    Feature("age", "Age", "number", 0.25, 0.1),
    Feature("city", "City", "one-hot", 0.5, values=("Leeds", "York")),
]


def test_what_is_proposed_is_chosen_and_each_press_is_told(qtbot: QtBot, shown) -> None:
    changed: list[int] = []
    page = FeaturesPage(lambda: changed.append(1))
    page.resize(1000, 500)
    shown(page)
    page.features.show_features(FEATURES)
    assert (page.features.chosen(), page.features.logs()) == (("orders",), frozenset({"orders"}))
    rows = page.features._rows
    assert rows["city"][1] is None
    assert rows["city"][0].toolTip() == "Leeds, York"
    assert rows["age"][1].accessibleName() == "Compare Age by order of magnitude"
    shares = [one.text().replace("\u00a0", " ") for one in page.features.findChildren(QLabel)]
    assert {"100 %", "25 %", "50 %"} <= set(shares)
    qtbot.keyClick(rows["age"][0], Qt.Key.Key_Space)
    qtbot.keyClick(rows["orders"][0], Qt.Key.Key_Space)
    assert len(changed) == 2
    choice = page.choice()
    assert (choice.features, choice.logs) == (("age",), frozenset())


def test_a_choice_is_taken_up_by_a_page_made_anew(shown) -> None:
    page, again = FeaturesPage(lambda: None), FeaturesPage(lambda: None)
    for one in (page, again):
        shown(one)
        one.features.show_features(FEATURES)
    page.features.choose(("city", "age"), {"age"})
    page.how.scale.set_value("robust")
    page.how.seed.setValue(7)
    again.take_up(page.state())
    assert again.choice() == page.choice()
    assert again.choice().logs == frozenset({"age"})
    assert again.how.about.text() == next(text for key, _, text in SCALES if key == "robust")


def test_without_anybody_the_next_step_stands_there(qtbot: QtBot, shown) -> None:
    wanted: list[int] = []
    state = nobody(lambda: wanted.append(1))
    shown(state)
    qtbot.mouseClick(state.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    assert wanted == [1]
