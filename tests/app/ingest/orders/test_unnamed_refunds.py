"""Refunds that name no payment: joined where one payment alone fits, else counted on their own, and always told."""

import pytest

from app import audience, ingest
from app.project import Project
from tests.app.ingest.conftest import Write

HEAD = "Date,Time,Name,Type,Status,Currency,Gross,Fee,Net,From Email Address,To Email Address,Transaction ID"
ROWS = """\
2011-05-01,10:00:00,Ana,Website Payment,Completed,EUR,48.20,-1.70,46.50,ana@x.de,shop@x.de,TX1
2011-05-02,10:00:00,Bo,Express Checkout Payment,Completed,EUR,31.00,-1.20,29.80,bo@x.de,shop@x.de,TX2
2011-05-03,10:00:00,Bo,Payment Refund,Completed,EUR,-31.00,0.30,-9.70,shop@x.de,bo@x.de,TX3
2011-05-04,10:00:00,Ana,Payment Refund,Completed,EUR,-8.20,0.30,-9.70,shop@x.de,ana@x.de,TX4
2011-05-05,10:00:00,Cy,Website Payment,Completed,EUR,10.00,-1.70,46.50,cy@x.de,shop@x.de,TX5
2011-05-06,10:00:00,Cy,Website Payment,Completed,EUR,10.00,-1.70,46.50,cy@x.de,shop@x.de,TX6
2011-05-07,10:00:00,Cy,Payment Refund,Completed,EUR,-10.00,-1.70,46.50,shop@x.de,cy@x.de,TX7
2011-05-08,10:00:00,Dee,Website Payment,Refunded,EUR,9.00,-1.70,46.50,dee@x.de,shop@x.de,TX8
2011-05-08,10:00:00,Dee,Website Payment,Completed,EUR,9.00,-1.70,46.50,dee@x.de,shop@x.de,TX9
2011-05-09,10:00:00,Dee,Payment Refund,Completed,EUR,-9.00,-1.70,46.50,shop@x.de,dee@x.de,TX10
2011-05-09,10:00:00,Eve,Payment Refund,Completed,USD,-5.00,-1.70,46.50,shop@x.de,eve@x.de,TX11
2011-05-10,10:00:00,Eve,Website Payment,Completed,USD,5.00,-1.70,46.50,eve@x.de,shop@x.de,TX12
2011-05-11,10:00:00,,Payment Refund,Completed,EUR,-3.00,-1.70,46.50,shop@x.de,,TX13
"""
RIGHT = {
    "ana": (1, 48.2, 8.2),
    "bo": (0, 0.0, 0.0),
    "cy": (2, 20.0, 10.0),
    "dee": (1, 9.0, 0.0),
    "eve": (1, 5.0, 5.0),
}
"""Orders, revenue and refunds: Bo's payment was given back whole, and so was that of Dee's two which says so."""


def _told(project: Project) -> dict[str, tuple[int, float, float]]:
    rows = audience.members(project, {"all": []}, ["email", "orders", "revenue", "refunded"]).to_pylist()
    return {
        row["email"].split("@")[0]: (row["orders"], (row["revenue"] or 0) / 1e4, (row["refunded"] or 0) / 1e4)
        for row in rows
    }


@pytest.mark.parametrize("with_reference", [True, False])
def test_what_was_given_back_without_saying_of_what(project: Project, write: Write, with_reference: bool) -> None:
    text = f"{HEAD}\n{ROWS}"
    if with_reference:
        lines = text.splitlines()
        text = "\n".join([f"{lines[0]},Reference Txn ID", *(f"{line}," for line in lines[1:])])
    report = ingest.run_import(project, write("paypal.csv", text))
    assert (report.kind, report.rejected, _told(project)) == ("orders", 1, RIGHT)
    told = {note.lines: note.text for note in report.warnings if "refund" in note.text}
    assert "2 refunds that name no payment were taken for one of the only payment" in told[4, 11]
    assert "3 refunds name no payment, and no single payment of the buyer fits" in told[5, 8, 12]
    assert "1 refund names neither a payment nor a buyer" in told[14,]


def test_a_refund_that_is_named_leaves_its_payment_to_nobody_else(project: Project, write: Write) -> None:
    text = f"""{HEAD},Reference Txn ID
2011-05-02,10:00:00,Bo,Website Payment,Completed,EUR,31.00,-1.20,29.80,bo@x.de,shop@x.de,TX2,
2011-05-03,10:00:00,Bo,Payment Refund,Completed,EUR,-5.00,0.30,-9.70,shop@x.de,bo@x.de,TX3,TX2
2011-05-04,10:00:00,Bo,Payment Refund,Completed,EUR,-31.00,0.30,-9.70,shop@x.de,bo@x.de,TX4,
"""
    report = ingest.run_import(project, write("paypal.csv", text))
    assert _told(project) == {"bo": (1, 31.0, 36.0)}
    assert [note.lines for note in report.warnings if "no single payment" in note.text] == [(4,)]
