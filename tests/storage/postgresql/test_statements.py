"""What PostgreSQL reads otherwise than Ibis writes it."""

import ibis
import pyarrow as pa

from storage.postgresql.statements import statement

TABLE = ibis.table({"text": "string", "number": "float64", "yes": "boolean", "id": "int64"}, name="rows")


def test_patterns_are_spelled_for_it() -> None:
    assert r"""~ 'it''s\Z'""" in statement(TABLE.filter(TABLE.text.re_search(r"it's\z")))


def test_halves_go_away_from_nought() -> None:
    said = statement(TABLE.select(whole=(TABLE.number * 2).round().cast("int64")))
    assert "TRUNC(" in said
    assert "ROUND(" not in said


def test_whole_numbers_are_divided_downwards() -> None:
    assert "FLOOR(" not in statement(TABLE.select(n=(TABLE.id - 7) // 2))


def test_yes_and_no_become_numbers_of_any_size() -> None:
    assert statement(TABLE.select(n=TABLE.yes.cast("int64"))).count("CAST(") == 2


def test_rows_from_outside_stand_in_the_statement() -> None:
    few = ibis.memtable(pa.table({"few_id": [3, 1], "said": ["it's", None]}))
    said = statement(TABLE.semi_join(few, TABLE.id == few.few_id))
    assert "UNNEST(CAST(ARRAY[3, 1] AS BIGINT[]), CAST(ARRAY['it''s', NULL] AS " in said
    nobody = ibis.memtable(pa.table({"few_id": pa.array([], pa.int64())}))
    assert "CAST(ARRAY[] AS BIGINT[])" in statement(TABLE.semi_join(nobody, TABLE.id == nobody.few_id))
