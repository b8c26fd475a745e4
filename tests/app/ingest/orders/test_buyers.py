"""The buyers of orders by name."""

import json

import numpy as np
import pyarrow as pa

from app.ingest.orders import buyers
from tests.app.ingest.tables import cells


def test_each_row_says_its_buyers_name_without_the_shops_own() -> None:
    names = buyers.names_of(
        cells("Order ID,Date,Email,Buyer,Total\n1,2025-11-01,a@x.de,Ana Ruiz (anaruiz),5\n2,2025-11-02,b@x.de,,5\n")
    )
    assert names is not None
    assert [json.loads(one) for one in names.to_pylist()] == [{"full_name": "Ana Ruiz"}, {}]
    assert buyers.names_of(cells("Order ID,Date,Email,Total\n1,2025-11-01,a@x.de,5\n")) is None


def test_of_each_person_the_newest_name_counts_and_nobody_has_none() -> None:
    people, at = np.array([1, 1, 2, -1, 2]), np.array([5, 9, 3, 9, 9])
    traits = pa.chunked_array([['{"a":1}', '{"a":2}', '{"a":3}', '{"a":4}', "{}"]])
    assert buyers.newest(people, at, traits).tolist() == [1, 2]
