"""The small questions of the builder: whom a name finds, why somebody is in, which values there are."""

from typing import TYPE_CHECKING, Any

from ui.panes.segments.rule_model import RuleModel

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from ui.panes.base import Pane


class Asking:
    """Asks in jobs of the pane; each answer is handed to `done` on the main thread."""

    def __init__(self, pane: "Pane", model: RuleModel) -> None:
        self._pane = pane
        self._model = model

    def find(self, text: str, done: Any) -> None:
        """The people whom a name, an address or a number finds."""
        project = self._pane.project

        def work(_: "Progress") -> Any:
            from app import people

            return people.find(project, text)

        self._pane.run("find", work, done, quiet=True)

    def explain(self, key: str, done: Any) -> None:
        """One person against the rule as it stands; an answer about an older rule is nobody's."""
        project, rule, model = self._pane.project, self._model.root, self._model

        def work(_: "Progress") -> Any:
            from app import audience

            return audience.explain(project, rule, key)

        about, title = (lambda: rule is model.root), "Looking at one person"
        self._pane.run("explain", work, done, title=title, about=about)

    def shared(self, name: str, done: Any) -> None:
        """The segments but the one of that name that share people with the rule as it stands."""
        project, rule, model = self._pane.project, self._model.root, self._model

        def work(progress: "Progress") -> Any:
            from app.audience import shared_members

            return shared_members.find(project, rule, name, progress=progress)

        self._pane.run("shared", work, done, quiet=True, about=lambda: rule is model.root)

    def statement(self, done: Any) -> None:
        """The rule as it stands, as SQL."""
        project, rule, model = self._pane.project, self._model.root, self._model

        def work(_: "Progress") -> Any:
            from app import audience

            return audience.statement(project, rule)

        self._pane.run("statement", work, done, quiet=True, about=lambda: rule is model.root)

    def suggest(self, name: str, typed: str, done: Any) -> None:
        """Real values of a name that contain what was typed."""
        project = self._pane.project

        def work(_: "Progress") -> Any:
            from app.query import suggestions

            return suggestions.values(project, name, typed)

        self._pane.run("suggest", work, done, quiet=True)
