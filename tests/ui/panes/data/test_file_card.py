"""What a file is: another kind reads it anew."""

from collections.abc import Callable

from tests.ui.panes.data.looked_at import choose
from ui.panes.data.pane import Data
from ui.shell.window import MainWindow


def test_another_kind_reads_the_whole_file_again(
    data: Data, files: dict[str, str], tried: Callable[[], None], window: MainWindow
) -> None:
    data.bring_in([files["orders.csv"]])
    tried()
    kind = data.wizard_page.file.fields["kind"]
    assert kind.text() == "Orders"
    kind.click()
    choose(kind, "Contacts")
    tried()
    assert kind.text() == "Contacts"
    assert data.wizard_page.review.review is not None
    assert data.wizard_page.review.review.caption == "New people"
