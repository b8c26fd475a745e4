"""Every command once: menus, shortcuts, the palette and the list of shortcuts are all made from this registry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.names import fold
from app.domain.spelling import likeness
from ui.core.literal_names import literal

MenuKey = Literal["file", "edit", "view", "go", "pane", "help"]
MENUS: Final[dict[MenuKey, str]] = {
    "file": "File",
    "edit": "Edit",
    "view": "View",
    "go": "Go",
    "pane": "Pane",
    "help": "Help",
}
"""The menus in their order with their titles; `pane` shows the commands of the pane that is open, under its title."""


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Command:
    """Something that the user can do.

    `id` is its stable name (`file.open`), `title` what people read, `keys` its shortcuts (Qt's portable form),
    `aliases` other words that find it in the palette, `enabled` whether it makes sense now, and `checked` its
    state where it is a switch. `group` separates it from others in its menu.
    """

    id: str
    title: str
    run: Callable[[], object]
    menu: MenuKey = "pane"
    keys: tuple[str, ...] = ()
    aliases: str = ""
    enabled: Callable[[], bool] = _always
    checked: Callable[[], bool] | None = None
    group: int = 0
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    listed: bool = True


class Commands(QObject):
    """The registry. Commands of the shell stay; those of the pane that is open are exchanged with `set_pane`."""

    changed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._keys: dict[str, str] = {}
        self._pane: list[str] = []
        self.pane_title = ""

    def add(self, *commands: Command) -> None:
        """Register; raises ValueError where an id or a shortcut is taken."""
        for command in commands:
            self._register(command)
        self.changed.emit()

    def remove(self, ids: Iterable[str]) -> None:
        """Take commands out, with their shortcuts."""
        self._take_out(ids)
        self.changed.emit()

    def set_pane(self, title: str, commands: Iterable[Command]) -> None:
        """Exchange the commands of the pane that was open for those of the one that is."""
        # Told once, for menus are filled anew each time.
        self._take_out(self._pane)
        self._pane = []
        self.pane_title = title
        for command in commands:
            self._register(command)
            self._pane.append(command.id)
        self.changed.emit()

    def _register(self, command: Command) -> None:
        if command.id in self._commands:
            raise ValueError(f"a command named {command.id} is registered already")
        keys = [QKeySequence(key).toString() for key in command.keys]
        for key, text in zip(command.keys, keys, strict=True):
            if holder := self._keys.get(text):
                raise ValueError(f"{key} of {command.id} is taken by {holder}")
        self._keys |= dict.fromkeys(keys, command.id)
        self._commands[command.id] = command
        self._actions[command.id] = self._action(command)

    def _take_out(self, ids: Iterable[str]) -> None:
        for name in ids:
            del self._commands[name]
            action = self._actions.pop(name)
            self._host.removeAction(action)
            action.deleteLater()
        self._keys = {key: holder for key, holder in self._keys.items() if holder in self._commands}

    def all(self) -> list[Command]:
        """Every command, in the order of registration."""
        return list(self._commands.values())

    def get(self, name: str) -> Command:
        """The command with this id; raises KeyError."""
        return self._commands[name]

    def run(self, name: str) -> bool:
        """Do it, if it makes sense now; says whether it was done."""
        command = self._commands[name]
        if not command.enabled():
            return False
        command.run()
        return True

    def action(self, name: str) -> QAction:
        """The action of a command, for a menu or a button."""
        return self._actions[name]

    def title(self, key: MenuKey) -> str:
        """What a menu is called now."""
        return self.pane_title or MENUS[key] if key == "pane" else MENUS[key]

    def of(self, key: MenuKey) -> list[Command]:
        """The commands of one menu, in the order of registration."""
        return [command for command in self.all() if command.menu == key]

    def fill(self, menu: QMenu, key: MenuKey) -> None:
        """Put the commands of one menu into `menu`, with their state as it is now."""
        # The actions are the host's: this takes them out of the menu and deletes none.
        menu.clear()
        group: int | None = None
        # Sorting keeps the order of registration within a group.
        for command in sorted(self.of(key), key=lambda c: c.group):
            if group is not None and command.group != group:
                menu.addSeparator()
            group = command.group
            menu.addAction(self._refreshed(command))

    def release(self) -> None:
        """Let every shortcut work again after a menu was closed; `run` looks whether it makes sense."""
        for action in self._actions.values():
            action.setEnabled(True)

    def _refreshed(self, command: Command) -> QAction:
        action = self._actions[command.id]
        action.setEnabled(command.enabled())
        if command.checked is not None:
            action.setChecked(command.checked())
        return action

    def _action(self, command: Command) -> QAction:
        action = QAction(literal(command.title), self._host)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setMenuRole(command.role)
        action.setCheckable(command.checked is not None)
        # Through `run`, which asks whether it makes sense now: the shortcut of a greyed action would be dead.
        action.triggered.connect(lambda _=False, name=command.id: self.run(name))
        self._host.addAction(action)
        return action


def score(query: str, command: Command) -> int:
    """How well a command answers what was typed; 0 means not at all.

    Each word that was typed must fit: a start of the title most, then a start of one of its words, then letters inside
    one, then its first letters (`nw` for a new window), then what is nearly a word. The title counts twice as much as
    the other words.
    """
    wanted = fold(query).split()
    if not wanted:
        return 1
    title, others = fold(command.title), fold(f"{MENUS[command.menu]} {command.aliases}")
    each = [max(2 * _fit(typed, title), _fit(typed, others)) for typed in wanted]
    return sum(each) if all(each) else 0


def _fit(typed: str, text: str) -> int:
    at = text.find(typed)
    if at == 0:
        return 100
    if at > 0:
        return 80 if text[at - 1] == " " else 40
    words = text.split()
    if "".join(word[0] for word in words).startswith(typed) or "".join(words).startswith(typed):
        return 30
    # What is still being typed is held against as much of the word. The most that it counts is less than a real find.
    return round(max((likeness(typed, part) for word in words for part in (word, word[: len(typed)])), default=0) / 5)
