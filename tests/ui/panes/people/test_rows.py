"""The rows of the table of people: one for each number, a name for everybody, and the question of who is in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import audience
from app.domain.progress import Progress
from app.project import Project
from ui.panes.people.filters import Filters
from ui.panes.people.rows import RowFetcher


@pytest.fixture
def project(readers: Path) -> Iterator[Project]:
    with Project.open(readers) as made:
        yield made


def test_each_number_has_its_row_and_who_is_gone_an_empty_one(project: Project) -> None:
    rows = RowFetcher(project)
    names = audience.names(project)
    ids, of = rows.question(names, ("name", False), Filters(), "")(Progress())
    assert (len(ids), of) == (12, 12)
    rows.columns = ("name", "city", "no_such_trait")
    found = rows.fetch([3, 99, 1], Progress())
    assert [(row["id"], row["name"], row.get("city")) for row in found] == [
        (3, "李", "Leeds"),
        (99, "", None),
        (1, "r01@example.com", "Leeds"),
    ]


def test_filters_and_search_and_picks_leave_whom_they_should(project: Project) -> None:
    rows, names = RowFetcher(project), audience.names(project)
    filters = Filters(segment="Gold")
    gold, of = rows.question(names, ("no_such_trait", True), filters, "")(Progress())
    assert (sorted(gold), of) == ([1, 3, 5, 7, 9, 11], 12)
    for asked in (filters, Filters()):
        rule = asked.rule() or {"all": []}
        assert rows.reach(asked)(Progress()) == audience.reach(project, rule).mailable
    assert list(rows.question(names, ("key", False), filters, "r03")(Progress())[0]) == [3]
    filters.pick([2, 5], "in the brush")
    assert sorted(rows.question(names, ("key", False), filters, "")(Progress())[0]) == [2, 5]
    facet = rows.facet("loyalty_tier", filters, "")(Progress())
    assert {one.label: one.count for one in facet.buckets} == {"Gold": 1, "Silver": 1}
