"""Fields in the real window: listed, searched, renamed, hidden, put in an order of sources, and all of it undone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import audience
from app.people import story
from ui.panes.traits.pane import Fields
from ui.shell.window import MainWindow

Settled = Callable[[], None]


def rows(pane: Fields) -> dict[str, dict[str, Any]]:
    return {one["name"]: dict(one) for one in (pane.page.model.row(at) for at in range(pane.page.model.rowCount()))}


def test_fields_are_listed_with_where_they_come_from_and_looking_changes_nothing(
    pane: Fields, settled: Settled
) -> None:
    token = pane.project.token
    found = rows(pane)
    assert list(found)[:5] == ["customer_id", "email", "city", "interests", "shoe_size"]
    assert (found["city"]["whence"], found["city"]["known"], found["city"]["samples"]) == (
        "CRM, Shop",
        "100\u00a0%",
        "Oslo",
    )
    assert (found["shoe_size"]["what"], found["shoe_size"]["known"]) == ("Number, your own", "50\u00a0%")
    assert found["revenue"]["what"] == "Amount, worked out"
    assert pane.header.quiet.text() == f"{len(found)} fields"
    pane.page.search.setText("shop")
    settled()
    assert list(rows(pane)) == ["customer_id", "email", "city", "interests"]
    pane.page.search.setText("nothing like it")
    settled()
    assert rows(pane) == {}
    pane.page.search.clear()
    settled()
    pane.page.filter._keys["computed"].click()
    settled()
    assert "city" not in rows(pane)
    assert "revenue" in rows(pane)
    assert pane.project.token == token


def test_a_field_is_renamed_and_hidden_and_both_are_taken_back(
    pane: Fields, window: MainWindow, qtbot: QtBot, settled: Settled
) -> None:
    pane.page.choose("city")
    assert pane.page.card.name.text() == "City"
    pane.page.card.name.setText("Home town")
    qtbot.keyClick(pane.page.card.name, Qt.Key.Key_Return)
    settled()
    assert rows(pane)["city"]["label"] == "Home town"
    assert pane.page.card.title.text() == "Home town"
    assert audience.names(pane.project).traits["city"].label == "Home town"
    pane.page.card.hide_button.click()
    settled()
    assert (rows(pane)["city"]["what"], pane.page.card.hide_button.text()) == ("Text, hidden", "Offer it again")
    pane.page.filter._keys["hidden"].click()
    settled()
    assert list(rows(pane)) == ["city"]
    for _ in range(2):
        window.commands.run("traits.undo")
        settled()
    known = audience.names(pane.project).traits["city"]
    assert (known.label, known.hidden) == ("City", False)
    window.commands.run("traits.redo")
    settled()
    assert audience.names(pane.project).traits["city"].label == "Home town"


def test_an_own_field_is_deleted_unless_something_uses_it_and_comes_back(
    pane: Fields, window: MainWindow, settled: Settled
) -> None:
    from app.audience import segments

    pane.page.choose("city")
    assert not pane.page.card.delete.isVisible()
    pane.page.choose("shoe_size")
    pane.page.card.delete.click()
    settled()
    assert "shoe_size" not in rows(pane)
    window.commands.run("traits.undo")
    settled()
    assert rows(pane)["shoe_size"]["known"] == "50\u00a0%"
    segments.save(pane.project, "Big feet", {"trait": "shoe_size", "op": ">", "value": 40})
    settled()
    pane.page.choose("shoe_size")
    pane.page.card.delete.click()
    settled()
    assert "It stands in the segment “Big feet”" in pane.strip.text()
    assert "shoe_size" in rows(pane)


def test_a_name_that_is_taken_is_said(pane: Fields, settled: Settled) -> None:
    pane.page.choose("city")
    pane.page.card.name.setText("Shoe size")
    pane.page.card.rename.click()
    settled()
    assert "Another field is called “Shoe size”" in pane.strip.text()
    assert not pane.steps.canUndo()


def test_sources_are_put_in_an_order_and_people_show_what_the_first_says(
    pane: Fields, window: MainWindow, qtbot: QtBot, settled: Settled
) -> None:
    def town() -> str:
        return str(story(pane.project, "customer_id:1", events=0).traits["city"])

    pane.page.choose("city")
    box = pane.page.card.order
    assert (box.way.value(), town()) == ("newest", "Oslo")
    box.way._keys["order"].click()
    settled()
    assert (rows(pane)["city"]["whence"], town()) == ("CRM › Shop", "Rome")
    box.list.setFocus()
    qtbot.keyClick(box.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settled()
    assert (rows(pane)["city"]["whence"], town()) == ("Shop › CRM", "Oslo")
    box.up.click()
    settled()
    assert rows(pane)["city"]["whence"] == "Shop › CRM"
    window.commands.run("traits.undo")
    settled()
    assert (rows(pane)["city"]["whence"], town()) == ("CRM › Shop", "Rome")
    window.commands.run("traits.undo")
    settled()
    assert (box.way.value(), town()) == ("newest", "Oslo")


def test_what_has_no_order_says_why(pane: Fields) -> None:
    told = {}
    for name in ("email", "interests", "revenue", "shoe_size"):
        pane.page.choose(name)
        told[name] = (pane.page.card.order.way.isVisible(), pane.page.card.order.hint.text())
    assert told == {
        "email": (False, "An identifier shows what rows say of who is who."),
        "interests": (False, "A list holds what all its sources say."),
        "revenue": (False, "It is worked out from what people did: no file gives it."),
        "shoe_size": (False, "It comes from CRM alone."),
    }


def test_a_deleted_field_is_listed_and_brought_back(pane: Fields, window: MainWindow, settled: Settled) -> None:
    pane.page.choose("shoe_size")
    pane.page.card.delete.click()
    settled()
    assert pane.header.quiet.text() == f"{len(rows(pane))} fields"
    pane.page.filter._keys["deleted"].click()
    settled()
    assert list(rows(pane)) == ["shoe_size"]
    pane.page.table.selectRow(0)
    card = pane.page.card
    assert (card.back.isVisible(), card.delete.isVisible(), card.name.isVisible()) == (True, False, False)
    card.back.click()
    settled()
    assert rows(pane)["shoe_size"]["known"] == "50\u00a0%"
    window.commands.run("traits.undo")
    settled()
    assert "shoe_size" not in rows(pane)
