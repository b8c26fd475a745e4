"""Where a command's answer goes, and its progress."""

import io

import pytest

from app import command_line
from app.commands.command import Command
from app.commands.output import Output
from app.domain.progress import Progress


def _run(*arguments: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = command_line.run([str(argument) for argument in arguments], out, err)
    return status, out.getvalue(), err.getvalue()


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


def _output(*, as_json: bool = False) -> tuple[Output, io.StringIO, io.StringIO]:
    out, err = io.StringIO(), io.StringIO()
    return Output(as_json, out, err), out, err


def test_a_table_has_its_figures_at_the_right() -> None:
    output, out, _ = _output()
    output.table(["Segment", "People"], [["VIP", 1_200], ["Zoë’s", None], ["x", 7]])
    assert out.getvalue() == "Segment  People\nVIP       1,200\nZoë’s\nx             7\n"
    output.table(["Name", "Share"], [["a", 0.5]])
    assert out.getvalue().endswith("a      0.50\n")


def test_under_json_nothing_but_the_document_is_said() -> None:
    output, out, err = _output(as_json=True)
    output.say("Hello")
    output.warn("red", "Look")
    output.table(["a"], [["b"]])
    output.note("Beside it")
    output.document({"name": "Zoë"})
    assert out.getvalue() == '{\n  "name": "Zoë"\n}\n'
    assert err.getvalue() == "Beside it\n"


def test_in_words_there_is_no_document_and_a_warning_is_seen() -> None:
    output, out, err = _output()
    output.document({"name": "x"})
    output.warn("red", "Look")
    output.warn("yellow", "See")
    output.progress.step(1, 2, "working")
    assert (out.getvalue(), err.getvalue()) == ("ATTENTION: Look\nNote: See\n", ""), "no bar and no colour in a pipe"
