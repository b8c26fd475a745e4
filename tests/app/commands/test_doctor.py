"""The doctor's command: a machine that does not work is told in the answer and by the status."""

import io
import json

import pytest

from app import command_line, doctor

WELL, ILL = doctor.Check("reader", True, "reads"), doctor.Check("engine", False, "The lamp is out.")


def _run(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return command_line.run(["doctor", *words], out, err), out.getvalue(), err.getvalue()


def test_what_fails_is_in_the_document_and_in_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "examine", lambda *_: (WELL, ILL))
    status, out, err = _run("--json")
    assert status == 1
    assert [one["ok"] for one in json.loads(out)["checks"]] == [True, False]
    assert "engine" in err
    status, out, _ = _run()
    assert (status, "FAILED  engine" in out, "Everything works" in out) == (1, True, False)


def test_all_well_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "examine", lambda *_: (WELL,))
    status, out, err = _run()
    assert (status, err) == (0, "")
    assert out.endswith("Everything works.\n")
