"""Files that tell an order several times, each as it had become."""

from pathlib import Path

import pytest

from app import audience, ingest
from app.ingest.order_tables import earlier_tellings
from app.project import Project
from tests.app.ingest.tables import LONDON, column, mapped

HEAD = "Order ID,Status,Date,Updated at,Email"
LOG = (
    f"{HEAD},Total\n"
    "1,pending,2026-05-01 10:00,2026-05-01 10:00,ana@x.de,10\n1,paid,2026-05-01 10:00,2026-05-02 10:00,ana@x.de,10\n"
    "2,refunded,2026-05-01 10:00,2026-05-03 10:00,bo@x.de,10\n2,paid,2026-05-01 10:00,2026-05-01 10:00,bo@x.de,10\n"
)
EDITED = (
    f"{HEAD},SKU,Qty,Price\n"
    "1,paid,2026-05-01 10:00,2026-05-01 10:00,ana@x.de,MUG,2,10\n"
    "1,paid,2026-05-01 10:00,2026-05-01 10:00,ana@x.de,LAM,1,35\n"
    "1,paid,2026-05-01 10:00,2026-05-04 10:00,ana@x.de,MUG,1,10\n"
)
LINES = (
    f"{HEAD},SKU,Qty,Price\n"
    "1,paid,2026-05-01 10:00,2026-05-01 10:00,ana@x.de,MUG,2,10\n"
    "1,paid,2026-05-01 10:00,2026-05-04 10:00,ana@x.de,LAM,1,35\n"
)
STATELESS = (
    "Order ID,Date,Updated at,Email,Total\n1,2026-05-01 10:00,2026-05-01 10:00,ana@x.de,10\n"
    "1,2026-05-01 10:00,2026-05-02 10:00,ana@x.de,25\n"
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (LOG, {"ana@x.de": (1, 10.0)}), (EDITED, {"ana@x.de": (1, 10.0)}), (LINES, {"ana@x.de": (1, 55.0)}),
        (STATELESS, {"ana@x.de": (1, 25.0)}),
    ],
)  # fmt: skip
def test_an_order_is_what_was_said_of_it_last(text: str, right: dict[str, tuple[int, float]], tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(text)
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-06-15") as project:
        report = ingest.run_import(project, path, "orders")
        assert report.rejected == 0
        people = audience.members(project, {"all": []}, ["email", "orders", "net_revenue"]).to_pylist()
    assert {one["email"]: (one["orders"], one["net_revenue"] / 1e4) for one in people if one["orders"]} == right


def test_what_was_said_before_is_marked_where_the_file_says_states_or_beside_it() -> None:
    raw, mapping = mapped(LOG)
    made, _ = earlier_tellings.set_aside(raw, mapping, LONDON)
    assert column(made, "Status") == ["told again later", "paid", "refunded", "told again later"]
    assert column(made, "Total") == ["", "10", "10", ""]
    raw, mapping = mapped(STATELESS)
    made, mapping = earlier_tellings.set_aside(raw, mapping, LONDON)
    assert column(made, earlier_tellings.STATE) == ["told again later", "placed"]
    assert mapping.header_of("state") == earlier_tellings.STATE
    raw, mapping = mapped(LINES)
    assert earlier_tellings.set_aside(raw, mapping, LONDON)[0] is raw
