"""The window starts as a process of its own, and ends in order."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui import main

def look():
    (window,) = [some for some in QApplication.topLevelWidgets() if type(some).__name__ == "MainWindow"]
    if {want!r} in window.windowTitle():
        print(window.windowTitle())
        window.close()

make = main.prepare
def prepare(argv):
    app = make(argv)
    app.look = QTimer(interval=50)
    app.look.timeout.connect(look)
    app.look.start()
    return app
main.prepare = prepare
from pathlib import Path
sys.exit(main.main(sys.argv[:1], Path(sys.argv[1]) if len(sys.argv) > 1 else None))
"""


def _run(checkout: Path, want: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN.format(want=want), *arguments]
    return subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=120)


def test_it_opens_the_project_it_is_given(checkout: Path, shop: Path) -> None:
    result = _run(checkout, "Gift shop", str(shop))
    assert set(result.stdout.splitlines()) == {"Gift shop – Quillwork"}
    assert result.returncode == 0
    assert "Traceback" not in result.stderr
    assert not list(shop.parent.glob("*-wal"))


def test_what_the_panes_need_is_loaded_while_nobody_waits(checkout: Path) -> None:
    code = RUN.format(want="Quillwork").replace(
        "print(window.windowTitle())",
        "wanted = [name for name in ('ibis', 'ui.panes.campaigns.pane') if name not in sys.modules]\n"
        "        if wanted or window.jobs.running(): return\n"
        "        print('WebEngine' in str(list(sys.modules)))",
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, timeout=120)
    assert set(result.stdout.split()) == {"False"}, result.stderr
    assert result.returncode == 0


def test_it_starts_empty(checkout: Path) -> None:
    result = _run(checkout, "Quillwork")
    assert result.returncode == 0
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to another process")
def test_ctrl_c_in_the_terminal_closes_it(checkout: Path) -> None:
    said = "print('up', flush=True)"
    code = RUN.format(want="Quillwork").replace("window.close()", said)
    process = subprocess.Popen([sys.executable, "-c", code], cwd=checkout, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    while process.stdout.readline().strip() != "up":
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0
