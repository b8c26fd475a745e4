"""The language that a template is written in: shown, chosen, and a template converted from one into another."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.core import formats
from ui.core.literal_names import Menu

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from app.domain.progress import Progress
    from app.template import Conversion, Template
    from ui.panes.templates.pane import Templates


class Converting:
    """Offers the languages under a button of the editor, and does what was chosen; Undo brings the template back."""

    def __init__(self, pane: "Templates") -> None:
        self._pane = pane

    def offer(self, under: QWidget) -> None:
        """Open the menu: what it is written in, what it can be converted into, whose tags it has."""
        from app.template import language_names, tool_of

        template = self._pane.template()
        menu = Menu(under)
        for name in language_names():
            entry = menu.entry(_title(name), ticked=name == template.language)
            _then(entry, partial(self._read_as, name))
        menu.addSeparator()
        for name in language_names():
            if name != template.language:
                _then(menu.entry(f"Convert into {_title(name)}"), partial(self._convert, name, ""))
        if tool := tool_of(template):
            menu.addSeparator()
            for name in language_names():
                entry = menu.entry(f"Bring {tool}’s tags over into {_title(name)}")
                _then(entry, partial(self._convert, name, None))
        menu.open_under(under)

    def _read_as(self, name: str) -> None:
        before = self._pane.template()
        if name != before.language:
            self._show(replace(before, language=name))
            self._say(f"Read as {_title(name)} from now on", before)

    def _convert(self, name: str, origin: str | None) -> None:
        pane, before = self._pane, self._pane.template()
        still = pane.shown.still()

        def work(progress: "Progress") -> "Conversion":
            from app import mailing
            from app.template import stoppable, translated

            known = mailing.known_fields(pane.project)
            with stoppable(progress):
                return translated(before, name, known, origin)

        def done(made: "Conversion") -> None:
            pane.strip.clear()
            self._show(made.template)
            title = _title(name)
            said = f"{made.origin}’s tags are {title} now" if made.origin else f"Converted into {title}"
            left = formats.counted(len(made.untold), "tag")
            self._say(f"{said}. {left} stayed as before: see Findings" if made.untold else said, before)

        def same() -> bool:
            """Whether it is still the template that was to be converted."""
            return still() and pane.template() == before

        pane.run("convert", work, done, pane.strip.show_problem, about=same)

    def _show(self, other: "Template") -> None:
        self._pane.editor.exchange(other)
        # What is offered of the merge fields says how they are written.
        self._pane.recipients.language = other.language
        self._pane.recipients.load()

    def _say(self, text: str, before: "Template") -> None:
        pane, still = self._pane, self._pane.shown.still()

        def back() -> None:
            """Undo it, if the same template is open."""
            if still():
                self._show(before)

        pane.context.toast(text, undo=back)


def _title(name: str) -> str:
    from app.template import language_of

    return language_of(name).title


def _then(entry: "QAction", call: Callable[[], None]) -> None:
    # At once: the menu has closed by then, and goes before anything that waits for it.
    entry.triggered.connect(lambda: call())
