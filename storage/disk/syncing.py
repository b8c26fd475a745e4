"""Waiting until a file or folder is on the disk."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Return when a file's or folder's content is on the disk; Windows syncs no folders."""
    if os.name == "nt" and path.is_dir():
        return
    # Windows syncs only what was opened for writing.
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
