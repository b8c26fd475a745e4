"""Engines are found by being there, and meant by what they are called."""

from app.project import EMBEDDED, engine_at, known_engines


def test_the_one_that_comes_with_the_program_is_there_and_meant_by_its_name() -> None:
    assert known_engines()["embedded"] is EMBEDDED
    assert engine_at("duckdb") is EMBEDDED


def test_an_address_of_no_kind_means_none() -> None:
    assert engine_at("oracle://db.example/shop") is None
    assert engine_at("") is None
