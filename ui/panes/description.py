"""What the window knows of a pane before the pane is loaded.

It stands in the pane's own package, `ui/panes/<pane>/__init__.py`, as `PANE`. The window imports all of these when it
starts, so they import nothing that takes time; what the pane is made of comes with `load`, on its first visit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.project import Overview
    from ui.panes.base import Pane


@dataclass(frozen=True)
class Words:
    """What one tip says."""

    title: str
    text: str


@dataclass(frozen=True)
class Description:
    """One pane as the rail, the palette, the menus, the shortcuts, the tips and the help name it.

    `package` is the `__name__` of the package that describes itself; its last part is the pane's key. Panes stand by
    `order`, and Ctrl+1 is the first. `load` imports the pane's class. `icon` is a name of `ui.core.icons`.
    `heading` stands over the pane where that is not its title, `count` is the number beside its name in the rail,
    `aliases` are other words that find it in the palette, `needs_project` is false for what can be shown without one,
    and `tips` are what `Context.tip` may offer, by their keys. Its help is the folder `help` beside the package: the
    page of the pane's key, and any further ones.
    """

    package: str
    title: str
    icon: str
    order: int
    load: "Callable[[], type[Pane]]"
    heading: str = ""
    count: "Callable[[Overview], int] | None" = None
    aliases: str = "open show"
    needs_project: bool = True
    tips: Mapping[str, Words] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The stable name by which `go_to`, drafts and settings know the pane."""
        return self.package.rpartition(".")[2]

    @property
    def pages(self) -> tuple[str, ...]:
        """The keys of its help pages, its own first."""
        names = (page.name for page in files(self.package).joinpath("help").iterdir())
        keys = (name.removesuffix(".md") for name in names if name.endswith(".md"))
        return tuple(sorted(keys, key=lambda key: (key != self.key, key)))
