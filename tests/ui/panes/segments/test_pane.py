"""Segments in the real window: built by mouse and keyboard, counted as the command line counts, undone, explained."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection, insert

from app import audience
from app.audience import segments
from app.project import Change, Project
from storage.file import models
from tests.copies import copy_of
from ui.panes.segments.builder import AddBar
from ui.panes.segments.pane import Segments
from ui.panes.segments.row import ConditionRow
from ui.panes.segments.rule_model import place
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.picker import Picker
from ui.widgets.value_popups import LengthPopup, NumberPopup, PlacePopup, TextsPopup
from ui.widgets.window_popup import WindowPopup

pytestmark = pytest.mark.early

DAY = 86_400_000_000
NOW = 15_317 * DAY  # 2011-12-10
MANY = 60
CITIES = ("Leeds", "York", "Bath")


@pytest.fixture(scope="module")
def town_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty people in three cities with one to four orders each; two of them suppressed, one without an address."""
    path = tmp_path_factory.mktemp("town") / "Town.quill"
    with Project.create(path, clock="2011-12-10") as project:
        project.change_settings({"unknown_is_consent": True})
        with project.write("Made a town", set(Change)) as connection:
            _settle_people(connection)
            _place_orders(connection)
        segments.save(project, "From York", {"trait": "city", "op": "is", "value": "York"})
    return path


def _settle_people(connection: Connection) -> None:
    numbers = range(1, MANY + 1)
    mails = [(at, f"p{at:02}@example.com") for at in numbers if at > 1]
    kinds = {"first_name": "text", "city": "text", "signed_up_at": "datetime"}
    connection.execute(
        insert(models.trait),
        [{"name": n, "label": n.replace("_", " ").capitalize(), "type": t, "own": False} for n, t in kinds.items()],
    )
    connection.execute(
        insert(models.profile),
        [
            {
                "id": at,
                "key": f"email:p{at:02}@example.com" if at > 1 else "customer_id:1",
                "email": f"p{at:02}@example.com" if at > 1 else None,
                "mailable": at > 1,
                "traits": {"first_name": f"N{at}", "city": CITIES[at % 3], "signed_up_at": NOW - at * DAY},
                "created_batch": 1,
            }
            for at in numbers
        ],
    )
    connection.execute(
        insert(models.identifier),
        [{"profile_id": at, "kind": "email", "value": m, "original": m, "link_id": at} for at, m in mails],
    )
    connection.execute(
        insert(models.suppression),
        [{"channel": "email", "address": mails[at][1], "reason": "unsubscribed"} for at in (4, 7)],
    )


def _place_orders(connection: Connection) -> None:
    numbers = range(1, MANY + 1)
    orders = [(at, NOW - (at + 20 * again) * DAY) for at in numbers for again in range(at % 4 + 1)]
    connection.execute(
        insert(models.event),
        [
            {
                "link_id": at,
                "profile_id": at,
                "name": "placed_order",
                "at": when,
                "batch_id": 1,
                "row": row,
                "digest": row,
                "amount": at * 10_000,
            }
            for row, (at, when) in enumerate(orders)
        ],
    )


@pytest.fixture
def town(town_once: Path, tmp_path: Path) -> Path:
    return copy_of(town_once, tmp_path / "Town.quill")


@pytest.fixture
def pane(window: MainWindow, town: Path) -> Segments:
    window.projects.open(town, lambda: window.go_to("segments"))
    assert settle(window, lambda: bool(window.findChildren(Segments)))
    (found,) = window.findChildren(Segments)
    assert settle(window, lambda: bool(found.library.names))
    return found


