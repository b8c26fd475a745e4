"""Files that were being looked at are offered again, with what was corrected, unless they are in or gone."""

from pathlib import Path
from typing import Any

from app import ingest
from tests.ui.panes.made_anew import CSV, larger, reopened
from ui.preview_pane import settle
from ui.shell.pane_host import DRAFTS
from ui.shell.window import MainWindow


def looking_at(window: MainWindow, folder: Path, files: int) -> tuple[list[Path], Any]:
    """Open the wizard on so many files and correct the first; returns them and its mapping."""
    paths = [folder / f"contacts{at}.csv" for at in range(files)]
    for path in paths:
        path.write_text(CSV, "utf-8")
    window.go_to("data", files=[str(path) for path in paths])
    pane: Any = window.host.current()
    assert settle(window, lambda: pane.wizard.tried is not None)
    pane.wizard.corrections.retype("City", "type:list")
    assert settle(window, lambda: pane.wizard.tried is not None)
    return paths, pane.wizard.look.mapping


def test_the_files_that_are_looked_at_stay_in_the_wizard(at_work: MainWindow, tmp_path: Path) -> None:
    _, mapping = looking_at(at_work, tmp_path, 2)
    pane = larger(at_work)
    assert settle(at_work, lambda: pane.wizard.tried is not None)
    assert pane.wizard.look.mapping == mapping
    assert [task.state for task in pane.wizard.queue.tasks] == ["now", "waiting"]
    assert pane.wizard.import_button.isEnabled()


def test_quitting_keeps_the_files_that_are_looked_at_and_what_was_corrected(
    at_work: MainWindow, tmp_path: Path
) -> None:
    paths, mapping = looking_at(at_work, tmp_path, 3)
    paths[1].unlink()
    pane = reopened(at_work, "data")
    assert not pane.showing_wizard(), "it is offered, and not in the way"
    assert pane.history.offer.text.text() == "contacts0.csv and 1 more file"
    pane = larger(at_work)
    pane = reopened(at_work, "data")
    assert pane.history.offer.isVisible(), "an offer that nobody answered is made again"
    pane.history.offer.go_on.click()
    assert settle(at_work, lambda: pane.wizard.tried is not None)
    assert [task.name for task in pane.wizard.queue.tasks] == ["contacts0.csv", "contacts2.csv"]
    assert pane.wizard.look.mapping == mapping
    pane.wizard.cancel()
    pane = reopened(at_work, "data")
    assert not pane.history.offer.isVisible()
    assert not pane.project.setting(DRAFTS)


def test_files_that_are_gone_are_not_offered_and_others_can_be_forgotten(at_work: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(CSV, "utf-8")
    for gone in (False, True):
        at_work.go_to("data", files=[str(path)])
        pane: Any = at_work.host.current()
        assert settle(at_work, lambda pane=pane: pane.wizard.tried is not None)
        if gone:
            path.unlink()
        pane = reopened(at_work, "data")
        assert pane.history.offer.isVisible() is not gone
        pane.history.offer.forget.click()
        pane = reopened(at_work, "data")
        assert not pane.history.offer.isVisible()


def test_a_file_that_came_in_before_the_program_ended_is_not_offered(at_work: MainWindow, tmp_path: Path) -> None:
    looking_at(at_work, tmp_path, 2)
    pane: Any = at_work.host.current()
    # The program ends between the import and the next keeping of drafts: the draft still names both files.
    ingest.run_import(pane.project, tmp_path / "contacts0.csv", "profiles")
    with (tmp_path / "contacts1.csv").open("a", encoding="utf-8") as file:
        file.write("another@shop.example\n")
    pane = reopened(at_work, "data")
    assert settle(at_work, pane.history.offer.isVisible)
    assert pane.history.offer.text.text() == "contacts1.csv"
