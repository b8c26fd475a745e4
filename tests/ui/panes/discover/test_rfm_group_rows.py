"""The table of groups, as it is written and as it is read."""

from PySide6.QtWidgets import QApplication

from app.runs import rfm_groups
from ui.panes.discover.rfm_group_rows import GroupTable


def test_groups_are_given_back_moved_and_taken_out(qapp: QApplication) -> None:
    default = rfm_groups.default()
    table = GroupTable()
    table.show_groups(default, default)
    assert table.groups() == default
    last = table.rows[-1]
    table.move_row(last, -1)
    assert [one["name"] for one in table.groups()][-2:] == ["Lost", "Hibernating"]
    table.move_row(table.rows[0], -1)
    assert table.groups()[0]["name"] == "Champions"
    table.take_out(table.rows[0])
    table.rows[0].ranges["monetary"].setText("2 - 4")
    table.rows[0].ranges["engagement"].setText("5")
    assert table.groups()[0] == default[1] | {"monetary": [2, 4], "engagement": [5, 5]}
    table.rows[0].ranges["recency"].setText("lots")
    assert table.groups()[0]["recency"] == [], "which is refused in words"
    table.reset.click()
    assert table.groups() == default
    table.deleteLater()
