"""Rows on their way into a database are what they were."""

import csv
import io
import math

import pyarrow as pa

from storage.postgresql.pushing import _as_csv

ODD = ["it's", 'a "b"', "a,b", "a\nb", "\\N", "\\.", "", " ", "NULL", "{}", "İß\U0001f600", None]


def test_texts_and_what_is_missing_are_told_apart() -> None:
    written = bytes(_as_csv(pa.record_batch({"text": ODD, "n": pa.array([1] * len(ODD), pa.int8())}))).decode()
    assert [row[0] for row in csv.reader(io.StringIO(written))] == [one or "" for one in ODD]
    # An empty text has its quotes, what is missing has none.
    assert '"",1\n' in written
    assert written.endswith("\n,1\n")


def test_numbers_keep_every_bit() -> None:
    numbers = [0.1 + 0.2, 1e300, 5e-324, -0.0, math.inf, 123456789.0]
    written = bytes(_as_csv(pa.record_batch({"number": numbers}))).decode().split()
    assert [float(one) for one in written] == numbers


def test_lists_are_written_as_the_database_reads_them() -> None:
    held = pa.array([["a", 'b"\\', None, ""], [], None], pa.list_(pa.string()))
    written = bytes(_as_csv(pa.record_batch({"held": held, "n": pa.array([1, 2, 3])}))).decode()
    rows = [row[0] for row in csv.reader(io.StringIO(written))]
    assert rows == ['{"a","b\\"\\\\",NULL,""}', "{}", ""]
