"""Drop folders: adding and removing them, and the way from a file that waits to the wizard."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app import ingest
from app.project import Change
from ui.core import file_dialogs
from ui.panes.data.drop_folders_page import AS_BEFORE, DropFoldersPage

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.watching import Happening
    from ui.panes.base import Pane

TITLE: Final = "Drop folders"


class DropFolders:
    """Fills the page; `look_at(paths)` is called with a file that somebody wants to look at."""

    def __init__(self, pane: "Pane", page: DropFoldersPage, look_at: Callable[[list[str]], None]) -> None:
        self._pane, self.page, self._look_at = pane, page, look_at
        self._watcher = pane.context.projects.watcher
        page.add_wanted.connect(self.choose)
        page.removed.connect(self.remove)
        page.read_as.connect(self.read_as)
        page.look_wanted.connect(self._look)
        self._watcher.waits.connect(self.show)
        self._watcher.happened.connect(self.show)

    def show(self, *_: Any) -> None:
        """Show the folders, what waits, and what happened, as they are now."""
        from app.watching import drop_folders, topics

        found, followed = drop_folders(self._pane.project), topics(self._pane.project)
        kinds = [(AS_BEFORE, "As the last file with its columns"), ("", "")]
        kinds += [(one.name, f"Always as {one.title.lower()}") for one in ingest.import_kinds()]
        self.page.show_folders(found, kinds, followed)
        self.page.show_waiting(self._watcher.waiting)
        self.page.show_lately(self._watcher.lately, bool(found or followed))

    def choose(self) -> None:
        """Ask for a folder in the system's own dialog."""
        path = file_dialogs.choose_folder(self._pane, "Which folder are exports saved into?", "import")
        if path:
            self.add(path)

    def add(self, path: str) -> None:
        """Watch this folder."""
        self._change(lambda watching, project: watching.add(project, path))

    def remove(self, path: str) -> None:
        """Watch a folder, or follow a topic, no longer; it can be taken back in passing."""
        topic = next((row.topic for row in self.page.topics if row.topic.address == path), None)
        folder = next((row.folder for row in self.page.rows if row.folder.path == path), None)

        def away(watching: Any, project: Any) -> None:
            (watching.remove if topic is None else watching.unfollow)(project, path)

        def again(watching: Any, project: Any) -> None:
            if folder is not None:
                watching.add(project, path, folder.kind, folder.source)
            elif topic is not None:
                watching.follow(project, path, topic.mapping, topic.config)

        def told() -> None:
            text = f"{Path(path).name} is watched no longer. What came in stays."
            self._pane.context.toast(text, undo=lambda: self._change(again))

        self._change(away, told)

    def read_as(self, path: str, kind: str) -> None:
        """Read its files as this kind from now on, or each as the last one with its columns."""
        self._change(lambda watching, project: watching.change(project, path, None if kind == AS_BEFORE else kind))

    def _change(self, change: Callable[[Any, Any], object], then: Callable[[], None] | None = None) -> None:
        project = self._pane.project

        def work(progress: "Progress") -> None:
            from app import watching

            change(watching, project)

        def done(_: None) -> None:
            self.show()
            if then is not None:
                then()

        self._pane.run("drop_folders", work, done, title="Keeping the drop folders", keeps=True)

    def _look(self, one: "Happening") -> None:
        self._look_at([str(Path(one.folder) / one.file)])

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Another program may have added a folder."""
        if Change.SETTINGS in changes:
            self.show()
