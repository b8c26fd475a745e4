"""One person's whole story: asks `app` for its parts in jobs and puts them on the page."""

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.domain import names
from app.domain.problems import Problem
from ui.charts.chart import load
from ui.core.subjects import Shown
from ui.panes.people import facts
from ui.panes.people import phrases as say
from ui.panes.people.cards import Reason
from ui.panes.people.story_page import StoryPage
from ui.panes.people.timeline import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.audience import Explanation
    from app.domain.progress import Progress
    from app.people import Happening, OrderLine, Page, Story
    from app.project import Month, Project
    from app.rules import Names
    from app.runs import scoring
    from ui.panes.base import Pane


@dataclass(frozen=True)
class Told:
    """What the first job brings: the story, what the project's traits and segments are called, and the identifiers
    that were joined by hand to make this person, the fields that a hand set, and why others cannot be set by hand."""

    story: "Story"
    names: "Names"
    joined: "Sequence[str]" = ()
    by_hand: frozenset[str] = frozenset()
    fixed: "Mapping[str, str]" = field(default_factory=dict)
    scores: "Sequence[tuple[str, str]]" = ()
    """The scores that they have and that can be explained, as names and titles."""


class StoryController:
    """Fills a StoryPage with the person of a key, and fills it again when the project changes."""

    def __init__(
        self,
        pane: "Pane",
        page: StoryPage,
        arrived: "Callable[[Story], None]",
        failed: "Callable[[Problem], None]",
    ) -> None:
        self._pane = pane
        self._page = page
        self._arrived = arrived
        self._failed = failed
        self.person = Shown(self._blank)
        self._why = Shown(page.why.wait)
        self._parts = Shown(page.scores.wait)
        self._timeline = Shown(page.wait_for_timeline)
        self.key = ""
        # To be told again after a change of the project is not to be opened again.
        self._unnoted = False
        self.told: Told | None = None
        self._segment = self._score = ""
        self._before: int | None = None
        self._today = dt.date.min
        page.filter.changed.connect(lambda _: self._begin_timeline())
        page.model.more_wanted.connect(self._go_on)
        page.timeline.order_wanted.connect(self._turn_order)
        page.why.chosen.connect(self._choose_segment)
        page.scores.chosen.connect(self._choose_score)
        page.belongs.segment_wanted.connect(lambda name: pane.context.go_to("segments", name=name))

    def show(self, key: str) -> None:
        """Tell of the person of this key, from the top."""
        self._unnoted = key != self.key
        self.key = key
        self.person.turn_to(key)
        self.refresh()

    def _blank(self) -> None:
        self._page.wait()
        self.told, self._before = None, None
        for part in (self._why, self._parts, self._timeline):
            part.turn_to(None, anew=True)

    def refresh(self) -> None:
        """Ask again; what stands of the same person stays until the answers are there."""
        project, key, unnoted = self._pane.project, self.key, self._unnoted

        def work(progress: "Progress") -> Told:
            from app import audience, ingest, people
            from app.ingest import master_data

            progress.step(0, 2, "Reading what is known")
            # Without events: the timeline is read page by page, after what is known has come.
            told = people.story(project, key, events=0)
            if unnoted:
                people.opened(project, told.id)
            progress.step(1, 2, "Reading what is known")
            known = audience.names(project)
            fixed = {name: why for name in known.traits if (why := master_data.why_not(name))}
            joined, by_hand = ingest.joined_identifiers(project, told.id), master_data.by_hand(project, told.id)
            return Told(told, known, joined, by_hand, fixed, _scores_of(project, told))

        self._pane.run("story", work, self._show, self._gone, title="Opening a person", about=self.person.still())

    def _gone(self, problem: Problem) -> None:
        self.key = ""
        self.person.turn_to(None)
        self._failed(problem)

    # The cards.

    def _show(self, told: Told) -> None:
        self.told, self._unnoted = told, False
        story, known = told.story, told.names
        values = {name: score["value"] for name, score in story.scores.items()} | story.traits
        types = {name: one.type for name, one in known.traits.items()}
        labels = {name: one.label for name, one in known.traits.items()}
        self._page.facts.show_facts(facts.facts(values, types, labels), told.by_hand)
        self._page.tiles.show_tiles(facts.tiles(values))
        self._page.allows.show_allows(
            facts.permissions(story.consents, story.suppressions, story.mailable, story.email),
            facts.known_as(story.identifiers),
            facts.history(story.consents),
        )
        self._page.belongs.show_belongs(story.segments, story.tags)
        self._arrived(story)
        self._offer_segments()
        self._choose_score(self._score)
        self._begin_timeline()

    def _offer_segments(self) -> None:
        assert self.told is not None
        all_names = [one.name for one in self.told.names.segments.values()]
        outside = [name for name in all_names if name not in self.told.story.segments]
        if self._segment not in all_names:
            self._segment = next(iter(outside or all_names), "")
        self._page.why.offer(all_names, self._segment)
        self._explain()

    def _choose_segment(self, name: str) -> None:
        self._segment = name
        self._offer_segments()

    def _explain(self) -> None:
        if not self._segment or self.told is None:
            return
        project, key = self._pane.project, self.key
        self._why.turn_to(self._segment)
        segment = next(one for one in self.told.names.segments.values() if one.name == self._segment)

        def work(progress: "Progress") -> "Explanation":
            from app import audience

            return audience.explain(project, segment.sound(), key)

        self._pane.run("why", work, self._show_why, quiet=True, about=self._why.still())

    def _show_why(self, found: "Explanation") -> None:
        reasons = [Reason(one.as_wanted, one.wanted, one.because) for one in found.conditions]
        self._page.why.show_reasons(found.member, reasons, nearest_words(found.nearest))

    def _choose_score(self, name: str) -> None:
        if self.told is None:
            return
        names_of = [one for one, _ in self.told.scores]
        self._score = name if name in names_of else next(iter(names_of), "")
        self._page.scores.offer(self.told.scores, self._score)
        if not self._score:
            return
        project, number, score = self._pane.project, self.told.story.id, self._score
        self._parts.turn_to(score)

        def work(progress: "Progress") -> "scoring.Explained":
            from app.runs import scoring

            return scoring.of_person(project, score, number)

        self._pane.run("score", work, self._page.scores.show_score, quiet=True, about=self._parts.still())

    # The timeline.

    def _begin_timeline(self) -> None:
        if self.told is None:
            return  # somebody pressed a filter before the story was there: it comes with that filter
        project, number, group = self._pane.project, self.told.story.id, self._page.filter.value()
        self._timeline.turn_to(group)

        def work(progress: "Progress") -> "tuple[Page, list[Month], dt.date]":
            from app.people import timeline

            load()
            today = project.moment().local().date()
            return timeline.page(project, number, group), timeline.months(project, number, group), today

        self._pane.run("timeline", work, self._show_timeline, quiet=True, about=self._timeline.still())

    def _show_timeline(self, found: "tuple[Page, list[Month], dt.date]") -> None:
        page, months, self._today = found
        self._before = page.before
        everything = self._page.filter.value() == "all"
        self._page.timeline.empty_text = (
            "Nothing that they did is recorded yet." if everything else "Nothing of this kind is recorded."
        )
        self._page.model.show_lines(self._lines(page.happenings, ""), more=page.before is not None)
        self._page.show_months(months, self._page.filter.value())

    def _go_on(self) -> None:
        if self.told is None or self._before is None:
            return
        project, number, group = self._pane.project, self.told.story.id, self._page.filter.value()
        before = self._before

        def work(progress: "Progress") -> "Page":
            from app.people import timeline

            return timeline.page(project, number, group, before)

        self._pane.run("timeline", work, self._append, quiet=True, about=self._timeline.still())

    def _append(self, page: "Page") -> None:
        self._before = page.before
        lines = self._lines(page.happenings, self._page.model.last_day())
        self._page.model.append(lines, more=page.before is not None)

    def _lines(self, happenings: "Sequence[Happening]", day: str) -> list[Line]:
        lines: list[Line] = []
        visit = None
        for one in happenings:
            first = say.short_day(one.day, self._today) != day
            line = say.line(one, self._today, first=first, begins=one.visit is None or one.visit != visit)
            day, visit = line.day, one.visit
            lines.append(line)
        return lines

    def _turn_order(self, at: int) -> None:
        """Show the lines of an order below it, or take them away."""
        model = self._page.model
        line = model.line(at)
        if model.is_open(at):
            model.fold(at)
            return
        if self.told is None:
            return
        project, number = self._pane.project, self.told.story.id

        def work(progress: "Progress") -> "list[OrderLine]":
            from app.people import timeline

            return timeline.lines_of(project, number, line.order)

        def done(found: "list[OrderLine]") -> None:
            # More lines may have come meanwhile, or others: where it stands now.
            place = next((row for row in range(model.rowCount()) if model.line(row) is line), None)
            if place is not None:
                model.unfold(place, say.order_lines(found, line.day))

        self._pane.run("order", work, done, quiet=True, about=self._timeline.still())


def _scores_of(project: "Project", story: "Story") -> list[tuple[str, str]]:
    from app.runs import scoring

    known = ((name, scoring.trait_of(name)) for name in scoring.definitions(project))
    return [(name, scoring.title(name)) for name, trait in known if trait in story.scores]


def nearest_words(nearest: Any) -> str:
    """What would bring somebody in, a line for each change; empty for somebody who is in."""
    if nearest is None:
        return ""
    # Below “What would bring them in”, what they would have to become needs no “become”.
    steps = [change.step.what if change.step.becomes else str(change.step) for change in nearest.changes]
    lines = [step[:1].upper() + step[1:] for step in steps]
    if nearest.date:
        lines.append(f"Or time alone, on {facts.iso_day(nearest.date)}")
    return "\n".join(lines)


def title_of(story: "Story") -> tuple[str, str]:
    """How somebody is called, and the quiet line beside it: address and town, as far as they are known."""
    town = str(story.traits.get("city") or "")
    first = story.name or story.email or story.key
    quiet = " · ".join(filter(None, (story.email if story.name else "", town)))
    return first, quiet or (names.label_of(story.key.partition(":")[0]) if not story.name and not story.email else "")
