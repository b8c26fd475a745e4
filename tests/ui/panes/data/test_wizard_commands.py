"""The keys that turn the rows as they will arrive, and that nothing is offered where no file is looked at."""

from collections.abc import Callable

from tests.ui.panes.data.looked_at import CONTACTS
from ui.panes.data import wizard_commands
from ui.panes.data.pane import Data


def test_rows_are_turned_and_steps_taken_back_only_while_a_file_is_looked_at(
    data: Data, files: dict[str, str], tried: Callable[[], None]
) -> None:
    # Drop folders are there with and without a file.
    found = {command.id: command for command in wizard_commands.of(data) if command.id != "data.folders"}
    assert not any(command.enabled() for command in found.values())
    data.bring_in([files["contacts.csv"]])
    tried()
    assert len(CONTACTS.splitlines()) > 2
    assert [key for key, command in found.items() if command.enabled()] == [
        "data.next_row", "data.row_before", "data.keep",
    ]  # fmt: skip
    arrivals = data.wizard_page.arrivals
    first = arrivals.at
    found["data.next_row"].run()
    assert arrivals.at == first + 1
    found["data.row_before"].run()
    assert arrivals.at == first
