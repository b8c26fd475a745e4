"""The source as it is written and coloured."""

from PySide6.QtWidgets import QApplication

from ui.panes.templates.pane import Templates


def test_a_comment_over_many_lines_is_coloured_as_one(meeting: Templates) -> None:
    source = meeting.editor.source
    source.setPlainText("<b>\n<!-- one\n<i> {{ city }}\nthree --> <b>")
    QApplication.processEvents()
    colours = [
        [one.format.foreground().color().name() for one in source.document().findBlockByNumber(line).layout().formats()]
        for line in range(4)
    ]
    tag, comment = colours[0][0], colours[1][0]
    assert tag != comment
    assert colours[2][0] == comment
    assert len(set(colours[2])) == 2  # the merge field is seen in it
    assert colours[3] == [comment, tag]
