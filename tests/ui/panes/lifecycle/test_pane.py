"""The lifecycle in the window: live counts, thresholds, keeping with undo, and the bands of the flow."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import ingest
from app.project import Project
from app.runs import lifecycle, lifecycle_runs
from ui.core import theme
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow

TODAY = dt.date(2026, 6, 1)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on a shop of which people are active, at risk and gone."""
    theme.active().choose("light")
    with Project.create(tmp_path / "Shop.quill", timezone="UTC", clock="2026-06-01") as project:
        rows = ["email,event,time,order_id,amount"]
        for who, ago in enumerate([1, 10, 20, 45, 50, 100, 200, 500]):
            rows.append(f"p{who}@x.de,placed_order,{TODAY - dt.timedelta(days=ago)}T12:00:00,o{who},10")
        (tmp_path / "events.csv").write_text("\n".join(rows))
        ingest.run_import(project, tmp_path / "events.csv", "events")
    made = MainWindow()
    made.show()
    made.projects.open(tmp_path / "Shop.quill", lambda: made.go_to("lifecycle"))
    assert settle(made, lambda: getattr(made.host.current(), "counted", None) is not None)
    assert settle(made, lambda: _pane(made).flow_card.flow is not None)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _pane(window: MainWindow) -> Any:
    return window.host.current()


def counts(window: MainWindow) -> dict[str, int]:
    return {row.name: int(row.number.text()) for row in _pane(window).rows}


def test_the_counts_follow_the_thresholds_and_nothing_is_kept(window: MainWindow) -> None:
    pane = _pane(window)
    assert counts(window) == {"New lead": 0, "Active": 3, "At risk": 3, "Dormant": 1, "Churned": 1}
    field = pane.rows[1].fields[0]
    before = pane.counted
    field.setValue(15)
    assert pane.family.value() == "own"
    assert settle(window, lambda: pane.counted is not before)
    assert counts(window)["Active"] == 2
    assert lifecycle_runs.newest(pane.project) is None
    assert lifecycle.stages(pane.project)[1].about.startswith("Did something")


def test_run_and_keep_is_undone_as_a_whole(window: MainWindow) -> None:
    pane = _pane(window)
    pane.family.changed.emit("customer")
    assert settle(window, lambda: len(counts(window)) == 4 and "First-time buyer" in counts(window))
    assert not pane.guard.isHidden()
    assert pane.guard.text() == "Nobody who bought falls back to Prospect"
    assert pane.guard.isChecked()
    pane.guard.click()
    pane.run_button.click()
    assert settle(window, lambda: pane.kept is not None)
    assert [one.floor for one in lifecycle.stages(pane.project)] == [False] * 4
    window.toast.act()
    assert settle(window, lambda: pane.kept is None)
    assert lifecycle.stages(pane.project)[0].name == "New lead"
    # The screen says so too.
    assert settle(window, lambda: pane.family.value() == "activity" and "New lead" in counts(window))


def test_what_was_edited_since_the_run_stays_when_that_is_undone(window: MainWindow) -> None:
    pane = _pane(window)
    pane.run_button.click()
    assert settle(window, lambda: pane.kept is not None)
    pane.rows[1].fields[0].setValue(15)
    window.toast.act()
    assert settle(window, lambda: pane.kept is None)
    assert settle(window)
    assert pane.rows[1].fields[0].value() == 15
    assert pane.family.value() == "own"


def test_a_band_is_read_and_opens_its_people_by_keyboard_and_mouse(window: MainWindow) -> None:
    pane = _pane(window)
    picture = pane.flow_card.picture
    bands = picture.bands()
    assert sum(band.move.count for band in bands) == 8
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert "people" in pane.flow_card.about.text() or "person" in pane.flow_card.about.text()
    assert pane.flow_card.people_button.isEnabled()
    # The table says the same.
    assert pane.flow_card.views.model.rowCount() == len(bands)
    widest = max(bands, key=lambda band: band.thick)
    spot = QPoint(picture.width() // 2, round((widest.left + widest.right + widest.thick) / 2))
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=spot)
    assert settle(window, lambda: isinstance(window.host.current(), People))


def test_a_band_becomes_a_segment(window: MainWindow) -> None:
    pane = _pane(window)
    move = pane.flow_card.flow.moves[0]
    pane.make_segment(move, "Moved on")
    assert settle(window, lambda: "Moved on" in window.toast.text())
