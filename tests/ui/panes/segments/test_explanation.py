"""“Why is someone in?”: found by name, each condition with its reason, and the nearest change in a sentence."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.panes.segments.explanation import Why, nearest_words
from ui.widgets.buttons import Button, RowButton


@dataclass
class Person:
    key: str
    name: str = ""
    email: str = ""


@dataclass
class Condition:
    as_wanted: bool
    wanted: str
    because: str
    path: str = ""


@dataclass
class Part:
    path: str
    kind: str
    as_wanted: bool
    parts: list["Part"] = field(default_factory=list)


@dataclass
class Change:
    step: str


@dataclass
class Nearest:
    changes: list[Change] = field(default_factory=list)
    date: str = ""


@dataclass
class Found:
    member: bool
    conditions: list[Condition]
    nearest: Nearest | None = None
    tree: Part | None = None


def _flat(*conditions: Condition) -> dict[str, Any]:
    """Conditions of one group, and that group."""
    for at, one in enumerate(conditions):
        one.path = f"all[{at}]"
    parts = [Part(one.path, "", one.as_wanted) for one in conditions]
    return {"conditions": list(conditions), "tree": Part("", "all", True, parts)}


def _texts(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def test_somebody_is_found_and_asked_about_and_asked_again_by_another_rule(qtbot: QtBot, shown) -> None:
    asked: list[Any] = []
    people = [Person("email:z@example.com", "Zoë", "z@example.com"), Person("customer_id:7")]
    why = Why(lambda text, done: done(people if text == "zo" else []), lambda *call: asked.append(call), lambda: None)
    why.resize(360, 500)
    shown(why)
    qtbot.keyClicks(why.search, "nobody")
    qtbot.keyClick(why.search, Qt.Key.Key_Return)
    assert "Nobody is called so." in _texts(why)
    why.search.clear()
    qtbot.keyClicks(why.search, "zo")
    qtbot.keyClick(why.search, Qt.Key.Key_Return)
    QApplication.processEvents()
    rows = [one for one in why.findChildren(RowButton) if one.isVisible()]
    assert [one.text() for one in rows] == ["Zoë", "customer_id:7"]
    qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    assert [key for key, _ in asked] == ["email:z@example.com"]
    nearest = Nearest([Change("one more order"), Change("a town")], "2012-01-09")
    asked[0][1](
        Found(
            False,
            **_flat(Condition(True, "from Leeds", "Leeds"), Condition(False, "ordered", "never")),
            nearest=nearest,
        )
    )
    assert "Not in the segment" in _texts(why)
    said = [one.accessibleName() for one in why.findChildren(QWidget) if one.isVisible()]
    assert {"As wanted: from Leeds. Leeds", "Not as wanted: ordered. never"} <= set(said)
    assert nearest_words(nearest) in _texts(why)
    why.again()
    assert [key for key, _ in asked] == ["email:z@example.com"] * 2
    asked[1][1](Found(True, **_flat(Condition(True, "from Leeds", "Leeds")), nearest=nearest))
    assert "In the segment" in _texts(why)
    assert nearest_words(nearest) not in _texts(why)


def test_groups_stand_over_their_conditions_each_with_its_own_sign(shown) -> None:
    why = Why(lambda *_: None, lambda *_: None, lambda: None)
    why.resize(360, 500)
    shown(why)
    conditions = [
        Condition(True, "from Leeds", "Leeds", "all[0]"),
        Condition(False, "ordered", "never", "all[1].any[0]"),
        Condition(True, "clicked", "once", "all[1].any[1]"),
    ]
    inner = [Part("all[1].any[0]", "", False), Part("all[1].any[1]", "", True)]
    tree = Part("", "all", True, [Part("all[0]", "", True), Part("all[1]", "any", True, inner)])
    why.show_explanation(Found(True, conditions, tree=tree))
    QApplication.processEvents()
    said = [one.accessibleName() for one in why.findChildren(QWidget) if "wanted" in one.accessibleName()]
    assert said == [
        "As wanted: from Leeds. Leeds",
        "As wanted: At least one of these",
        "Not as wanted: ordered. never",
        "As wanted: clicked. once",
    ]
    group, below = (next(one for one in why.findChildren(QWidget) if word in one.accessibleName())
                    for word in ("At least", "ordered"))  # fmt: skip
    assert below.contentsMargins().left() > group.contentsMargins().left()


def test_the_nearest_change_in_words() -> None:
    assert nearest_words(Nearest()) == "No small change would bring them in."
    assert nearest_words(Nearest([Change("one more order")])) == "One more order would bring them in."
    assert nearest_words(Nearest([], "2012-01-09")) == "Time alone does it on 9 Jan 2012."


def test_escape_and_the_cross_close_it(qtbot: QtBot, shown) -> None:
    closed: list[int] = []
    why = Why(lambda *_: None, lambda *_: None, lambda: closed.append(1))
    shown(why)
    qtbot.keyClick(why, Qt.Key.Key_Escape)
    (cross,) = [one for one in why.findChildren(Button) if one.accessibleName() == "Close"]
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert closed == [1, 1]
