"""What Spark reads otherwise than Ibis writes it; its library need not be there to write it down."""

import ibis
import pyarrow as pa

from storage.spark.statements import statement

TABLE = ibis.table({"text": "string", "number": "float64", "id": "int64"}, name="rows")


def test_floating_numbers_need_none_of_its_options() -> None:
    assert "1.5" in statement(TABLE.filter(TABLE.number > 1.5))


def test_whole_numbers_are_divided_downwards_and_said_once() -> None:
    # Days of a calendar divide what they divided: said twice each time, a statement would double with each step.
    said = statement(TABLE.select(n=(TABLE.id - 7) // 86_400_000_000))
    assert "FLOOR(" in said
    assert said.count("`id`") == 1


def test_small_letters_are_made_sign_by_sign() -> None:
    said = statement(TABLE.select(small=TABLE.text.lower()))
    assert "TRANSLATE(" in said.upper()
    assert "LOWER(" not in said


def test_rows_from_outside_stand_in_the_statement() -> None:
    few = ibis.memtable(pa.table({"few_id": [3, 1], "said": ["it's", None]}))
    said = statement(TABLE.semi_join(few, TABLE.id == few.few_id))
    assert "CAST(ARRAY(3, 1) AS ARRAY<BIGINT>)" in said
    assert r"'it\'s'" in said
    nobody = ibis.memtable(pa.table({"few_id": pa.array([], pa.int64())}))
    assert "CAST(ARRAY() AS ARRAY<BIGINT>)" in statement(TABLE.semi_join(nobody, TABLE.id == nobody.few_id))
