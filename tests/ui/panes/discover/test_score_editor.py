"""The editor gives back a definition as it was, with what is changed in it."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.problems import Problem
from app.runs.scoring import kept
from ui.panes.discover.score_editor import ScoreEditor

EVENTS = [(name, name) for name in ("clicked_email", "opened_email", "placed_order", "added_to_cart", "unsubscribed",
                                    "marked_as_spam")]  # fmt: skip
FIGURES = [("orders", "Orders"), ("revenue", "Revenue")]
INDEX = {"version": 1, "index": [{"trait": "orders", "weight": 1, "scale": "rank", "better": "more"}],
         "missing": "left_out"}  # fmt: skip
HELD = {"version": 1, "about": "Mine", "points": [{"event": "clicked_email", "points": 5}],
        "within": {"between": [{"days": 9}, {"days": 2}]}, "below_zero": True}  # fmt: skip


@pytest.mark.parametrize("document", [kept.ready(), INDEX, HELD])
def test_what_is_shown_is_what_is_given_back(qapp: QApplication, shown, document: dict[str, Any]) -> None:
    editor = ScoreEditor()
    shown(editor)
    editor.offer(EVENTS, FIGURES)
    heard: list[int] = []
    editor.changed.connect(lambda: heard.append(1))
    editor.show_score("Mine", document, ready=False, kept=True)
    assert editor.document() == document
    assert heard == [1], "a preview is asked for once, and not for each field"
    count = len(editor.rows)
    editor.add_button.click()
    assert len(editor.rows) == count + 1
    editor._take_out(editor.rows[-1])
    assert editor.document() == document
    editor.outcome.deleteLater()


def test_what_is_wrong_stands_in_the_place_of_the_sentence(qapp: QApplication, shown) -> None:
    editor = ScoreEditor()
    shown(editor)
    editor.show_score("Mine", INDEX, ready=True, kept=False)
    assert editor.name.isReadOnly()
    assert editor.delete_button.isHidden()
    editor.show_problem(Problem("That is wrong"))
    assert editor.sentence.text() == "That is wrong."
    assert not editor.keep_button.isEnabled()
    editor.outcome.deleteLater()
