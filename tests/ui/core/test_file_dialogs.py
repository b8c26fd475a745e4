"""The dialogs for files: each purpose opens where it was last used, and what was thought better of changes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app import ingest
from ui.core import file_dialogs


@pytest.fixture
def over(shown) -> QWidget:
    return shown(QWidget())


@pytest.fixture
def answer(qapp) -> Callable[[Callable[[QFileDialog], None]], None]:
    """Lets something be done with the next dialog that opens."""

    def with_next(act: Callable[[QFileDialog], None]) -> None:
        def soon() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog):
                act(dialog)
            else:
                QTimer.singleShot(5, soon)

        QTimer.singleShot(0, soon)

    return with_next


def _choose(path: Path) -> Callable[[QFileDialog], None]:
    def act(dialog: QFileDialog) -> None:
        dialog.selectFile(str(path))
        dialog.accept()

    return act


def test_a_purpose_opens_where_it_was_last_used_and_no_other_does(over, answer, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    chosen = tmp_path / "exports" / "orders.csv"
    chosen.write_text("order\n1\n")
    answer(_choose(chosen))
    assert file_dialogs.choose_files(over, "Choose files to import", "import") == [str(chosen)]
    seen: list[str] = []

    def leave(dialog: QFileDialog) -> None:
        seen.append(dialog.directory().absolutePath())
        dialog.reject()

    answer(leave)
    assert file_dialogs.choose_files(over, "Choose files to import", "import") == []
    answer(leave)
    assert file_dialogs.choose_file(over, "Open a project", "projects", file_dialogs.PROJECTS) == ""
    assert seen[0] == str(chosen.parent)
    assert seen[1] != str(chosen.parent)
    chosen.unlink()
    chosen.parent.rmdir()
    answer(leave)
    file_dialogs.choose_file(over, "Choose a mapping", "import", "Mappings (*.json)")
    assert seen[2] == seen[1]


def test_a_place_to_write_has_the_name_that_was_proposed(over, answer, tmp_path: Path) -> None:
    proposed: list[str] = []

    def accept(dialog: QFileDialog) -> None:
        dialog.setDirectory(str(tmp_path))
        proposed.extend(Path(one).name for one in dialog.selectedFiles())
        dialog.accept()

    answer(accept)
    written = file_dialogs.save_as(over, "Save", "picture", "Months.png", "PNG picture (*.png)")
    assert proposed == ["Months.png"]
    assert written == str(tmp_path / "Months.png")


def test_every_kind_of_file_that_is_read_can_be_chosen() -> None:
    offered = file_dialogs.data_files()
    assert all(f"*.{ending}" in offered for ending in ingest.file_endings())
    assert offered.endswith("All files (*)")


class _System(QObject):
    """Stands where the system's programs do."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_a_file_is_opened_by_its_name_whatever_signs_are_in_it(qapp) -> None:
    system = _System()
    QDesktopServices.setUrlHandler("file", system, "open")
    try:
        file_dialogs.open_here("/tmp/R&D 100 % #1?.csv")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert system.opened == ["/tmp/R&D 100 % #1?.csv"]
