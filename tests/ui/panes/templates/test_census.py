"""The different emails in their tab: counted by a press, each with somebody to look at, and dim after an edit."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.mailing import Census, Email, Turn
from app.mailing.email_kinds import Odd
from ui.panes.templates.census import CensusPage
from ui.panes.templates.pane import Templates
from ui.widgets.buttons import Button, ChipButton

FOUND = Census(
    12,
    (
        Email(9, 0, "email:a@x.example", (Turn("subject", 1, "“city”"), Turn("html", 3, "“orders”"))),
        Email(3, 2, "email:b@x.example", ()),
    ),
    0,
    (Turn("html", 8, "the “else” of “city”"),),
    (Odd("email:c@x.example", "longest name"),),
)


def words(page: CensusPage) -> list[str]:
    return [one.text().replace("\xa0", " ") for one in page.findChildren(QLabel) if one.text()]


def test_each_email_leads_to_somebody_and_each_place_to_its_line(qtbot: QtBot, shown) -> None:
    done: list[object] = []
    page = CensusPage(lambda: done.append("count"), lambda *place: done.append(place), done.append)
    page.resize(600, 500)
    shown(page)
    qtbot.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    page.show_census(FOUND)
    assert page.title.text() == "12 recipients get 2 emails"
    assert page.over.text() == "2 people with words that stand in"
    assert {"9 people · 75 %", "subject: “city” · “orders”", "the “else” of “city”", "Longest name"} <= set(words(page))
    for look in page.findChildren(Button):
        if look.text() == "Show":
            qtbot.mouseClick(look, Qt.MouseButton.LeftButton)
    (chip,) = [one for one in page.findChildren(ChipButton) if type(one) is ChipButton]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert done == ["count", "email:a@x.example", "email:b@x.example", "email:c@x.example", ("html", 8)]


def test_what_is_beyond_those_that_are_told_apart_is_said(shown) -> None:
    page = CensusPage(lambda: None, lambda *_: None, lambda _: None)
    shown(page)
    page.show_census(Census(12, FOUND.emails, 4, (), ()))
    assert page.title.text() == "12 recipients get over 2 emails"
    assert "4 people get one of the rarer ones." in words(page)


def test_in_the_window_it_is_counted_looked_at_and_dim_after_an_edit(
    meeting: Templates, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    qtbot.mouseClick(meeting.census_button, Qt.MouseButton.LeftButton)
    page = meeting.editor.census
    wait(lambda: page.title.text().startswith("12 recipients get"))
    assert meeting.editor.tabs.value() == "census"
    assert not page.again.isVisible()
    looks = [one for one in page.findChildren(Button) if one.text() == "Show" and one.isVisible()]
    before = meeting.recipients.current
    qtbot.mouseClick(looks[-1], Qt.MouseButton.LeftButton)
    wait(lambda: meeting.recipients.current != before)
    meeting.editor.subject.line.setFocus()
    qtbot.keyClicks(meeting.editor.subject.line, "!")
    assert page.again.isVisible()
    assert page.over.text() == "edited since"
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    wait(lambda: not page.again.isVisible() and page.title.text().startswith("12 recipients get"))
