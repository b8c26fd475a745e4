"""A small shop whose fields come from several files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import ingest
from app.project import Project
from tests.copies import copy_of

FILES = (
    ("CRM", "profiles", "customer_id,email,city,Shoe size,birth_date\n1,a@x.de,Rome,41,1980-05-23\n2,b@x.de,Oslo,,\n"),
    ("Shop", "profiles", "customer_id,city\n1,Paris\n3,Bonn\n"),
    (None, "orders", "order id,sku,price,date,customer id\n1,A,5,2011-05-01,1\n"),
)


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fields")
    with Project.create(folder / "Shop.quill", timezone="Europe/London", clock="2012-01-01") as project:
        for at, (source, kind, text) in enumerate(FILES):
            file = folder / f"{at}.csv"
            file.write_text(text, "utf-8")
            ingest.run_import(project, file, kind, source=source)
        project.audience().close()
    return folder / "Shop.quill"


@pytest.fixture
def shop(_made: Path, tmp_path: Path) -> Iterator[Project]:
    """A copy of it, open."""
    with Project.open(copy_of(_made, tmp_path)) as project:
        yield project
