"""What tables are made of."""

from sqlalchemy import BigInteger, Text

from storage.file import columns, models


def test_a_table_is_one_of_the_project_files() -> None:
    assert models.metadata is columns.metadata
    assert columns.metadata.tables["hand_value"] is models.hand_value
    assert columns.number().primary_key
    assert isinstance(columns.at().type, BigInteger)
    assert isinstance(columns.text("label").type, Text)
    assert (columns.integer("rows", nullable=False).nullable, columns.batch().name) == (False, "batch_id")
