"""Orders that stand out, decided about one after the other by keys, and each decision taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app import audience, ingest
from app.project import Project
from tests.copies import copy_of
from ui.core import theme
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of sixty usual orders and two that stand out."""
    folder = tmp_path_factory.mktemp("orders")
    rows = [f"{at},p{at}@x.example,2011-06-01,MUG,{20 + at % 30}\n" for at in range(60)]
    rows += ["A2,ann@x.example,2011-06-03,LAMP,1000\n", "A2,ann@x.example,2011-06-03,MUG,330\n"]
    rows += ["D1,dee@x.example,2011-06-03,MUG,2900\n"]
    (folder / "orders.csv").write_text("order_id,email,time,sku,price\n" + "".join(rows), "utf-8")
    with Project.create(folder / "Shop.quill", clock="2012-01-01") as project:
        ingest.run_import(project, folder / "orders.csv", "orders")
        project.audience().close()
    return folder / "Shop.quill"


@pytest.fixture
def window(qapp: QApplication, shop: Path, tmp_path: Path) -> Iterator[MainWindow]:
    theme.active().choose("light")
    made = MainWindow()
    made.show()
    made.projects.open(copy_of(shop, tmp_path), lambda: made.go_to("quality", outliers=True))
    assert settle(made, lambda: "outliers" in vars(made.host.current() or made) and rows(made) == 2)
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def pane(window: MainWindow) -> Any:
    return window.host.current()


def rows(window: MainWindow) -> int:
    return int(pane(window).outliers.page.model.rowCount())


def revenue(window: MainWindow) -> float:
    found = audience.listed(window.projects.current, {"all": []}, ["revenue"])
    return sum(float(row[1] or 0) for row in found.rows)


def press(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyClick(pane(window).outliers.page.list, key)


def test_each_is_shown_with_why_and_with_its_lines(window: MainWindow) -> None:
    page = pane(window).outliers.page
    assert page.amount.text() == "2,900.00"
    assert page.about.text() == "Order D1 of dee@x.example, 3 Jun 2011"
    assert "times the median of 62 orders here" in page.why.text()
    assert pane(window).header.title.text() == "Orders that stand out"
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert settle(window, lambda: page.about.text().startswith("Order A2"))
    texts = [label.text() for label in page.card.findChildren(type(page.why))]
    assert {"LAMP", "1,000.00", "330.00"} <= set(texts)


def test_one_that_is_left_out_counts_nowhere_until_it_is_taken_back(window: MainWindow) -> None:
    before = revenue(window)
    press(window, Qt.Key.Key_O)
    assert settle(window, lambda: rows(window) == 1 and not pane(window).outliers.own)
    assert revenue(window) == before - 2900
    pane(window).steps.undo()
    assert settle(window, lambda: rows(window) == 2)
    assert revenue(window) == before
    assert pane(window).outliers.page.about.text().startswith("Order D1")
    pane(window).steps.redo()
    assert settle(window, lambda: rows(window) == 1)
    assert revenue(window) == before - 2900
    QTest.mouseClick(pane(window).outliers.page.again["D1"], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: rows(window) == 2)
    assert revenue(window) == before


def test_what_is_right_is_out_of_the_queue_and_of_the_report(window: MainWindow) -> None:
    press(window, Qt.Key.Key_R)
    assert settle(window, lambda: rows(window) == 1)
    QTest.mouseClick(pane(window).back_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: pane(window).report is not None)
    finding = next(row for row in pane(window).page.findings if row.finding.check == "order_outliers")
    assert finding.number.text() == "1"
    QTest.mouseClick(finding.show_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: pane(window).showing_outliers() and rows(window) == 1)


def test_keys_that_are_pressed_while_an_answer_is_kept_are_answers_too(window: MainWindow) -> None:
    before = revenue(window)
    press(window, Qt.Key.Key_O)
    press(window, Qt.Key.Key_O)
    assert rows(window) == 0
    assert settle(window, lambda: not pane(window).outliers.own)
    assert revenue(window) == before - 2900 - 1330
    pane(window).steps.undo()
    pane(window).steps.undo()
    assert settle(window, lambda: rows(window) == 2)
    assert revenue(window) == before


def test_what_is_put_off_goes_and_comes_last_when_looked_for_again(window: MainWindow) -> None:
    press(window, Qt.Key.Key_L)
    assert settle(window, lambda: rows(window) == 1)
    pane(window).outliers.look()
    assert settle(window, lambda: rows(window) == 2)
    assert [one.order for one in pane(window).outliers.page.model.found] == ["A2", "D1"]


def test_none_left_says_so_and_the_person_opens(window: MainWindow) -> None:
    QTest.mouseClick(pane(window).outliers.page.person, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: isinstance(pane(window), People))
    window.go_to("quality", outliers=True)
    assert settle(window, lambda: rows(window) == 2)
    press(window, Qt.Key.Key_R)
    assert settle(window, lambda: rows(window) == 1)
    press(window, Qt.Key.Key_R)
    assert settle(window, lambda: rows(window) == 0)
    assert not pane(window).outliers.page.right.isEnabled()
