"""The chosen field: what is told of it, and a name that is being typed is not taken away."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QPushButton

from app.fields import Field
from ui.panes.traits.card import FieldCard

CITY = Field(
    "city", "City", "standard", "text", sources=("CRM", "Shop"), source_keys=("crm", "shop"), people=3, of=4, by_hand=1,
    first_seen="2011-12-01T09:00:00", last_seen="2011-12-10T09:00:00",
)  # fmt: skip


def test_it_tells_what_is_known_and_wants_what_is_pressed(shown) -> None:
    card, heard = FieldCard(), []
    shown(card)
    card.renamed.connect(heard.append)
    card.hide_wanted.connect(heard.append)
    card.show_field(CITY)
    said = [one.text() for one in card.findChildren(QLabel)]
    assert {"city", "3 people (75\u00a0%)", "1 Dec 2011 to 10 Dec 2011", "1 person"} <= set(said)
    assert not card.rename.isEnabled()
    card.name.setText("Home town")
    card.rename.click()
    card.hide_button.click()
    assert heard == ["Home town", True]


def test_an_identifier_is_only_told_of_and_no_field_asks_for_one(shown) -> None:
    card = FieldCard()
    shown(card)
    card.show_field(Field("email", "Email", "identifier", "identifier", sources=("CRM",), source_keys=("crm",)))
    assert (card.name.isVisible(), card.hide_button.isVisible()) == (False, False)
    card.show_field(None)
    assert not card.order.isVisible()


def test_a_field_with_parts_offers_to_take_each_out_and_a_deleted_one_to_come_back(shown) -> None:
    card, heard = FieldCard(), []
    shown(card)
    card.apart_wanted.connect(heard.append)
    card.back_wanted.connect(lambda: heard.append("back"))
    card.show_field(replace(CITY, parts=("Ort", "Town")))
    apart = {one.accessibleName(): one for one in card.findChildren(QPushButton) if one.text() == "Take apart"}
    assert list(apart) == ["Take Ort apart", "Take Town apart"]
    apart["Take Town apart"].click()
    # A standard field may have parts, and is part of none itself.
    assert not card.merge.isVisible()
    card.show_field(replace(CITY, kind="own", deleted=True))
    assert (card.merge.isVisible(), card.rename.isVisible(), card.order.isVisible()) == (False, False, False)
    card.back.click()
    assert heard == ["Town", "back"]
