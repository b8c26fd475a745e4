"""The questions of the builder: how many match, whom a name finds, why somebody is in, which values there are."""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.domain.problems import RuleProblem
from ui.panes.segments.rule_model import RuleModel

if TYPE_CHECKING:
    from app.audience import Look, Reason
    from app.domain.clock import Moment
    from app.domain.progress import Progress
    from app.rules import Names
    from ui.panes.base import Pane


class Asking:
    """Asks in jobs of the pane; each answer is handed to `done` on the main thread.

    All of it is as of one moment: `as_of`, without it the project's now.
    """

    def __init__(self, pane: "Pane", model: RuleModel) -> None:
        self._pane = pane
        self._model = model
        self.as_of: Moment | None = None

    def look(self, early: Callable[..., None], done: Callable[[Any, Any], None]) -> None:
        """What the builder shows of the rule as it stands; `early` is told of the rule what is known before all is:
        the names and the moment, then the reach and the sentence, from the job's thread."""
        project, rule, as_of = self._pane.project, self._model.root, self.as_of

        def work(progress: "Progress") -> "tuple[Names, Moment, Look | RuleProblem]":
            from app import audience

            names, now = audience.names(project), project.moment(as_of)
            early(rule, names, now)
            try:
                return names, now, audience.look(project, rule, now, progress, lambda *known: early(rule, *known))
            except RuleProblem as problem:
                return names, now, problem

        # Ahead of the figures in the rail and of other looking up: somebody waits for this one as they edit.
        self._pane.run("look", work, lambda found: done(rule, found), title="Counting", priority=1)

    def over_time(self, frame: str, landed: Callable[[Any], None], done: Callable[[Any], None]) -> None:
        """The rule as it stands at many moments: `landed` is told the frame and each point, from the job's thread."""
        project, rule, model = self._pane.project, self._model.root, self._model

        def work(progress: "Progress") -> None:
            from app.audience import over_time

            def tell(what: Any) -> None:
                # The pane may be gone meanwhile.
                with contextlib.suppress(RuntimeError):
                    landed(what)

            found = over_time.frame(project, frame)
            tell(found)
            # A rule in the making can be wrong: its row says so.
            with contextlib.suppress(RuleProblem):
                over_time.counts(project, rule, found.moments(), progress, tell)

        self._pane.run("over-time", work, done, title="Counting over time", about=lambda: rule is model.root)

    def moved(self, begin: "Moment", end: "Moment", done: Any) -> None:
        """Who came into the rule as it stands and who went, and what moved them."""
        project, rule, model = self._pane.project, self._model.root, self._model

        def work(progress: "Progress") -> Any:
            from app.audience import moved

            with contextlib.suppress(RuleProblem):
                return moved.find(project, rule, begin, end, progress)
            return None

        def answer(found: Any) -> None:
            if found is not None:
                done(found)

        self._pane.run("moved", work, answer, title="Comparing", about=lambda: rule is model.root)

    def movers(self, begin: "Moment", end: "Moment", reason: "Reason", done: Any) -> None:
        """Some of those whom a reason moved."""
        project, rule, model = self._pane.project, self._model.root, self._model

        def work(progress: "Progress") -> Any:
            from app.audience import moved

            return moved.some(project, rule, begin, end, reason, progress)

        self._pane.run("movers", work, done, quiet=True, about=lambda: rule is model.root)

    def find(self, text: str, done: Any) -> None:
        """The people whom a name, an address or a number finds."""
        project = self._pane.project

        def work(_: "Progress") -> Any:
            from app import people

            return people.find(project, text)

        self._pane.run("find", work, done, quiet=True)

    def explain(self, key: str, done: Any) -> None:
        """One person against the rule as it stands; an answer about an older rule is nobody's."""
        project, rule, model, as_of = self._pane.project, self._model.root, self._model, self.as_of

        def work(_: "Progress") -> Any:
            from app import audience

            return audience.explain(project, rule, key, as_of)

        about, title = (lambda: rule is model.root), "Looking at one person"
        self._pane.run("explain", work, done, title=title, about=about)

    def shared(self, name: str, done: Any) -> None:
        """The segments but the one of that name that share people with the rule as it stands."""
        project, rule, model, as_of = self._pane.project, self._model.root, self._model, self.as_of

        def work(progress: "Progress") -> Any:
            from app.audience import shared_members

            return shared_members.find(project, rule, name, as_of, progress)

        self._pane.run("shared", work, done, quiet=True, about=lambda: rule is model.root)

    def statement(self, done: Any) -> None:
        """The rule as it stands, as SQL."""
        project, rule, model, as_of = self._pane.project, self._model.root, self._model, self.as_of

        def work(_: "Progress") -> Any:
            from app import audience

            return audience.statement(project, rule, as_of)

        self._pane.run("statement", work, done, quiet=True, about=lambda: rule is model.root)

    def spread(self, name: str, done: Any) -> None:
        """How a field that holds numbers is spread among people."""
        project, as_of = self._pane.project, self.as_of

        def work(progress: "Progress") -> Any:
            from app.runs import scoring

            return scoring.spread_of(project, name, as_of, progress)

        self._pane.run("spread", work, done, lambda _: None, quiet=True)

    def suggest(self, name: str, typed: str, done: Any) -> None:
        """Real values of a name that contain what was typed."""
        project = self._pane.project

        def work(_: "Progress") -> Any:
            from app.query import suggestions

            return suggestions.values(project, name, typed)

        self._pane.run("suggest", work, done, quiet=True)
