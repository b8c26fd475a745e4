"""Where the panes stand: each made once, taken up where it was left, its unfinished work kept in its project."""

from typing import Any

import pytest

from app.project import Project
from ui.panes.base import Context, Pane
from ui.panes.description import Description
from ui.shell.pane_host import DRAFTS, Broken, PaneHost
from ui.widgets.labels import Label


class _Drafts:
    """A line that nobody kept yet."""

    def __init__(self) -> None:
        self.line = ""

    def state(self) -> dict[str, Any]:
        return {"line": self.line}

    def take_up(self, state: dict[str, Any]) -> None:
        self.line = state["line"]

    def draft(self) -> Any:
        return self.line or None

    def go_back_to(self, unfinished: Any) -> None:
        self.line = f"again: {unfinished}"


class Writing(Pane):
    """A pane in which a line is written."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.drafts = _Drafts()
        self.heard: list[dict[str, Any]] = []
        self.body.addWidget(Label("A line"))

    def opened(self, **what: Any) -> None:
        self.heard.append(what)


def _faulty() -> type[Pane]:
    raise ZeroDivisionError


WRITING = Description("ui.panes.writing", "Writing", "house", 90, lambda: Writing)
READING = Description("ui.panes.reading", "Reading", "house", 91, lambda: Writing)
FAULTY = Description("ui.panes.faulty", "Faulty", "house", 92, _faulty)


@pytest.fixture
def project(shop):
    with Project.open(shop) as made:
        made.hold_writer()
        yield made


@pytest.fixture
def host(shown):
    made = shown(PaneHost())
    yield made
    made.forget()


def test_a_pane_is_made_once_and_told_what_to_show_each_time(host, context, project) -> None:
    first = host.show_pane(context(WRITING, project), {})
    other = host.show_pane(context(READING, project), {})
    assert host.show_pane(context(WRITING, project), {"name": "VIP"}) is first is host.current()
    assert first.heard == [{}, {"name": "VIP"}]
    assert host.panes() == [first, other]


def test_a_pane_that_cannot_be_made_says_so_where_it_would_stand(host, context, project) -> None:
    told: list[BaseException] = []
    host.failed.connect(told.append)
    pane = host.show_pane(context(FAULTY, project), {})
    assert isinstance(pane, Broken)
    assert [type(one) for one in told] == [ZeroDivisionError]
    assert any(label.text() == "Faulty could not be opened" for label in pane.findChildren(Label))


def test_in_another_size_of_text_each_pane_goes_on_where_it_was(host, shown, context, project) -> None:
    host.show_pane(context(WRITING, project), {}).drafts.line = "Dear"
    host.suspend()
    assert host.panes() == []
    again = shown(PaneHost())
    again.go_on_from(host)
    assert again.show_pane(context(WRITING, project), {}).drafts.line == "Dear"
    again.forget()


def test_what_was_begun_is_kept_in_the_project_and_gone_back_to(host, context, project) -> None:
    host.show_pane(context(WRITING, project), {}).drafts.line = "Dear"
    host.show_pane(context(READING, project), {})
    host.forget()
    assert project.setting(DRAFTS) == {"writing": "Dear"}
    # Who looks at another pane only does not lose it.
    host.show_pane(context(READING, project), {})
    host.forget()
    assert project.setting(DRAFTS) == {"writing": "Dear"}
    pane = host.show_pane(context(WRITING, project), {})
    assert pane.drafts.line == "again: Dear"
    pane.drafts.line = ""
    host.forget()
    assert project.setting(DRAFTS) == {}
