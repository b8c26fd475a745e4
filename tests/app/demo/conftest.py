"""The made-up shop that the tests of this folder look at."""

from pathlib import Path

import pytest

from app.demo import files, shop
from app.demo.shop import Shop

COUNT = 1_500


@pytest.fixture(scope="session")
def made() -> Shop:
    """Fifteen hundred people and all they did."""
    return shop.make(COUNT)


@pytest.fixture(scope="session")
def folder(made: Shop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its files."""
    where = tmp_path_factory.mktemp("shop")
    assert [path.name for path in files.write(made, where)] == list(files.NAMES)
    return where
