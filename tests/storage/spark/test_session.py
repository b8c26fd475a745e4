"""What keeps Spark from being started is told before it is; with a cluster the engine's own long tests start it."""

import socket
import sys
from pathlib import Path

import pytest

from storage.spark import session
from storage.spark.address import address_of
from storage.spark.faults import Fault


def test_without_its_library_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(Fault) as refused:
        session.borrow(address_of("spark://local/tmp/x"), lambda *_: None)
    assert refused.value.kind == "extra"
    assert session._running == []


def test_java_is_looked_for_where_it_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert not session._java()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").write_text("#!/bin/sh\n")
    (tmp_path / "bin" / "java").chmod(0o755)
    assert session._java()


def test_nobody_who_listens_is_told_with_the_reason() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with pytest.raises(Fault) as refused:
        session._knock(address_of(f"spark://127.0.0.1:{port}/tmp/x"))
    assert (refused.value.kind, refused.value.said) == ("no answer", "Connection refused")
