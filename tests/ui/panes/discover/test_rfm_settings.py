"""What RFM is reckoned by, chosen in the window: kept, scored by, and taken back."""

from app.runs import rfm, rfm_basis, rfm_groups
from ui.panes.discover.pane import Discover
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_what_counts_is_chosen_and_taken_back(window: MainWindow, pane: Discover) -> None:
    rfm.run(pane.project, None)
    pane.show_rfm()
    page = pane.rfm
    assert settle(window, lambda: page.kept is not None)
    before = page.kept
    page.edit_button.click()
    settings = page.settings
    assert settle(window, lambda: bool(settings.table.rows))
    assert settings.chosen().basis is None
    assert settings.chosen().groups is None
    settings.when.set_value("last")
    settings.span.show_length({"days": 100})
    settings.third.set_value("both")
    settings.method.set_value("fixed")
    settings.borders["recency"].setText("10, 20, 30, 40")
    settings._turn()
    settings.table.take_out(settings.table.rows[0])
    settings.done.click()
    assert settle(window, lambda: page.kept is not before and page.pages.currentIndex() == 1)
    assert pane.project.setting(rfm_basis.SETTING) == {
        "within": {"last": {"days": 100}},
        "third": "both",
        "engagement": "engagement_rate",
        "thresholds": {"recency": [10, 20, 30, 40]},
    }
    assert page.kept is not None
    assert page.kept.scored == 30, "those who ordered in the last 100 days"
    assert "in the last 100 days" in page.note.text()
    assert rfm_groups.table(pane.project)[0].name == "Loyal"
    window.toast._action.click()
    assert settle(window, lambda: page.kept is not None and page.kept.run == before.run)
    assert pane.project.setting(rfm_basis.SETTING) is None
    assert rfm_groups.table(pane.project)[0].name == "Champions"


def test_what_is_no_border_is_said_and_nothing_is_changed(window: MainWindow, pane: Discover) -> None:
    rfm.run(pane.project, None)
    pane.show_rfm()
    page = pane.rfm
    assert settle(window, lambda: page.kept is not None)
    page.edit_button.click()
    settings = page.settings
    assert settle(window, lambda: bool(settings.table.rows))
    settings.method.set_value("fixed")
    settings.borders["monetary"].setText("a, b")
    settings.done.click()
    assert "A border is no number" in pane.strip.text()
    settings.borders["monetary"].setText("4, 3, 2, 1")
    settings.done.click()
    assert settle(window, lambda: "do not rise" in pane.strip.text())
    assert pane.project.setting(rfm_basis.SETTING) is None
    settings.cancel.click()
    assert page.pages.currentIndex() == 1


def test_several_events_can_say_how_often(window: MainWindow, pane: Discover) -> None:
    rfm.run(pane.project, None)
    pane.show_rfm()
    page = pane.rfm
    assert settle(window, lambda: page.kept is not None)
    page.edit_button.click()
    settings = page.settings
    assert settle(window, lambda: bool(settings.table.rows))
    settings.frequency.click()
    settings.frequency.picker.toggled.emit("opened_email", True)
    settings.frequency.picker.close()
    chosen = settings.chosen().basis
    assert sorted(chosen["frequency"]) == ["opened_email", "placed_order"]
    assert "recency" not in chosen
