"""One `placed_order` for each order and person, derived from its lines whenever these change."""

from sqlalchemy import delete, select, update

from app import ingest
from app.ingest.orders.placed_orders import rebuild, touched_by
from app.project import Change, Project
from storage.file.models import event
from tests.app.ingest.conftest import Rows, Write

TEXT = (
    "Order ID,Date,Email,SKU,Quantity,Price\n1,2011-11-01,a@x.de,MUG,2,10\n1,2011-11-01,a@x.de,LAMP,1,30\n"
    "2,2011-11-02,a@x.de,MUG,1,10\n"
)


def _orders(rows: list[dict]) -> dict[str, int]:
    return {row["order_id"]: row["amount"] for row in rows if row["name"] == "placed_order"}


def test_an_order_is_the_sum_of_its_lines_and_is_gone_with_the_last(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", TEXT), "orders")
    assert _orders(rows(project, event)) == {"1": 500_000, "2": 100_000}
    (person,) = {row["profile_id"] for row in rows(project, event)}
    line = event.c.name == "ordered_product"
    with project.write("x", {Change.EVENTS}) as connection:
        assert rebuild(connection, {(person, "1"), (person, "2")}) == 0, "nothing changed"
        connection.execute(update(event).where(line, event.c.sku == "LAMP").values(amount=400_000))
        connection.execute(delete(event).where(line, event.c.order_id == "2"))
        assert rebuild(connection, {(person, "1"), (person, "2"), (person, "none")}) == -1
        assert touched_by(connection, None) == set()
        assert connection.scalar(select(event.c.at).where(event.c.name == "placed_order")) is not None
    assert _orders(rows(project, event)) == {"1": 600_000}
