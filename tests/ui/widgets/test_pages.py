"""Pages that are made when somebody turns to them."""

from PySide6.QtWidgets import QWidget

from ui.widgets.labels import Label
from ui.widgets.pages import Pages


def test_a_page_is_made_when_it_is_first_turned_to_and_stands_in_its_place(shown) -> None:
    made: list[str] = []

    def page(name: str) -> QWidget:
        made.append(name)
        return Label(name)

    first = Label("first")
    pages = shown(Pages(first, lambda: page("second"), lambda: page("third")))
    assert pages.currentWidget() is first
    assert made == []
    pages.setCurrentIndex(2)
    assert made == ["third"]
    assert (pages.currentIndex(), pages.currentWidget().text(), pages.currentWidget().isVisible()) == (2, "third", True)
    assert not pages.is_made(1)
    # What stands before the page of now may be made meanwhile: nothing else comes to the front.
    pages.make(1)
    assert (pages.currentIndex(), pages.currentWidget().text(), pages.count()) == (2, "third", 3)
    pages.setCurrentIndex(1)
    pages.setCurrentIndex(2)
    assert made == ["third", "second"]


def test_it_needs_the_room_of_the_page_that_is_shown(shown) -> None:
    wide = QWidget()
    wide.setMinimumSize(400, 300)
    pages = shown(Pages(Label("short"), lambda: wide))
    assert pages.minimumSizeHint().width() < 200
    pages.setCurrentIndex(1)
    assert pages.minimumSizeHint().width() == 400
