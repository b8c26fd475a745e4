"""The chosen field: what is told of it, and a name that is being typed is not taken away."""

from PySide6.QtWidgets import QLabel

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
