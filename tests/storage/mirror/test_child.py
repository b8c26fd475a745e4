"""A child that prepares the audience tells what it met, and ends with whoever started it."""

import os
import subprocess
import sys
import time
from pathlib import Path

from storage.mirror import child
from tests.processes import wait_until_ended


def _sleeping(told: str) -> None:
    """A child that is at work for a minute."""
    child.end_with_parent()
    Path(told).write_text(str(os.getpid()))
    time.sleep(60)


def test_a_killed_parent_leaves_no_child_at_work(tmp_path: Path) -> None:
    told = tmp_path / "child"
    text = (
        "import multiprocessing, time\n"
        f"from {__name__} import _sleeping\n"
        "if __name__ == '__main__':\n"
        f"    multiprocessing.get_context('spawn').Process(target=_sleeping, args=({str(told)!r},)).start()\n"
        "    time.sleep(60)\n"
    )
    (tmp_path / "parent.py").write_text(text)
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    parent = subprocess.Popen([sys.executable, str(tmp_path / "parent.py")], env=found)
    until = time.monotonic() + 60
    while not (told.exists() and told.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    its = int(told.read_text())
    parent.kill()
    parent.wait()
    wait_until_ended(its)
