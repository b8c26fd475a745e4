"""What rows say of stores and codes."""

import pytest

from app import catalogue, ingest
from app.project import Project
from tests.app.ingest.conftest import Write

CODES = """Code,Offer,Discount,Discount type,Times used,Customer email
A,Spring,-10.0,percentage,0,
B,Spring,-5.00,fixed_amount,1,
C,Spring,15%,,,ann@x.example
D,Spring,7,,whatever,
E,Spring,7,,,nobody at all
"""


@pytest.fixture
def told(project: Project, write: Write) -> dict[str, catalogue.Code]:
    """The codes of a file, by code."""
    report = ingest.run_import(project, write("codes.csv", CODES), "codes")
    assert report.reasons == {"The person whom the code is for cannot be read": 1}
    return {row.code: row for row in catalogue.codes(project).codes}


def test_what_a_code_is_worth_is_a_share_or_an_amount(told: dict[str, catalogue.Code]) -> None:
    worth = {code: (row.percent, row.amount) for code, row in told.items()}
    assert worth == {"A": (10.0, None), "B": (None, 5.0), "C": (15.0, None), "D": (None, 7.0)}


def test_what_is_not_understood_is_not_given_away(told: dict[str, catalogue.Code]) -> None:
    assert {code: row.state for code, row in told.items()} == {"A": "free", "B": "used", "C": "given", "D": "used"}


def test_a_country_of_a_store_is_its_code_and_a_store_without_a_number_has_its_name(
    project: Project, write: Write
) -> None:
    text = "Store name,Street,City,Country\nSoho,Main Street 1,London,United Kingdom\nMitte,Weg 2,Berlin,Germany\n"
    ingest.run_import(project, write("branches.csv", text), "stores")
    found = {row["store_id"]: (row["name"], row["country"]) for row in catalogue.stores(project).rows}
    assert found == {"Soho": ("Soho", "GB"), "Mitte": ("Mitte", "DE")}
