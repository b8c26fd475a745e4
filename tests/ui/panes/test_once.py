"""What is pressed twice is done once; what is pressed while something of its kind runs is done too, after it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app import audience, campaign, people
from app import template as templates
from app.audience import segments
from app.people import tags
from ui.core import file_dialogs
from ui.panes.campaigns.plan import new_plan
from ui.shell.window import MainWindow


@pytest.fixture
def open_readers(window: MainWindow, readers: Path, wait: Callable[..., None]) -> MainWindow:
    window.projects.open(readers)
    wait(lambda: window.found is not None)
    return window


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch, of: Any, name: str) -> Iterator[list[Any]]:
    """While it lasts, whoever calls that function waits; what it was called with."""
    gate, real, calls = threading.Event(), getattr(of, name), []

    def slow(*given: Any, **named: Any) -> Any:
        calls.append(given)
        assert gate.wait(20)
        return real(*given, **named)

    monkeypatch.setattr(of, name, slow)
    try:
        yield calls
    finally:
        gate.set()


def test_a_segment_duplicated_twice_at_once_has_one_copy(
    open_readers: MainWindow, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_readers.go_to("segments")
    pane = open_readers.host.current()
    wait(lambda: len(pane.library.names) == 2)
    with held(monkeypatch, segments, "duplicate"):
        pane.kept.do("duplicate", "Gold")
        pane.kept.do("duplicate", "Gold")
    wait(lambda: pane.name.startswith("Gold "))
    assert len(segments.every(pane.project)) == 3


@pytest.mark.parametrize(
    ("key", "module", "function"),
    [("segments", segments, "delete"), ("templates", templates, "remove"), ("campaigns", campaign, "delete")],
)
def test_of_two_deleted_one_after_the_other_both_are_gone_and_come_back(
    key: str, module: Any, function: str, open_readers: MainWindow, wait: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    window = open_readers
    project = window.projects.current
    for name in ("One", "Two") if key == "campaigns" else ():
        campaign.save(project, name, new_plan() | {"include": ["Gold"], "template": "Meeting"})
    window.go_to(key)
    pane = window.host.current()

    def listed() -> list[str]:
        library = pane.library
        return library.names if key == "segments" else [card.name for card in library.cards]

    wait(lambda: len(listed()) == 2)
    names = listed()
    offered: list[Any] = []
    real = window.toast.show_message
    monkeypatch.setattr(
        window.toast, "show_message", lambda *given, **more: (offered.append(more["undo"]), real(*given, **more))
    )
    do = pane.kept.do if key == "segments" else pane._do
    # `context` holds the toast's function since it was made.
    object.__setattr__(pane.context, "toast", window.toast.show_message)
    with held(monkeypatch, module, function):
        for name in (*names, names[0]):
            do("delete", name)
    wait(lambda: not listed() and len(offered) == 2)
    assert pane.strip.text() == ""
    for undo in offered:
        undo()
    wait(lambda: sorted(listed()) == sorted(names))


def test_two_tags_given_at_once_are_both_given(
    open_readers: MainWindow, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_readers.go_to("people", key="r02@example.com")
    pane = open_readers.host.current()
    wait(lambda: pane.story.told is not None)
    with held(monkeypatch, tags, "add"):
        pane._give_tag("Tea")
        pane._give_tag("Coffee")
    wait()
    assert sorted(people.story(pane.project, "r02@example.com").tags) == ["Coffee", "Tea"]


def test_two_parts_of_the_sender_given_at_once_are_both_kept(
    open_readers: MainWindow, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_readers.go_to("campaigns")
    pane = open_readers.host.current()
    wait()
    with held(monkeypatch, type(pane.project), "change_settings"):
        pane._sender_changed({"from_name": "Tea"})
        pane._sender_changed({"reply_to": "us@shop.example"})
    wait()
    kept = pane.project.setting("sender")
    assert (kept["from_name"], kept["reply_to"]) == ("Tea", "us@shop.example")


def test_an_export_under_way_is_not_begun_again_by_its_keys(
    open_readers: MainWindow, tmp_path: Path, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    window, asked = open_readers, []
    plan = new_plan() | {"include": ["Gold"], "template": "Meeting"}
    campaign.save(window.projects.current, "Tea", plan)
    window.go_to("campaigns", name="Tea")
    pane = window.host.current()
    wait(lambda: pane.checks.verdict.text() != "")
    monkeypatch.setattr(file_dialogs, "choose_folder", lambda *_: (asked.append(1), str(tmp_path))[1])
    with held(monkeypatch, campaign, "export") as calls:
        for _ in range(3):
            QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: bool(pane.exporting.folder))
    assert (len(asked), len(calls)) == (1, 1)


def test_a_count_that_comes_late_brings_no_deleted_segment_back(
    open_readers: MainWindow, wait: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = open_readers.projects.current
    segments.delete(project, "Leeds")
    open_readers.go_to("segments")
    pane = open_readers.host.current()
    wait(lambda: len(pane.library.names) == 1)
    real, gate, begun = audience.shelves, threading.Event(), threading.Event()

    def late(*given: Any, **named: Any) -> Any:
        found = real(*given, **named)
        begun.set()
        assert gate.wait(20)
        return found

    monkeypatch.setattr(audience, "shelves", late)
    pane.kept.refresh()
    while not begun.wait(0.01):
        QTest.qWait(5)
    pane.kept.do("delete", "Gold")
    while pane.library.names:
        QTest.qWait(5)
    gate.set()
    wait()
    assert pane.library.names == []
