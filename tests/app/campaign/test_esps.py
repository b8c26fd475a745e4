"""The profiles of the ESPs."""

import pytest

from app.campaign.esps import esp, esps, known_esps
from app.campaign.notes import Listed, part_name, upload
from app.campaign.plan import Variant
from app.problems import CampaignProblem
from app.template.compiler import DIALECTS


def test_every_merge_language_has_a_profile_and_the_generic_one_is_first() -> None:
    assert set(known_esps()) == set(DIALECTS)
    assert known_esps()[0] == "generic"


def test_an_unknown_one_is_refused_with_the_nearest() -> None:
    with pytest.raises(CampaignProblem, match="klaviyo"):
        esp("klavyo")


@pytest.mark.parametrize("name", list(esps()))
def test_the_steps_name_the_files_and_leave_no_placeholder(name: str) -> None:
    arms = [Variant("A", 0.5), Variant("B", 0.5)]
    contacts = ["contacts-1.csv", "contacts-2.csv"]
    text = upload(esp(name), "Spring", Listed(1_234, contacts), arms, "VARIANT")
    for said in (
        "`contacts-1.csv` and `contacts-2.csv`",
        "`template-A.html` and `template-B.html`",
        "VARIANT",
        "1,234",
    ):
        assert said in text
    assert "`suppressed.csv`" in text
    assert not [word for word in ("{contacts}", "{templates}", "{variant}") if word in text]
    alone = upload(esp(name), "Spring", Listed(1, ["contacts.csv"]), [Variant("A", 1.0)], "email")
    assert "1 person." in alone
    assert "`template.html`" in alone
    assert "email its own" not in alone


def test_names_of_parts() -> None:
    arms = [Variant("A", 0.5), Variant("Two words", 0.5)]
    assert part_name("template.html", arms[1], arms) == "template-Two words.html"
    assert part_name("subject.txt", arms[0], arms[:1]) == "subject.txt"
