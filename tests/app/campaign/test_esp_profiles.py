"""The profiles of the ESPs."""

import re

import pytest

from app.campaign.esp_profiles import esp, esps
from app.campaign.export_folder.manifest import Listed, part_name, upload
from app.campaign.plan import Variant
from app.domain.problems import CampaignProblem
from app.template import esp_names


def test_every_merge_language_has_a_profile_and_the_generic_one_is_first() -> None:
    assert list(esps()) == esp_names()
    assert esp_names()[0] == "generic"


def test_an_unknown_one_is_refused_with_the_nearest() -> None:
    with pytest.raises(CampaignProblem, match="klaviyo"):
        esp("klavyo")


@pytest.mark.parametrize("name", list(esps()))
def test_the_steps_name_the_files_and_leave_no_placeholder(name: str) -> None:
    arms = [Variant("A", 0.5), Variant("B", 0.5)]
    contacts = ["contacts-1.csv", "contacts-2.csv"]
    kept_out = {one.name: number for number, one in enumerate(esp(name).keeps_out, 7)}
    text = upload(esp(name), "Spring", Listed(1_234, contacts, kept_out=kept_out), arms, "VARIANT")
    for said in (
        "`contacts-1.csv` and `contacts-2.csv`",
        "`template-A.html` and `template-B.html`",
        "VARIANT",
        "1,234",
    ):
        assert said in text
    assert "`suppressed.csv`" in text
    assert not re.findall(r"(?<!\{)\{[\w-]+\}(?!\})", text)
    for file, number in kept_out.items():
        assert f"`{file}` ({number} addresses)" in text
    alone = upload(esp(name), "Spring", Listed(1, ["contacts.csv"]), [Variant("A", 1.0)], "email")
    assert "1 person." in alone
    assert "`template.html`" in alone
    assert "email its own" not in alone


@pytest.mark.parametrize("name", list(esps()))
def test_who_is_mailed_without_an_answer_is_not_said_to_have_given_consent(name: str) -> None:
    arms = [Variant("A", 1.0)]
    assert "everyone in it has given consent." in upload(esp(name), "S", Listed(1, ["contacts.csv"]), arms, "").replace(
        "consent. ", "consent.\n"
    )
    asked = upload(esp(name), "S", Listed(1, ["contacts.csv"], unknown_is_consent=True), arms, "")
    assert "or never answered: this project counts that as consent" in asked


def test_addresses_that_must_not_be_mailed_are_parted_as_each_esp_takes_them() -> None:
    listed = {"a@b.example": "unsubscribed", "c@d.example": "hard_bounce", "=e@f.example": "unsubscribed"}
    mailchimp = {one.name: (one.header, one.addresses(listed)) for one in esp("mailchimp").keeps_out}
    assert mailchimp == {
        "unsubscribed.csv": ("Email Address", ["a@b.example"]),
        "cleaned.csv": ("Email Address", ["c@d.example"]),
    }
    [klaviyo] = esp("klaviyo").keeps_out
    assert (klaviyo.header, klaviyo.addresses(listed)) == ("Email", ["a@b.example", "c@d.example"])


def test_names_of_parts() -> None:
    arms = [Variant("A", 0.5), Variant("Two words", 0.5)]
    assert part_name("template.html", arms[1], arms) == "template-Two words.html"
    assert part_name("subject.txt", arms[0], arms[:1]) == "subject.txt"
