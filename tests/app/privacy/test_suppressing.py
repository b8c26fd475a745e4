"""One person is suppressed by hand, and only what was set by hand is taken back."""

import pytest

from app import ingest, privacy
from app.campaign.suppressed_addresses import suppressed_addresses
from app.domain.problems import Problem
from app.project import Project, audit_log

BEN = "ben@shop.example"


def test_what_was_set_by_hand_is_lifted_again_and_both_are_in_the_log(shop: Project) -> None:
    assert privacy.suppress(shop, BEN, "  asked on the  phone ").addresses == ["+442079460111", BEN]
    assert suppressed_addresses(shop)[BEN] == "asked on the phone"
    with pytest.raises(Problem, match="suppressed already"):
        privacy.suppress(shop, BEN)
    assert privacy.lift(shop, BEN) == privacy.Suppressed(["+442079460111", BEN])
    assert BEN not in suppressed_addresses(shop)
    said = [(line.kind, line.action) for line in audit_log.entries(shop, 2, person=BEN)]
    assert said == [
        ("privacy", "Took back what was suppressed by hand"),
        ("privacy", "Suppressed a person by hand"),
    ]


def test_what_a_file_says_too_is_not_lifted(shop: Project) -> None:
    privacy.suppress(shop, BEN)
    file = shop.path.parent / "files" / "no.csv"
    file.write_text(f"email,reason\n{BEN},complained\n", "utf-8")
    ingest.run_import(shop, file, "suppressions")
    assert privacy.lift(shop, BEN).still == [BEN]
    assert BEN in suppressed_addresses(shop)
    with pytest.raises(Problem, match="Nothing was suppressed by hand"):
        privacy.lift(shop, BEN)


def test_whom_nobody_can_write_to_cannot_be_suppressed(shop: Project) -> None:
    file = shop.path.parent / "files" / "silent.csv"
    file.write_text("customer_id,first_name\n500,Al\n", "utf-8")
    ingest.run_import(shop, file, "profiles")
    with pytest.raises(Problem, match="Nothing is known"):
        privacy.suppress(shop, "customer_id:500")


def test_several_are_suppressed_in_one_step_that_is_lifted_as_one(shop: Project) -> None:
    from app.people import ids

    file = shop.path.parent / "files" / "silent.csv"
    file.write_text("customer_id,first_name\n500,Al\n", "utf-8")
    ingest.run_import(shop, file, "profiles")
    before = suppressed_addresses(shop)
    privacy.suppress(shop, BEN, "asked before")
    numbers = ids(shop).tolist()
    done = privacy.suppress_people(shop, numbers, " a  fair ")
    assert done.unreached == 1
    assert done.people + done.listed + done.unreached == len(numbers)
    assert suppressed_addresses(shop)["cy@shop.example"] == "a fair"
    assert suppressed_addresses(shop)[BEN] == "asked before"
    assert len(audit_log.entries(shop, 1, person="cy@shop.example")) == 1
    assert privacy.lift_people(shop, done) == len(done.places)
    assert suppressed_addresses(shop) == before | {BEN: "asked before"}
