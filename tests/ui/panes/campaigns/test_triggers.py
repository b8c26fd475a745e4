"""A campaign that goes to whoever enters: chosen in its plan, due today, and worked out for past days."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import update

from app import campaign
from app.campaign import triggers
from app.project import Change
from storage.file.models import profile
from ui.panes.campaigns.pane import Campaigns
from ui.widgets.labels import Label
from ui.widgets.picker import Picker
from ui.widgets.value_popups import NumberPopup

Wait = Callable[..., None]


def _popup(kind: type) -> Any:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def _choose(pane: Campaigns, text: str) -> None:
    QTest.mouseClick(pane.plan_card.fields["trigger"], Qt.MouseButton.LeftButton)
    picker = _popup(Picker)
    QTest.keyClicks(picker.search, text)
    QTest.keyClick(picker.search, Qt.Key.Key_Return)


def test_it_is_chosen_in_the_plan_and_taken_back(planned: Campaigns, wait: Wait) -> None:
    assert planned.plan_card.fields["trigger"].text() == "everyone in it"
    _choose(planned, "again after")
    popup = _popup(NumberPopup)
    popup.first_focus().setValue(14)
    popup.accept()
    wait(lambda: planned.plan_card.fields["trigger"].text() == "whoever enters, again after 14 days")
    wait(lambda: planned.header.quiet.text() == "Saved · 0 recipients")
    kept = campaign.get(planned.project, planned.name).plan.trigger
    assert kept is not None
    assert kept.again_days == 14
    planned.undo()
    wait(lambda: planned.plan_card.fields["trigger"].text() == "everyone in it")
    wait(lambda: campaign.get(planned.project, planned.name).plan.trigger is None)


def test_who_is_due_stands_there_as_the_command_says(planned: Campaigns, wait: Wait) -> None:
    _choose(planned, "once each")
    wait(lambda: planned.header.quiet.text() == "Saved · 0 recipients")
    planned.show_triggers()
    wait(lambda: planned.triggers.hero.text() == "0")
    project = planned.project
    with project.read() as connection:
        row = next(one for one in connection.execute(profile.select()) if one.traits.get("loyalty_tier") != "Gold")
    with project.write("Gold by now", {Change.PROFILES}) as connection:
        gold = row.traits | {"loyalty_tier": "Gold"}
        connection.execute(update(profile).where(profile.c.id == row.id).values(traits=gold))
    planned.triggers.ask()
    (due,) = triggers.due(project)
    assert due.entered == 1
    wait(lambda: planned.triggers.due.rowCount() == 1 and planned.triggers.due.row(0)["entered"] == 1)
    assert planned.triggers.hero.text() == str(due.people)
    assert planned.triggers.people.rowCount() == due.people
    wait(lambda: not planned.triggers.days.waiting)
    planned.open_campaign(due.campaign)
    wait(lambda: planned.pages.currentIndex() == 1)


def test_without_such_a_campaign_it_says_how_to_make_one(planned: Campaigns, wait: Wait) -> None:
    planned.show_triggers()
    wait(lambda: planned.triggers.currentIndex() == 1)
    said = " ".join(label.text() for label in planned.triggers.empty.findChildren(Label))
    assert "whoever enters its segments" in said
