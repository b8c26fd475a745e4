"""Would an export be right for every recipient: what the check finds."""

from types import SimpleNamespace
from typing import Any

from app import campaign
from app.domain.serialising import to_json
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template


def test_a_sender_that_is_not_known_is_asked_for(club: Project, plan: dict[str, Any]) -> None:
    club.change_settings({"sender": {"from_name": "The Club", "from_address": "", "postal_address": " "}})
    campaign.save(club, "All", plan)
    verdict = campaign.check(club, "All")
    (finding,) = [one for one in verdict.findings if one.code == "sender-incomplete"]
    assert finding.message.startswith("The sender has no email address and no postal address: every email must say")
    assert {one.code: one.state for one in verdict.checks}["sender"] == "error"
    assert not verdict.ready
    # The template prints the address that is not there; that is the same fault, and stands against it once.
    assert [one.code for one in verdict.against] == ["sender-incomplete"]


def test_an_email_that_prints_no_postal_address_is_not_ready(club: Project, plan: dict[str, Any]) -> None:
    templates.save(club, Template("Bare", "Spring", "", "<p>Hello <a href='{{ unsubscribe_url }}'>stop</a></p>"))
    campaign.save(club, "All", plan | {"template": "Bare"})
    assert [one.code for one in campaign.check(club, "All").against] == ["address-missing"]


def test_the_checks_say_their_figures(club: Project, plan: dict[str, Any], recipients: SimpleNamespace) -> None:
    campaign.save(club, "All", plan | {"esp": "klaviyo"})
    verdict = campaign.check(club, "All")
    said = {one.code: one.check for one in verdict.checks}
    count = len(recipients.plain)
    assert said["rendered"] == f"Every email rendered: {count} of {count}"
    assert said["esp"] == "Klaviyo’s limits on columns and bytes"
    assert said["size"] == "Largest email 1 KB"
    assert verdict.ready
    document = to_json(verdict)
    assert (document["ready"], document["recipients"]) == (True, count)


def test_mailchimp_s_limits_are_checked(club: Project, plan: dict[str, Any]) -> None:
    long = (
        "<p>{% if city | length > 3 %}"
        + "x" * 300
        + "{{ shoe_size }}{% endif %} {{ unsubscribe_url }} {{ sender.address }}</p>"
    )
    many = "".join(f"{{{{ shoe_size | default({number}, true) }}}}" for number in range(40))
    templates.save(club, Template("Long", "{{ (city ~ ' ') * 1 }}", "", f"<p>{many}</p>{long}"))
    campaign.save(club, "All", plan | {"esp": "mailchimp", "template": "Long"})
    codes = {finding.code for finding in campaign.check(club, "All").findings}
    assert "esp-columns" in codes
