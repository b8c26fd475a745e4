"""A builder's bench without a project: a small vocabulary, the rule, and the way to edit it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from app.rules import Names
from app.rules.vocabulary import Named
from ui.panes.segments.editing import Editing
from ui.panes.segments.row import Bench
from ui.panes.segments.rule_model import RuleModel

NAMES = Names(
    traits={
        "city": Named("city", "text", "City"),
        "age": Named("age", "number", "Age"),
        "signed_up_at": Named("signed_up_at", "datetime", "Signed up"),
    },
    events={"placed_order": "Placed an order"},
    properties={"placed_order": {"amount": "amount"}},
)
VALUES = [("Leeds", 20), ("York", 12)]


@pytest.fixture
def bench(qapp: Any) -> Iterator[Callable[..., Bench]]:
    """Makes a bench for a rule; real values are those of two towns."""
    owner = QObject()

    def make(rule: Any, changed: Callable[[], None] = lambda: None, focus: Any = lambda path: None) -> Bench:
        model = RuleModel(rule, changed, owner)
        editing = Editing(model, lambda name, typed, done: done([one for one in VALUES if typed in one[0]]))
        editing.names = NAMES
        return Bench(model, NAMES, editing, focus)

    yield make
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
