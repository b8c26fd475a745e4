"""The made-up shop: the same from the same seed, and another from another."""

import hashlib
from pathlib import Path

import pytest

from app.demo import files, shop
from app.domain.progress import Cancelled, Progress
from tests.app.demo.conftest import COUNT


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    files.write(shop.make(COUNT), tmp_path)
    for name in files.NAMES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_another_seed_gives_another_shop(folder: Path, tmp_path: Path) -> None:
    files.write(shop.make(COUNT, seed=7), tmp_path, seed=7)
    digests = [hashlib.sha256((where / "orders.csv").read_bytes()).digest() for where in (folder, tmp_path)]
    assert digests[0] != digests[1]


def test_making_it_up_can_be_stopped(tmp_path: Path) -> None:
    stop = Progress(None, lambda: True)
    with pytest.raises(Cancelled):
        shop.make(50, progress=stop)
    with pytest.raises(Cancelled):
        files.write(shop.make(50), tmp_path, progress=stop)
