"""A way to find groups is one object: a toy, registered from outside, goes through all that groups go through."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from app import audience, command_line, discover
from app.audience import segments
from app.discover import ALGORITHMS, Choice
from app.discover.algorithms import Algorithm, Setting, Settings, register
from app.discover.algorithms.labels import described
from app.discover.answers import Fit, Floats
from app.domain.problems import Problem
from app.domain.progress import Progress
from app.project import Change, Project
from storage.file import models
from ui.core import theme
from ui.panes.discover.groups import NO_GROUP, OutsideCard
from ui.panes.discover.pane import Discover
from ui.preview_pane import settle
from ui.shell.window import MainWindow

DAY = 86_400_000_000
NOW = 15_317 * DAY  # 2011-12-10
MANY = 40


class Halves(Algorithm):
    """Parts people at the middle of the first feature, and leaves out who stands furthest."""

    name = "halves"
    label = "Halves"
    good_for = "Parts people in two at the middle, but for a few."
    settings = (Setting("aside", "Left aside", "So many stand in no group.", default=3, least=0, most=20),)
    needs_k = False
    leaves_out = True

    def fit(self, matrix: Floats, k: int, seed: int, settings: Settings, progress: Progress) -> Fit:
        progress.step(0, 1, "Parting people")
        order = np.argsort(matrix[:, 0], kind="stable")
        labels = np.zeros(len(matrix), dtype=np.int64)
        labels[order[len(order) // 2 :]] = 1
        labels[order[len(order) - (self.value(settings, "aside") or 0) :]] = -1
        return described(matrix, labels)


@pytest.fixture
def toy() -> Iterator[Halves]:
    one = Halves()
    register(one)
    yield one
    del ALGORITHMS[one.name]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Forty people, each with as many orders as their number, a day apart."""
    made = tmp_path / "Town.quill"
    with Project.create(made, clock="2011-12-10") as project, project.write("Made it", set(Change)) as connection:
        nobody: dict[str, Any] = {"email": None, "mailable": False, "traits": {}, "created_batch": 1}
        people = [nobody | {"id": at, "key": f"customer_id:{at:02}"} for at in range(1, MANY + 1)]
        connection.execute(insert(models.profile), people)
        orders = [(at, NOW - back * DAY) for at in range(1, MANY + 1) for back in range(1, at + 1)]
        event = {"name": "placed_order", "batch_id": 1, "amount": 10_000}
        rows = [
            event | {"link_id": who, "profile_id": who, "at": when, "row": row, "digest": row}
            for row, (who, when) in enumerate(orders)
        ]
        connection.execute(insert(models.event), rows)
    return made


def _command(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return command_line.run(["cluster", *words], out, err), out.getvalue(), err.getvalue()


def test_the_command_line_finds_says_and_keeps_its_groups(
    toy: Halves, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _command("--help")[0] == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"halves: {toy.good_for} Takes no --k." in said
    assert "halves aside: So many stand in no group." in said
    words = (str(path), "--features", "orders", "--algorithm", "halves", "--settings", "aside=4", "--json")
    assert "Halves finds the number of groups by itself" in _command(*words, "--k", "2")[2]
    status, out, err = _command(*words, "--save", "Toys")
    found = json.loads(out)
    assert (status, err, found["algorithm"], found["k"], found["noise"]) == (0, "", "halves", 2, 4)
    assert [one["size"] for one in found["clusters"]] == [20, 16]
    assert "4 people stand apart from everybody and belong to no group." in found["notes"]
    with Project.open(path) as project:
        for group in found["clusters"]:
            rule = {"trait": "cluster:Toys", "op": "is", "value": group["label"]}
            assert audience.count(project, rule).count == group["size"]
        assert len(segments.every(project)) == 2
        assert audience.count(project, {"none": [{"trait": "cluster:Toys", "op": "is_set"}]}).count == 4


def test_what_cannot_be_set_of_it_is_refused(toy: Halves, path: Path) -> None:
    with Project.open(path) as project, pytest.raises(Problem, match="Left aside cannot be 21"):
        discover.find_groups(project, Choice(("orders",), algorithm="halves", settings={"aside": 21}))


@pytest.fixture
def window(qapp: QApplication, toy: Halves, path: Path) -> Iterator[MainWindow]:
    qapp.setOrganizationName("Quillwork")
    qapp.setApplicationName("Quillwork")
    theme.active().choose("light")
    made, errors = MainWindow(), []
    made.bug.connect(errors.append)
    made.resize(1280, 800)
    made.show()
    made.projects.open(path, lambda: made.go_to("discover"))
    assert settle(made, lambda: bool(made.findChildren(Discover)))
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert errors == []


def test_the_window_offers_it_shows_its_groups_and_keeps_them(window: MainWindow, toy: Halves) -> None:
    (pane,) = window.findChildren(Discover)
    page = pane.features_page
    assert settle(window, lambda: bool(page.features.chosen()))
    for name, (check, log) in page.features._rows.items():
        check.setChecked(name == "orders")
        if log is not None:
            log.setChecked(False)
    choice = page.how.algorithm
    choice.field.setFocus()
    QTest.keyClicks(choice.field, "Halves")
    assert (choice.chosen, choice.about.text()) == (toy, toy.good_for)
    assert choice.fields["aside"].value() == 3
    choice.fields["aside"].setValue(5)
    QTest.mouseClick(pane.find_button, Qt.MouseButton.LeftButton)
    assert settle(window, lambda: pane.grouping is not None)
    assert pane.grouping.choice.settings == {"aside": 5}
    assert [one.size for one in pane.grouping.portraits] == [20, 15]
    # Its number is its own: none is offered, and who belongs to no group is said wherever groups are.
    assert not any(row.isVisible() for row in pane.numbers.rows.values())
    said = pane.numbers.about.text()
    assert "Halves finds their number by itself: 2 groups. 5 people belong to no group." in said
    assert pane.table_model.texts(pane.table_model.columns[0])[-1] == NO_GROUP
    (outside,) = pane.cards.findChildren(OutsideCard)
    QTest.mouseClick(outside, Qt.MouseButton.LeftButton)
    assert sorted(pane.grouping.ids[pane.brushed]) == [36, 37, 38, 39, 40]
    pane.save("Toys")
    assert settle(window, lambda: len(segments.every(pane.project)) == 2)
    assert "5 people who belong to no group have none" in pane.strip.text()
    for card, size in zip(pane.cards.cards, (20, 15), strict=True):
        rule = {"trait": "cluster:Toys", "op": "is", "value": card.name.text()}
        assert audience.count(pane.project, rule).count == size
        assert segments.get(pane.project, f"Toys: {card.name.text()}").rule == rule
    # What was chosen is there again when the pane is made anew.
    kept = page.state()
    choice.take_up({"algorithm": "kmeans", "settings": {"restarts": 4}})
    assert page.choice().settings == {"restarts": 4}
    page.take_up(kept)
    assert (page.choice().algorithm, page.choice().settings) == ("halves", {"aside": 5})
