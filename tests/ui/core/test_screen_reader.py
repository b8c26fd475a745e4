from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from ui.core import screen_reader


def _heard(shown, monkeypatch, *, active: bool, at_once: bool) -> list[tuple]:
    widget, heard = shown(QWidget()), []
    monkeypatch.setattr(QAccessible, "isActive", lambda: active)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: heard.append((event.message(), event.politeness()))
    )
    screen_reader.say(widget, "1,204 people match", at_once=at_once)
    return heard


def test_news_wait_and_problems_do_not(shown, monkeypatch) -> None:
    kinds = QAccessible.AnnouncementPoliteness
    assert _heard(shown, monkeypatch, active=True, at_once=False) == [("1,204 people match", kinds.Polite)]
    assert _heard(shown, monkeypatch, active=True, at_once=True) == [("1,204 people match", kinds.Assertive)]


def test_without_a_screen_reader_nothing_is_said(shown, monkeypatch) -> None:
    assert _heard(shown, monkeypatch, active=False, at_once=False) == []
