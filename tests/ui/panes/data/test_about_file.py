"""What a file of results does not say is asked beside it: which campaign, and when it was sent."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.panes.data.pane import Data
from ui.preview_pane import settle
from ui.shell.window import MainWindow

RESULTS = "Email,Opens,Clicks,Bounced\na@x.example,2,1,\nb@x.example,0,0,Hard\n"


def test_the_time_of_the_sending_is_asked_and_told(
    data: Data, window: MainWindow, tried: Callable[[], None], tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "spring_sale_results.csv").write_text(RESULTS, "utf-8")
    data.bring_in([str(tmp_path / "spring_sale_results.csv")])
    assert settle(window, lambda: data.wizard.look is not None)
    about = data.wizard.page.about
    assert about.isVisible()
    assert {name: field.text() for name, field in about.fields.items()} == {
        "campaign": "spring sale", "sent_at": "", "variant": "",
    }  # fmt: skip
    assert settle(window)
    assert "Nothing says when this mailing was sent" in data.strip.text()
    about.fields["sent_at"].setFocus()
    qtbot.keyClicks(about.fields["sent_at"], "2011-11-01 09:00")
    about.fields["campaign"].setFocus()
    tried()
    assert data.wizard.look is not None
    assert data.wizard.look.mapping.about == {"campaign": "spring sale", "sent_at": "2011-11-01 09:00"}
    assert data.wizard.import_button.isEnabled()
    data.wizard.corrections.back()
    assert settle(window)
    assert about.fields["sent_at"].text() == ""


def test_contacts_are_asked_nothing(
    data: Data, window: MainWindow, tried: Callable[[], None], files: dict[str, str]
) -> None:
    data.bring_in([files["contacts.csv"]])
    tried()
    assert not data.wizard.page.about.isVisible()
