"""The shop that the tests of this folder ask about."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.project import Project
from tests.app.audience.shop_data import NOW, Shop, fill


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The shop; nobody may change it."""
    path = tmp_path_factory.mktemp("shop") / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        yield fill(project)


@pytest.fixture(scope="session")
def retail(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Iterator[Project]:
    """The customers of online_retail with their orders."""
    from tests.app.audience import retail as orders

    path = tmp_path_factory.mktemp("retail") / "retail.quill"
    with Project.create(path, timezone="UTC", clock="2011-12-10") as project:
        orders.fill(project, orders.read(shared_data))
        yield project
