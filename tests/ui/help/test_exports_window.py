"""The window that says where exports are found, from the palette and beside whatever is shown."""

from PySide6.QtWidgets import QApplication

from ui.help.exports_window import ExportsWindow
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_it_opens_from_anywhere_and_knows_the_exports(window: MainWindow) -> None:
    assert window.commands.run("help.exports")
    assert settle(window)
    [shown] = [one for one in QApplication.topLevelWidgets() if isinstance(one, ExportsWindow)]
    shown.guide.search.setText("mailchimp audience")
    found = {shown.guide.list.item(at).text() for at in range(shown.guide.list.count())}
    assert "Mailchimp, contacts of an audience" in found
    assert "Export Audience" in shown.guide.where.text()
    shown.close()
    assert settle(window)
