"""Campaigns that go to whoever enters: who is due today and with what, and what past days would have brought."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.core import formats
from ui.widgets.buttons import Button, Segmented
from ui.widgets.cards import Card, EmptyState
from ui.widgets.labels import HeroNumber, Label
from ui.widgets.layouts import beside, keep_height, keep_width, vbox
from ui.widgets.pages import Pages
from ui.widgets.table import Column, RowsModel, TableView

if TYPE_CHECKING:
    from app.campaign import Day, Due, Mail
    from app.domain.progress import Progress
    from ui.panes.base import Pane

SPANS = (("7", "7 days"), ("14", "14 days"), ("30", "30 days"))
_PEOPLE = 200
"""So many of those who are due are listed."""
_RIGHT = 470


class Triggers(Pages):
    """The page; `open_campaign` is called with the name of one that was chosen, `new` begins one."""

    def __init__(self, pane: "Pane", open_campaign: Callable[[str], None], new: Callable[[], None]) -> None:
        super().__init__()
        self._pane = pane
        make = Button("New campaign", kind="main")
        make.clicked.connect(new)
        self.empty = EmptyState(
            "lightning",
            "Write to people when they enter",
            "In the plan of a campaign, choose that it goes to whoever enters its segments. Each day, those who came "
            "in since the last export are listed here, less everyone who must not be mailed.",
            make,
        )
        self.hero = HeroNumber("Would be mailed today")
        self.due = RowsModel(
            [
                Column("campaign", "Campaign", 0, second="template"),
                Column("entered", "Entered", 72, numeric=True, shown=formats.number),
                Column("people", "Due", 64, numeric=True, shown=formats.number),
            ],
            [],
        )
        self.left_out = Label("", "small", "muted", wrap=True)
        self.left_out.setMinimumHeight(2 * self.left_out.fontMetrics().height())
        self.left_out.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.people = RowsModel(
            [Column("email", "Who", 0), Column("campaign", "Campaign", 0), Column("template", "Template", 0)], []
        )
        self.days = RowsModel(
            [
                Column("day", "Day", 104),
                Column("campaign", "Campaign", 0),
                Column("entered", "Entered", 72, numeric=True, shown=formats.number),
                Column("people", "Mailed", 66, numeric=True, shown=formats.number),
            ],
            [],
        )
        self.more = Label("", "small", "muted")
        self.span = Segmented(SPANS, "How many past days")
        self.span.changed.connect(lambda _: self._simulate())
        self.addWidget(self._built(open_campaign))
        self.addWidget(self.empty)

    def _built(self, open_campaign: Callable[[str], None]) -> QWidget:
        page = QWidget()
        row = beside(page)
        today = Card()
        today.add(self.hero)
        table = TableView(self.due, "Campaigns and who is due of them", two_lines=True)
        table.row_activated.connect(lambda at: open_campaign(self.due.row(at)["campaign"]))
        keep_height(table, 170)
        today.add(table, 1)
        today.add(self.left_out)
        who = Card("Who, and with what")
        who.add_to_head(self.more)
        self.who = TableView(self.people, "Who would be mailed today")
        self.who.empty_text = "Nobody is due today."
        who.add(self.who, 1)
        row.addLayout(vbox(today, who, spacing=16), 1)
        past = Card("If it had run on past days")
        past.add(self.span)
        self.past = TableView(self.days, "Past days and whom they would have brought")
        self.past.empty_text = "Nobody entered on these days."
        past.add(self.past, 1)
        past.add(
            Label(
                "Worked out from the data of each day, with today’s consents. An import that came later is counted as "
                "if it had been there.",
                "small",
                "muted",
                wrap=True,
            )
        )
        keep_width(past, _RIGHT)
        row.addWidget(past, 0, Qt.AlignmentFlag(0))
        return page

    def ask(self) -> None:
        """Look at today and at the past days anew."""
        pane = self._pane
        if not self.due.rowCount():
            for model in (self.due, self.people, self.days):
                model.wait()

        def work(progress: "Progress") -> Any:
            from app.campaign import triggers

            project = pane.project
            return triggers.due(project, None, progress), triggers.mails(project, None, _PEOPLE, progress)

        pane.run("due", work, self._show, title="Finding who is due")

    def _show(self, found: "tuple[list[Due], list[Mail]]") -> None:
        due, mails = found
        self.setCurrentIndex(0 if due else 1)
        people = sum(one.people for one in due)
        self.hero.set(formats.number(people), f"of {formats.number(sum(one.entered for one in due))} who entered")
        self.due.set_rows([_row(one) for one in due])
        self.left_out.setText(_left_out(due))
        self.people.set_rows(
            [{"email": one.email, "campaign": one.campaign, "template": one.template} for one in mails]
        )
        left = people - len(mails)
        self.more.setText(f"and {formats.number(left)} more" if left > 0 else "")
        if due:
            self._simulate()

    def _simulate(self) -> None:
        pane, days = self._pane, int(self.span.value())
        self.days.wait()

        def work(progress: "Progress") -> Any:
            from app.campaign import triggers

            last = pane.project.moment().local().date() - dt.timedelta(days=1)
            first = last - dt.timedelta(days=days - 1)
            return triggers.simulate(pane.project, first.isoformat(), last.isoformat(), progress)

        pane.run("simulate", work, self._show_days, title="Working out past days")

    def _show_days(self, found: "list[Day]") -> None:
        self.days.set_rows(
            [
                {
                    "day": formats.day(dt.date.fromisoformat(one.day)),
                    "campaign": one.campaign,
                    "entered": one.entered,
                    "people": one.people,
                }
                for one in reversed(found)
            ]
        )


def _row(one: "Due") -> dict[str, Any]:
    since = f"since {formats.day(dt.datetime.fromisoformat(one.since).date())}"
    begun = f"begins with the first export: {', '.join(one.begun)}" if one.begun else since
    return {
        "campaign": one.campaign,
        "template": f"{one.template} · {begun}",
        "entered": one.entered,
        "people": one.people,
    }


def _left_out(due: "list[Due]") -> str:
    """Why some of those who entered are not mailed, of all campaigns together."""
    reasons: Counter[str] = Counter()
    for one in due:
        reasons.update(one.left_out)
    said = ", ".join(f"{formats.number(count)} {word}" for word, count in reasons.most_common())
    return f"Left out: {said}." if said else ""
