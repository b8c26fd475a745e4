"""A segment that nobody named, or a rule that could not be kept, is lost neither by leaving it nor by quitting."""

from collections.abc import Callable
from typing import Any

from app.audience import segments
from tests.ui.panes.made_anew import RULE, larger, reopened
from ui.preview_pane import settle
from ui.shell.pane_host import DRAFTS
from ui.shell.window import MainWindow


def test_a_segment_without_a_name_stays_open_with_what_can_be_undone(at_work: MainWindow) -> None:
    at_work.go_to("segments", new=True)
    pane: Any = at_work.host.current()
    assert settle(at_work)
    pane.model.put((), RULE)
    assert settle(at_work)
    pane = larger(at_work)
    assert pane.pages.currentIndex() == 1
    assert pane.model.root == RULE
    assert pane.in_words.sentence.text()
    pane.model.undo()
    assert pane.model.is_empty


def test_quitting_keeps_a_segment_without_a_name_in_the_project(at_work: MainWindow) -> None:
    at_work.go_to("segments", new=True, rule=RULE)
    assert settle(at_work)
    pane = reopened(at_work, "segments")
    assert pane.model.root == RULE
    assert "As you left it" in pane.header.quiet.text()
    pane.header.name.named.emit("Leeds again")
    assert settle(at_work)
    assert segments.get(pane.project, "Leeds again").rule == RULE
    pane = reopened(at_work, "segments")
    assert pane.pages.currentIndex() == 0, "what has a name is no draft any more"
    assert not pane.project.setting(DRAFTS)


def test_quitting_keeps_a_rule_that_could_not_be_kept_and_the_one_before(at_work: MainWindow) -> None:
    at_work.go_to("segments", name="Gold")
    pane: Any = at_work.host.current()
    assert settle(at_work)
    kept = segments.get(pane.project, "Gold").rule
    wrong = {"all": [{"trait": "loyalty_tier", "op": "is", "value": ["a", {}]}]}
    pane.model.put((), wrong)
    pane = reopened(at_work, "segments")
    assert segments.get(pane.project, "Gold").rule == kept
    assert (pane.name, pane.model.root) == ("Gold", wrong)


def test_a_segment_that_was_left_without_a_name_can_be_gone_back_to(
    at_work: MainWindow, wait: Callable[..., None]
) -> None:
    at_work.go_to("segments", new=True, rule=RULE)
    pane: Any = at_work.host.current()
    assert settle(at_work)
    pane.back_button.click()
    assert pane.pages.currentIndex() == 0
    at_work.toast.act()
    assert pane.model.root == RULE
