"""Where nothing can be written any more, what was typed stays open and is kept as soon as there is room."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import template as templates
from ui.preview_pane import settle
from ui.shell.window import MainWindow

if sys.platform == "win32":
    pytest.skip("a limit on the size of files is set by the means of Linux", allow_module_level=True)

from tests.drives import files_up_to


def test_what_was_typed_stays_open_and_is_kept_when_there_is_room(
    window: MainWindow, readers: Path, wait: Callable[..., None]
) -> None:
    window.projects.open(readers)
    assert settle(window, lambda: window.found is not None)
    window.go_to("templates", name="Meeting")
    pane: Any = window.host.current()
    wait(lambda: bool(pane.look.subject.text()))
    with files_up_to(4_096):
        pane.editor.source.insertPlainText("Typed meanwhile")
        wait(lambda: bool(pane.strip.text()))
        assert "a limit is set on the size of files" in pane.strip.text()
        assert pane.header.quiet.text() == "Not saved"
        assert "Typed meanwhile" in pane.editor.source.toPlainText()
        # People are looked at all the same.
        window.go_to("people")
        people: Any = window.host.current()
        wait(lambda: people.model.rowCount() == 12)
        window.go_to("templates")
    window.host.current()._save()
    wait(lambda: "Typed meanwhile" in templates.get(pane.project, "Meeting").body)
