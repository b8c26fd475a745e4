"""The page of scores: opened, changed with a preview, kept, taken back, deleted."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import audience
from app.runs import scoring
from tests.ui.panes.discover.found import MANY
from ui.panes.discover.pane import Discover
from ui.preview_pane import settle
from ui.shell.window import MainWindow

ORDERS = {"version": 1, "points": [{"event": "placed_order", "points": 10}], "half_life": {"days": 30}}


def _opened(window: MainWindow, pane: Discover) -> None:
    pane.scores_button.click()
    assert settle(window, lambda: pane.scores.open_name is not None and pane.scores.editor.keep_button.isEnabled())


def test_a_score_is_made_seen_and_kept(window: MainWindow, pane: Discover) -> None:
    _opened(window, pane)
    page, editor = pane.scores, pane.scores.editor
    assert [row.kept.title for row in page.rows] == ["Engagement score"]
    assert page.open_name == scoring.READY
    page.begin("points")
    editor.show_score("Orders", ORDERS, ready=False, kept=False)
    assert settle(window, lambda: editor.sentence.text().startswith("10 points for each order."))
    first = editor.figures.text()
    assert f"{MANY} people" in first
    editor.half_life.number.setValue(0)
    assert settle(window, lambda: editor.figures.text() not in ("", first))
    expected = scoring.preview(pane.project, editor.document())
    assert editor.sentence.text() == expected.sentence
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert settle(window, lambda: len(page.rows) == 2)
    kept = scoring.get(pane.project, "Orders")
    assert kept.definition == {key: value for key, value in ORDERS.items() if key != "half_life"}
    assert kept.spread == expected.spread
    assert audience.count(pane.project, {"trait": "score:Orders", "op": "=", "value": 80}).count == 30
    window.toast._action.click()
    assert settle(window, lambda: len(page.rows) == 1)
    assert audience.count(pane.project, {"all": []}).of == MANY


def test_a_new_score_does_not_write_over_another(window: MainWindow, pane: Discover) -> None:
    scoring.save(pane.project, "Orders", ORDERS)
    _opened(window, pane)
    page, editor = pane.scores, pane.scores.editor
    page.begin("index")
    editor.name.setText("orders")
    assert settle(window, lambda: editor.keep_button.isEnabled())
    page.keep()
    assert settle(window, lambda: "already" in pane.strip.text())
    assert scoring.get(pane.project, "Orders").definition == ORDERS


def test_all_are_worked_out_and_one_is_deleted_and_back(window: MainWindow, pane: Discover) -> None:
    scoring.save(pane.project, "Orders", ORDERS)
    _opened(window, pane)
    page = pane.scores
    page.run_button.click()
    assert settle(window, lambda: all(row.kept.spread is not None for row in page.rows))
    page.open("Orders")
    assert settle(window, lambda: page.editor.keep_button.isEnabled())
    state = pane.state()
    assert state["scores"]["document"] == ORDERS
    page.delete()
    assert settle(window, lambda: len(page.rows) == 1)
    window.toast._action.click()
    assert settle(window, lambda: len(page.rows) == 2)
    assert scoring.get(pane.project, "Orders").spread is not None
    pane.back_button.click()
    pane.take_up(state)
    assert settle(window, lambda: pane.showing_scores)
    assert page.editor.document() == ORDERS


def test_what_is_changed_and_not_kept_is_there_when_it_is_opened_again(window: MainWindow, pane: Discover) -> None:
    scoring.save(pane.project, "Orders", ORDERS)
    _opened(window, pane)
    page, editor = pane.scores, pane.scores.editor
    page.open("Orders")
    assert not page.drafts
    editor.most.setValue(7)
    page.open(scoring.READY)
    assert editor.most.value() == 100
    page.open("Orders")
    assert editor.document() == ORDERS | {"most": 7}
    page.keep()
    assert settle(window, lambda: scoring.get(pane.project, "Orders").definition == ORDERS | {"most": 7})
    assert settle(window, lambda: bool(window.toast.text()))
    page.open(scoring.READY)
    assert not page.drafts
