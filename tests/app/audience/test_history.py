"""Refreshes record who came and who went, so that the record gives back who was in a segment at each moment."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, update

from app import audience
from app.audience import history, segments
from app.domain.clock import parse_moment
from app.domain.problems import NotFound, Problem, RuleProblem
from app.domain.progress import Cancelled, Progress
from app.project import Change, Project
from storage.bulk import rows
from storage.file import anonymising, erasing, models, traces
from tests.app.audience.shop_data import NOW, fill

MOMENTS = ["2011-10-01", "2011-11-01", "2011-11-20", "2011-12-01", NOW, "2011-12-20"]
RULES = {
    "Recent": {"event": "placed_order", "within": {"last": {"days": 20}}},
    "Parisians": {"trait": "city", "op": "contains", "value": "paris"},
    "Neither": {"none": [{"segment": "Recent"}, {"segment": "Parisians"}]},
    "Everyone": {"all": [{"muted": True, "tag": "x"}]},
    "Nobody": {"any": []},
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """The shop with some segments."""
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW) as made:
        fill(made)
        for name, rule in RULES.items():
            segments.save(made, name, rule)
        yield made


def recorded(project: Project, name: str, as_of: str) -> set[int]:
    """Who was in a segment at a moment, by the record alone."""
    at, kept = parse_moment(as_of, project.timezone).us, segments.get(project, name)
    table = models.membership.c
    then = (table.segment_id == kept.id, table.entered_at <= at, (table.left_at.is_(None)) | (table.left_at > at))
    with project.read() as connection:
        found = list(connection.scalars(select(table.profile_id).where(*then)))
    assert len(found) == len(set(found)), "twice in a segment at one time"
    return set(found)


def inside(project: Project, name: str, as_of: str) -> set[int]:
    return set(audience.member_ids(project, segments.get(project, name).rule, as_of).tolist())


@settings(
    max_examples=6, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(series=st.lists(st.tuples(st.integers(0, 5), st.sets(st.sampled_from(sorted(RULES)))), min_size=1, max_size=6))
def test_after_any_series_of_refreshes_the_record_gives_back_the_members_of_each_moment(
    project: Project, series: list[tuple[int, set[str]]]
) -> None:
    with project.write("Anew", {Change.MEMBERSHIPS}) as connection:
        for table in (models.membership, models.segment_refresh):
            connection.execute(delete(table))
    told: dict[str, list[Any]] = {}
    for place, chosen in sorted(series, key=lambda one: one[0]):
        for one in history.refresh(project, sorted(chosen), as_of=MOMENTS[place]):
            told.setdefault(one.name, []).append((place, one.count, one.entered, one.left))
    for name, refreshes in told.items():
        for place, count, _, _ in refreshes:
            assert recorded(project, name, MOMENTS[place]) == inside(project, name, MOMENTS[place])
            assert len(inside(project, name, MOMENTS[place])) == count
        counts = [0, *(count for _, count, _, _ in refreshes)]
        assert [entered - left for _, _, entered, left in refreshes] == [after - was for was, after in pairwise(counts)]
        lines = [(one.count, one.entered, one.left) for one in history.of(project, name)]
        assert lines == [(count, entered, left) for _, count, entered, left in refreshes]


def test_a_refresh_says_who_came_and_who_went_and_how_many_can_be_emailed(project: Project) -> None:
    first = {one.name: one for one in history.refresh(project, as_of="2011-11-01")}
    assert [first[name].count for name in ("Everyone", "Nobody")] == [12, 0]
    for name, one in first.items():
        assert (one.entered, one.left, one.as_of) == (one.count, 0, "2011-11-01T00:00:00+00:00")
        assert one.mailable == audience.reach(project, {"segment": name}, "2011-11-01").mailable
    before, after = (inside(project, "Recent", moment) for moment in ("2011-11-01", NOW))
    (second,) = history.refresh(project, ["recent"])
    assert (second.entered, second.left) == (len(after - before), len(before - after))
    assert second.entered
    assert second.left
    (line,) = [one for one in history.of(project, "Recent") if one.as_of == second.as_of]
    assert (line.count, line.entered, line.left) == (second.count, second.entered, second.left)
    who = history.crossed(project, "Recent", NOW, 100)
    with project.read() as connection:
        keys = {row.id: row.key for row in connection.execute(select(models.profile.c.id, models.profile.c.key))}
    assert who.entered == tuple(sorted(keys[one] for one in after - before))
    assert who.left == tuple(sorted(keys[one] for one in before - after))
    assert len(history.crossed(project, "Recent", NOW, 1).left) == 1


def test_at_the_same_moment_again_what_changed_is_recorded(project: Project) -> None:
    history.refresh(project)
    assert [(one.entered, one.left) for one in history.refresh(project)] == [(0, 0)] * len(RULES)
    segments.save(project, "Parisians", {"trait": "city", "op": "is", "value": "Lyon"})
    (again,) = history.refresh(project, ["Parisians"])
    assert (again.count, again.entered, again.left) == (1, 1, 3)
    assert recorded(project, "Parisians", NOW) == inside(project, "Parisians", NOW)
    segments.save(project, "Parisians", RULES["Parisians"])
    (back,) = history.refresh(project, ["Parisians"])
    assert (back.count, back.entered, back.left) == (3, 3, 1)
    assert recorded(project, "Parisians", NOW) == inside(project, "Parisians", NOW)


def test_a_moment_before_the_last_refresh_is_refused(project: Project) -> None:
    history.refresh(project, ["Recent"])
    with pytest.raises(Problem, match="“Recent” was refreshed at 2011-12-10T12:00:00") as caught:
        history.refresh(project, as_of="2011-12-01")
    assert "later moment" in caught.value.remedy
    assert history.of(project, "Everyone") == []
    assert len(history.refresh(project, ["Everyone"], as_of="2011-12-01")) == 1


def test_one_that_cannot_be_asked_is_told_and_the_others_go_on(project: Project) -> None:
    history.refresh(project)
    kept = {one.name: one.id for one in segments.every(project)}
    with project.write("Damage", {Change.SEGMENTS}) as connection:
        for name, rule in (("Recent", {"segment": kept["Parisians"]}), ("Parisians", {"segment": kept["Recent"]})):
            connection.execute(update(models.segment).where(models.segment.c.name == name).values(rule=rule))
        lost = update(models.segment).where(models.segment.c.name == "Nobody")
        connection.execute(lost.values(rule={"segment": 99}))
    found = {one.name: one for one in history.refresh(project, as_of="2011-12-20")}
    assert "defined by itself" in found["Recent"].problem
    assert "defined by itself" in found["Parisians"].problem
    assert "defined by itself" in found["Neither"].problem
    assert "no longer there" in found["Nobody"].problem
    assert (found["Everyone"].problem, found["Everyone"].count) == ("", 12)
    assert found["Recent"].count is None
    assert len(history.of(project, "Recent")) == 1
    with pytest.raises(RuleProblem, match="no longer there"):
        history.refresh(project, ["Nobody"])


def test_deleting_takes_the_record_along_and_renaming_keeps_it(project: Project) -> None:
    history.refresh(project)
    segments.rename(project, "Everyone", "All")
    assert len(history.of(project, "All")) == 1
    assert segments.checked(audience.names(project), "New here", {"entered": "all"}).values["rule"] == {
        "entered": segments.get(project, "All").id
    }
    segments.save(project, "All", {"all": [{"none": [{"left": "All"}]}]})
    assert audience.count(project, {"segment": "All"}).count == 12
    segments.save(project, "New here", {"in_segment_for": "All", "op": ">=", "value": {"days": 1}})
    with pytest.raises(Problem, match="“New here”"):
        segments.delete(project, "All")
    segments.delete(project, "New here")
    number = segments.get(project, "All").id
    segments.delete(project, "All")
    with project.read() as connection:
        for table in (models.membership, models.segment_refresh):
            asked = select(func.count()).select_from(table).where(table.c.segment_id == number)
            assert connection.scalar(asked) == 0
    with pytest.raises(NotFound):
        history.of(project, "All")


def test_no_refresh_at_a_moment_is_said_with_the_nearest(project: Project) -> None:
    with pytest.raises(NotFound, match="Refresh it first"):
        history.crossed(project, "Recent", NOW, 5)
    history.refresh(project)
    with pytest.raises(NotFound, match="nearest refresh was at 2011-12-10T12:00:00"):
        history.crossed(project, "Recent", "2011-12-09", 5)


def test_it_is_all_or_nothing_and_can_be_stopped(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "SMALL", 1)
    before = project.token()

    def stop_at(phrase: str) -> Progress:
        seen: list[str] = []
        return Progress(lambda _, said: seen.append(said), lambda: any(phrase in one for one in seen))

    for phrase in ("Finding who", "rows"):
        with pytest.raises(Cancelled):
            history.refresh(project, progress=stop_at(phrase))
        assert project.token() == before
        assert history.of(project, "Everyone") == []
    changes: list[frozenset[Change]] = []
    project.subscribe(changes.append)
    history.refresh(project)
    assert changes == [frozenset({Change.MEMBERSHIPS})]
    assert len(history.of(project, "Everyone")) == 1


def test_what_is_changed_meanwhile_is_read_anew(project: Project) -> None:
    """Somebody who goes while members are found has no membership afterwards."""
    tries = 0

    def report(_: float, phrase: str) -> None:
        nonlocal tries
        if phrase.startswith("Finding"):
            tries += 1
            if tries == 1:
                with project.write("Gone", {Change.PROFILES}) as connection:
                    connection.execute(delete(models.profile).where(models.profile.c.id == 4))

    found = {one.name: one for one in history.refresh(project, progress=Progress(report))}
    assert found["Everyone"].count == 11
    assert 4 not in recorded(project, "Everyone", NOW)

    def always(_: float, phrase: str) -> None:
        if phrase.startswith("Finding"):
            with project.write("Busy", {Change.SETTINGS}) as connection:
                connection.execute(insert(models.setting).prefix_with("OR REPLACE").values(name="x", value=1))

    with pytest.raises(Problem, match="was changed while"):
        history.refresh(project, progress=Progress(always))


def test_without_segments_nothing_is_written(tmp_path: Path) -> None:
    with Project.create(tmp_path / "empty.quill") as project:
        before = project.token()
        assert history.refresh(project) == []
        assert project.token() == before
        segments.save(project, "Everyone", {"all": []})
        (found,) = history.refresh(project)
        assert (found.count, found.entered) == (0, 0)


def test_who_is_forgotten_is_in_no_record_and_who_is_made_anonymous_leaves(project: Project) -> None:
    history.refresh(project)
    with project.write("Privacy", set(Change)) as connection:
        erasing.erase(connection, [1], traces.of_people(connection, [1]))
        anonymising.anonymise(connection, [2], traces.of_people(connection, [2]))
    # What they were in stays for the figures, under the number that was drawn.
    assert 1 not in recorded(project, "Parisians", NOW)
    assert 2 in recorded(project, "Parisians", NOW)
    found = {one.name: one for one in history.refresh(project, as_of="2011-12-20")}
    assert (found["Parisians"].count, found["Parisians"].left) == (1, 1)
    assert 2 not in recorded(project, "Parisians", "2011-12-20")
    assert recorded(project, "Everyone", "2011-12-20") == inside(project, "Everyone", "2011-12-20")


def test_segments_are_looked_through_in_parts(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_MOST_ROWS", 5)
    assert history._parts([1, 2, 3, 4], {1: 3, 2: 2, 3: 1, 4: 90}) == [[1, 2], [3], [4]]
    history.refresh(project, as_of="2011-11-01")
    history.refresh(project)
    for name in RULES:
        for moment in ("2011-11-01", NOW):
            assert recorded(project, name, moment) == inside(project, name, moment)
