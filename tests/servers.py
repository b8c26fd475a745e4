"""Real database servers on the loopback address, each with a folder of its own that goes with it.

What is not on the machine is installed where the tests run as root on Debian or Ubuntu; elsewhere they are skipped.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PASSWORD = "s3cr3t of the shop"
"""With blanks, so that an address has to write it otherwise."""


@dataclass
class Server:
    """One that runs: `address` is of its database `shop`, whose owner `reader` has `PASSWORD`."""

    scheme: str
    port: int
    process: "subprocess.Popen[bytes]"
    command: list[str] = field(default_factory=list)

    def address(self, database: str = "shop", user: str = "reader") -> str:
        """Without a password."""
        return f"{self.scheme}://{user}@127.0.0.1:{self.port}/{database}"

    def restart(self) -> None:
        """End it at once, with all that it is doing, and start it again."""
        # PostgreSQL's own processes outlive a parent that is killed: it ends them where it is told to end at once.
        self.process.send_signal(signal.SIGQUIT if self.scheme == "postgresql" else signal.SIGKILL)
        self.process.wait()
        self.process = _started(self.command, self.port)


def _installed(package: str, program: Path | str) -> Path:
    """A program, its package installed if it has to be."""
    if (found := _found(program)) is not None:
        return found
    if os.name == "nt" or os.geteuid() or not shutil.which("apt-get"):
        pytest.skip(f"needs {package}, and can only install it as root on Debian or Ubuntu")
    surroundings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", package]):
        done = subprocess.run(["apt-get", "-q", *words], env=surroundings, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"{package} could not be installed: {done.stderr.strip().splitlines()[-1:]}")
    found = _found(program)
    assert found is not None, f"{package} brings no {program}"
    return found


def _found(program: Path | str) -> Path | None:
    if isinstance(program, str):
        path = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        return Path(path) if path else None
    return max(program.parent.parent.parent.glob(f"*/bin/{program.name}"), default=None)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _started(command: list[str], port: int) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return process
        time.sleep(0.1)
    process.kill()
    process.wait()
    raise AssertionError(f"{command[0]} does not listen on {port}")


@contextlib.contextmanager
def _folder(name: str, owner: str) -> Iterator[Path]:
    """A folder of a user's own: the servers refuse to run as root, who alone may enter what pytest makes."""
    folder = Path(tempfile.mkdtemp(prefix=f"quillwork-{name}-"))
    try:
        shutil.chown(folder, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _end(server: Server) -> None:
    server.process.terminate()
    try:
        server.process.wait(20)
    except subprocess.TimeoutExpired:
        server.process.kill()
        server.process.wait()


def _ran(*words: object, text: str = "") -> None:
    done = subprocess.run(list(map(str, words)), input=text, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@contextlib.contextmanager
def postgresql() -> Iterator[Server]:
    """PostgreSQL, with `shop` and its reader."""
    programs = _installed("postgresql", Path("/usr/lib/postgresql/15/bin/postgres")).parent
    as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if not os.geteuid() else []
    with _folder("postgresql", "postgres") as folder:
        data, port = folder / "data", _free_port()
        _ran(*as_user, programs / "initdb", "-D", data, "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8",
             "--locale=C.UTF-8", f"--pwfile={_password_file(folder)}")  # fmt: skip
        words = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}", "-c", "fsync=off"]
        command = [*as_user, str(programs / "postgres"), "-D", str(data), "-p", str(port), *words]
        server = Server("postgresql", port, _started(command, port), command)
        try:
            time.sleep(0.5)
            psql = ["env", f"PGPASSWORD={PASSWORD}", programs / "psql", "-h", "127.0.0.1", "-p", port, "-U", "postgres"]
            _ran(*psql, "-v", "ON_ERROR_STOP=1", text=f"CREATE ROLE reader LOGIN PASSWORD '{PASSWORD}';\n"
                 "CREATE DATABASE shop OWNER reader;\n")  # fmt: skip
            yield server
        finally:
            _end(server)


def _password_file(folder: Path) -> Path:
    path = folder / "password"
    path.write_text(PASSWORD, "utf-8")
    shutil.chown(path, "postgres")
    return path


@contextlib.contextmanager
def mariadb() -> Iterator[Server]:
    """MariaDB, with `shop` and its reader."""
    program = _installed("mariadb-server", "mariadbd")
    with _folder("mariadb", "mysql") as folder:
        data, port, at = folder / "data", _free_port(), folder / "own.sock"
        _ran("mariadb-install-db", "--no-defaults", "--user=mysql", f"--datadir={data}", "--skip-test-db",
             "--auth-root-authentication-method=normal")  # fmt: skip
        words = ["--bind-address=127.0.0.1", f"--port={port}", f"--socket={at}", "--innodb-flush-log-at-trx-commit=0"]
        command = [str(program), "--no-defaults", "--user=mysql", f"--datadir={data}", *words]
        server = Server("mariadb", port, _started(command, port), command)
        try:
            made = ("CREATE DATABASE shop CHARACTER SET utf8mb4",
                    f"CREATE USER reader@'127.0.0.1' IDENTIFIED BY '{PASSWORD}'",
                    "GRANT ALL ON shop.* TO reader@'127.0.0.1'")  # fmt: skip
            _ran("mariadb", "--no-defaults", f"--socket={at}", "-uroot", text=";\n".join(made))
            yield server
        finally:
            _end(server)
