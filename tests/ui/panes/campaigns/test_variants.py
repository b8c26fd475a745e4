"""Exclusions, variants and a holdout are counted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import campaign
from tests.ui.panes.campaigns.planned import hold_out, said, steps, tick
from ui.panes.campaigns.pane import Campaigns


def test_exclusions_variants_and_a_holdout_are_counted(
    planned: Campaigns, qtbot: QtBot, wait: Callable[..., None]
) -> None:
    qtbot.mouseClick(planned.variants.more, Qt.MouseButton.LeftButton)
    wait()
    hold_out(planned, qtbot, 40)
    wait()
    summary = campaign.summary(planned.project, "Meeting to Gold")
    assert steps(planned)[-1][1] == str(summary.recipients)
    assert summary.holdout > 0
    shown = {name: label.text() for name, label in planned.variants.people.items()}
    counts = {one.name: one.people for one in summary.variants}
    assert set(counts) == {"A", "B"}
    assert all(shown[name].startswith(f"· {counts[name]} p") for name in counts)
    tick(planned, qtbot, "exclude", "Leeds")
    wait()
    assert ("Not in “Leeds”", "0") in [one[:2] for one in steps(planned)]
    assert "Nobody is left to write to" in said(planned.checks)
    assert planned.checks.verdict.text().endswith("of 15")
