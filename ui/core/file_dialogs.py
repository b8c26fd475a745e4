"""The system's own file dialogs, each purpose of which remembers its last folder, and its own programs for files."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

PROJECTS = "Quillwork projects (*.quill)"


def _folder(purpose: str) -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    kept = Path(str(QSettings().value(f"folders/{purpose}", documents)))
    # It may be gone by now, or on a disk that is not there.
    return kept if kept.is_dir() else Path(documents)


def _remember(purpose: str, folder: Path) -> None:
    QSettings().setValue(f"folders/{purpose}", str(folder))


def data_files() -> str:
    """The filters of a dialog for files that can be imported."""
    from app import ingest

    return f"Data files ({' '.join(f'*.{ending}' for ending in ingest.file_endings())});;All files (*)"


def choose_files(parent: QWidget, title: str, purpose: str) -> list[str]:
    """Let the user choose files to import; empty when they thought better of it."""
    paths, _ = QFileDialog.getOpenFileNames(parent, title, str(_folder(purpose)), data_files())
    if paths:
        _remember(purpose, Path(paths[0]).parent)
    return paths


def choose_file(parent: QWidget, title: str, purpose: str, filters: str) -> str:
    """Let the user choose one file to read; empty when they thought better of it."""
    path, _ = QFileDialog.getOpenFileName(parent, title, str(_folder(purpose)), filters)
    if path:
        _remember(purpose, Path(path).parent)
    return path


def save_as(parent: QWidget, title: str, purpose: str, name: str, filters: str) -> str:
    """Let the user say where to write; the system itself asks before a file is overwritten."""
    path, _ = QFileDialog.getSaveFileName(parent, title, str(_folder(purpose) / name), filters)
    if path:
        _remember(purpose, Path(path).parent)
    return path


def open_here(path: str) -> None:
    """Open a file in the program that the system has for it, or show a folder in its file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def choose_folder(parent: QWidget, title: str, purpose: str) -> str:
    """Let the user choose a folder to write into; empty when they thought better of it."""
    path = QFileDialog.getExistingDirectory(parent, title, str(_folder(purpose)))
    if path:
        _remember(purpose, Path(path))
    return path
