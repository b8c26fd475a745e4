"""Taking a person apart: offered where there is something to part, in words that a marketer reads."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from tests.ui.panes.people.crowd import open_person
from ui.panes.people.pane import People
from ui.panes.people.parting import _called


def test_somebody_with_one_address_has_nothing_to_take_apart(
    people: People, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    open_person(people, qtbot, settled)
    allows = people.story_page.allows
    assert not allows.part.isVisible()
    assert not allows.joined.isVisible()


def test_identifiers_are_called_as_people_know_them() -> None:
    assert _called("customer_id:17850") == "customer 17850"
    assert _called("email:a@x.de") == "a@x.de"
    assert _called("hubspot_id:7") == "hubspot id 7"
