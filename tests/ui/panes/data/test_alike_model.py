"""Groups of alike values as a table: ticks, what they become, and how many cells that changes."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.recipe import Cluster
from ui.panes.data.alike_model import CELLS, INTO, TICK, VALUES, AlikeModel

CITY = Cluster((("München", 60), ("munich", 30), ("MUC", 10)))
OTHER = Cluster((("Köln", 2), ("Koln", 1)))


@pytest.fixture
def model(qtbot: QtBot, qtmodeltester: ModelTester) -> AlikeModel:
    made = AlikeModel()
    made.show_clusters([CITY, OTHER])
    qtmodeltester.check(made)
    return made


def test_it_shows_cells_values_and_what_is_proposed(model: AlikeModel) -> None:
    shown = [model.index(0, at).data() for at in range(4)]
    assert shown == ["", "100", "München (60), munich (30), MUC (10)", "München"]
    assert model.index(0, TICK).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert model.chosen() == {}, "what is merged is somebody's decision"
    assert model.headerData(VALUES, Qt.Orientation.Horizontal) == "Values"
    assert model.texts(model.columns[CELLS]) == ["100", "3"]


def test_a_tick_counts_the_cells_that_change(model: AlikeModel) -> None:
    model.toggle(0)
    assert (model.counts(), model.chosen()) == ((2, 1, 40), {"munich": "München", "MUC": "München"})
    model.tick_all(on=True)
    assert model.counts() == (2, 2, 41)
    model.tick_all(on=False)
    assert model.counts() == (2, 0, 0)


def test_who_writes_another_value_means_it(model: AlikeModel) -> None:
    assert model.setData(model.index(0, INTO), " Munich ")
    assert model.chosen() == {"München": "Munich", "munich": "Munich", "MUC": "Munich"}
    assert not model.setData(model.index(0, INTO), "  "), "nothing is no value"
    assert not model.setData(model.index(0, VALUES), "x")
    assert model.flags(model.index(0, INTO)) & Qt.ItemFlag.ItemIsEditable


def test_of_many_values_the_first_are_written_out(model: AlikeModel) -> None:
    model.show_clusters([Cluster(tuple((f"v{at}", 1) for at in range(15)))])
    assert model.index(0, VALUES).data().endswith("v11 (1) and 3 more")
    model.wait()
    assert (model.rowCount(), model.waiting) == (0, True)
