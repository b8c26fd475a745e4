"""Loads what the panes are made of while nobody waits for it: a first visit is then as quick as the next."""

import contextlib
import importlib
from collections.abc import Callable
from functools import partial
from typing import Final

from app.domain.progress import Progress
from app.project import EMBEDDED
from ui.charts.chart import load as load_charts
from ui.core.jobs import Jobs
from ui.panes import panes

_ASKING: Final = ("pyarrow", *EMBEDDED.parts.values(), "ibis", "app.query.answers", "app.audience.live", "app.people")
"""What questions about the audience are asked with, by size."""


def load_ahead(jobs: Jobs) -> None:
    """Load everything on another thread, behind all other jobs."""
    jobs.start("load-ahead", _load, quiet=True, priority=-1)


def _load(progress: Progress) -> None:
    # The panes first: somebody may press one at once, and would wait for it in the interface's thread.
    loads: dict[str, Callable[[], object]] = {pane.package: pane.load for pane in panes()}
    loads |= {name: partial(importlib.import_module, name) for name in _ASKING} | {"charts": load_charts}
    for done, (place, load) in enumerate(loads.items()):
        progress.step(done, len(loads), place)
        # What cannot be loaded is told when it is needed, by whoever needs it.
        with contextlib.suppress(Exception):
            load()
