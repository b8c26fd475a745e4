"""A pane made anew: in larger text, or after its project was closed and opened again."""

from typing import Any

from ui.preview_pane import settle
from ui.shell.window import MainWindow

RULE = {"all": [{"trait": "city", "op": "is", "value": "Leeds"}]}
CSV = "Email,First name,City\nnew@example.com,New,Leeds\n"


def larger(window: MainWindow) -> Any:
    """The pane that is shown, made anew."""
    before = window.host.current()
    window.commands.run("view.text.larger")
    assert settle(window)
    now = window.host.current()
    assert now is not before
    return now


def reopened(window: MainWindow, key: str) -> Any:
    """A pane after the project was closed and opened again."""
    path = window.projects.current.path
    window.close_project()
    assert settle(window)
    window.projects.open(path)
    assert settle(window, lambda: window.projects.current is not None)
    window.go_to(key)
    assert settle(window)
    return window.host.current()
