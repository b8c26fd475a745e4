"""Small parts of the Templates pane: a line of the inbox, a sound start, and why an older email is shown."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import template as templates
from app.domain.problems import Problem, TemplateProblem
from app.template import Template
from ui.panes.templates.parts import STARTER, TemplateField, item, nobody, why_old
from ui.widgets.buttons import Button


def test_nothing_of_a_new_template_is_wrong_but_the_words_that_are_to_be_replaced() -> None:
    subject, preheader, body = STARTER
    made = Template("New", subject, preheader, body)
    found = templates.lint_template(made, {"first_name": "text"}, "1 High Street")
    assert {one.code for one in found} == {"placeholder"}


def test_a_line_is_shown_from_its_beginning_and_says_how_long_it_came_out(shown) -> None:
    field = TemplateField("Subject", "What they see first")
    field.resize(300, 40)
    shown(field)
    field.set_length(1_204)
    assert (field.length.text(), field.line.accessibleName()) == ("1,204", "Subject")
    field.show_source("For {{ first_name }} " * 9)
    assert (field.line.cursorPosition(), field.length.text()) == (0, "")


@pytest.mark.parametrize(
    ("problem", "shown", "said"),
    [
        (TemplateProblem("Unknown tag", where="subject"), False, "Shown once the mistake in subject is mended."),
        (TemplateProblem("Unknown tag", where="subject"), True, "Shown as it was before the mistake in subject."),
        (Problem("The disk is full"), True, "Shown as it was before: The disk is full."),
        (Problem("The disk is full"), False, "The disk is full."),
    ],
)
def test_an_older_email_says_why_it_is_shown(problem: Problem, shown: bool, said: str) -> None:
    assert why_old(problem, shown=shown) == said


def test_a_kept_template_is_listed_by_its_subject_and_its_versions() -> None:
    listed = item(Template("Spring", "", "", "", version=2), "")
    assert (listed.name, listed.line, listed.figure, listed.unit) == ("Spring", "No subject yet", "2", "versions")


def test_where_there_is_nobody_to_show_it_to_people_can_be_brought_in(qtbot: QtBot, shown) -> None:
    wanted: list[int] = []
    state = nobody(lambda: wanted.append(1))
    shown(state)
    qtbot.mouseClick(state.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    assert wanted == [1]