def _popup(kind: type, window: MainWindow) -> Any:
    """The one open popup of a kind."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1, found
    return found[0]


def _click(widget: Any) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _pick(window: MainWindow, typed: str) -> None:
    """Type into the open menu and take what it finds first."""
    picker = _popup(Picker, window)
    QTest.keyClicks(picker.search, typed)
    QTest.keyClick(picker.search, Qt.Key.Key_Return)
    settle(window)


def _new(pane: Segments, window: MainWindow) -> None:
    _click(pane.new_button)
    settle(window, lambda: pane.builder.root is not None)


def _add(pane: Segments, window: MainWindow, typed: str) -> ConditionRow:
    assert pane.builder.root is not None
    bar = pane.builder.findChild(AddBar)
    assert bar is not None
    _click(bar.condition)
    _pick(window, typed)
    row = pane.builder.root.rows[-1]
    assert isinstance(row, ConditionRow)
    return row


def _field(row: ConditionRow, text: str) -> Any:
    return next(field for field in row.fields if field.text() == text)


def _last_row(pane: Segments) -> ConditionRow:
    assert pane.builder.root is not None
    row = pane.builder.root.rows[-1]
    assert isinstance(row, ConditionRow)
    return row


def test_the_library_counts_as_the_command_line_counts(pane: Segments, window: MainWindow) -> None:
    expected = audience.count(pane.project, {"segment": "From York"}).count
    assert pane.library.names == ["From York"]
    row = pane.library.row("From York")
    assert (row["known"], row["count"], expected) == (True, expected, 20)


def test_a_rule_is_built_by_mouse_and_keyboard_and_kept_as_it_was_built(pane: Segments, window: MainWindow) -> None:
    _new(pane, window)
    row = _add(pane, window, "placed_order")
    _click(_field(row, "at least once"))
    _pick(window, "at least times")
    _click(_field(_last_row(pane), "2 times"))
    popup = _popup(NumberPopup, window)
    popup.first_focus().setValue(3)
    _click(popup.done)
    settle(window)
    _click(_field(_last_row(pane), "over all time"))
    frame = _popup(WindowPopup, window)
    frame._modes._keys["last"].click()
    frame._last.number.setValue(60)
    _click(frame.done)
    settle(window)
    row = _add(pane, window, "city")
    # What is missing is asked for at once, and nothing is called wrong meanwhile.
    settle(window)
    QTest.keyClick(_popup(Picker, window).search, Qt.Key.Key_Escape)
    assert row.problem.text() == ""
    _click(_field(row, "is"))
    _pick(window, "is any of")
    settle(window)
    texts = _popup(TextsPopup, window)
    settle(window, lambda: texts.list.count() == 3)
    QTest.keyClicks(texts.search, "Leeds")
    QTest.keyClick(texts.search, Qt.Key.Key_Return)
    _click(texts.done)
    settle(window)
    rule = {
        "all": [
            {"event": "placed_order", "op": ">=", "value": 3, "within": {"last": {"days": 60}}},
            {"trait": "city", "op": "is_any_of", "value": ["Leeds"]},
        ]
    }
    assert pane.model.root == rule
    expected = audience.reach(pane.project, rule)
    assert expected.matched > 0
    assert pane.side.reach.hero.text() == str(expected.matched)
    assert pane.side.reach._figures["mailable"].text() == str(expected.mailable)
    assert pane.in_words.sentence.text() == audience.sentence(rule, audience.names(pane.project))
    # Without a screen no window is active again after a popup has closed.
    window.hide()
    window.show()
    window.activateWindow()
    settle(window, window.isActiveWindow)
    pane.name_field.setFocus()
    QTest.keyClicks(pane.name_field, "Regulars from Leeds")
    QTest.keyClick(pane.name_field, Qt.Key.Key_Return)
    settle(window)
    assert segments.get(pane.project, "regulars from leeds").rule == rule


def test_each_row_says_for_how_many_it_holds_alone(pane: Segments, window: MainWindow) -> None:
    pane.opened(
        new=True, rule={"all": [{"trait": "city", "op": "is", "value": "York"}, {"none": [{"event": "placed_order"}]}]}
    )
    settle(window)
    assert pane.builder.root is not None
    counts = [row.count.text() for row in pane.builder.root.rows]
    assert counts == ["20", "0"]


def test_edits_are_saved_by_themselves_and_undo_takes_them_back(pane: Segments, window: MainWindow) -> None:
    pane.open_segment("From York")
    settle(window, lambda: pane.name == "From York" and pane.builder.root is not None)
    settle(window)
    row = _last_row(pane)
    _click(row.more)
    menu = QApplication.activePopupWidget()
    action = next(one for one in menu.actions() if one.text().startswith("Turn around"))
    action.trigger()
    menu.close()
    settle(window, lambda: pane.side.reach.hero.text() == "40")
    settle(window, lambda: not pane._save_soon.isActive())
    assert segments.get(pane.project, "From York").rule == {
        "all": [{"none": [{"trait": "city", "op": "is", "value": "York"}]}]
    }
    window.commands.run("segments.undo")
    settle(window, lambda: pane.side.reach.hero.text() == "20")
    window.commands.run("segments.redo")
    assert settle(window, lambda: pane.side.reach.hero.text() == "40")


def test_a_rule_that_is_not_whole_marks_its_row_and_keeps_the_saved_one(pane: Segments, window: MainWindow) -> None:
    pane.open_segment("From York")
    settle(window, lambda: pane.name == "From York" and pane.builder.root is not None)
    pane.model.append((), {"tag": ""})
    settle(window, lambda: not pane._save_soon.isActive())
    settle(window)
    row = _last_row(pane)
    assert "empty" in row.problem.text()
    assert not row.problem.isHidden()
    assert segments.get(pane.project, "From York").rule == {"trait": "city", "op": "is", "value": "York"}


def test_what_keeps_most_people_out_is_named(pane: Segments, window: MainWindow) -> None:
    rule = {
        "all": [
            {"trait": "city", "op": "is", "value": "York"},
            {"event": "placed_order", "op": ">=", "value": 4},
        ]
    }
    pane.opened(new=True, rule=rule)
    settle(window)
    without = audience.count(pane.project, rule["all"][0]).count
    assert f"without it {without} match" in pane.side.reach.because.text()


def test_why_explains_one_person_and_follows_the_rule(pane: Segments, window: MainWindow) -> None:
    pane.opened(new=True, rule={"all": [{"event": "placed_order", "op": ">=", "value": 4}]})
    settle(window)
    window.commands.run("segments.why")
    QTest.keyClicks(pane.why.search, "p04@")
    settle(window, lambda: _why_texts(pane, "p04@example.com"))
    pane.why.ask("p04@example.com")
    settle(window, lambda: _why_texts(pane, "Not in the segment"))
    assert _why_texts(pane, "more orders")
    pane.model.put((0,), {"event": "placed_order"})
    assert settle(window, lambda: _why_texts(pane, "In the segment"))


def _why_texts(pane: Segments, wanted: str) -> bool:
    from PySide6.QtWidgets import QAbstractButton, QLabel

    texts = [label.text() for label in pane.why.findChildren(QLabel)]
    texts += [f"{one.text()} {one.accessibleDescription()}" for one in pane.why.findChildren(QAbstractButton)]
    return any(wanted in text for text in texts)


def test_deleting_can_be_undone(pane: Segments, window: MainWindow) -> None:
    before = segments.save(pane.project, "From York", segments.get(pane.project, "From York").rule, note="Our town")
    pane.kept.do("delete", "From York")
    assert settle(window, lambda: window.toast.can_undo and not pane.library.names)
    assert segments.every(pane.project) == []
    window.toast.act()
    assert settle(window, lambda: len(pane.library.names) == 1)
    after = segments.get(pane.project, "From York")
    assert (after.rule, after.note) == (before.rule, "Our town")


def test_leaving_a_condition_unfinished_keeps_the_rule_that_was_saved(pane: Segments, window: MainWindow) -> None:
    pane.open_segment("From York")
    assert settle(window, lambda: pane.name == "From York")
    whole = segments.get(pane.project, "From York").rule
    pane.model.append((), {"tag": ""})
    _click(pane.back_button)
    assert settle(window)
    assert pane.pages.currentIndex() == 0
    assert segments.get(pane.project, "From York").rule == whole


def test_an_edit_is_kept_although_another_segment_is_opened_at_once(pane: Segments, window: MainWindow) -> None:
    segments.save(pane.project, "Other", {"all": []})
    pane.open_segment("From York")
    assert settle(window, lambda: pane.name == "From York")
    pane.model.append((), {"suppressed": False})
    window.go_to("segments", name="Other")
    assert settle(window, lambda: pane.name == "Other")
    assert {"suppressed": False} in segments.get(pane.project, "From York").rule["all"]
    assert segments.get(pane.project, "Other").rule == {"all": []}


def test_an_edit_that_could_not_be_kept_is_kept_when_the_other_writer_has_gone(
    pane: Segments, window: MainWindow, qtbot: QtBot
) -> None:
    pane.open_segment("From York")
    assert settle(window, lambda: pane.name == "From York")
    # The window came second: another program had the project open for writing when it was opened.
    pane.project._lock.release()
    with Project.open(pane.project.path) as other, other.write("Something long", {Change.SETTINGS}):
        pane.model.append((), {"suppressed": False})
        assert settle(window, lambda: "is writing this project" in pane.strip.text())
        assert pane.header.quiet.text() == "Not saved"
    _click(pane.strip._action)
    assert settle(window, lambda: pane.header.quiet.text() == "Saved")
    assert pane.strip.text() == ""
    assert {"suppressed": False} in segments.get(pane.project, "From York").rule["all"]


def test_the_count_comes_before_the_rest(
    pane: Segments, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.audience import live

    held = threading.Event()
    asked = live.sample
    monkeypatch.setattr(live, "sample", lambda *args: held.wait(30) and asked(*args))
    pane.open_segment("From York")
    count = str(audience.count(pane.project, segments.get(pane.project, "From York").rule).count)
    try:
        qtbot.waitUntil(lambda: pane.side.reach.hero.text() == count, timeout=60_000)
        assert pane.builder.root is not None
        assert pane.side.sample.model.rowCount() == 0
        # What belongs to a rule that was changed meanwhile is not shown.
        pane._early.emit({"all": []}, (audience.Reach(99, 0, 0, 0, 0, 99, 1.0), "Everyone"))
        assert pane.side.reach.hero.text() == count
    finally:
        held.set()
    assert settle(window, lambda: pane.side.sample.model.rowCount() > 0)


def test_only_the_row_that_changed_is_made_anew_and_keeps_the_keyboard(pane: Segments, window: MainWindow) -> None:
    _new(pane, window)
    york = {"trait": "city", "op": "is", "value": "York"}
    for rule in (york, {"any": [york, {"suppressed": False}]}, {"tag": "Tea"}):
        pane.model.append((), rule)
    assert settle(window)
    root = pane.builder.root
    before = list(root.rows)
    inner = list(before[1].rows)
    _field(before[0], "York").setFocus()
    pane.model.put((0,), york | {"value": "Bath"})
    pane.model.put((1, 1), {"suppressed": True})
    after = pane.builder.root.rows
    assert pane.builder.root is root
    assert [one is other for one, other in zip(before, after, strict=True)] == [False, True, True]
    assert [one is other for one, other in zip(inner, after[1].rows, strict=True)] == [True, False]
    assert window.focusWidget() is _field(after[0], "Bath")
    texts = [[field.text() for field in box.fields] for box in pane.builder.boxes() if isinstance(box, ConditionRow)]
    assert texts[2] == ["Address", "is on the suppression list"]
    pane.model.append((1,), york)
    assert len(pane.builder.root.rows[1].rows) == 3
    pane.model.remove((0,))
    pane.model.undo()
    assert [type(row) for row in pane.builder.root.rows] == [type(row) for row in after]
    assert settle(window)
    counted = audience.node_counts(pane.project, pane.model.root)
    shown = {place(pane.model.root, box.path): box.count.text() for box in pane.builder.boxes() if box.path}
    assert shown == {path: str(counted[path]) for path in shown}


def test_rows_are_moved_and_deleted_by_the_keyboard(pane: Segments, window: MainWindow) -> None:
    _new(pane, window)
    rules = [{"tag": "Tea"}, {"suppressed": False}, {"trait": "city", "op": "is_set"}]
    for rule in rules:
        pane.model.append((), rule)
    first = _field(pane.builder.root.rows[0], "Tea")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert pane.model.root["all"] == [rules[1], rules[0], rules[2]]
    assert window.focusWidget() in pane.builder.root.rows[1].fields
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert pane.model.root["all"] == [rules[1], rules[2], rules[0]]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Delete)
    assert pane.model.root["all"] == [rules[1], rules[2]]
    assert window.focusWidget() in pane.builder.root.rows[1].fields
    pane.model.undo()
    assert pane.model.root["all"] == [rules[1], rules[2], rules[0]]


def test_a_pattern_starts_a_rule(pane: Segments, window: MainWindow) -> None:
    _new(pane, window)
    bar = pane.builder.findChild(AddBar)
    assert bar is not None
    _click(bar.pattern)
    _pick(window, "slipping")
    assert pane.model.root["all"][0] == {"event": "placed_order", "op": ">=", "value": 3}
    assert settle(window, lambda: pane.side.reach.hero.text() != "–")


def test_a_date_is_asked_by_a_length_of_time(pane: Segments, window: MainWindow) -> None:
    _new(pane, window)
    row = _add(pane, window, "signed_up_at")
    _click(_field(row, "30 days"))
    popup = _popup(LengthPopup, window)
    popup.first_focus().setValue(10)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    settle(window)
    assert pane.model.root == {"all": [{"trait": "signed_up_at", "op": "in_last", "value": {"days": 10}}]}
    assert pane.side.reach.hero.text() == str(audience.count(pane.project, pane.model.root).count)


def test_a_place_is_given_by_its_coordinates(pane: Segments, window: MainWindow) -> None:
    _new(pane, window)
    row = _add(pane, window, "Lives near")
    _click(_field(row, "choose…"))
    popup = _popup(PlacePopup, window)
    for field, degrees in zip(popup._fields.values(), (48.8566, 2.3522), strict=True):
        field.setValue(degrees)
    _click(popup.done)
    settle(window)
    assert pane.model.root == {"all": [{"near": {"lat": 48.8566, "lon": 2.3522}, "km": 25}]}
    assert _field(_last_row(pane), "48.8566, 2.3522")
