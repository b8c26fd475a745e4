"""The history of one field of one person: every value, where it came from, which one shows, and why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app import ingest
from app.domain.problems import NotFound
from app.ingest import master_data
from app.ingest.vocabulary.map_file import Column, Mapping
from app.project import Project
from app.query import resolve_key

Write = Callable[[str, str], Path]


def bring(project: Project, write: Write, source: str, at: str, line: str, mode: str = "update") -> None:
    columns = {name: Column(to=name) for name in ("customer_id", "city", "interests")}
    ingest.run_import(
        project, write(f"{source}-{at}.csv", f"customer_id,city,interests\n{line}\n"), "profiles",
        Mapping("profiles", columns, on_conflict=mode), source=source, as_of=f"2011-12-{at}",
    )  # fmt: skip


def told(project: Project, name: str = "city") -> master_data.FieldHistory:
    return master_data.history(project, resolve_key(project, "customer_id:1"), name)


def test_every_value_stands_there_with_its_source_and_date(project: Project, write: Write) -> None:
    bring(project, write, "crm", "01", "1,Rome,tea")
    bring(project, write, "shop", "02", "1,Paris,rum")
    bring(project, write, "shop", "03", "1,Oslo,", mode="keep")
    found = told(project)
    assert (found.value, found.because) == ("Paris", "It is the newest value that a file gave.")
    assert [(one.value, one.source, one.file, one.row, one.at[:10], one.shows) for one in found.values] == [
        ("Oslo", "shop", "shop-03.csv", 2, "2011-12-03", False),
        ("Paris", "shop", "shop-02.csv", 2, "2011-12-02", True),
        ("Rome", "crm", "crm-01.csv", 2, "2011-12-01", False),
    ]
    master_data.set_priority(project, "city", ["crm"])
    found = told(project)
    assert (found.value, found.priority) == ("Rome", ("crm",))
    assert found.because == "crm comes before the other sources in the priority of this field."
    bring(project, write, "crm", "04", "1,,", mode="replace")
    assert (told(project).value, [one.value for one in told(project).values if one.shows]) == ("Paris", ["Paris"])


def test_of_a_list_the_newest_of_each_source_shows(project: Project, write: Write) -> None:
    bring(project, write, "crm", "01", '1,Rome,"tea,milk"')
    bring(project, write, "crm", "02", "1,Rome,tea")
    bring(project, write, "shop", "03", "1,Rome,rum")
    found = told(project, "interests")
    assert found.value == ["tea", "rum"]
    assert found.because == "A list holds the elements of all its sources, of each the newest."
    assert [(one.text, one.shows) for one in found.values] == [("rum", True), ("tea", True), ("tea, milk", False)]


def test_what_was_set_by_hand_stands_above_and_says_who(project: Project, write: Write) -> None:
    bring(project, write, "crm", "01", "1,Rome,tea")
    one = resolve_key(project, "customer_id:1")
    master_data.set_value(project, one, "city", "Bonn", by="Mia")
    found = told(project)
    assert [(value.value, value.source, value.by, value.shows, value.until) for value in found.values] == [
        ("Bonn", "hand", "Mia", True, None),
        ("Rome", "crm", None, False, None),
    ]
    assert found.because == "Set by hand by Mia: that stands above all files until it is taken back."
    master_data.restore(project, one, "city")
    found = told(project)
    assert (found.value, found.values[0].until is not None, found.values[1].shows) == ("Rome", True, True)


def test_what_nobody_said_is_not_known(project: Project, write: Write) -> None:
    bring(project, write, "crm", "01", "1,Rome,tea")
    found = told(project, "gender")
    assert (found.value, found.values, found.because) == (None, [], "Nobody has said it.")
    with pytest.raises(NotFound):
        master_data.history(project, 999, "city")
