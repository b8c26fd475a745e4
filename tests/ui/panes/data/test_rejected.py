"""The rows that were not taken: line, reason, the row as it was, and what to do about them."""

from app.ingest import RejectedRow, UnreadCell
from ui.panes.data.rejected import RejectedPage


def test_a_row_stands_there_with_its_line_its_reason_and_its_cells(shown) -> None:
    page = RejectedPage()
    shown(page)
    rows = [RejectedRow(1_204, "no email", {"email": "", "name": "Ana"}), RejectedRow(9, "no date", {"day": "?"})]
    page.show_rows(rows, 5, "orders")
    assert [one.title for one in page.model.columns] == ["Line", "Why it was not taken", "email", "name", "day"]
    assert page.model.texts(page.model.columns[0]) == ["1,204", "9"]
    assert page.model.texts(page.model.columns[1]) == ["no email", "no date"]
    assert page.model.texts(page.model.columns[3]) == ["Ana", ""]
    assert "The first 2 are shown." in page.note.text()
    assert page.note.text().endswith("Orders stand in it whole, with the rows that could be read.")


def test_a_cell_that_was_not_read_stands_first_and_is_marked_in_its_row_alone(shown) -> None:
    page = RejectedPage()
    shown(page)
    cells = [
        UnreadCell(2, "born", "31.02.", "no date", {"email": "a@example.com", "born": "31.02."}),
        UnreadCell(3, "age", "old", "no number", {"email": "b@example.com", "age": "old"}),
    ]
    page.show_cells(cells, 2, "profiles")
    assert [one.title for one in page.model.columns][1:] == ["What was not read", "born", "age", "email"]
    assert page.model.texts(page.model.columns[1]) == ["born: “31.02.” is no date", "age: “old” is no number"]
    born = page.model.columns[2]
    assert [born.tone(page.model.row(at)) for at in range(2)] == ["warn", ""]
    assert "are shown" not in page.note.text()
