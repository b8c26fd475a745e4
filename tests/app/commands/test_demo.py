"""The command that makes the demo: it opens the window only where one can be shown."""

import argparse
import io
from pathlib import Path

import pytest

from app import demo
from app.commands import demo as command
from app.commands.output import Output
from app.domain.problems import Problem


def test_a_machine_without_a_screen_is_told_from_one_with(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert not command._has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert command._has_screen()
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setattr("sys.platform", "win32")
    assert command._has_screen()


def test_its_arguments_are_those_of_the_help() -> None:
    added = []
    command.register(added.append)
    (one,) = added
    parser = argparse.ArgumentParser()
    for argument in one.arguments:
        parser.add_argument(*argument.names, **argument.options)
    found = parser.parse_args([])
    assert (one.words, found.folder, found.no_window, found.people, found.seed) == (
        "demo",
        None,
        False,
        demo.PEOPLE,
        None,
    )


def test_a_folder_that_holds_something_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    words = argparse.Namespace(folder=str(tmp_path), people=10, seed=None, window=None, no_window=False, json=False)
    with pytest.raises(Problem):
        command._demo(words, Output(False, io.StringIO(), io.StringIO()))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
