"""The dialog that merges two fields: it asks again with each choice, and keeps nothing that it was not told."""

from PySide6.QtWidgets import QWidget

from app.fields import Field, Foreseen, Sample
from ui.panes.traits.merge_dialog import MergeDialog

MINE = Field("nick", "Nick", "own", "text")
OTHERS = [Field("first_name", "First name", "standard", "text"), Field("interests", "Interests", "standard", "list")]
SAMPLE = Sample("different", "customer_id:1", "Nan", "Ann", {"into": "Ann", "old": "Nan", "newest": "Nan"})


def foreseen(into: str, unreadable: int = 0) -> Foreseen:
    label = next(one.label for one in OTHERS if one.name == into)
    used = ("the segment “Nans”",)
    return Foreseen("nick", into, "Nick", label, 4, 3, 2, 1, unreadable, (SAMPLE,), used, ("A note.",))


def test_it_asks_of_each_choice_and_tells_what_it_would_come_to(shown) -> None:
    parent = QWidget()
    shown(parent)
    dialog, asked, wanted = MergeDialog(MINE, OTHERS, "", parent), [], []
    dialog.asked.connect(asked.append)
    dialog.wanted.connect(lambda *told: wanted.append(told))
    dialog.open()
    dialog.ask()
    assert (asked, dialog.go.isEnabled()) == ([], False)
    dialog.into.set_key("first_name")
    dialog.ask()
    dialog.show_foreseen(foreseen("interests"))
    # Of another field than the chosen one nothing is shown.
    assert (asked, dialog.go.isEnabled()) == (["first_name"], False)
    dialog.show_foreseen(foreseen("first_name"))
    assert [number.text() for _, number in dialog.numbers.values() if number.isVisible()] == ["4", "3", "2", "1"]
    assert dialog.model.row(0)["shows"] == "Ann"
    assert dialog.notes.text() == "A note. Nick is used by the segment “Nans”: they read First name from then on."
    dialog.leads._keys["newest"].click()
    assert (dialog.model.row(0)["shows"], "the newer one shows" in dialog.said.text()) == ("Nan", True)
    dialog.show_foreseen(foreseen("first_name", unreadable=2))
    assert dialog.numbers["unreadable"][1].isVisible()
    dialog.go.click()
    assert wanted == [("first_name", "newest")]
    dialog.reject()


def test_a_list_has_none_that_leads_and_a_refusal_is_said(shown) -> None:
    parent = QWidget()
    shown(parent)
    dialog = MergeDialog(MINE, OTHERS, "interests", parent)
    dialog.open()
    dialog.ask()
    assert (dialog.leads.isVisible(), dialog.said.isVisible()) == (False, False)
    dialog.show_refused("first_name", "Not of this one")
    assert dialog.notes.text() == ""
    dialog.show_refused("interests", "It may not be")
    assert (dialog.notes.text(), dialog.go.isEnabled()) == ("It may not be", False)
    dialog.reject()
