"""What a database says is told apart by its code."""

import psycopg
import pytest

from storage.postgresql.faults import Fault, told


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (psycopg.errors.InsufficientPrivilege("permission denied for schema x"), "not let in"),
        (psycopg.errors.AdminShutdown("terminating connection"), "gone"),
        (psycopg.OperationalError("the connection is closed"), "gone"),
        (psycopg.errors.DiskFull("no space left\nCONTEXT: COPY"), "failed"),
        (Fault("stale"), "stale"),
    ],
)
def test_each_is_of_a_kind(error: Exception, kind: str) -> None:
    with pytest.raises(RuntimeError) as found, told(lambda fault: RuntimeError(fault.kind, fault.said)):
        raise error
    assert found.value.args[0] == kind
    assert "\n" not in found.value.args[1]
