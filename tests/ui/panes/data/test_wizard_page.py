"""How the wizard looks: every field has a name and can be reached."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from ui.panes.data.pane import Data


def test_every_field_of_the_wizard_has_a_name_and_can_be_reached(
    data: Data, tmp_path: Path, tried: Callable[[], None]
) -> None:
    more = [f"Own column {number}" for number in range(16)]
    rows = [",".join(["email", *more]), ",".join(["ann@x.example", *more])]
    (tmp_path / "wide.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    data.bring_in([str(tmp_path / "wide.csv")])
    tried()
    for one in data.wizard_page.grid.heads.values():
        for field in (one.target, one.type):
            assert field.accessibleName()
            assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert all(field.accessibleName() for field in data.wizard_page.file.fields.values() if field.isVisible())
    last = list(data.wizard_page.grid.heads.values())[-1]
    last.target.setFocus()
    across = data.wizard_page.grid.table.horizontalScrollBar()
    assert across.value() > 0, "a head that gets the keyboard comes into view"
