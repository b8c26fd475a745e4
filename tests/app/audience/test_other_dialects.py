"""Every condition and measure is written in the languages of other engines; Snowflake and BigQuery are not run.

What is held is that the same expressions compile, and nothing more: on Snowflake and BigQuery nobody has run them
(BigQuery's MD5, by which a sample is drawn, gives bytes: an engine for it has to write TO_HEX around it). PostgreSQL
and Spark are run by the long tests of their modules in `app/project/engines/`.
"""

from collections.abc import Iterator
from typing import Any

import ibis
import pytest

from app import audience, conditions
from app.conditions.kinds import KINDS as CONDITIONS
from app.conditions.kinds import MEASURES, QUESTIONS
from app.query import compile as compiling
from app.query import traits
from app.runs.scoring import definition, points
from storage.postgresql.statements import statement
from storage.spark import statements as spark
from tests.app.audience.shop_data import Shop
from tests.app.audience.test_meaning import KINDS, shop

__all__ = ["shop"]
"""The shop with a record of its segments."""

ORDERS = {"event": "placed_order"}
MORE = [
    ORDERS | {"measure": "count", "op": ">", "value": 1},
    ORDERS | {"measure": "min", "of": "amount", "op": ">", "value": 10},
]
"""Measures that are in no other example."""
NEVER_RUN = ("snowflake", "bigquery")
DIALECTS = ("postgres", "pyspark", *NEVER_RUN)


def written(expression: Any, dialect: str) -> str:
    if dialect == "postgres":
        return statement(expression)
    if dialect == "pyspark":
        return spark.statement(expression)
    return str(ibis.to_sql(expression, dialect=dialect))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_condition_and_measure_compiles_and_was_not_run_there(shop: Shop, dialect: str) -> None:
    with audience.asking(shop.project) as question:
        for rule in KINDS + MORE:
            found = compiling.members(conditions.parse(rule, question.names).root, question)
            assert "SELECT" in written(found.select("id", "key").order_by("key"), dialect), rule


@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_trait_compiles_and_was_not_run_there(shop: Shop, dialect: str) -> None:
    with audience.asking(shop.project) as question:
        for name in question.names.traits:
            assert "SELECT" in written(traits.columns(question, [name]), dialect), name


@pytest.mark.parametrize("dialect", ["postgres", *NEVER_RUN])
def test_scores_of_ones_own_compile_and_were_not_run_there(shop: Shop, dialect: str) -> None:
    line = {"event": ["placed_order", "opened_email"], "points": 2.5, "per_day": 2, "most": 30}
    bags = {"property": "product.category", "op": "is", "value": "Bags"}
    asked = line | {"event": "ordered_product", "where": [bags]}
    score = {"version": 1, "points": [line, asked], "within": {"last": {"months": 2}}, "half_life": {"weeks": 2}}
    with audience.asking(shop.project) as question:
        wanted = definition.parse(score, question.names)
        assert isinstance(wanted, definition.Points)
        assert "SELECT" in written(points.everybody(wanted, question), dialect)


def test_none_is_left_out() -> None:
    def inside(rule: Any) -> Iterator[dict[str, Any]]:
        if isinstance(rule, dict):
            yield rule
        for part in rule.values() if isinstance(rule, dict) else rule if isinstance(rule, list) else ():
            yield from inside(part)

    rules = [part for rule in KINDS + MORE for part in inside(rule)]
    keys = {key for rule in rules for key in rule}
    # Another segment is its own rule.
    assert set(CONDITIONS) - {"segment"} <= keys
    assert set(QUESTIONS) <= keys
    assert {rule.get("measure") for rule in rules} >= set(MEASURES)
