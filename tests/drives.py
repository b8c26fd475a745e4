"""Drives that are full or read-only, for real: a small one in memory where that may be mounted."""

import contextlib
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def drive(at: Path, size: int) -> Iterator[Path]:
    """A drive of so many bytes; skips the test where none may be mounted."""
    at.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)]
    mounted = sys.platform == "linux" and os.geteuid() == 0
    if not mounted or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a drive of its own needs the right to mount one")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


def fill(folder: Path) -> Path:
    """Leave no byte free on a drive; returns the file that takes the room."""
    with contextlib.suppress(OSError), (folder / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    return folder / "filler"


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """A folder in which nothing may be written, kept on a drive of its own where rights stop nobody."""
    if os.geteuid() != 0:
        modes = {path: path.stat().st_mode for path in (folder, *folder.iterdir())}
        for path, mode in modes.items():
            path.chmod(mode & ~0o222)
        try:
            yield folder
        finally:
            for path, mode in modes.items():
                path.chmod(mode)
        return
    files = {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}
    with drive(folder, 64 << 20):
        for name, content in files.items():
            (folder / name).write_bytes(content)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield folder


@contextlib.contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
