"""A campaign that says too little to be kept is lost neither by leaving it nor by quitting."""

from app import campaign
from tests.ui.panes.made_anew import larger, reopened
from ui.preview_pane import settle
from ui.shell.window import MainWindow


def test_a_campaign_that_says_too_little_stays_open(at_work: MainWindow) -> None:
    at_work.go_to("campaigns", segment="Gold")
    assert settle(at_work)
    pane = larger(at_work)
    assert pane.plan["include"] == ["Gold"]
    assert pane.plan["template"] == ""


def test_quitting_keeps_a_campaign_that_says_too_little(at_work: MainWindow) -> None:
    at_work.go_to("campaigns", segment="Gold")
    assert settle(at_work)
    pane = reopened(at_work, "campaigns")
    assert pane.plan["include"] == ["Gold"]
    pane.plan_card.put(template="Meeting")
    assert settle(at_work)
    assert [one.name for one in campaign.list_campaigns(pane.project)] == ["Meeting to Gold"]
    pane = reopened(at_work, "campaigns")
    assert pane.pages.currentIndex() == 0
