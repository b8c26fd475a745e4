"""What every test stands on: no screen, folders of its own, and guards that fail a test for what it leaves behind."""

import gc
import logging
import os
import re
import sys
import threading
import time
import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from app.ingest.readers.child import LISTENING

ROOT = Path(__file__).resolve().parent.parent
GRACE = 3.0  # seconds that a thread may take to end after its test

# A test that says nothing else tries so many examples, other ones each time it runs, however long one takes on a busy
# machine.
hypothesis.settings.register_profile("quillwork", max_examples=50, deadline=None)
hypothesis.settings.load_profile("quillwork")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    # Chromium refuses its sandbox to root. The product never sets this: only the tests run as root.
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


# ------------------------------------------------------------------------------------------- folders, data and settings


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Caches, settings and data of the program go to a folder of this session, in child processes too."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUILLWORK_CACHE", str(home / "cache"))
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            (home / name).mkdir()
            patch.setenv(name, str(home / name))
        yield


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data: $QUILLWORK_DATA, or `shared/data` beside the checkout."""
    folder = Path(os.environ.get("QUILLWORK_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real data in {folder}; set QUILLWORK_DATA to test with it")
    return folder


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What pytest-qt's application is made with, after what WebEngine wants to be said before there is one."""
    from PySide6.QtCore import QCoreApplication, Qt

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QCoreApplication.setOrganizationName("Quillwork")
    return ["quillwork"]


@pytest.fixture(scope="session")
def checkout() -> Path:
    """The folder that holds `app`, `storage` and `ui`."""
    return ROOT


# -------------------------------------------------------------------------------------------------------------- guards


class _Collector(logging.Handler):
    """Keeps what is logged at warning and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which something warned; `@pytest.mark.logs("pattern")` says that it should."""
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    yield
    logging.getLogger().removeHandler(collector)
    texts = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in collector.records]
    wanted = [marker.args[0] for marker in request.node.iter_markers("logs")]
    surprises = [text for text in texts if not any(re.search(pattern, text) for pattern in wanted)]
    assert not surprises, "logged unexpectedly:\n" + "\n".join(surprises)
    missed = [pattern for pattern in wanted if not any(re.search(pattern, text) for text in texts)]
    assert not missed, f"never logged: {missed}"


@pytest.fixture(autouse=True)
def _no_leaked_thread() -> Iterator[None]:
    """Fail a test that leaves a thread of Python's running."""
    before = set(threading.enumerate())
    yield
    until = time.monotonic() + GRACE
    while (left := _left_threads(before)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not left, f"threads left running: {left}"


def _left_threads(before: set[threading.Thread]) -> list[str]:
    """The names of the threads that are new; threads that Qt made and Python only saw are not its own.

    A child that waits for more work has a thread that listens to it.
    """
    new = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    own = [thread.name for thread in new if not isinstance(thread, threading._DummyThread)]
    return [name for name in own if name != LISTENING]


@pytest.fixture(autouse=True)
def _no_leaked_qt(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Fail a test with Qt in it that leaves a thread, a timer, pool work or a top-level widget."""
    if "qapp" not in request.fixturenames:
        yield
        return
    from PySide6.QtCore import QSettings, QThread, QTimer
    from PySide6.QtWidgets import QApplication

    request.getfixturevalue("qapp")
    _own_settings(QSettings, tmp_path_factory.mktemp("settings"))
    before = {id(widget) for widget in QApplication.topLevelWidgets()}
    with pytest.MonkeyPatch.context() as patch:
        threads = _remember_starts(patch, QThread)
        timers = _remember_starts(patch, QTimer)
        yield
    _settle()
    assert not (left := _still(threads, "isRunning")), f"QThreads left running: {left}"
    assert not (left := _still(timers, "isActive")), f"QTimers left running: {left}"
    assert not (left := _orphans(before)), f"top-level widgets left behind: {left}"


def _own_settings(settings: type, folder: Path) -> None:
    for kind in (settings.Format.NativeFormat, settings.Format.IniFormat):
        settings.setPath(kind, settings.Scope.UserScope, str(folder))


def _remember_starts(patch: pytest.MonkeyPatch, kind: type) -> list[weakref.ref]:
    """Keep a weak reference to every object of `kind` that is started from Python."""
    started: list[weakref.ref] = []
    original = kind.start

    def start(self: object, *words: object) -> None:
        started.append(weakref.ref(self))
        original(self, *words)

    patch.setattr(kind, "start", start)
    return started


def _still(references: list[weakref.ref], state: str) -> list[str]:
    """Those that are alive, on the C++ side too, and in that state."""
    from shiboken6 import isValid

    alive = [thing for thing in (reference() for reference in references) if thing is not None and isValid(thing)]
    return [f"{type(thing).__name__} {thing.objectName()}".strip() for thing in alive if getattr(thing, state)()]


_LOOKED: list[bool] = []
"""Whether the test of now was looked through."""

MANY = 100  # modules that a test loaded, after which they are set apart


def pytest_collection_finish(session: pytest.Session) -> None:
    """Set apart what was collected: thousands of tests, which are never garbage."""
    _set_apart()


def pytest_runtest_logfinish(nodeid: str, location: tuple[str, int | None, str]) -> None:
    """Set apart what stays (modules, what a session shares), so that it is not looked through after each of a thousand
    tests: once the test's own things are gone, or they would stay for good."""
    if _LOOKED or len(sys.modules) > _LOADED[0] + MANY:
        _set_apart()


_LOADED = [0]
"""How many modules there were when last something was set apart."""


def _set_apart() -> None:
    _LOOKED.clear()
    _LOADED[0] = len(sys.modules)
    gc.collect()
    gc.freeze()


def _settle() -> None:
    """Let Qt delete what waits to be deleted, and pool work that is under way come to its end."""
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    gc.collect()
    _LOOKED.append(True)
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()
    assert QThreadPool.globalInstance().waitForDone(int(GRACE * 1000)), "work left in Qt's thread pool"


def _orphans(before: set[int]) -> list[str]:
    from PySide6.QtWidgets import QApplication

    new = [widget for widget in QApplication.topLevelWidgets() if id(widget) not in before]
    return [f"{type(widget).__name__} {widget.objectName()}".strip() for widget in new]


# ------------------------------------------------------------------------------------------------------------- the end


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat how the checks before pytest went, just above its closing line."""
    checks = Path(os.environ.get("QUILLWORK_CHECKS") or os.devnull).read_text("utf-8")
    if checks:
        terminalreporter.section("the other checks")
        terminalreporter.write_line(checks)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order of files for several workers: those of few and long tests, then by the number of tests."""
    tests = Counter(item.path for item in items)
    early = {item.path for item in items if item.get_closest_marker("early")}
    items.sort(key=lambda item: (item.path not in early, -tests[item.path], str(item.path)))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Child processes that a test starts find the packages of this checkout, wherever their own folder is."""
    paths = [str(ROOT), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    assert sys.version_info >= (3, 11)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Give back what was set apart after each test, so that all of it is told off at the end as ever."""
    gc.unfreeze()
