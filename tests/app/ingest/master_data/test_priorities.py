"""A priority of sources: what the higher one says is shown, whenever it said it, and nothing else is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import audience, ingest
from app.domain.problems import NotFound, Problem
from app.ingest import master_data
from app.people import story
from app.project import Project
from app.query import resolve_key

Write = Callable[[str, str], Path]
Rows = Callable[[Project, Any], list[dict[str, Any]]]
Dump = Callable[[Project], dict[str, list[Any]]]


def bring(project: Project, write: Write, source: str, at: str, *lines: str) -> ingest.ImportReport:
    text = "\n".join(["customer_id,first_name,city,interests", *lines, ""])
    return ingest.run_import(
        project, write(f"{source}-{at}.csv", text), "profiles", source=source, as_of=f"2011-12-{at}"
    )


def cities(project: Project) -> list[str | None]:
    return [master_data.history(project, resolve_key(project, f"customer_id:{one}"), "city").value for one in (1, 2, 3)]


@pytest.fixture
def shop(project: Project, write: Write) -> Project:
    bring(project, write, "crm", "01", "1,Ann,Rome,tea", "2,Bob,,tea", "3,Cleo,Oslo,")
    bring(project, write, "shop", "02", "1,Anna,Paris,rum", "2,Bobby,Paris,rum")
    return project


def test_a_higher_source_is_shown_whenever_it_spoke(shop: Project, write: Write, dump: Dump) -> None:
    before = dump(shop)
    assert cities(shop) == ["Paris", "Paris", "Oslo"]
    done = master_data.set_priority(shop, "City", ["crm"])
    assert (done.name, done.before, done.priority, done.people) == ("city", (), ("crm",), 1)
    # Where the higher one says nothing, the lower one is shown; other fields go by time as before.
    assert cities(shop) == ["Rome", "Paris", "Oslo"]
    traits = story(shop, "customer_id:1", events=0).traits
    assert (traits["city"], traits["first_name"], traits["interests"]) == ("Rome", "Anna", ["tea", "rum"])
    report = bring(shop, write, "shop", "03", "1,Anna,Madrid,", "2,Bobby,Madrid,", "3,Cleo,Madrid,")
    assert (report.kept_by_priority, cities(shop)) == (2, ["Rome", "Madrid", "Oslo"])
    bring(shop, write, "crm", "04", "1,Ann,Milan,")
    assert cities(shop) == ["Milan", "Madrid", "Oslo"]
    ingest.undo(shop, 4)
    ingest.undo(shop, 3)
    master_data.set_priority(shop, "city", [])
    assert dump(shop) == before


def test_segments_see_the_course_of_a_field_with_a_priority(shop: Project) -> None:
    rule = {"trait": "city", "op": "is", "value": "Rome"}
    assert audience.count(shop, rule).count == 0
    master_data.set_priority(shop, "city", ["shop", "crm"])
    # What shows is as before, but not what showed on the first day.
    assert audience.count(shop, rule, "2011-12-01T18:00:00").count == 1
    master_data.set_priority(shop, "city", ["crm", "shop"])
    assert audience.count(shop, rule).count == 1


def test_a_source_may_be_named_by_its_file_and_an_unknown_one_is_said(shop: Project) -> None:
    assert master_data.set_priority(shop, "city", ["CRM-01.csv", "Shop"]).priority == ("crm", "shop")
    with pytest.raises(NotFound, match="did you mean “shop”"):
        master_data.set_priority(shop, "city", ["shap"])
    for name, why in (("interests", "elements of all its sources"), ("email", "who is who"), ("orders", "worked out")):
        with pytest.raises(Problem, match=why):
            master_data.set_priority(shop, name, ["crm"])
    with pytest.raises(NotFound):
        master_data.set_priority(shop, "nonesuch_at_all", ["crm"])


def test_the_same_order_again_changes_nothing(shop: Project) -> None:
    master_data.set_priority(shop, "city", ["crm"])
    token = shop.token
    assert master_data.set_priority(shop, "city", ["crm"]).people == 0
    assert shop.token == token
