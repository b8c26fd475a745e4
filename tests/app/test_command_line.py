"""The conventions that every command keeps: status, JSON alone on standard output, one sentence for a failure."""

import io
import json
from pathlib import Path

import pytest

from app import command_line


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
    for words in ("work with segments", "work with mappings", "work with codes"):
        assert f"{words}\n" in said
