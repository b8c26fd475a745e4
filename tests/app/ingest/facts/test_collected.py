"""What a whole file says, gathered: whom its rows are about, and what has its own places."""

import numpy as np
import pyarrow as pa

from app.ingest.facts.collected import COMPANIONS, FileLinks


def test_the_kinds_of_a_files_links_come_the_highest_first() -> None:
    ones = np.array([0, 0])
    none = pa.array(["x"])
    links = FileLinks(
        {"email": ones, "customer_id": ones, "phone": ones}, dict.fromkeys(("email", "customer_id", "phone"), none),
        {}, np.array([2, 7]), np.array([0, 1, 1]),
    )  # fmt: skip
    assert links.count == 2
    assert links.kinds == ["customer_id", "email", "phone"]
    assert COMPANIONS.empty_table().num_rows == 0
