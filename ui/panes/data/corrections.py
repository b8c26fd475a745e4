"""What the wizard's user says otherwise than was found out: each is a step that can be taken back."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoStack

from ui.core import formats
from ui.core.undo import Reversible, do_again, take_back
from ui.panes.data import columns, edit, overview
from ui.panes.data.picker import SKIP, field_picker
from ui.widgets.menu_field import popup

if TYPE_CHECKING:
    from app.ingest import Mapping
    from ui.panes.data.overview import Look, Tried
    from ui.panes.data.wizard import Wizard
    from ui.panes.data.wizard_page import WizardPage


class Corrections:
    """Changes the mapping of the file that is looked at, and has it looked at again."""

    def __init__(self, wizard: "Wizard", page: "WizardPage") -> None:
        self._wizard, self._page = wizard, page
        self.steps = QUndoStack(page)
        page.file.changed.connect(self._change_part)
        page.column.target_wanted.connect(self.pick_target)
        page.column.type_wanted.connect(self.pick_type)
        page.columns.opened.connect(self._open)
        page.grid.opened.connect(self._open)
        page.columns.skip_new.connect(self.skip_new)
        page.columns.take_in.connect(self.take_in)
        page.when.dated.connect(
            lambda day: self.change(lambda old: edit.with_part(old, "answered_at", day or None), "the answers' day")
        )
        page.permission.answered.connect(self._permit)
        page.about.told.connect(
            lambda name, text: self.change(lambda old: edit.with_about(old, name, text), "what the file is about")
        )
        page.spoken.meant.connect(
            lambda header, word, meaning: self.change(
                lambda old: edit.with_word(old, header, word, meaning), f"“{word}”"
            )
        )
        page.review.remedy.clicked.connect(self._mend)

    @property
    def _look(self) -> "Look | None":
        return self._wizard.look

    @property
    def _tried(self) -> "Tried | None":
        return self._wizard.tried

    def change(self, change: "Callable[[Mapping], Mapping]", words: str = "the change") -> None:
        """Have the file looked at by another mapping; `words` are what is said of it when it is taken back."""
        if self._look is None or self._wizard.busy:
            return
        before = self._look.mapping
        after = change(before)
        self.steps.push(Reversible(words, partial(self._wizard.read_by, before), partial(self._wizard.read_by, after)))
        self._wizard.read_by(after)

    def _change_part(self, name: str, value: object) -> None:
        # What is blank says something where the file wins over what is known, and nothing where it does not.
        empty = [head.header for head in self._look.heads if head.state == "empty"] if self._look else []
        again = empty if name == "on_conflict" else []
        self.change(lambda old: edit.taken_in(edit.with_part(old, name, value), again), "how the file is read")

    # One column.

    def _open(self, header: str) -> None:
        self._page.come_to(header)
        self.pick_target(header)

    def pick_target(self, header: str) -> None:
        """Offer what a column can become."""
        if self._look is None:
            return
        column = self._look.mapping.columns[header]
        current = SKIP if column.skip else column.to or ""
        field = self._page.column.target
        picker = field_picker(columns.choices(self._look.plan), current, header, field)
        words = f"what becomes of “{header}”"
        picker.chosen.connect(lambda key: self.change(lambda old: edit.with_target(old, header, key), words))
        picker.open_under(field)

    def pick_type(self, header: str) -> None:
        """Offer the types of a column, and what its words and dates can mean."""
        if self._look is None:
            return
        column = self._look.mapping.columns[header]
        kind = next(one.type for one in self._look.plan.columns if one.header == header)
        current = f"format:{column.format}" if column.format else f"type:{kind}"
        asked = overview.asked_of(self._tried, header)
        popup(
            self._page.column.type,
            edit.type_choices(column, kind) + edit.word_choices(column, asked),
            current,
            lambda key: self.retype(header, key),
        )

    def retype(self, header: str, key: str) -> None:
        """Read a column otherwise: `type:…`, `format:…`, `separator:…`, or a word of it as `word:MEANT:WORD`."""
        what, _, value = key.partition(":")
        words = f"how “{header}” is read"
        if what == "word":
            meant, _, word = value.partition(":")
            self.change(lambda old: edit.with_word(old, header, word, meant), words)
            return
        edits = {"type": edit.with_type, "format": edit.with_format, "separator": edit.with_separator}
        self.change(lambda old: edits[what](old, header, value), words)

    def _permit(self, header: str) -> None:
        """Read a column as what says who may be emailed."""
        self._show_head(header)
        self.change(lambda old: edit.with_target(old, header, "consent:email"), f"what becomes of “{header}”")

    # All columns at once.

    def skip_new(self) -> None:
        """Leave out every column of which nobody knows what it means."""
        self._all_at_once("new", edit.skipped, "skipped")

    def take_in(self) -> None:
        """Take in every column with something in it that is left out."""
        self._all_at_once("skipped", edit.taken_in, "taken in")

    def _all_at_once(self, state: str, change: "Callable[[Mapping, list[str]], Mapping]", done: str) -> None:
        headers = [head.header for head in self._look.heads if head.state == state] if self._look else []
        if headers:
            said = f"{formats.counted(len(headers), 'column')} {done}"
            self.change(lambda old: change(old, headers), said)
            self._wizard.say(said, self.back)

    def back(self) -> None:
        """Take the last step back."""
        if self.steps.canUndo() and not self._wizard.busy:
            take_back(self.steps, self._wizard.say)

    def again(self) -> None:
        """Do again what was taken back."""
        if self.steps.canRedo() and not self._wizard.busy:
            do_again(self.steps, self._wizard.say)

    # What the dry run proposes.

    def _mend(self) -> None:
        """Take the mapping that the dry run proposes, or ask which column says who a row is about."""
        look, tried = self._look, self._tried
        if look is None or tried is None:
            return
        if tried.report.proposal is not None:
            proposed = tried.report.proposal.mapping
            self._show_head(next(iter(look.mapping.columns)))
            self.change(lambda _: proposed, "the proposed mapping")
            return
        choices = overview.columns_to_know_by(look)
        popup(self._page.review.remedy, choices, "", lambda header: self._know_by(look, header))

    def _know_by(self, look: "Look", header: str) -> None:
        kind = overview.kind_of(look, header)
        self._show_head(header)
        self.change(lambda old: edit.with_target(old, header, kind), f"what becomes of “{header}”")

    def _show_head(self, header: str) -> None:
        # The button that was pressed goes; the keyboard stays with what it changed.
        self._page.come_to(header)
        self._page.column.target.setFocus()
