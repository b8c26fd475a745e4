"""The guards of tests/conftest.py catch what they are there for: each is shown a test that misbehaves."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

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


@pytest.mark.parametrize("kind", MISBEHAVING)
def test_misbehaviour_fails(session: pytest.Pytester, kind: str) -> None:
    code, word = MISBEHAVING[kind]
    session.makepyfile(test_it=code)
    result = session.runpytest_subprocess("-p", "no:cacheprovider", "test_it.py")
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert word in result.stdout.str()


def test_good_behaviour_passes(session: pytest.Pytester) -> None:
    session.makepyfile(test_it=WELL_BEHAVED)
    result = session.runpytest_subprocess("-p", "no:cacheprovider", "test_it.py")
    result.assert_outcomes(passed=1)
