"""Fields: listed at once, then counted; renamed, hidden, merged and put in an order of sources, each with Undo."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QUndoStack

from app.project import Change
from ui.core import formats
from ui.core.commands import Command
from ui.core.literal_names import Menu
from ui.core.undo import Reversible, do_again, redo_keys, take_back, undo_keys
from ui.panes.base import Context, Pane
from ui.panes.traits.merging import Merging
from ui.panes.traits.page import FieldsPage

if TYPE_CHECKING:
    from app.domain.progress import Progress
    from app.fields import Field
    from app.ingest import master_data

CONCERNS: Final = frozenset({Change.IMPORTS, Change.PROFILES, Change.EVENTS, Change.TAGS, Change.SCORES})


class Fields(Pane):
    """The table of fields and the one that is chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.steps = QUndoStack(self)
        self.page = FieldsPage()
        self.body.addWidget(self.page, 1)
        self.fields: list[Field] = []
        self._fresh = False
        self.merging = Merging(self, self._did)
        self.page.menu_wanted.connect(self._menu)
        self.page.card.merge_wanted.connect(self.merge)
        self.page.card.apart_wanted.connect(self.merging.take_apart)
        self.page.card.back_wanted.connect(self.bring_back)
        self.page.card.renamed.connect(self.rename)
        self.page.card.hide_wanted.connect(lambda hidden: self.set_hidden(self._name, hidden))
        self.page.card.delete_wanted.connect(self.delete)
        self.page.card.order_wanted.connect(lambda keys: self.set_order(self._name, keys))

    def opened(self, name: str = "", **what: Any) -> None:
        """List the fields where that is not done; with `name` that one is chosen."""
        if name:
            self.page.choose(name)
        if not self._fresh:
            self.look()

    def project_changed(self, changes: frozenset[Change]) -> None:
        """Read the fields again, now or when the pane is next shown."""
        if changes & CONCERNS:
            self._fresh = False
            if self.isVisible():
                self.look()

    def commands(self) -> Iterable[Command]:
        """Finding a field, and what can be done with the one that is chosen."""
        chosen = self._can_rename
        yield Command("traits.find", "Find a field", self.page.search.setFocus, keys=("Ctrl+F",), aliases="search")
        yield Command("traits.rename", "Rename the field", self.page.card.name.setFocus, keys=("F2",), enabled=chosen)
        yield Command("traits.hide", "Hide or show the field", self.page.card.hide_button.click, enabled=chosen)
        yield Command("traits.merge", "Merge the field into another", self.merge, enabled=self._can_merge,
                      aliases="join combine")  # fmt: skip
        yield Command("traits.undo", "Undo", self.undo, "edit", (undo_keys(),), enabled=self.steps.canUndo)
        yield Command("traits.redo", "Redo", self.redo, "edit", (redo_keys(),), enabled=self.steps.canRedo)

    def undo(self) -> None:
        """Take back what was changed last."""
        take_back(self.steps, self.context.toast)

    def redo(self) -> None:
        """Change it again."""
        do_again(self.steps, self.context.toast)

    @property
    def _name(self) -> str:
        return self.page.card.field.name if self.page.card.field is not None else ""

    def _can_rename(self) -> bool:
        field = self.page.card.field
        return field is not None and field.kind not in ("identifier", "event") and not field.deleted

    def _can_merge(self) -> bool:
        return self._can_rename() and any(
            one.kind == "own" for one in (self.page.card.field, *self.page.picked()) if one
        )

    def _menu(self, place: QPoint) -> None:
        """What can be done with the row that was pressed, or with the two that are selected."""
        field = self.page.card.field
        if field is None or field.kind in ("identifier", "event"):
            return
        menu = Menu(self)
        if field.deleted:
            menu.entry("Bring it back").triggered.connect(lambda _=False: self.bring_back())
        else:
            menu.entry("Rename…").triggered.connect(lambda _=False: self.page.card.name.setFocus())
            if self._can_merge():
                two = [one.label for one in self.page.picked()]
                title = f"Merge {two[0]} and {two[1]}…" if len(two) == 2 else "Merge into…"
                menu.entry(title).triggered.connect(lambda _=False: self.merge())
            menu.entry(self.page.card.hide_button.text()).triggered.connect(
                lambda _=False: self.page.card.hide_button.click()
            )
            if field.kind == "own":
                menu.entry("Delete it").triggered.connect(lambda _=False: self.delete())
        menu.popup(place)

    def merge(self) -> None:
        """Merge the chosen field into another; where two rows are selected, the one into the other."""
        field, two = self.page.card.field, self.page.picked()
        if field is None:
            return
        others = [one for one in two if one.name != field.name] if len(two) == 2 else []
        if field.kind != "own" and others:
            # A standard field stays: it is the other that becomes part of it.
            field, others = others[0], [field]
        self.merging.open(field, self.fields, others[0].name if others else "")

    # What there is.

    def look(self) -> None:
        """List the fields anew; what was counted before stands until it is counted again."""
        project = self.project
        self._fresh = True
        if not self.fields:
            self.page.wait()
            self.set_title(self.title, "Reading the fields")

        def work(progress: "Progress") -> "list[Field]":
            from app import fields

            return [*fields.listed(project), *fields.gone(project)]

        self.run("list", work, self._listed, title="Reading the fields")

    def _listed(self, found: "list[Field]") -> None:
        before = {one.name: one for one in self.fields}
        counted = [_as_counted(one, before.get(one.name)) for one in found]
        self._show([*counted, *self._of_events], "counting values")
        self._count(found, computed=False)

    def _count(self, found: "list[Field]", *, computed: bool) -> None:
        project = self.project

        def work(progress: "Progress") -> "list[Field]":
            from app import fields

            return fields.with_counts(project, found, computed=computed, progress=progress)

        def done(counted: "list[Field]") -> None:
            before = {one.name: one for one in self.fields}
            known = [_as_counted(one, before.get(one.name)) for one in counted]
            self._show([*known, *self._of_events], "counting events" if computed else "counting what is worked out")
            if computed:
                self._count_events(known)
            else:
                self._count(counted, computed=True)

        self.run("count", work, done, quiet=computed, title="Counting values")

    @property
    def _of_events(self) -> "list[Field]":
        """What events were known to have, until it is counted again."""
        return [one for one in self.fields if one.kind == "event"]

    def _count_events(self, known: "list[Field]") -> None:
        project = self.project

        def work(progress: "Progress") -> "list[Field]":
            from app import fields

            return fields.of_events(project, progress)

        self.run("count", work, lambda found: self._show([*known, *found], ""), quiet=True, title="Counting events")

    def _show(self, fields: "list[Field]", doing: str) -> None:
        self.fields = fields
        standing = sum(not one.deleted for one in fields)
        self.set_title(self.title, " · ".join(filter(None, (formats.counted(standing, "field"), doing))))
        self.page.show_fields(fields)

    # What is changed.

    def rename(self, label: str) -> None:
        """Call the chosen field otherwise; Undo calls it what it was."""
        name, before = self._name, self.page.card.title.text()
        self._rename(name, label, partial(self._renamed, name, before, label))

    def _renamed(self, name: str, before: str, label: str) -> None:
        self._did(
            f"{before} is called {label.strip()}",
            partial(self._rename, name, before),
            partial(self._rename, name, label),
        )

    def _rename(self, name: str, label: str, done: "Callable[[], None] | None" = None) -> None:
        project = self.project

        def work(progress: "Progress") -> object:
            from app import fields

            return fields.rename(project, name, label)

        self.run("change", work, lambda _: done() if done else None, title="Renaming", keeps=True, once=True)

    def set_hidden(self, name: str, hidden: bool) -> None:
        """Leave a field out of what is offered, or offer it again."""
        label = self.page.card.title.text()
        words = f"{label} is hidden" if hidden else f"{label} is offered again"
        self._hide(name, hidden, lambda: self._did(words, partial(self._hide, name, not hidden),
                                                   partial(self._hide, name, hidden)))  # fmt: skip

    def _hide(self, name: str, hidden: bool, done: "Callable[[], None] | None" = None) -> None:
        project = self.project

        def work(progress: "Progress") -> object:
            from app import fields

            return fields.hide(project, name) if hidden else fields.show(project, name)

        self.run("change", work, lambda _: done() if done else None, title="Changing a field", keeps=True, once=True)

    def delete(self) -> None:
        """Delete the chosen field, where nothing uses it; Undo brings it back."""
        name, label = self._name, self.page.card.title.text()

        def done() -> None:
            self._did(f"{label} is deleted", partial(self._delete, name, back=True), partial(self._delete, name))

        self._delete(name, done)

    def bring_back(self) -> None:
        """Bring the chosen field, which is deleted, back."""
        name, label = self._name, self.page.card.title.text()
        self.page.choose(name)
        self._delete(name, lambda: self._did(f"{label} is there again", partial(self._delete, name),
                                             partial(self._delete, name, back=True)), back=True)  # fmt: skip

    def _delete(self, name: str, done: "Callable[[], None] | None" = None, *, back: bool = False) -> None:
        project = self.project

        def work(progress: "Progress") -> object:
            from app import fields

            return fields.restore(project, name) if back else fields.delete(project, name)

        self.run("change", work, lambda _: done() if done else None, title="Deleting a field", keeps=True, once=True)

    def set_order(self, name: str, keys: list[str]) -> None:
        """Believe the sources of a field in this order; without any the newest value shows."""
        label = self.page.card.title.text()

        def done(found: "master_data.Reordered") -> None:
            if found.before == found.priority:
                return
            words = f"{label}: {formats.people(found.people)} {'shows' if found.people == 1 else 'show'} another value"
            self._did(words, partial(self._order, name, list(found.before)), partial(self._order, name, keys))

        self._order(name, keys, done)

    def _order(self, name: str, keys: list[str], done: "Callable[[master_data.Reordered], None] | None" = None) -> None:
        project = self.project

        def work(progress: "Progress") -> "master_data.Reordered":
            from app.ingest import master_data

            return master_data.set_priority(project, name, keys, progress=progress)

        self.run("change", work, done, title="Looking whose value changes", keeps=True, once=True)

    def _did(self, words: str, back: Callable[[], None], again: Callable[[], None]) -> None:
        self.steps.push(Reversible(words, back, again))
        self.context.toast(words, undo=self.steps.undo)


def _as_counted(one: "Field", before: "Field | None") -> "Field":
    """A field with the figures that it had, where it has none yet."""
    if one.people is not None or before is None:
        return one
    return replace(one, people=before.people, of=before.of, samples=before.samples)
