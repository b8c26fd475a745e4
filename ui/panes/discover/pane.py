"""The Discover pane: find groups of people who are alike, look at them, name them, and keep them as segments."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.discover import ALGORITHMS
from app.domain.progress import Progress
from app.project import Change
from ui.charts.chart import load
from ui.charts.with_table import PictureButton, WithTable
from ui.core import formats
from ui.core.commands import Command
from ui.panes.base import Context, Pane
from ui.panes.discover.features import FeaturesPage, nobody
from ui.panes.discover.groups import Cards, MadeFrom, Numbers, in_figures
from ui.panes.discover.keeping import ask_name, keep_brushed, keep_groups, show_brushed
from ui.panes.discover.picture import Scatter
from ui.panes.discover.rfm import TITLE, RfmPage
from ui.panes.discover.scores import TITLE as SCORES_TITLE
from ui.panes.discover.scores import ScoresPage
from ui.panes.discover.state import advice, go_on, state_of
from ui.widgets.buttons import Button
from ui.widgets.cards import Card
from ui.widgets.labels import Label
from ui.widgets.layouts import beside, hbox, keep_height, keep_width, vbox
from ui.widgets.pages import Pages
from ui.widgets.picker import Choice as Option
from ui.widgets.picker import Picker
from ui.widgets.value_popups import TextPopup

if TYPE_CHECKING:
    from app.discover import Feature, Grouping, Picture, Study

STEPS = ("Step 1 of 2 · What makes people alike?", "Step 2 of 2 · Look at the groups, name them, keep them")
MOST_DIFFERENT = "-"
RFM, SCORES = 3, 4
"""The pages of RFM and of scores, after the features, the groups and what stands where there is nobody."""


class Discover(Pane):
    """See the module."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.study: Study | None = None
        self.grouping: Grouping | None = None
        self.features: list[Feature] = []
        self.brushed: Any = None
        self.axes: tuple[str, str] | None = None
        self.features_page = FeaturesPage(self.choice_changed)
        empty = lambda: nobody(lambda: self.context.go_to("data"))  # noqa: E731
        self.pages = Pages(self.features_page, self._explore_page, empty, lambda: self.rfm, lambda: self.scores)
        self.body.addWidget(self.pages, 1)
        self._build_actions()
        self.show_page(0)

    @cached_property
    def rfm(self) -> RfmPage:
        """The page of RFM, made when it is first wanted."""
        return RfmPage(self)

    @cached_property
    def scores(self) -> ScoresPage:
        """The page of scores, made when it is first wanted."""
        return ScoresPage(self)

    def _explore_page(self) -> QWidget:
        page = QWidget()
        row = beside(page)
        left = QWidget()
        keep_width(left, 230)
        column = vbox(spacing=16, parent=left)
        self.numbers = Numbers(self._number_chosen)
        self.made_from = MadeFrom()
        column.addWidget(self.numbers)
        column.addWidget(self.made_from, 1)
        row.addWidget(left)
        row.addWidget(self._picture_card(), 1)
        self.cards = Cards(lambda label: self.scatter.choose_group(label))
        row.addWidget(self.cards)
        return page

    def _picture_card(self) -> Card:
        card = Card("Each dot is a person")
        self.axes_button = Button("Most different ▾", small=True, name="What the picture shows", parent=self)
        self.axes_button.clicked.connect(self._choose_axes)
        self.table_button = Button("View as table", small=True, parent=self)
        self.table_button.clicked.connect(self.toggle_table)
        card.add_to_head(self.axes_button)
        card.add_to_head(self.table_button)
        self.drawn_label = Label("", "small", "muted", wrap=True)
        self.drawn_label.hide()
        card.add(self.drawn_label)
        self.scatter = Scatter()
        self.scatter.brushed.connect(self._show_brushed)
        self.views = WithTable(self.scatter, "The groups in figures")
        self.table_model, self.table = self.views.model, self.views.table
        keep_height(self.views, 380)
        self.views.turned.connect(self._name_turn)
        files = PictureButton(self.views, "Groups", self)
        self.tell_of(files)
        card.add_to_head(files)
        card.add(self.views, 1)
        foot = hbox(spacing=10)
        self.brush_label = Label("Drag to choose people", tone="muted")
        self.segment_button = Button("Make a segment", small=True, parent=self)
        self.show_button = Button("Show them", small=True, parent=self)
        self.segment_button.clicked.connect(self._name_brushed)
        self.show_button.clicked.connect(lambda: show_brushed(self))
        foot.addWidget(self.brush_label)
        foot.addStretch(1)
        foot.addWidget(self.segment_button)
        foot.addWidget(self.show_button)
        card.add(foot)
        self._show_brushed(None)
        return card

    def _build_actions(self) -> None:
        self.find_button = Button("Find groups", kind="main", hint="Ctrl+Return", parent=self)
        self.find_button.clicked.connect(self.find_groups)
        self.find_button.setEnabled(False)
        self.back_button = Button("Back", parent=self)
        self.back_button.clicked.connect(self._leave)
        self.save_button = Button("Name and save", kind="main", parent=self)
        self.save_button.clicked.connect(lambda: ask_name(self))
        self.rfm_button = Button("RFM groups", parent=self)
        self.rfm_button.clicked.connect(self.show_rfm)
        self.scores_button = Button("Scores", parent=self)
        self.scores_button.clicked.connect(self.show_scores)

    def commands(self) -> Iterable[Command]:
        """Finding groups, showing those of RFM, and keeping them."""
        return [
            Command("discover.find", "Find groups", self.find_groups, keys=("Ctrl+Return",), aliases="cluster k-means"),
            Command("discover.rfm", "Show the RFM groups", self.show_rfm, aliases="recency frequency money"),
            Command("discover.scores", "Show the scores", self.show_scores, aliases="points engagement index"),
            Command("discover.save", "Name and save the groups", self._keep, keys=("Ctrl+S",)),
        ]

    # Coming and going

    def opened(self, **what: Any) -> None:
        if what.get("rfm"):
            self.show_rfm()
        elif what.get("scores"):
            self.show_scores()
        elif not self.features:
            self._load_features()

    @property
    def showing_rfm(self) -> bool:
        """Whether the page of RFM is shown."""
        return self.pages.currentIndex() == RFM

    @property
    def showing_scores(self) -> bool:
        """Whether the page of scores is shown."""
        return self.pages.currentIndex() == SCORES

    def show_rfm(self) -> None:
        """Show the groups by recency, frequency and money."""
        self.show_page(RFM)
        self.rfm.load()

    def show_scores(self) -> None:
        """Show the scores that are kept, and edit them."""
        self.show_page(SCORES)
        self.scores.load()

    def _keep(self) -> None:
        """Keep what is edited: a score, else the groups."""
        if self.showing_scores:
            self.scores.editor.keep_button.click()
        else:
            ask_name(self)

    def state(self) -> dict[str, Any]:
        return state_of(self)

    def take_up(self, state: dict[str, Any]) -> None:
        go_on(self, state)

    def at_work(self) -> bool:
        key = f"{self.job_prefix}find"
        return any(job.key == key for job in self.context.jobs.running())

    def escape(self) -> None:
        if self.pages.currentIndex() in (1, RFM, SCORES):
            self._leave()

    def _leave(self) -> None:
        """Back to where groups begin."""
        self.show_page(0)
        if not self.features:
            self._load_features()

    def project_changed(self, changes: frozenset[Change]) -> None:
        if changes & {Change.SCORES} and self.showing_rfm:
            self.rfm.load()
        if changes & {Change.SCORES, Change.SETTINGS} and self.showing_scores:
            self.scores.load()
        if changes & {Change.PROFILES, Change.EVENTS} and self.pages.currentIndex() not in (1, RFM, SCORES):
            self._load_features()

    def _load_features(self) -> None:
        def work(progress: Progress) -> Any:
            from app import discover

            return discover.features(self.project, progress=progress)

        self.run("features", work, self.show_features, title="Looking at what is known of people")

    def show_features(self, features: "list[Feature]") -> None:
        """Offer these to be chosen."""
        self.features = features
        self.features_page.features.show_features(features)
        if self.pages.currentIndex() not in (RFM, SCORES):
            self.show_page(0 if features else 2)
        self.choice_changed()

    def show_page(self, index: int) -> None:
        """The features (0), the groups (1), that there is nothing yet (2), RFM (3) or the scores (4)."""
        self.pages.setCurrentIndex(index)
        if index == 2:
            self.quiet_line("")
            self.set_actions()
            return
        self.quiet_line({RFM: TITLE, SCORES: SCORES_TITLE}.get(index) or STEPS[index])
        if index == 0:
            self.set_actions(self.scores_button, self.rfm_button, self.find_button)
        elif index == SCORES:
            self.set_actions(self.back_button, self.scores.new_button, self.scores.run_button)
        else:
            self.set_actions(self.back_button, self.save_button if index == 1 else self.rfm.score_button)

    def choice_changed(self) -> None:
        """Groups can be found while something is chosen."""
        self.find_button.setEnabled(bool(self.features_page.features.chosen()))

    # Finding

    def find_groups(self) -> None:
        """Find the groups that the chosen features make, the clearest number of them first."""
        choice = self.features_page.choice()
        if not choice.features:
            return

        def work(progress: Progress) -> Any:
            from app import discover

            study = discover.prepare(self.project, choice, progress=progress.part(0, 0.2))
            load()
            grouping = study.grouping(None, progress.part(0.2, 1.0))
            return study, grouping, study.picture(None)

        self.find_button.setEnabled(False)
        # Other features are another question: its groups are not those that were asked for.
        about, title = (lambda: self.features_page.choice() == choice), "Finding groups"
        self.run("find", work, self._found, self._not_found, self.choice_changed, title=title, about=about)

    def _not_found(self, problem: Any) -> None:
        self.choice_changed()
        self.strip.show_problem(problem)

    def _found(self, answer: "tuple[Study, Grouping, Picture]") -> None:
        self.study, grouping, picture = answer
        self.axes = None
        self.choice_changed()
        self.show_page(1)
        self.axes_button.setText("Most different ▾")
        self.show_grouping(grouping, picture)

    def _number_chosen(self, k: int) -> None:
        study, axes = self.study, self.axes
        if study is None or (self.grouping is not None and self.grouping.k == k):
            return

        def work(progress: Progress) -> Any:
            return study.grouping(k, progress), study.picture(axes)

        def done(answer: "tuple[Grouping, Picture]") -> None:
            self.show_grouping(*answer)
            if axes != self.axes:
                self._ask_picture()  # another was chosen meanwhile

        self.run("number", work, done, title=f"Making {formats.counted(k, 'group')}", about=lambda: study is self.study)

    def show_grouping(self, grouping: "Grouping", picture: "Picture") -> None:
        """Show these groups."""
        self.grouping = grouping
        self.numbers.show_numbers(
            grouping.candidates, grouping.k, advice(grouping), open_=ALGORITHMS[grouping.choice.algorithm].needs_k
        )
        self.made_from.show_made(self.features, grouping.choice, grouping)
        self.cards.show_groups(grouping)
        self._draw(picture, grouping)
        self._show_table(grouping)
        self._show_brushed(None)
        self.context.tip("picture", self.brush_label)
        self.context.announce(f"{formats.counted(grouping.k, 'group')} of {formats.people(len(grouping.ids))}")

    def _draw(self, picture: "Picture", grouping: "Grouping") -> None:
        self.scatter.show_picture(picture, grouping.labels)
        drawn, people = len(picture.rows), picture.people
        some = f"{formats.number(drawn)} of {formats.number(people)} are drawn; the brush takes all"
        self.drawn_label.setText("" if drawn == people else some)
        self.drawn_label.setVisible(drawn != people)

    def _show_table(self, grouping: "Grouping") -> None:
        self.views.show_figures(*in_figures(grouping, {one.name: one.label for one in self.features}))

    def toggle_table(self) -> None:
        """The picture as figures, and back."""
        self.views.toggle()

    def _name_turn(self, table: bool) -> None:
        self.table_button.setText("View as picture" if table else "View as table")

    def _choose_axes(self) -> None:
        if self.study is None:
            return
        columns = self.study.columns
        pairs = [(a, b) for at, a in enumerate(columns) for b in columns[at + 1 :]]
        offered = [Option(MOST_DIFFERENT, "Most different directions")]
        offered += [Option(f"{a.name}\n{b.name}", f"{a.label} × {b.label}") for a, b in pairs[:60]]
        picker = Picker(offered, "What the picture shows", self.window())
        picker.chosen.connect(self._axes_chosen)
        picker.open_under(self.axes_button)

    def _axes_chosen(self, key: str) -> None:
        a, _, b = key.partition("\n")
        self.axes = None if key == MOST_DIFFERENT else (a, b)
        self._ask_picture()

    def _ask_picture(self) -> None:
        study, axes = self.study, self.axes
        if study is None:
            return

        def done(picture: "Picture") -> None:
            self.name_axes(picture)
            if self.grouping is not None:
                self._draw(picture, self.grouping)
                self._show_brushed(None)

        about = lambda: study is self.study and axes == self.axes  # noqa: E731
        self.run("axes", lambda _: study.picture(axes), done, title="Drawing", about=about)

    def name_axes(self, picture: "Picture") -> None:
        """Say what the picture shows."""
        shown = "Most different" if self.axes is None else f"{picture.x_label} × {picture.y_label}"
        self.axes_button.setText(f"{shown} ▾")

    # The brush

    def _show_brushed(self, rows: Any) -> None:
        self.brushed = rows
        count = 0 if rows is None else len(rows)
        self.segment_button.setEnabled(count > 0)
        self.show_button.setEnabled(count > 0)
        if count:
            self.brush_label.set_rich(f"<b>{formats.people(count)}</b> in the brush")
        else:
            self.brush_label.set_rich("Drag to choose people")

    def _name_brushed(self) -> None:
        popup = TextPopup("Name of the segment", "", self.window(), hint="Name of the segment")
        popup.given.connect(lambda name: keep_brushed(self, name))
        popup.open_under(self.segment_button)

    def save(self, name: str) -> None:
        """Keep the groups as they are named now: a trait of everybody, and a segment each."""
        keep_groups(self, name)
