"""Spark's own process, of which there can be one beside this one: started when it is first asked, ended with the last.

All that ask a Spark at one address share it. Starting takes some ten seconds.
"""

import contextlib
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from storage.spark.address import Address
from storage.spark.faults import Fault

Step = Callable[[float, float, str], None]

SECONDS: Final = 10
"""So long a master may take to answer the first time."""

_WORKERS: Final = 60
"""Seconds in which it must have found somebody to work: without one it would wait for ever."""

_SETTINGS: Final = {
    "spark.app.name": "Quillwork",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    "spark.sql.session.timeZone": "UTC",
    # Names of columns are compared as they are written.
    "spark.sql.caseSensitive": "true",
    # The whole of an answer may be as large as it is: lists are read bit by bit.
    "spark.driver.maxResultSize": "0",
}
_HERE: Final = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}


class Session:
    """A Spark that runs: `spark` asks it."""

    def __init__(self, address: Address, step: Step) -> None:
        self.address = address
        self.users = 0
        self._gateway = _launched(address)
        try:
            self.spark = _connected(self._gateway)
            if not address.is_local:
                _await_workers(self.spark, step)
        except BaseException:
            self.stop()
            raise

    @property
    def runs(self) -> bool:
        """Whether its process is still there, and it still has its master."""
        context = self.spark.sparkContext
        if self._gateway.proc.poll() is not None or context._jsc is None:
            return False
        return not context._jsc.sc().isStopped()

    def stop(self) -> None:
        """End it, and wait until its process is gone."""
        from pyspark import SparkContext

        # What is gone already needs no ending.
        with contextlib.suppress(Exception):
            self.spark.stop()
        SparkContext._active_spark_context = None
        process = self._gateway.proc
        with contextlib.suppress(Exception):
            self._gateway.shutdown()
        # It ends when nobody speaks to it any more.
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        SparkContext._gateway = SparkContext._jvm = None


_guard = threading.Lock()
_running: list[Session] = []
"""The one that runs, if one does."""


def borrow(address: Address, step: Step) -> Session:
    """The Spark at an address, to be given back; raises Fault."""
    with _guard:
        if _running and (_running[0].address != address or not _running[0].runs):
            if _running[0].users and _running[0].runs:
                raise Fault("failed", "Another Spark is asked at the same time")
            _running.pop().stop()
        if not _running:
            step(0, 0, "Starting Spark")
            _running.append(Session(address, step))
        _running[0].users += 1
        return _running[0]


def give_back(session: Session) -> None:
    """Say that nobody asks it here any more; the last one ends it."""
    with _guard:
        session.users -= 1
        if session.users == 0 and session in _running:
            _running.remove(session)
            session.stop()


def _launched(address: Address) -> Any:
    """Spark's process, which is told what it is to be like; raises Fault."""
    try:
        from pyspark import SparkConf, SparkContext
        from pyspark.errors import PySparkRuntimeError
        from pyspark.java_gateway import launch_gateway
    except ImportError:
        raise Fault("extra") from None
    if not _java():
        raise Fault("java")
    if not address.is_local:
        _knock(address)
    here = _HERE if address.is_local or address.host in ("127.0.0.1", "localhost") else {}
    settings = SparkConf(loadDefaults=False)
    for name, value in {**_SETTINGS, **here, "spark.master": address.master, **dict(address.settings)}.items():
        settings.set(name, value)
    try:
        # What it says beside its answers is nobody's here.
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        gateway = launch_gateway(settings, popen_kwargs=silent)
    except PySparkRuntimeError:
        raise Fault("java") from None
    SparkContext._gateway, SparkContext._jvm = gateway, gateway.jvm
    return gateway


def _connected(gateway: Any) -> Any:
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

    settings = SparkConf(loadDefaults=True, _jvm=gateway.jvm)
    context = SparkContext(gateway=gateway, conf=settings)
    spark = SparkSession(context)
    if not settings.contains("spark.sql.shuffle.partitions"):
        # For the people of one company its own two hundred are mostly empty.
        spark.conf.set("spark.sql.shuffle.partitions", str(max(4, 2 * context.defaultParallelism)))
    return spark


def _java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin") if home else None) is not None


def _knock(address: Address) -> None:
    """See that somebody listens there: Spark itself would ask again and again for minutes; raises Fault."""
    try:
        socket.create_connection((address.host, address.port), SECONDS).close()
    except OSError as error:
        said = error.strerror or str(error)
        raise Fault("no answer", said[:1].upper() + said[1:]) from None


def _await_workers(spark: Any, step: Step) -> None:
    until = time.monotonic() + _WORKERS
    status = spark.sparkContext._jsc.sc().statusTracker()
    # One of them is this side.
    while len(status.getExecutorInfos()) < 2:
        if time.monotonic() > until or spark.sparkContext._jsc.sc().isStopped():
            raise Fault("no workers")
        step(0, 0, "Waiting for Spark's workers")
        time.sleep(0.1)
