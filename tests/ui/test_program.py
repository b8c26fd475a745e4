"""The program: a window or a command, by what it is given; and it can start itself anew."""

import subprocess
import sys
from pathlib import Path

import pytest

from ui import program


@pytest.fixture
def windows(monkeypatch) -> list[list[str]]:
    """What the window was opened on, in place of a window."""
    opened: list[list[str]] = []
    monkeypatch.setattr(program, "window", lambda given: (opened.append(list(given)), 0)[1])
    return opened


def test_nothing_or_a_project_s_name_alone_opens_the_window(windows, capsys) -> None:
    assert program.main([]) == 0
    assert program.main(["Gift shop.quill"]) == 0
    assert program.WindowFront().open("Demo.quill") == 0
    assert windows == [[], ["Gift shop.quill"], ["Demo.quill"]]
    assert program.main(["contacts.csv"]) == 2
    assert "contacts.csv" in capsys.readouterr().err
    assert len(windows) == 3


def test_it_can_start_itself_anew_from_another_folder(tmp_path: Path) -> None:
    command = [*program.WindowFront().program, "--help"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=100)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("usage: quillwork")


def test_a_reader_that_has_seen_enough_is_no_error(checkout: Path) -> None:
    code = "import sys, os; from ui.program import main; os.close(1); r, w = os.pipe(); os.close(r); os.dup2(w, 1)"
    code += "; from app import command_line\ndef run(given, window):\n    os.write(1, b'answer')\n"
    code += "command_line.run = run\nsys.exit(main(['imports']))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=checkout, capture_output=True, text=True, timeout=100)
    assert (ended.returncode, ended.stderr) == (0, "")
