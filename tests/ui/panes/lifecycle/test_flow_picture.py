"""The bands of the flow: as thick as their people, inside their stages, and each read as a sentence."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.runs import Flow, Move
from ui.panes.lifecycle.flow_picture import FlowPicture, said

NOBODY = np.zeros(0, dtype=np.int64)
MOVES = (Move("Active", "Active", 60), Move("Active", "Gone", 20), Move("Gone", "Active", 1), Move("", "Active", 9))
FLOW = Flow(("Active", "Gone"), "2026-01-01", "2026-02-01", MOVES, NOBODY, NOBODY, NOBODY)


@pytest.fixture
def picture(qapp: QApplication) -> Iterator[FlowPicture]:
    made = FlowPicture()
    made.resize(500, 400)
    made.show_flow(FLOW)
    yield made
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_bands_are_as_thick_as_their_people_and_stay_in_their_stages(picture: FlowPicture) -> None:
    bands = picture.bands()
    thick = {band.move: band.thick for band in bands}
    assert thick[MOVES[0]] == pytest.approx(3 * thick[MOVES[1]])
    lefts, rights = picture.blocks(left=True), picture.blocks(left=False)
    for band in bands:
        for blocks, name, top in ((lefts, band.move.origin, band.left), (rights, band.move.target, band.right)):
            start, high = blocks[name]
            # The thinnest are a pixel though their people would be less.
            assert start - 0.01 <= top <= top + band.thick <= start + high + 1.01
    assert max(start + high for start, high in rights.values()) <= 400


def test_each_band_is_a_sentence(picture: FlowPicture) -> None:
    assert said(MOVES[1], FLOW) == "20 people went from Active to Gone: 25\N{NO-BREAK SPACE}% of Active"
    assert said(MOVES[2], FLOW).startswith("1 person went from Gone to Active")
    assert said(MOVES[3], FLOW) == "9 people came new into Active"
    assert "stayed in Active" in picture.accessibleDescription()


def test_the_keys_go_round_the_bands(picture: FlowPicture) -> None:
    chosen: list[Move] = []
    opened: list[Move] = []
    picture.chosen.connect(chosen.append)
    picture.opened.connect(opened.append)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(picture, key)
    assert chosen == [MOVES[3], MOVES[0], MOVES[1]]
    assert opened == [MOVES[1]]


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_it_can_be_kept_as_a_file(picture: FlowPicture, tmp_path: Path, ending: str) -> None:
    picture.write(tmp_path / f"flow.{ending}")
    assert (tmp_path / f"flow.{ending}").stat().st_size > 1_000
