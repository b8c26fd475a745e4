"""What is said by the disk, and what is our own fault, are told apart; Spark's own words are held by the long tests."""

import pytest

from storage.spark.faults import Fault, told


class Told(Exception):
    """What is made of a fault."""


def raised(error: Exception) -> Fault:
    faults: list[Fault] = []

    def told_of(fault: Fault) -> Exception:
        faults.append(fault)
        return Told()

    with pytest.raises(Told), told(told_of):
        raise error
    return faults[0]


def test_the_disk_s_words_are_kept() -> None:
    found = raised(FileNotFoundError(2, "No such file or directory", "/secret/place"))
    assert (found.kind, found.said) == ("folder", "No such file or directory")


def test_a_line_that_broke_is_gone() -> None:
    assert raised(ConnectionResetError(104, "Connection reset by peer")).kind == "gone"


def test_what_spark_says_is_told_by_its_first_line() -> None:
    said = type("AnalysisException", (Exception,), {"__module__": "pyspark.errors"})
    found = raised(said("\n[DIVIDE_BY_ZERO] division by zero.\nat java"))
    assert (found.kind, found.said) == ("failed", "[DIVIDE_BY_ZERO] division by zero")


def test_anything_else_is_our_own() -> None:
    with pytest.raises(KeyError), told(lambda fault: Told()):
        raise KeyError("x")
