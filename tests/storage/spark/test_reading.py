"""Rows that come from Spark become what is meant; what is not of the newest commit is refused before it is started."""

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from app.project import Project
from storage.spark import folder, reading
from storage.spark.address import address_of
from storage.spark.faults import Fault


def test_sums_of_any_length_become_the_numbers_that_are_meant() -> None:
    assert reading._column((Decimal(7), None), pa.int64()).to_pylist() == [7, None]
    assert reading._column((Decimal("0.5"), 2.5), pa.float64()).to_pylist() == [0.5, 2.5]
    assert reading._column((["a"], None), pa.list_(pa.string())).to_pylist() == [["a"], None]
    found = pa.table({"n": pa.array([Decimal(7)], pa.decimal128(20, 0)), "text": ["a"]})
    schema = pa.schema([("n", pa.int64()), ("text", pa.string())])
    assert reading._cast(found, schema).to_pylist() == [{"n": 7, "text": "a"}]


def test_only_the_newest_commit_is_read(tmp_path: Path) -> None:
    Project.create(tmp_path / "shop.quill").close()
    (tmp_path / "tables").mkdir()
    address = address_of(f"spark://local{tmp_path}/tables")
    asked: list[Fault] = []

    class Told(Exception):
        """What is made of a fault."""

    def told(fault: Fault) -> Exception:
        asked.append(fault)
        return Told()

    mirrors = reading.PushedMirrors(lambda: address, tmp_path / "shop.quill", "uid", told)
    for kind in ("missing", "stale"):
        with pytest.raises(Told):
            mirrors.open("UTC", lambda *_: None)
        assert asked[-1].kind == kind
        name = folder.new_name("uid")
        (tmp_path / "tables" / name).mkdir()
        folder.say(tmp_path / "tables" / name, "another", "UTC", {})
    mirrors.close()
