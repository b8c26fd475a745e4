"""A project of six hundred people, and the pane that shows them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.project import Change, Project
from storage.file import models
from tests.copies import copy_of
from tests.ui.panes.people.crowd import DAY, MANY, NOW, events, person
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow


@pytest.fixture(scope="session")
def crowd_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six hundred people, each with an order, a view and an opened email; one product; two segments."""
    path = tmp_path_factory.mktemp("crowd") / "Crowd.quill"
    rules = {
        "Gold": {"trait": "loyalty_tier", "op": "is", "value": "Gold"},
        "Bought lately": {"event": "placed_order", "within": {"last": {"days": 31}}},
    }
    with Project.create(path, clock="2011-12-10") as project:
        with project.write("Made a crowd", set(Change)) as connection:
            kinds = ("first_name", "last_name", "city", "loyalty_tier")
            labels = {name: name.replace("_", " ").capitalize() for name in kinds}
            connection.execute(
                insert(models.trait), [{"name": n, "label": labels[n], "type": "text", "own": False} for n in kinds]
            )
            connection.execute(insert(models.product), [{"sku": "T1", "name": "Regency Teacup", "batch_id": 1}])
            numbers = range(1, MANY + 1)
            connection.execute(insert(models.profile), [person(at) for at in numbers])
            mails = [(at, person(at)["email"]) for at in numbers]
            connection.execute(
                insert(models.identifier),
                [
                    {"profile_id": at, "kind": "email", "value": mail, "original": mail, "link_id": at}
                    for at, mail in mails
                ],
            )
            done = [row for at in numbers for row in events(at)]
            for name in ("placed_order", "ordered_product", "viewed_product", "opened_email"):
                connection.execute(insert(models.event), [row for row in done if row["name"] == name])
            given = {
                "profile_id": 3,
                "channel": "email",
                "status": "granted",
                "at": NOW - 9 * DAY,
                "source": "web form",
            }
            connection.execute(insert(models.consent).values(**given))
            for at, (name, rule) in enumerate(rules.items()):
                kept = {"name": name, "name_folded": name.casefold(), "rule": rule, "position": at, "content": False}
                connection.execute(insert(models.segment).values(**kept, created_at=1, changed_at=1))
        project.audience().close()
    return path


@pytest.fixture
def crowd(crowd_once: Path, tmp_path: Path) -> Path:
    """A copy of it for one test; its mirror is there already."""
    return copy_of(crowd_once, tmp_path)


@pytest.fixture
def people(window: MainWindow, crowd: Path) -> People:
    """The pane, with its first rows there."""
    window.projects.open(crowd, lambda: window.go_to("people"))
    assert settle(window, lambda: isinstance(window.host.current(), People))
    pane = window.host.current()
    assert isinstance(pane, People)
    assert settle(window, lambda: pane.model.row(0) is not None)
    return pane


@pytest.fixture
def settled(window: MainWindow) -> Callable[[], None]:
    def wait() -> None:
        assert settle(window)

    return wait
