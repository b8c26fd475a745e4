import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.shell.crash import CrashReporter, ReportDialog, report

SECRET = "maria.lopez@example.com"


def _fail() -> None:
    customer = SECRET
    try:
        raise KeyError(customer)
    except KeyError as error:
        raise ValueError(f"cannot send to {customer}") from error


def _caught() -> ValueError:
    with pytest.raises(ValueError, match="cannot send") as caught:
        _fail()
    return caught.value


def test_a_report_says_where_and_nothing_of_a_customer() -> None:
    text = report(_caught())
    assert SECRET not in text
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "test_crash.py" in text
    assert "in _fail" in text
    assert str(Path.home()) not in text


@pytest.fixture
def shown_reports() -> list[str]:
    return []


@pytest.fixture
def reporter(qapp, tmp_path: Path, shown_reports: list[str]) -> Iterator[CrashReporter]:
    before = sys.excepthook, threading.excepthook
    made = CrashReporter(tmp_path, shown_reports.append)
    made.install()
    yield made
    made.uninstall()
    sys.excepthook, threading.excepthook = before


def test_an_error_is_kept_and_shown_once(qtbot, reporter, tmp_path: Path, shown_reports: list[str], capsys) -> None:
    error = _caught()
    sys.excepthook(type(error), error, error.__traceback__)
    sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(shown_reports))
    assert len(shown_reports) == 1
    assert (tmp_path / "reports.txt").read_text().strip() == shown_reports[0]
    assert SECRET not in capsys.readouterr().err


def test_an_error_of_another_thread_arrives_here(qtbot, reporter, shown_reports: list[str]) -> None:
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown_reports))
    assert "in _fail" in shown_reports[0]


def test_an_end_in_order_leaves_nothing_and_a_hard_one_is_noticed(qapp, tmp_path: Path, request) -> None:
    before = sys.excepthook, threading.excepthook
    try:
        first = CrashReporter(tmp_path, lambda _: None)
        assert first.install() == ""
        first.uninstall()
        assert not (tmp_path / "fault.txt").exists()
        (tmp_path / "fault.txt").write_text("Fatal Python error: Segmentation fault")
        second = CrashReporter(tmp_path, lambda _: None)
        assert "Segmentation fault" in second.install()
        second.uninstall()
    finally:
        sys.excepthook, threading.excepthook = before


def test_the_dialog_shows_the_report_as_it_is(shown) -> None:
    from PySide6.QtWidgets import QPlainTextEdit

    dialog = shown(ReportDialog("the report", None))
    (text,) = dialog.findChildren(QPlainTextEdit)
    assert text.toPlainText() == "the report"
    assert text.isReadOnly()
