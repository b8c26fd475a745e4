"""Addresses of a Spark and of the folder that it reads."""

from pathlib import Path

import pytest

from storage.spark.address import address_of
from storage.spark.faults import Fault


def test_a_master_a_folder_and_settings() -> None:
    read = address_of("spark://master.example:7077/mnt/our%20shop?spark.executor.memory=2g&spark.cores.max=4")
    assert (read.master, read.folder) == ("spark://master.example:7077", Path("/mnt/our shop"))
    assert read.settings == (("spark.executor.memory", "2g"), ("spark.cores.max", "4"))
    assert read.shown() == "spark://master.example:7077/mnt/our shop"
    assert not read.is_local


def test_this_machine_s_own() -> None:
    read = address_of("spark://local/tmp/tables")
    assert (read.master, read.folder, read.is_local) == ("local[*]", Path("/tmp/tables"), True)


@pytest.mark.parametrize(
    "written",
    [
        "spark://", "spark://local", "spark://local/", "spark://host/folder", "spark://host:many/folder",
        "spark://anna:secret@host:7077/folder", "spark://host:7077/folder?memory=2g", "spark://host:7077/folder?x",
        "spark://host:7077/folder#part",
    ],
)  # fmt: skip
def test_others_are_refused(written: str) -> None:
    with pytest.raises(Fault) as refused:
        address_of(written)
    assert refused.value.kind == "address"
