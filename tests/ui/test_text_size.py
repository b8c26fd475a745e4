"""The size of the text: chosen in the View menu, kept, and shown at once with the same thing open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from ui.core import theme
from ui.preview_pane import settle
from ui.shell.window import MainWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.layouts import beside, keep_height, keep_width


@pytest.fixture(autouse=True)
def _back_to_plain() -> Iterator[None]:
    yield
    theme.active().choose_text_size(100)


def test_larger_text_is_remembered_and_the_same_thing_stays_open(open_shop: MainWindow) -> None:
    from app.audience import segments

    segments.save(open_shop.projects.current, "Everyone", {"all": []})
    open_shop.go_to("segments", name="Everyone")
    assert settle(open_shop, lambda: open_shop.host.current().name == "Everyone")
    before = open_shop.host.current().header.name.font().pointSizeF()
    open_shop.commands.run("view.text.larger")
    open_shop.commands.run("view.text.larger")
    pane = open_shop.host.current()
    assert settle(open_shop, lambda: pane.name == "Everyone")
    assert pane.header.name.font().pointSizeF() == pytest.approx(1.5 * before, rel=0.01)
    assert open_shop.rail.buttons["people"].count == "12"
    assert open_shop.rail.buttons["segments"].isChecked()
    assert open_shop.status.text().startswith("Saved · 12 people")
    assert QSettings().value("window/text_size") == 150
    assert open_shop.commands.get("view.text.150").checked()


def test_what_was_typed_and_not_yet_kept_is_kept_before_the_text_changes(open_shop: MainWindow) -> None:
    from app.audience import segments

    project = open_shop.projects.current
    segments.save(project, "Everyone", {"all": []})
    open_shop.go_to("segments", name="Everyone")
    pane = open_shop.host.current()
    assert settle(open_shop, lambda: pane.builder.root is not None)
    rule = {"all": [{"trait": "email", "op": "is_set"}]}
    pane.model.put((), rule)
    open_shop.commands.run("view.text.larger")
    assert settle(open_shop)
    assert segments.get(project, "Everyone").rule == rule


def test_sizes_end_where_they_end(window: MainWindow) -> None:
    for _ in range(9):
        window.commands.run("view.text.larger")
    assert theme.active().text_size == 200
    window.commands.run("view.text.100")
    assert theme.active().text_size == 100
    window.commands.run("view.text.smaller")
    assert theme.active().text_size == 100


def test_columns_stand_below_each_other_where_the_text_is_large(shown) -> None:
    from PySide6.QtWidgets import QWidget

    def made() -> tuple[QWidget, Label, Label]:
        holder, left, right = QWidget(), Label("Left"), Label("Right")
        row = beside(holder)
        row.addWidget(left)
        row.addWidget(right)
        keep_width(right, 300)
        keep_height(left, 200)
        shown(holder)
        return holder, left, right

    _, left, right = made()
    assert left.y() == right.y()
    assert right.width() == 300
    theme.active().choose_text_size(200)
    _, left, right = made()
    assert right.y() > left.geometry().bottom()
    assert left.height() >= 300
    assert right.x() == left.x()


def test_large_text_leaves_out_the_reminder_of_keys(shown) -> None:
    plain = Button("Why?", hint="Ctrl+E")
    theme.active().choose_text_size(200)
    large = Button("Why?", hint="Ctrl+E")
    shown(plain)
    shown(large)
    assert "Ctrl E" in [child.text() for child in plain.findChildren(Label.__mro__[1])]
    assert large.children() == []


def test_help_is_made_anew_in_the_new_size(window: MainWindow, tmp_path: Path) -> None:
    from ui.help.window import HelpWindow

    window.open_help("privacy")
    window.commands.run("view.text.200")
    window.open_help("privacy")
    shown = next(some for some in window.findChildren(HelpWindow) if some.isVisible())
    size = next(iter(shown.text.document().begin())).fragment().charFormat().font().pointSizeF()
    assert size == pytest.approx(theme.active().font("title").pointSizeF())
