"""The shop, and scores that are made of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.project import Project
from tests.app.audience.shop_data import NOW, fill


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """The shop."""
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW) as made:
        fill(made)
        yield made
