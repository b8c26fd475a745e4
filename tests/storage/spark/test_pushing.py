"""Tables on their way into a folder are what they were."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from app.domain.progress import SILENT
from storage.mirror.carried import TABLES
from storage.spark import folder, pushing

ODD = ["it's", "a\nb", "", " ", "İß\U0001f600", None]


class Source:
    """A reading with these rows in each table."""

    token = "abc"
    types: dict[str, dict[str, str]] = {"traits": {}}
    changes: dict[str, int] = {}
    latest_consent = latest_suppression = None
    people = len(ODD)
    rows = pa.table(
        {
            "text": ODD,
            "number": [0.1 + 0.2, 1e300, 5e-324, -0.0, None, 2.5],
            "hash": pa.array([2**64 - 1, 0, 1, 2, 3, None], pa.uint64()),
            "held": pa.array([["a", None, ""], [], None, None, None, None], pa.list_(pa.string())),
        }
    )

    def table(self, name: str) -> ibis.Table:
        return ibis.table(ibis.Schema.from_pyarrow(self.rows.schema), name=name)

    def batches(self, expression: ibis.Table, at_once: int) -> Iterator[pa.RecordBatch]:
        yield from self.rows.to_batches(4)


def test_every_table_comes_whole_and_numbers_without_a_sign_as_wide_ones(tmp_path: Path) -> None:
    assert pushing.push(tmp_path, Source(), "uid", "UTC", SILENT) == dict.fromkeys(TABLES, len(ODD))
    [pushed] = folder.lying(tmp_path, "uid")
    with pushed.held:
        assert pushed.token == "abc"
        for name in TABLES:
            found: Any = pq.read_table(pushed.file(name))
            assert found.drop(["hash"]).equals(Source.rows.drop(["hash"]))
            assert found.column("hash").to_pylist()[0] == Decimal(2**64 - 1)


def test_one_that_fails_leaves_nothing(tmp_path: Path) -> None:
    class Broken(Source):
        def batches(self, expression: ibis.Table, at_once: int) -> Iterator[pa.RecordBatch]:
            yield from super().batches(expression, at_once)
            if expression.get_name() == "events":
                raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        pushing.push(tmp_path, Broken(), "uid", "UTC", SILENT)
    assert list(tmp_path.iterdir()) == []
