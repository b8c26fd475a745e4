"""What every kind of file says of itself before a file is read."""

import pytest

from app.domain.problems import ImportProblem
from app.ingest.vocabulary import file_kind
from app.ingest.vocabulary.headers import meanings
from app.ingest.vocabulary.target_types import type_of


def test_the_kinds_stand_in_the_order_in_which_they_are_listed() -> None:
    assert list(file_kind.ALL) == ["profiles", "events", "orders", "products", "consents", "suppressions", "scores",
                                   "results", "stores", "codes"]  # fmt: skip
    turns = sorted(file_kind.ALL.values(), key=lambda kind: kind.turn)
    assert [kind.name for kind in turns] == [
        "profiles", "orders", "products", "stores", "events", "results", "scores", "consents", "suppressions", "codes",
    ]  # fmt: skip


def test_a_kind_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(ImportProblem, match=r"no kind of file.*Choose one of profiles, events, orders"):
        file_kind.of("invoices")


@pytest.mark.parametrize("kind", list(file_kind.ALL.values()), ids=lambda kind: kind.name)
def test_every_target_of_a_kind_has_a_type_and_means_itself(kind: file_kind.FileKind) -> None:
    assert kind.title
    assert kind.line
    for target in kind.targets:
        assert type_of(target, kind.name) is not None, target
    assert set(kind.needs) <= set(kind.targets)
    if kind.bare_id:
        assert meanings("id", kind.name) == {kind.bare_id: 0}


def test_what_a_kind_needs_is_said_with_what_mends_it() -> None:
    orders = file_kind.of("orders")
    assert orders.lacks({"sku"}) == ("No column says the time", "Map one to time.")
    assert orders.lacks({"time"}) == ("No column says a price", "Map one to price, to amount or to total.")
    assert orders.lacks({"time", "total"}) is None
    assert file_kind.of("suppressions").lacks(set()) is None


def test_an_answer_of_an_order_is_asked_by_a_header_of_marketing_alone() -> None:
    assert "consent:email" in meanings("status", "profiles")
    assert "consent:email" not in meanings("status", "orders")
    assert "consent:email" in meanings("accepts marketing", "orders")


def test_the_words_of_columns_that_somebody_may_explain_differ_by_kind() -> None:
    found = {
        name: [target for target in ("status", "event", "consent:email") if kind.explained(target, names_events=False)]
        for name, kind in file_kind.ALL.items()
    }
    assert found.pop("consents") == ["status"]
    assert set(map(tuple, found.values())) == {("consent:email",)}
    assert file_kind.of("events").explained("event", names_events=True) == "event"
    assert file_kind.of("orders").explained("event", names_events=True) == ""
