"""The panes of the window, one line each; a pane's module is loaded when it is first visited."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Entry:
    """One pane: its key, its name in the rail, its icon, where its class is, and the overview's count beside it."""

    key: str
    title: str
    icon: str
    place: str
    count: str = ""


PANES: Final = (
    Entry("home", "Home", "house", "ui.panes.home.pane:Home"),
    Entry("data", "Data", "database", "ui.panes.data.pane:Data", "imports"),
    Entry("people", "People", "users", "ui.panes.people.pane:People", "people"),
    Entry("segments", "Segments", "chart-pie-slice", "ui.panes.segments.pane:Segments", "segments"),
    Entry("discover", "Discover", "circles-three", "ui.panes.discover.pane:Discover"),
    Entry("templates", "Templates", "envelope-simple", "ui.panes.templates.pane:Templates", "templates"),
    Entry("campaigns", "Campaigns", "megaphone-simple", "ui.panes.campaigns.pane:Campaigns", "campaigns"),
)
"""In the order of the rail; Ctrl+1 is the first."""
