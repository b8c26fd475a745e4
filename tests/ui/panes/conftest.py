"""A small circle of readers: two segments, a template with and one without what the law asks for, a sender."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from app import template as templates
from app.audience import segments
from app.project import Change, Project
from app.template import Template
from storage.file import models
from tests.copies import copy_of
from ui.core import theme
from ui.preview_pane import settle
from ui.shell.window import MainWindow

READERS = 12
DAY = 86_400_000_000
NAMES = {1: "", 2: "Wolfeschlegelsteinhausenbergerdorff", 3: "李"}
BODY = """<html lang="en"><body>
<p>Hello {{ first_name | default("there", true) }},</p>
<p>Shall we meet in {{ city }}?</p>
<p><a href="{{ unsubscribe_url }}">Unsubscribe</a> {{ sender.postal_address }}</p>
</body></html>
"""
SENDER = {"from_name": "The Shop", "from_address": "hello@shop.example", "postal_address": "1 High Street, Leeds"}


def reader(at: int) -> dict[str, Any]:
    """One reader; the first has no name, every fourth no city."""
    traits = {"first_name": NAMES.get(at, f"Ana{at:02}"), "loyalty_tier": "Gold" if at % 2 else "Silver"}
    if at % 4:
        traits["city"] = "Leeds"
    mail = f"r{at:02}@example.com"
    return {"id": at, "key": mail, "email": mail, "mailable": True, "traits": traits, "created_batch": 1}


@pytest.fixture(scope="session")
def readers_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readers") / "Readers.quill"
    numbers = range(1, READERS + 1)
    labels = {"first_name": "First name", "city": "City", "loyalty_tier": "Loyalty tier"}
    with Project.create(path, clock="2011-12-10") as project:
        project.change_settings({"unknown_is_consent": True, "sender": SENDER})
        with project.write("Made readers", set(Change)) as connection:
            named = [{"name": n, "label": label, "type": "text", "own": False} for n, label in labels.items()]
            connection.execute(insert(models.trait), named)
            connection.execute(insert(models.profile), [reader(at) for at in numbers])
            kept = [(at, f"r{at:02}@example.com") for at in numbers]
            own = {"kind": "email", "link_id": 1}
            rows = [own | {"profile_id": at, "value": mail, "original": mail} for at, mail in kept]
            connection.execute(insert(models.identifier), rows)
            listed = {"channel": "email", "address": "r05@example.com", "reason": "unsubscribed", "at": 15_000 * DAY}
            connection.execute(insert(models.suppression).values(**listed))
        segments.save(project, "Gold", {"trait": "loyalty_tier", "op": "is", "value": "Gold"})
        segments.save(project, "Leeds", {"trait": "city", "op": "is", "value": "Leeds"})
        templates.save(
            project,
            Template("Meeting", "For {{ first_name | default('you', true) }}", "Soon, and in your own town", BODY),
        )
        templates.save(project, Template("Bare", "Hello", "", "<p>Nothing else.</p>"))
        project.audience().close()
    return path


@pytest.fixture
def readers(readers_once: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return copy_of(readers_once, tmp_path)


@pytest.fixture
def at_work(window: MainWindow, readers: Path) -> Iterator[MainWindow]:
    window.projects.open(readers)
    assert settle(window, lambda: window.found is not None)
    yield window
    theme.active().choose_text_size(100)
