"""A shop whose fields come from two sources, and the pane that shows them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app import ingest
from app.project import Project
from tests.copies import copy_of
from ui.panes.traits.pane import Fields
from ui.preview_pane import settle
from ui.shell.window import MainWindow

FILES = (("CRM", "01", "Rome"), ("Shop", "02", "Oslo"))


@pytest.fixture(scope="session")
def shop_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fields-pane")
    with Project.create(folder / "Shop.quill", clock="2012-01-01") as project:
        for source, day, town in FILES:
            file = folder / f"{source}.csv"
            more = ("Shoe size", "41") if source == "CRM" else ("interests", "tea")
            lines = f"customer_id,email,city,{more[0]}\n1,a@x.example,{town},{more[1]}\n2,b@x.example,{town},\n"
            file.write_text(lines, "utf-8")
            ingest.run_import(project, file, "profiles", source=source, as_of=f"2011-12-{day}")
        project.audience().close()
    return folder / "Shop.quill"


def counted(window: MainWindow, project: Path) -> Fields:
    """The pane over a project, with everything counted."""
    window.projects.open(project, lambda: window.go_to("traits"))
    assert settle(window, lambda: isinstance(window.host.current(), Fields))
    found = window.host.current()
    assert isinstance(found, Fields)
    assert settle(window, lambda: bool(found.fields) and all(one.people is not None for one in found.fields))
    return found


@pytest.fixture
def pane(window: MainWindow, shop_once: Path, tmp_path: Path) -> Fields:
    """The pane with everything counted."""
    return counted(window, copy_of(shop_once, tmp_path))


@pytest.fixture
def settled(window: MainWindow) -> Callable[[], None]:
    def wait() -> None:
        assert settle(window)

    return wait
