"""Nothing leaves the computer: the whole journey is watched for sockets, and emails that want out are shown."""

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.demo import files as demo_files
from app.demo import shop as demo_shop

DRIVE = Path(__file__).with_name("drive.py")
EMAILS = Path(__file__).parents[1] / "ui" / "hostile_emails.py"
pytestmark = pytest.mark.long


class Listener(ThreadingHTTPServer):
    """Counts who calls, whatever they say; `asked` are the paths."""

    daemon_threads = True

    def __init__(self) -> None:
        self.calls = 0
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), _Answer)

    def verify_request(self, request: object, client_address: object) -> bool:
        self.calls += 1
        return True


class _Answer(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def _show(checkout: Path, how: str, server: Listener) -> dict[str, str]:
    command = [sys.executable, str(EMAILS), how, str(server.server_address[1])]
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(checkout)}
    result = subprocess.run(command, cwd=checkout, env=surroundings, capture_output=True, text=True, timeout=400)
    assert result.returncode == 0, result.stderr[-2000:]
    return dict(line.split("\t") for line in result.stdout.splitlines())


@pytest.mark.timeout(900)
def test_no_email_that_wants_out_calls_anybody(checkout: Path, listener: Listener) -> None:
    shown = _show(checkout, "gated", listener)
    assert len(shown) >= 30
    assert set(shown.values()) == {"shown"}
    assert (listener.calls, listener.asked) == (0, [])


@pytest.mark.timeout(900)
def test_they_would_call_without_the_gate(checkout: Path, listener: Listener) -> None:
    # What shows that the listener hears, and that these emails are no tame ones.
    _show(checkout, "open", listener)
    assert "/control.png" in listener.asked
    reached = {found[0] for one in listener.asked if (found := re.match(r"/\d+", one))}
    assert len(reached) >= 25, reached


SENDING = ("sendto", "sendmsg", "sendmmsg", "write", "writev")
_CALL = re.compile(r"^\d+\s+(\w+)\((\d+<)?([A-Za-z0-9]+)?")


@pytest.mark.timeout(1800)
def test_the_whole_journey_sends_nothing_to_any_host(checkout: Path, screen: str, tmp_path: Path) -> None:
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("needs strace, which packaging/dev.py setup installs on Debian and Ubuntu")
    files = demo_files.write(demo_shop.make(400), tmp_path)
    names = ("contacts.csv", "orders.csv", "products.csv", "web_events.csv")
    data = [str(file) for name in names for file in files if file.name == name]
    folder, trace = tmp_path / "work", tmp_path / "trace"
    folder.mkdir()
    surroundings = os.environ | {"DISPLAY": screen, "QT_QPA_PLATFORM": "xcb", "QUILLWORK_CACHE": str(folder / "cache")}
    watched = f"trace=%network,{','.join(SENDING[3:])}"
    watch = [tracer, "-f", "-qq", "-yy", "--seccomp-bpf", "-s", "32", "-e", watched, "-o", str(trace)]
    command = [*watch, sys.executable, str(DRIVE), str(folder), *data]
    result = subprocess.run(command, cwd=checkout, env=surroundings, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-4000:]
    said = [line for line in trace.read_text("utf-8", "replace").splitlines() if "socket(" in line or "<UDP" in line
            or "<TCP" in line or "AF_INET" in line]  # fmt: skip
    assert any("AF_UNIX" in line for line in said)  # the screen's, so something was heard
    assert [line for line in said if _leaves(line)] == []


def _leaves(line: str) -> bool:
    """Whether a call opens a connection to another computer, or sends to one.

    The engine finds out whether there is IPv6 by connecting a datagram socket, which sends nothing: allowed, as long
    as nothing is written into such a socket.
    """
    name = line.split(None, 1)[1].split("(", 1)[0]
    internet = "<UDP" in line or "<TCP" in line or "AF_INET" in line
    local = "127.0.0.1" in line or '"::1"' in line
    if name in SENDING:
        return internet and not local
    return name == "connect" and internet and not local and "<UDP" not in line
