"""Where the project keeps the template that is open: under its name, or one that it is given when nobody named it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from ui.core import problems

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.project import Project
    from app.template import Removed, Template
    from ui.panes.base import Pane


class Keeping:
    """Nowhere until the first save. Its calls come from jobs of one key that run one after another."""

    def __init__(self, name: str = "") -> None:
        self.name = name

    def save(self, project: "Project", template: "Template") -> "Template":
        """Keep it; one that was not named yet is given a name, so that nothing that was written is lost."""
        from app import template as templates
        from app.domain.names import fold

        if not self.name:
            taken = {fold(one.name) for one in templates.all_of(project)}
            self.name = template.name or next(one for one in untitled() if fold(one) not in taken)
        return templates.save(project, replace(template, name=self.name), draft=True)

    def rename(self, project: "Project", template: "Template") -> "Template":
        """Keep it under the name that it has now, which must be nobody else's."""
        from app import template as templates
        from app.domain.names import fold

        if self.name:
            templates.rename(project, self.name, template.name)
        # Nothing is kept yet that could be renamed, and to save would add a version to another's template.
        elif fold(template.name) in {fold(one.name) for one in templates.all_of(project)}:
            raise problems.TAKEN(name=template.name)
        self.name = template.name
        return templates.save(project, template, draft=True)


def delete(pane: "Pane", name: str, deleted: Callable[[], None]) -> None:
    """Delete a template; Undo puts it back with all its versions."""

    def work(_: "Progress") -> "Removed":
        from app import template as templates

        return templates.remove(pane.project, name)

    def put_back(gone: "Removed") -> None:
        def again(_: "Progress") -> None:
            from app import template as templates

            templates.put_back(pane.project, gone)

        pane.run(f"put back/{name}", again, keeps=True, once=True)

    def done(gone: "Removed") -> None:
        pane.context.toast(f"Deleted “{name}”", undo=lambda: put_back(gone))
        deleted()

    pane.run(f"delete/{name}", work, done, keeps=True, once=True)


def untitled() -> Iterable[str]:
    """Names for what nobody named, without end."""
    yield "New template"
    yield from (f"New template {number}" for number in count(2))
