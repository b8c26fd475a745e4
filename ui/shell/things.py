"""What Ctrl+K finds in a project beside commands: people, segments, templates, campaigns, fields and help."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from app.domain.finding import rank

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.project import Project
    from ui.core.jobs import Jobs
    from ui.core.projects import Projects


class Shows(Protocol):
    """What shows things: the window, of which no more needs to be known here."""

    jobs: "Jobs"
    projects: "Projects"

    def go_to(self, key: str, /, **what: Any) -> None:
        """Open a pane and hand it what to show."""
        ...

    def open_help(self, key: str = "") -> None:
        """Open a page of the help."""
        ...


LEAST = 2
"""So many letters have to be typed before a project is looked through."""
_EACH = 5
"""Of one sort so many are shown."""


@dataclass(frozen=True)
class Thing:
    """One thing: its title, what it is, the pane that shows it, and what that is handed. Help has no pane."""

    title: str
    sort: str
    pane: str
    what: dict[str, Any] = field(default_factory=dict)

    def open(self, window: Shows) -> None:
        """Show it."""
        if self.pane:
            window.go_to(self.pane, **self.what)
        else:
            window.open_help(str(self.what["key"]))


def look_up(window: Shows, typed: str, done: Callable[[list[Thing]], None]) -> None:
    """Find what answers to what was typed, on another thread; what was asked before is called off."""
    project, help_pages = window.projects.current, list(_help(typed))

    def work(_: "Progress") -> list[Thing]:
        return [] if project is None else [*_kept(project, typed), *_people(project, typed)]

    def found(things: list[Thing]) -> None:
        done([*things, *help_pages])

    if len(typed.strip()) < LEAST:
        done([])
        return
    # A project that cannot be read says so elsewhere; help is found all the same.
    window.jobs.start("window/things", work, found, lambda problem: found([]), quiet=True, priority=1)


def _best(typed: str, things: Iterable[tuple[Thing, str]]) -> list[Thing]:
    """Of things, each with other words for it, those that answer: the best first, and not too many."""
    ranked = [(rank(typed, one.title, words), one) for one, words in things]
    # The sorting keeps the order of the library among equals.
    return [one for points, one in sorted(ranked, key=lambda each: -each[0]) if points][:_EACH]


def _kept(project: "Project", typed: str) -> Iterable[Thing]:
    from app import audience, campaign, template

    names = audience.names(project)
    segments = [one.name for one in names.segments.values()]
    yield from _best(typed, ((Thing(one, "Segment", "segments", {"name": one}), "") for one in segments))
    templates = [one.name for one in template.all_of(project)]
    yield from _best(typed, ((Thing(one, "Template", "templates", {"name": one}), "") for one in templates))
    campaigns = [one.name for one in campaign.list_campaigns(project)]
    yield from _best(typed, ((Thing(one, "Campaign", "campaigns", {"name": one}), "") for one in campaigns))
    fields = [(Thing(names.label(one), "Field", "traits", {"name": one}), one) for one in names.traits]
    yield from _best(typed, fields)


def _people(project: "Project", typed: str) -> list[Thing]:
    from app import people

    return [
        Thing(one.name or one.email or one.key, f"Person · {one.email or one.key}", "people", {"key": one.key})
        for one in people.find(project, typed, _EACH)
    ]


def _help(typed: str) -> list[Thing]:
    from ui.help import pages

    titles = ((Thing(pages.title(key), "Help", "", {"key": key}), "") for key in pages.order())
    return _best(typed, titles)
