"""The kept campaigns as a list, or what a campaign is for where there is none."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui.core import formats
from ui.core.subjects import Still
from ui.widgets.buttons import Button
from ui.widgets.cards import EmptyState
from ui.widgets.library import Action, Do, Item, Library
from ui.widgets.person_picker import person_picker

if TYPE_CHECKING:
    from app.campaign import Deleted, Listed
    from app.domain.progress import Progress
    from app.project import Project
    from ui.panes.base import Pane

_MOST_BYTES = 150
_RESERVED = re.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)
"""What Windows keeps for its devices."""

ACTIONS = (Action("delete", "Delete", "trash"),)


def library(do: Do) -> Library:
    """The list, or what stands where nothing is kept yet."""
    new = Button("New campaign", kind="main")
    new.clicked.connect(lambda: do("new", ""))
    empty = EmptyState(
        "megaphone-simple",
        "Send the right thing to the right people",
        "A campaign is a template for some segments, less everyone who must not get it. Quillwork shows who falls "
        "out and why, looks at every single email, and writes the files that your email service imports.",
        new,
    )
    return Library(empty, ACTIONS, do)


def kept(project: "Project") -> "list[tuple[Listed, str]]":
    """The campaigns that are kept, each with the name of its email service."""
    from app import campaign
    from app.campaign import esps

    titles = {one.name: one.title for one in esps().values()}
    return [(one, titles.get(one.esp or "", str(one.esp))) for one in campaign.list_campaigns(project)]


def item(one: "Listed", service: str) -> Item:
    """A kept campaign in the list: what goes to whom for which service, and how often it was exported."""
    line = f"{one.template} to {', '.join(one.include)} · {service}"
    return Item(one.name, line, formats.number(one.exports), "export" if one.exports == 1 else "exports")


def free_name(project: "Project", name: str) -> str:
    """The name, with a number behind it where another campaign has it."""
    from app import campaign
    from app.domain.names import fold

    taken = {fold(one.name) for one in campaign.list_campaigns(project)}
    names = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if fold(one) not in taken)


class Keeping:
    """Where the project keeps the campaign that is open: nowhere until its first save, which finds it a free name.

    Its calls come from jobs of one key that run one after another.
    """

    def __init__(self, name: str = "") -> None:
        self.name = name

    def save(self, project: "Project", wanted: str, plan: dict[str, Any]) -> str:
        """Keep the plan; one that is new takes no other campaign's place. The name under which it is kept."""
        from app import campaign

        self.name = self.name or free_name(project, wanted)
        campaign.save(project, self.name, plan)
        return self.name

    def rename(self, project: "Project", name: str) -> None:
        """Let it be called otherwise from now on."""
        from app import campaign

        if self.name:
            campaign.rename(project, self.name, name)
            self.name = name


def delete(pane: "Pane", name: str, deleted: Callable[[], None]) -> None:
    """Delete a campaign; Undo puts it back as it was."""

    def work(_: "Progress") -> "Deleted":
        from app import campaign

        return campaign.delete(pane.project, name)

    def put_back(gone: "Deleted") -> None:
        def again(_: "Progress") -> None:
            from app import campaign

            campaign.put_back(pane.project, gone)

        pane.run(f"put back/{name}", again, keeps=True, once=True)

    def done(gone: "Deleted") -> None:
        pane.context.toast(f"Deleted “{name}”", undo=lambda: put_back(gone))
        deleted()

    pane.run(f"delete/{name}", work, done, keeps=True, once=True)


def look_someone_up(pane: "Pane", name: str, under: QWidget, told: Callable[[str], None], still: Still) -> None:
    """Ask for a person, and tell in a sentence how they fared in a campaign, if it is `still` the one shown."""

    def find(text: str, done: Any) -> None:
        def work(_: "Progress") -> Any:
            from app import people

            return people.find(pane.project, text)

        pane.run("find", work, done, quiet=True)

    def chosen(key: str) -> None:
        def work(_: "Progress") -> str:
            from app import campaign

            return campaign.who(pane.project, name, key).sentence()

        pane.run("who", work, told, about=still)

    person_picker(under, find, chosen)


def folder_name(name: str) -> str:
    """What the folder of a campaign's export is called: its name, without what a file system may refuse."""
    kept = "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in name).strip(" -")
    # A file system takes 255 bytes, and an export under way needs some of them for its hidden folder's name.
    short = kept.encode()[:_MOST_BYTES].decode(errors="ignore").strip(" -")
    return f"{short} export" if _RESERVED.fullmatch(short) else short or "export"
