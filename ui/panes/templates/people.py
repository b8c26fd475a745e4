"""Whose email is looked at: everyone who can be mailed, one after another, found by name, or the odd cases first."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.domain.names import label_of
from app.domain.problems import Problem, TemplateProblem
from app.domain.progress import Progress
from ui.core import formats, problems
from ui.panes.base import Pane
from ui.panes.templates.appearance import worst_picker
from ui.widgets.person_picker import person_picker

if TYPE_CHECKING:
    from app.mailing import Rendered
    from app.project import Project
    from app.template import Finding, Template

NAMES = ["first_name", "last_name", "full_name", "email"]


class Recipients:
    """The recipients of a pane's template; `changed` is called when another one is to be shown.

    `ids` are in key order, `fields` the merge fields with how many people have each, `wanted` the key of somebody
    to begin with; `first` is the number of somebody to begin with, if they can be mailed. `language` is that of the
    template that is open.
    """

    def __init__(self, pane: Pane, changed: Callable[[], None]) -> None:
        self._pane = pane
        self._changed = changed
        self.ids: list[int] = []
        self.fields: dict[str, str] = {}
        self.wanted = ""
        self.language = ""
        self.first: int | None = None
        self._at = 0

    @property
    def current(self) -> int | None:
        """The number of the profile that is shown, None where there is nobody."""
        return self.ids[self._at] if self.ids else None

    @property
    def place(self) -> str:
        """Which of them it is: `3 of 3,402`."""
        return f"{formats.number(self._at + 1)} of {formats.number(len(self.ids))}"

    def load(self) -> None:
        """Look up who can be mailed now, and what is known of them."""
        project, wanted, language = self._pane.project, self.wanted, self.language

        def work(progress: Progress) -> tuple[list[int], int | None, dict[str, str]]:
            return _look_up(project, wanted, language, progress)

        self._pane.run("people", work, self._loaded, title="Looking up recipients")

    def _loaded(self, answer: tuple[list[int], int | None, dict[str, str]]) -> None:
        self.ids, wanted, self.fields = answer
        self.wanted = ""
        if wanted is not None and wanted not in self.ids:
            # Somebody may be looked at whom nobody may mail: what they would get is seen all the same.
            self.ids.append(wanted)
        wanted, self.first = (self.first if wanted is None and self.first in self.ids else wanted), None
        self._at = self.ids.index(wanted) if wanted is not None else min(self._at, max(0, len(self.ids) - 1))
        self._changed()

    def step(self, by: int) -> None:
        """Go on (1) or back (-1), round at the ends."""
        if self.ids:
            self._at = (self._at + by) % len(self.ids)
            self._changed()

    def show(self, key: str) -> None:
        """Go to somebody by their key or address."""
        self.wanted = key
        self.load()

    def go_to(self, number: int) -> None:
        """Go to somebody by the number of their profile."""
        if number in self.ids:
            self._at = self.ids.index(number)
            self._changed()

    def choose(self, under: QWidget) -> None:
        """Let somebody be found by name or address."""
        project = self._pane.project

        def find(text: str, done: Callable[[list[Any]], None]) -> None:
            def work(_: Progress) -> list[Any]:
                from app import people

                return list(people.find(project, text))

            self._pane.run("find", work, done, quiet=True)

        person_picker(under, find, self.show)

    def offer_worst(self, template: "Template", under: QWidget) -> None:
        """Offer the recipients whose email is most likely to come out badly."""
        project, ids = self._pane.project, list(self.ids)

        def done(cases: list[tuple[int, str, str]]) -> None:
            picker = worst_picker(cases, under)
            picker.chosen.connect(lambda number: self.go_to(int(number)))
            picker.open_under(under)

        self._pane.run(
            "worst", lambda progress: _worst(project, template, ids, progress), done, title="Looking for odd cases"
        )


def _look_up(
    project: "Project", wanted: str, language: str, progress: Progress
) -> tuple[list[int], int | None, dict[str, str]]:
    from app import mailing, people
    from app.audience import coverage, names

    progress.step(0, 2, "Looking up recipients")
    ids = mailing.mailable_ids(project)
    found = people.resolve_key(project, wanted) if wanted else None
    progress.step(1, 2, "Looking up merge fields")
    known = names(project)
    hidden = {name for name, one in known.traits.items() if one.hidden} | set(known.merged)
    offered = {name: kind for name, kind in mailing.known_fields(project).items() if name not in hidden}
    # Of a field that somebody called otherwise its name does not say which it is.
    labels = {name: one.label for name, one in known.traits.items() if one.label != label_of(name)}
    return ids, found, _fields(offered, coverage(project), language, labels)


def _fields(
    known: Mapping[str, str], shares: Mapping[str, float], language: str, labels: Mapping[str, str]
) -> dict[str, str]:
    """Each field with what it is called where its name does not say it, how many people have it and how it reads, in
    the order in which they are offered."""
    from app.template import SECTIONS, about_field, language_of, section_of

    hints = language_of(language).hints if language else {}

    def about(name: str) -> str:
        share = f"{formats.share(shares[name], 1.0)} have it" if name in shares else ""
        return " · ".join(filter(None, (labels.get(name, ""), share, about_field(name, known[name], hints))))

    # What nobody has stands last in its section.
    ordered = sorted(known, key=lambda name: (SECTIONS.index(section_of(name)), shares.get(name) == 0))
    return {name: about(name) for name in ordered}


def _worst(project: "Project", template: "Template", ids: list[int], progress: Progress) -> list[tuple[int, str, str]]:
    from app import mailing, people

    cases = mailing.worst_cases(project, template, ids, progress)
    rows = people.page(project, [one.profile for one in cases], NAMES)
    names = {row["id"]: people.name_of(row) or row["key"] for row in rows}
    return [(one.profile, one.why, names.get(one.profile, "")) for one in cases]


def rendering(
    project: "Project", template: "Template", number: int | None, progress: Progress
) -> "tuple[Rendered | None, str, list[Finding], Problem | None]":
    """What one person gets, what they are called, what is wrong with the source, and why nothing could be rendered."""
    from app import mailing, people
    from app import template as templates
    from app.template import stoppable

    address = mailing.sender_of(project).get("postal_address", "")
    with stoppable(progress):
        findings = templates.lint_template(template, mailing.known_fields(project), address)
    if number is None:
        return None, "", findings, None
    row = next(iter(people.page(project, [number], NAMES)), None)
    if row is None:
        raise problems.GONE()
    name = people.name_of(row) or row.get("email") or row["key"]
    try:
        return next(iter(mailing.render_many(project, template, [number], progress))), name, findings, None
    except TemplateProblem as problem:
        return None, name, findings, problem
