"""Rows that name somebody by nothing but what is set to join nobody: they come in and wait, and that is told."""

import numpy as np
from numpy.typing import NDArray

from app.domain.counts import agreed, counted
from app.domain.names import ANONYMOUS
from app.ingest.facts.collected import CollectedFacts
from app.ingest.identity.resolution import NOBODY
from app.ingest.report import ImportReport

Ints = NDArray[np.int64]


def note(report: ImportReport, found: CollectedFacts, people: Ints) -> None:
    """Tell of such rows; `people` are whose each row is."""
    links = found.links
    strong = [links.codes[kind] >= 0 for kind in links.kinds if kind not in ANONYMOUS]
    if not strong or (people != NOBODY).all():
        return
    waiting = np.logical_or.reduce(strong)[links.of_row] & (people == NOBODY)
    if not waiting.any():
        return
    count = int(waiting.sum())
    text = f"{counted(count, 'row')} {agreed(count, 'names', 'name')} somebody only by what is set to join nobody: "
    text += f"nobody is known by {agreed(count, 'it, and it waits', 'them, and they wait')}. "
    text += "Identifiers in People says what is blocked."
    report.warn("yellow", text, count, found.lines[waiting].tolist())
