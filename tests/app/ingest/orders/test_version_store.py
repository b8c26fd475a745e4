"""What the project holds of orders that files told as wholes."""

import numpy as np
import pyarrow as pa
from sqlalchemy import insert

from app.ingest.orders.version_store import LINES, REPEATS, Stored, columns_of
from app.project import Change, Project
from storage.file.models import event


def test_a_table_in_these_columns_is_null_where_it_says_nothing() -> None:
    made = columns_of(
        pa.table({"id": pa.array([1], pa.int32()), "odd": ["x"]}), {"id": pa.int64(), "name": pa.string()}
    )
    assert made.to_pylist() == [{"id": 1, "name": None}]
    assert columns_of(None, REPEATS).num_rows == 0
    assert columns_of(None, REPEATS).column_names == list(REPEATS)


def test_only_the_orders_of_these_people_are_read_and_what_was_mended_stays_aside(project: Project) -> None:
    base = {"link_id": 1, "batch_id": 1, "row": 1, "digest": 1, "at": 5, "name": "ordered_product", "order_id": "1"}
    with project.write("x", {Change.EVENTS}) as connection:
        connection.execute(insert(event), [base | {"profile_id": number} for number in (1, 1, 2)])
        connection.execute(insert(event).values(base | {"profile_id": 1, "name": "viewed_product"}))
        found = Stored(connection, None, np.array([1, -1]))
    assert found.lines.column("profile_id").to_pylist() == [1, 1]
    assert found.lines.column_names == list(LINES)
    assert (found.tellings.num_rows, found.repeats.num_rows) == (0, 0)
