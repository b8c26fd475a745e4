"""The small questions of the builder: answered off the thread, and never about a rule that has changed."""

from typing import Any

from pytestqt.qtbot import QtBot

from app.project import Project
from ui.core.jobs import Jobs
from ui.panes.base import Pane
from ui.panes.segments.asking import Asking
from ui.panes.segments.rule_model import RuleModel


def test_people_values_and_reasons_come_and_an_older_rule_has_no_answer(
    qtbot: QtBot, shown, context, jobs: Jobs, readers
) -> None:
    with Project.open(readers) as project:
        pane = shown(Pane(context("segments", project)))
        model = RuleModel({"trait": "loyalty_tier", "op": "is", "value": "Gold"}, owner=pane)
        asking, told = Asking(pane, model), {}

        def into(key: str) -> Any:
            return lambda found: told.__setitem__(key, found)

        asking.find("r03", into("found"))
        asking.suggest("city", "Lee", into("values"))
        asking.explain("r03@example.com", into("why"))
        qtbot.waitUntil(lambda: len(told) == 3)
        assert [one.email for one in told["found"]] == ["r03@example.com"]
        assert told["values"] == [("Leeds", 9)]
        assert told["why"].member
        asking.explain("r02@example.com", into("late"))
        model.append((), {"tag": "Tea"})
        qtbot.waitUntil(lambda: not jobs.running())
        assert "late" not in told
