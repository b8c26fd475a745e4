"""Which columns the table of people shows, and that the choice outlives the program."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from ui.panes.people import columns


@pytest.mark.parametrize("chosen", [("name",), ("name", "city", "orders")])
def test_the_chosen_columns_come_back_from_a_file_of_settings(tmp_path: Path, chosen: tuple[str, ...]) -> None:
    written = QSettings(str(tmp_path / "written.ini"), QSettings.Format.IniFormat)
    written.setValue("columns", list(chosen))
    written.sync()
    # Another name, for Qt answers for a file that it has open from memory, where a list is still one.
    read = (tmp_path / "written.ini").rename(tmp_path / "read.ini")
    QSettings().setValue("people/columns", QSettings(str(read), QSettings.Format.IniFormat).value("columns"))
    assert columns.remembered() == chosen


def test_until_somebody_chooses_the_first_columns_are_shown() -> None:
    QSettings().remove("people/columns")
    assert columns.remembered() == columns.FIRST
