"""The small window of a field: what was typed is given once, and earlier values can be used."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ingest.master_data import FieldHistory, FieldValue
from ui.panes.people.field_popup import FieldPopup

SHOWN = FieldValue(12.5, "12.5", "CRM", "crm.csv", 3, "2011-12-01T10:00:00+00:00", shows=True)
BEFORE = FieldValue(None, "", "hand", None, None, "2011-11-01T10:00:00+00:00", "Mia", "2011-11-02T10:00:00+00:00")
OLD = FieldValue(7, "7", "shop.csv", "shop.csv", 2, "2011-10-01T10:00:00+00:00", called="Miles")


def history(*values: FieldValue, value: object = 12.5) -> FieldHistory:
    return FieldHistory("customer_id:1", "points", "Points", "number", value, "Because.", (), list(values))


def test_what_is_typed_is_given_once_and_a_wrong_one_can_be_mended(qtbot: QtBot, shown) -> None:
    button = QPushButton("Points")
    shown(button)
    popup, given = FieldPopup("Points", "points", "number", "", button), []
    popup.given.connect(given.append)
    popup.open_under(button)
    popup.show_history(history(SHOWN, BEFORE, OLD))
    assert (popup.field.text(), popup.hint.text()) == ("12.5", "A number, as 12.5")
    assert [row.accessibleName() for row in popup.values] == [
        "12.5, CRM, crm.csv, 1 Dec 2011, shown",
        "Emptied, by hand, Mia, 1 Nov 2011, taken back 2 Nov 2011",
        "7, shop.csv, 1 Oct 2011, as Miles",
    ]
    assert [row.use.isHidden() for row in popup.values] == [True, True, False]
    popup.field.setText("many")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert given == ["many"]
    popup.show_wrong("“many” cannot be the points.")
    assert (popup.wrong.isVisible(), popup.hint.isVisible(), popup.save.isEnabled()) == (True, False, True)
    popup.values[-1].use.click()
    assert given == ["many", "7"]


def test_of_a_list_the_joined_value_is_edited(shown) -> None:
    button = QPushButton("Interests")
    shown(button)
    popup = FieldPopup("Interests", "interests", "list", "", button)
    popup.open_under(button)
    one, other = (FieldValue([word], word, word, None, None, SHOWN.at, shows=True) for word in ("tea", "rum"))
    popup.show_history(
        FieldHistory("email:a@x.de", "interests", "Interests", "list", ["tea", "rum"], "Because.", (), [one, other])
    )
    assert popup.field.text() == "tea, rum"
    popup.close()
