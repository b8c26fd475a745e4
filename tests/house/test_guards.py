"""The guards of tests/conftest.py catch what they are there for: each is shown a test that misbehaves."""

import re
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

FAILURE = re.compile(r"(FAILED|ERROR) test_")

MISBEHAVING = {
    "log": ("import logging\ndef test_it():\n    logging.getLogger('x').warning('smoke')\n", "smoke"),
    "silence": ("import pytest\n@pytest.mark.logs('fire')\ndef test_it():\n    pass\n", "never logged"),
    "thread": (
        "import threading\nstop = threading.Event()\ndef test_it():\n"
        "    threading.Thread(target=stop.wait, args=(5,), name='loose').start()\n",
        "loose",
    ),
    "warning": ("import warnings\ndef test_it():\n    warnings.warn('worn')\n", "worn"),
    "qt warning": (
        "from PySide6.QtCore import qWarning\ndef test_it(qapp):\n    qWarning('creak')\n",
        "creak",
    ),
    "timer": (
        "from PySide6.QtCore import QTimer\nkept = []\ndef test_it(qapp):\n"
        "    kept.append(QTimer(objectName='ticking'))\n    kept[0].start(1000)\n",
        "ticking",
    ),
    "qt thread": (
        "from PySide6.QtCore import QThread\nkept = []\ndef test_it(qapp):\n"
        "    kept.append(QThread(objectName='spinning'))\n    kept[0].start()\n"
        "import atexit\natexit.register(lambda: (kept[0].quit(), kept[0].wait()))\n",
        "spinning",
    ),
    "widget": (
        "from PySide6.QtWidgets import QWidget\nkept = []\ndef test_it(qapp):\n    kept.append(QWidget())\n",
        "QWidget",
    ),
}
WELL_BEHAVED = """
import logging
import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget

@pytest.mark.logs("smoke")
def test_it(qtbot):
    logging.getLogger("x").warning("smoke")
    widget = QWidget()
    qtbot.addWidget(widget)
    timer = QTimer(widget)
    timer.start(1000)
    thread = QThread()
    thread.start()
    thread.quit()
    thread.wait()
"""


@pytest.fixture
def session(pytester: pytest.Pytester, checkout: Path) -> pytest.Pytester:
    """An empty folder with our conftest.py and our settings of pytest."""
    pytester.makeconftest((checkout / "tests" / "conftest.py").read_text("utf-8"))
    pytester.makepyprojecttoml((checkout / "pyproject.toml").read_text("utf-8"))
    return pytester


def test_misbehaviour_fails(session: pytest.Pytester) -> None:
    # One session for all of them: starting Qt once for each would take most of a minute.
    session.makepyfile(**{f"test_{kind.replace(' ', '_')}": code for kind, (code, _) in MISBEHAVING.items()})
    result = session.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:xdist", ".")
    failed = {line.split("test_")[1].split(".py")[0]: line for line in result.outlines if FAILURE.match(line)}
    assert sorted(failed) == sorted(kind.replace(" ", "_") for kind in MISBEHAVING)
    text = result.stdout.str()
    assert [word for _, word in MISBEHAVING.values() if word not in text] == []


def test_good_behaviour_passes(session: pytest.Pytester) -> None:
    session.makepyfile(test_it=WELL_BEHAVED)
    result = session.runpytest_subprocess("-p", "no:cacheprovider", "test_it.py")
    result.assert_outcomes(passed=1)
