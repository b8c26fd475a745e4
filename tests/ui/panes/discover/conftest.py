"""Two kinds of people, and the pane that finds them."""

from pathlib import Path

import pytest
from sqlalchemy import insert

from app.project import Change, Project
from storage.file import models
from tests.copies import copy_of
from tests.ui.panes.discover.found import DAY, MANY, NOW
from ui.panes.discover.pane import Discover
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture(scope="session")
def town_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two kinds of people: thirty who order often and lately, thirty who ordered once, long ago."""
    path = tmp_path_factory.mktemp("town") / "Town.quill"
    with Project.create(path, clock="2011-12-10") as project, project.write("Made a town", set(Change)) as connection:
        people = [
            {
                "id": at,
                "key": f"customer_id:{at:02}",
                "email": None,
                "mailable": False,
                "traits": {},
                "created_batch": 1,
            }
            for at in range(1, MANY + 1)
        ]
        connection.execute(insert(models.profile), people)
        orders = [(at, NOW - (again * 9 + at) * DAY, 400_000) for at in range(1, 31) for again in range(8)]
        orders += [(at, NOW - (270 + at) * DAY, 100_000) for at in range(31, MANY + 1)]
        connection.execute(
            insert(models.event),
            [
                {
                    "link_id": who,
                    "profile_id": who,
                    "name": "placed_order",
                    "at": when,
                    "batch_id": 1,
                    "row": row,
                    "digest": row,
                    "amount": amount,
                }
                for row, (who, when, amount) in enumerate(orders)
            ],
        )
    return path


@pytest.fixture
def pane(window: MainWindow, town_once: Path, tmp_path: Path) -> Discover:
    town = copy_of(town_once, tmp_path / "Town.quill")
    window.projects.open(town, lambda: window.go_to("discover"))
    assert settle(window, lambda: bool(window.findChildren(Discover)))
    (found,) = window.findChildren(Discover)
    assert settle(window, lambda: bool(found.features_page.features.chosen()))
    return found
