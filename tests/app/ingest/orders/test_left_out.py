"""What is left out of the numbers is set aside, and stands again as files say it."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import insert, select, update

from app import ingest
from app.ingest.orders import left_out
from app.project import Change, Project
from storage.file.models import event, order_decision

TEXT = "order_id,email,time,sku,price\n1,ann@x.example,2011-06-01,MUG,20\n2,ann@x.example,2011-06-02,MUG,9000\n"
ROW = {"verdict": "leave_out", "kind": "email", "value": "ann@x.example", "order_id": "2", "by": "you", "at": 1}


def test_a_decision_of_another_program_is_brought_to_bear_and_taken_off(
    project: Project, write: Callable[[str, str], Path]
) -> None:
    ingest.run_import(project, write("orders.csv", TEXT), "orders")
    stands = select(event.c.name, event.c.order_id).where(event.c.aside.is_(None)).order_by(event.c.id)
    with project.write("Decided", {Change.EVENTS}) as connection:
        before = connection.execute(stands).all()
        assert not left_out.any_decided(connection)
        assert left_out.bring_to_bear(connection) == {}
        connection.execute(insert(order_decision).values(ROW))
        assert left_out.any_decided(connection)
        assert left_out.bring_to_bear(connection) == {"ordered_product": 1, "placed_order": 1}
        assert left_out.bring_to_bear(connection) == {}, "it is done already"
        assert {row.order_id for row in connection.execute(stands)} == {"1"}
        (order,) = left_out.orders_of(connection)
        assert (order.number, order.digest) == ("2", None)
        connection.execute(update(order_decision).values(taken_back_at=2))
        left_out.let_count(connection, {order})
        assert sorted(connection.execute(stands).all()) == sorted(before)
