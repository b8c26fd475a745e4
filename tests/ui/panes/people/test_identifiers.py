"""Settings of identifiers in the window: what would follow is read first, kept, and taken back with Ctrl+Z."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from app import ingest
from app.project import Project
from storage.file.models import profile
from tests.copies import copy_of
from tests.ui.panes.people.crowd import texts
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture(scope="module")
def shop_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("identifiers")
    file = folder / "people.csv"
    lines = [f",info@shop.com,+44207946010{n}" for n in range(9)] + ["7,a@x.de,", "8,b@x.de,"]
    file.write_text("\n".join(["customer_id,email,phone", *lines, ""]), "utf-8")
    with Project.create(folder / "Shop.quill", clock="2012-01-01") as made:
        ingest.run_import(made, file, "profiles")
        made.audience().close()
    return folder / "Shop.quill"


@pytest.fixture
def pane(window: MainWindow, shop_once: Path, tmp_path: Path) -> People:
    window.projects.open(copy_of(shop_once, tmp_path), lambda: window.go_to("people", identifiers=True))
    assert settle(window, lambda: isinstance(window.host.current(), People))
    found = window.host.current()
    assert isinstance(found, People)
    assert settle(window, lambda: found.identifiers.found is not None)
    return found


def people(pane: People) -> int:
    with pane.project.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(profile)) or 0)


def test_a_suggestion_is_blocked_once_its_effect_is_read_and_taken_back(
    pane: People, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    page = pane.identifiers.page
    assert pane.header.title.text() == "Identifiers"
    assert {"info@shop.com", "stands with 9 different phone numbers"} <= set(texts(page.shared))
    page.presses[0].click()
    settled()
    assert page.preview.title.text() == "Block info@shop.com"
    assert page.effect.text().startswith("1 person becomes 9 people. 3 people before, 11 after.")
    assert people(pane) == 3
    page.apply.click()
    settled()
    assert people(pane) == 11
    assert page.preview.isHidden()
    assert [chip.text() for row in page.rows for chip in row.chips] == ["info@shop.com  ×"]
    assert not page.presses
    pane.undo()
    settled()
    assert people(pane) == 3
    assert len(page.presses) == 1
    pane.redo()
    settled()
    assert people(pane) == 11
    page.rows[1].chips[0].click()
    settled()
    page.apply.click()
    settled()
    assert people(pane) == 3


def test_what_is_asked_for_is_left_and_what_cannot_be_is_said(pane: People, settled: Callable[[], None]) -> None:
    page = pane.identifiers.page
    page.rows[1].up.click()
    settled()
    assert page.preview.title.text() == "Email address decides before Customer number"
    assert "2 keys change" in page.effect.text()
    page.drop.click()
    assert page.preview.isHidden()
    assert ingest.IdentifierSettings(pane.project).rules.order == ()
    pane.identifiers.limit("phone", 3)
    settled()
    page.apply.click()
    settled()
    assert page.rows[2].limit.text() == "at most 3"
    assert people(pane) == 11
    pane.identifiers.block("email", "*", pattern=True)
    settled()
    assert "nothing can be repeated" in pane.strip.text()
    assert page.preview.isHidden()
    pane.escape()
    assert pane.header.title.text() == "People"
