"""The card offers what there is to do, and nothing before it is known."""

from pytestqt.qtbot import QtBot

from ui.panes.people.rights_card import RightsCard


def test_who_is_suppressed_by_a_file_can_neither_be_suppressed_nor_lifted(qtbot: QtBot) -> None:
    card = RightsCard()
    qtbot.addWidget(card)
    card.show()
    assert not card.erase.isEnabled()
    for suppressed, by_hand in ((False, False), (True, False), (True, True)):
        card.show_rights(suppressed=suppressed, by_hand=by_hand)
        assert (card.suppress.isVisible(), card.lift.isVisible()) == (not suppressed, by_hand)
    with qtbot.waitSignal(card.erase_wanted):
        card.erase.click()
