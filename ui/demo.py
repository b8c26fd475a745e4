"""Where the demo project lies, and how it is made."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from app.progress import Progress


def demo_path() -> Path:
    """The demo's project file, in the user's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) / "Quillwork demo" / "Demo shop.quill"


def make_demo(progress: Progress) -> Path:
    """Make it from its seed; its path."""
    from app import demo

    path = demo_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    demo.build(path, progress=progress)
    return path
