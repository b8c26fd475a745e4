"""A column that nobody takes for an answer is made one by a press, in the wizard's real window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.project import Project
from ui.panes.data.pane import Data
from ui.panes.data.permission_question import PermissionQuestion
from ui.preview_pane import settle
from ui.shell.window import MainWindow

CLUB = "Email,Likes tea,Club\n" + "".join(f"a{at}@shop.example,{'yes' if at % 2 else 'no'},Y\n" for at in range(6))
"""Yes and no to questions that no header tells."""


@pytest.fixture
def data(window: MainWindow, tmp_path: Path) -> Data:
    Project.create(tmp_path / "Shop.quill").close()
    window.projects.open(tmp_path / "Shop.quill", lambda: window.go_to("data"))
    assert settle(window, lambda: isinstance(window.host.current(), Data))
    pane = window.host.current()
    assert isinstance(pane, Data)
    return pane


def test_one_press_makes_a_column_the_consent_and_the_doubt_goes(
    window: MainWindow, data: Data, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "club.csv").write_text(CLUB, "utf-8")
    data.bring_in([str(tmp_path / "club.csv")])
    assert settle(window, lambda: data.wizard.tried is not None), data.strip.text()
    page = data.wizard_page
    assert page.permission.isVisible()
    assert list(page.permission.buttons) == ["Likes tea", "Club"]
    page.come_to("Likes tea")
    note = page.column.note()
    assert note == "Answered with “no” and “yes”. If it says who may be emailed, choose Consent to email."
    told = data.wizard.tried.review.looks
    assert any("say so beside" in one.text for one in told)
    assert not any("consent:email" in one.text for one in told), "whoever can press needs no mapping"
    qtbot.mouseClick(page.permission.buttons["Likes tea"], Qt.MouseButton.LeftButton)
    assert settle(window, lambda: data.wizard.tried is not None)
    assert data.wizard.look.mapping.columns["Likes tea"].to == "consent:email"
    assert not page.permission.isVisible()
    assert {head.state for head in data.wizard.look.heads} == {"understood", "new"}
    data.wizard.corrections.back()
    assert settle(window, lambda: data.wizard.tried is not None)
    assert page.permission.isVisible()


def test_of_many_columns_the_first_are_asked_of(shown) -> None:
    card = PermissionQuestion()
    shown(card)
    card.ask({f"Question {at}": ("yes", "no") for at in range(9)})
    assert len(card.buttons) == 4
    assert card.told.text().endswith("5 more columns are marked to check.")
    card.ask({})
    assert not card.isVisible()
