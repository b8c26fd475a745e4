"""What is more than a table may ask for is refused, with its place."""

import pytest

from app.domain.problems import ImportProblem
from app.ingest.readers import limits


def test_a_table_may_have_so_many_columns_and_no_more() -> None:
    limits.refuse_columns(limits.COLUMNS, "a.csv")
    with pytest.raises(ImportProblem, match="5,001 columns") as caught:
        limits.refuse_columns(limits.COLUMNS + 1, "a.csv", 3)
    assert caught.value.where == "line 3"
    assert "5,000" in caught.value.why
