"""The conventions that every command keeps: status, JSON alone on standard output, one sentence for a failure."""

import io
import json
from pathlib import Path

import pytest

from app import command_line
from app.commands.command import Command
from app.commands.output import Output
from app.domain.progress import Progress


def _run(*arguments: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = command_line.run([str(argument) for argument in arguments], out, err)
    return status, out.getvalue(), err.getvalue()


def test_new_prints_one_json_document(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    status, out, err = _run("new", path, "--name", "Gift shop", "--timezone", "Europe/London", "--json")
    assert (status, err) == (0, "")
    assert json.loads(out) == {
        "project": str(path),
        "name": "Gift shop",
        "timezone": "Europe/London",
        "clock": "today",
    }


def test_what_cannot_be_done_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    assert _run("new", path)[0] == 0
    status, out, err = _run("new", path, "--json")
    assert (status, out) == (1, "")
    assert err == "quillwork: a.quill exists already. Choose another name, or open it.\n"


def test_wrong_words_are_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("fly")[0] == 2
    assert _run("new")[0] == 2
    assert "usage" in capsys.readouterr().err


def test_help_says_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--help")[0] == 0
    said = capsys.readouterr().out
    for words in ("new", "import", "segment", "rfm", "cluster", "template", "campaign", "demo", "doctor", "profile"):
        assert words in said


def test_check_backup_restore_and_audit(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    _run("new", path)
    backup = json.loads(_run("backup", path, "--json")[1])["backup"]
    _run("sender", path, "--from-name", "The Gift Shop")
    assert json.loads(_run("sender", path, "--json")[1])["from_name"] == "The Gift Shop"
    assert json.loads(_run("audit", path, "--verify", "--json")[1])["whole"] is True
    assert _run("restore", path, backup)[0] == 0
    assert json.loads(_run("sender", path, "--json")[1])["from_name"] == ""
    assert json.loads(_run("check", path, "--json")[1]) == {"whole": True, "problems": []}


def test_an_interrupted_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import signal

    def work(_: object, out: Output) -> None:
        signal.raise_signal(signal.SIGTERM)
        progress: Progress = out.progress
        progress.step(1, 2, "working")

    monkeypatch.setattr(command_line, "_commands", lambda: [Command("work", "works", work)])
    before = signal.getsignal(signal.SIGTERM)
    status, out, err = _run("work")
    assert (status, out) == (143, "")
    assert "everything is as it was" in err
    assert signal.getsignal(signal.SIGTERM) is before
