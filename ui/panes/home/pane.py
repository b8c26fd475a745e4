"""Home: the welcome page, which is a drop target; with a project open, the project at a glance and what to do next."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ui.core.commands import Command
from ui.panes.base import Context, Pane
from ui.panes.home.glance import Glance
from ui.panes.home.welcome import Welcome
from ui.widgets.buttons import Button
from ui.widgets.layouts import scrolling

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.project import Change


def _exports(progress: "Progress") -> list[tuple[str, str]]:
    """What each export that is known is called, and where it is found."""
    from app import ingest

    del progress
    return [(one.title, one.where_to_find) for one in ingest.ready_made()[0] if one.where_to_find]


class Home(Pane):
    """Shows the welcome page, or the glance of the project that is open."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.glance: Glance | None = None
        opener = Button("Open a project…", hint="Ctrl+O")
        opener.clicked.connect(lambda: context.commands.run("file.open"))
        if context.project is None:
            self.set_title("Welcome")
            self.set_actions(opener)
            self.body.setContentsMargins(40, 28, 40, 28)
            welcome = Welcome(context)
            self.body.addWidget(welcome)
            self.run("exports", _exports, welcome.guide.show_exports, quiet=True)
        else:
            importer = Button("Import files…", kind="main", hint="")
            importer.clicked.connect(lambda: context.commands.run("file.import"))
            self.set_title(context.project.name, "The project at a glance")
            self.set_actions(opener, importer)
            self.glance = Glance(self)
            self.body.addWidget(scrolling(self.glance))

    def opened(self, **what: Any) -> None:
        """Bring the figures up to date."""
        if self.glance is not None:
            self.glance.refresh()

    def project_changed(self, changes: "frozenset[Change]") -> None:
        """Bring the figures up to date."""
        if self.glance is not None:
            self.glance.refresh()

    def commands(self) -> Iterable[Command]:
        """Opening each of the recent projects that are there."""
        return [
            Command(f"home.recent.{at}", f"Open {recent.name}", self._opener(recent.path), aliases="recent project")
            for at, recent in enumerate(self.context.projects.recents())
            if not recent.missing and (self.context.project is None or recent.path != str(self.context.project.path))
        ]

    def _opener(self, path: str) -> Any:
        return lambda: self.context.projects.open(path)
