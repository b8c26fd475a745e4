"""Codes of offers: each once, each somebody's at most, and honest when its import is taken back."""

import pytest

from app import catalogue, ingest
from app.domain.problems import ImportProblem
from app.project import Project
from tests.app.ingest.conftest import Write

CODES = "Code,Offer,Value,Expires\nA1,Spring,10%,2012-12-31\nA2,Spring,10%,2012-12-31\nA3,Spring,10%,2011-12-31\n"


def test_a_pool_of_codes_is_known_and_counted(project: Project, write: Write) -> None:
    tried = ingest.dry_run(project, write("codes.csv", CODES))
    assert (tried.kind, tried.codes, tried.profiles_created) == ("codes", 3, 0)
    ingest.run_import(project, write("codes.csv", CODES))
    assert catalogue.offers(project) == [catalogue.Offer("Spring", 3, free=2, given=0, used=0, expired=1)]


def test_a_bare_list_of_codes_is_of_the_offer_that_its_name_tells(project: Project, write: Write) -> None:
    report = ingest.run_import(project, write("Winter sale codes.csv", "Coupon code\nW1\nW2\n"))
    assert (report.kind, report.mapping.about) == ("codes", {"offer": "Winter sale"})
    assert [one.offer for one in catalogue.offers(project)] == ["Winter sale"]
    with pytest.raises(ImportProblem, match="No column says the offer"):
        ingest.run_import(project, write("codes.csv", "Coupon code\nW3\n"), "codes")


def test_orders_with_a_discount_code_are_no_pool_of_codes(project: Project, write: Write) -> None:
    text = "Order,Email,Date,Total,Discount code\n1,a@x.de,2011-01-01,10,A1\n2,b@x.de,2011-01-02,20,A2\n"
    assert ingest.dry_run(project, write("orders.csv", text)).kind == "orders"


def test_a_code_stays_with_whoever_had_it_first(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", "Code,Offer,Email\nA1,Spring,ann@x.example\n"), "codes")
    report = ingest.run_import(project, write("b.csv", "Code,Offer,Email\nA1,Spring,bob@x.example\n"), "codes")
    assert "stays with whoever had it first" in report.warnings[0].text
    assert [row.holder for row in catalogue.codes(project).codes] == ["ann@x.example"]


def test_codes_that_were_handed_out_stay_so_when_their_import_is_taken_back(project: Project, write: Write) -> None:
    ingest.run_import(project, write("people.csv", "customer_id,email\n1,ann@x.example\n"), "profiles")
    brought = ingest.run_import(project, write("codes.csv", CODES))
    given = catalogue.hand_out(project, "Spring", "ann@x.example")
    undone = ingest.undo(project, brought.batch or 0)
    assert undone.note == ("1 code of it was handed out already: it stays listed as given, and nobody else gets it.")
    [left] = catalogue.codes(project).codes
    assert (left.code, left.state, left.percent) == (given.code, "given", 10.0)
    ingest.run_import(project, write("codes.csv", CODES))
    assert catalogue.offers(project) == [catalogue.Offer("Spring", 3, free=1, given=1, used=0, expired=1)]


def test_products_and_countries_have_codes_too_and_are_no_pool(project: Project, write: Write) -> None:
    for name, text in (
        ("products.csv", "Code,Name,Price\nM1,Mug,10\nL1,Lamp,30\n"),
        ("countries.csv", "Code,Name,Status\nDE,Germany,active\nFR,France,active\n"),
        ("contacts.csv", "Email,Code,Name\na@x.de,1,Ann\nb@x.de,2,Bob\n"),
    ):
        assert ingest.dry_run(project, write(name, text)).kind != "codes", name
