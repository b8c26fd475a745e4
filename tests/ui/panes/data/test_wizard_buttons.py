"""What the wizard's buttons say."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.panes.data.wizard_buttons import WizardButtons


def test_they_follow_how_far_the_file_is(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    buttons = WizardButtons(parent)
    assert buttons.shown(None, several=False, busy=False) == [buttons.cancel, buttons.bring_in]
    assert (buttons.bring_in.text(), buttons.bring_in.isEnabled()) == ("Import", False)
    assert buttons.shown(1_204, several=True, busy=False) == [buttons.skip, buttons.cancel, buttons.bring_in]
    assert (buttons.bring_in.text(), buttons.bring_in.isEnabled()) == ("Import 1,204 rows", True)
    assert buttons.shown(0, several=False, busy=False)[-1].isEnabled() is False, "nothing would come in"
    assert buttons.shown(1_204, several=True, busy=True) == [buttons.skip, buttons.cancel, buttons.bring_in]
    assert (buttons.cancel.text(), buttons.bring_in.isEnabled()) == ("Stop", False)
    assert not buttons.skip.isEnabled(), "it stands where it stood, and the file is not skipped half way"
    assert buttons.cancel.sizeHint().width() <= buttons.cancel.minimumWidth(), "none moves for another word"
