"""What the Segments pane shows while it does not know yet: names at once, figures only when they are there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.audience import segments
from ui.panes.segments.pane import Segments
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import Field


@pytest.fixture
def pane(window: MainWindow, readers: Path, wait: Callable[..., None]) -> Segments:
    """The pane with “Gold” open and everything known of it."""
    window.projects.open(readers, lambda: window.go_to("segments", name="Gold"))
    assert settle(window, lambda: isinstance(window.host.current(), Segments))
    found = window.host.current()
    assert isinstance(found, Segments)
    wait(lambda: found.side.sample.model.rowCount() > 0)
    return found


def figures(pane: Segments) -> list[str]:
    """Every text of the look that has a digit in it, and the people who stand there."""
    said = [label.text() for label in pane.side.findChildren(QLabel) if label.isVisible()]
    model = pane.side.sample.model
    return [*(text for text in said if any(sign.isdigit() for sign in text)), *["row"] * model.rowCount()]


def test_another_segment_has_its_name_at_once_and_nothing_of_the_last_one(
    pane: Segments, wait: Callable[..., None]
) -> None:
    assert figures(pane)
    assert pane.builder.findChildren(Field)
    pane.open_segment("Leeds")
    assert pane.header.title.text() == "Leeds"
    assert figures(pane) == []
    assert pane.in_words.sentence.text() == ""
    assert pane.builder.boxes() == []
    assert pane.side.sample.model.waiting
    assert not pane.use_button.isEnabled()
    wait(lambda: pane.side.sample.model.rowCount() > 0)
    assert "Leeds" in pane.in_words.sentence.text()
    assert pane.header.name.text() == "Leeds"


def test_a_rule_that_was_edited_has_figures_that_say_they_are_old(pane: Segments, wait: Callable[..., None]) -> None:
    pane.model.put((0,), {"trait": "loyalty_tier", "op": "is", "value": "Silver"})
    texts = [label.text() for label in pane.side.reach.hero.findChildren(QLabel)]
    assert "counting again…" in texts
    assert pane.in_words.sentence.property("dim") == "true"
    wait(lambda: "Silver" in pane.in_words.sentence.text())
    assert pane.in_words.sentence.property("dim") == ""
    texts = [label.text() for label in pane.side.reach.hero.findChildren(QLabel)]
    assert "counting again…" not in texts


def test_an_answer_about_an_older_rule_is_not_shown(pane: Segments, wait: Callable[..., None]) -> None:
    """Edited again while the answer is on its way, before the new question: a moment is waited before that."""
    pane.model.put((0,), {"trait": "loyalty_tier", "op": "is", "value": "Silver"})
    pane._look()
    pane.model.put((0,), {"trait": "city", "op": "is", "value": "Leeds"})
    pane._look_soon.stop()
    wait()
    assert "Silver" not in pane.in_words.sentence.text()
    assert pane.in_words.sentence.property("dim") == "true"
    pane._look_soon.start()
    wait(lambda: "Leeds" in pane.in_words.sentence.text())


def test_a_rule_that_cannot_be_asked_has_no_figures(pane: Segments, wait: Callable[..., None]) -> None:
    pane.model.put((0,), {"trait": "loyalty_tier", "op": "is", "value": ""})
    pane.model.put((0,), {"trait": "nothing_of_this_name", "op": "is", "value": "x"})
    wait(lambda: pane.side.reach.hero.text() == "–")
    assert figures(pane) == []


def test_a_segment_that_is_gone_says_so_in_the_list(pane: Segments, wait: Callable[..., None]) -> None:
    pane.open_segment("Nowhere")
    wait(lambda: pane.strip.text() != "")
    assert pane.pages.currentIndex() == 0
    assert pane.library.names == ["Gold", "Leeds"]


def test_the_list_has_names_before_counts(pane: Segments, wait: Callable[..., None], qtbot: QtBot) -> None:
    pane.back_button.click()
    wait(lambda: bool(pane.library.names) and pane.library.row("Gold")["known"])
    assert "Leeds" not in pane.library.row("Gold")["sentence"]
    segments.save(pane.project, "Gold", {"trait": "city", "op": "is", "value": "Leeds"})
    pane.kept.refresh()
    assert pane.library.model._dim
    blank = False
    while not blank or not pane.library.row("Gold")["known"]:
        qtbot.wait(1)
        blank = blank or not pane.library.row("Gold")["known"]
        assert pane.library.names == ["Gold", "Leeds"], "the row stays where it is"
    assert "Leeds" in pane.library.row("Gold")["sentence"]
    assert not pane.library.model._dim
