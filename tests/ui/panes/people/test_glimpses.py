"""Segments and months come to the rows on the screen, after the rows, and anew when the project changed."""

from collections.abc import Callable

from app.audience import segments
from ui.panes.people.pane import People
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def seen(people: People, row: int):
    found = people.model.row(row)
    return people.everyone.glimpses.of(int(found["id"])) if found is not None else None


def test_they_come_for_what_is_on_the_screen_and_for_more_when_it_scrolls(
    people: People, window: MainWindow, settled: Callable[[], None]
) -> None:
    assert settle(window, lambda: seen(people, 0) is not None)
    third = seen(people, 2)
    assert third.segments == ("Gold", "Bought lately")
    assert (len(third.months), third.months[-1]) == (12, 3)
    assert seen(people, 599) is None
    people.page.table.scrollToBottom()
    assert settle(window, lambda: seen(people, 599) is not None)


def test_a_new_segment_is_seen_and_columns_that_show_none_ask_for_nothing(people: People, window: MainWindow) -> None:
    assert settle(window, lambda: seen(people, 0) is not None)
    segments.save(people.project, "Everybody", {"all": []})
    # The rows come anew too: for a moment nobody is there.
    assert settle(window, lambda: "Everybody" in getattr(seen(people, 0), "segments", ()))
    people.page.columns_wanted.emit(["name", "city"])
    assert settle(window)
    segments.save(people.project, "Nobody", {"any": []})
    assert settle(window)
    people.page.table.scrollToBottom()
    assert settle(window)
    assert seen(people, 599) is None
