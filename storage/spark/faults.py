"""What keeps Spark from answering, told apart by what it means and not by its words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

Kind = Literal[
    "address", "extra", "java", "no answer", "no workers", "folder", "missing", "stale", "gone", "stopped", "failed"
]

Raising = Callable[["Fault"], Exception]
"""What makes of a fault the problem that is told."""


class Fault(Exception):
    """Of which kind it is, and the first line of what was said of it."""

    def __init__(self, kind: Kind, said: str = "") -> None:
        super().__init__(kind, said)
        self.kind = kind
        self.said = said


@contextmanager
def told(raising: Raising) -> Iterator[None]:
    """Raise what `raising` makes of what Spark, its Java or the disk says."""
    try:
        yield
    except Fault as fault:
        raise raising(fault) from None
    except OSError as error:
        # The line to Spark's own process is a socket: a connection that broke is one too.
        lost = isinstance(error, ConnectionError)
        raise raising(Fault("gone" if lost else "folder", _line(error.strerror or str(error)))) from None
    except Exception as error:
        if (known := _of_spark(error)) is None:
            raise
        raise raising(known) from None


def _of_spark(error: Exception) -> Fault | None:
    """The fault of an exception of Spark's client or of its line to Java; None for any other."""
    room = type(error).__module__.partition(".")[0]
    if room not in ("pyspark", "py4j"):
        return None
    said = _said(error)
    if "cancelled" in said and "job group" in said:
        return Fault("stopped")
    if "Py4JNetworkError" in type(error).__name__ or "SparkContext was shut down" in said:
        return Fault("gone")
    if "PATH_NOT_FOUND" in said or "FileNotFoundException" in said or "FAILED_READ_FILE" in said:
        # Put there anew meanwhile, or a folder that only this machine knows.
        return Fault("folder", "Spark does not find the tables in it")
    return Fault("failed", _line(said))


def _said(error: Exception) -> str:
    """What was said, where the line to Java only tells that something was, in Java's own words."""
    java = getattr(error, "java_exception", None)
    if java is None:
        return str(error)
    try:
        return str(java.toString())
    except Exception:
        # Its process is gone since.
        return str(error)


def _line(said: str) -> str:
    line = next((line.strip() for line in said.splitlines() if line.strip()), "").rstrip(".")
    return line[:1].upper() + line[1:300]
