"""What is kept beside a rule, and expiry in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.audience import segments
from app.audience.beside import TIMERS, Beside, expires_of, expiring, is_static
from app.domain.problems import NotFound
from app.project import Project

RULE = {"trait": "city", "op": "is", "value": "Paris"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "a.quill") as made:
        yield made


def test_what_is_not_said_stays_and_a_new_one_is_refreshed_on_new_data(project: Project) -> None:
    made = segments.save(project, "A", RULE, beside=Beside(strategy="Write to them", owner="  Ann   B ", folder="VIP "))
    assert (made.strategy, made.owner, made.folder, made.timer) == ("Write to them", "Ann B", "VIP", "new-data")
    segments.save(project, "A", {"all": []}, note="n")
    edited = segments.edit(project, "a", Beside(timer="daily", folder=""))
    assert edited.beside() == Beside("n", False, "Write to them", "Ann B", "", "daily")
    assert segments.get(project, segments.duplicate(project, "A")).beside() == edited.beside()


def test_what_changes_nothing_writes_nothing(project: Project) -> None:
    segments.save(project, "A", RULE, beside=Beside(owner="Ann"))
    token = project.token()
    segments.edit(project, "A", Beside(owner="Ann"))
    assert project.token() == token


def test_a_timer_that_there_is_none_of_is_refused(project: Project) -> None:
    with pytest.raises(NotFound, match="hourly"):
        segments.save(project, "A", RULE, beside=Beside(timer="yearly"))  # type: ignore[arg-type]  # what files may say
    assert segments.every(project) == []
    assert set(TIMERS) == {"never", "hourly", "daily", "weekly", "new-data"}


def test_expiry_is_put_beside_the_outermost_group_and_taken_away() -> None:
    made = expiring(RULE, {"days": 30})
    assert made == {"all": [RULE], "expires": {"days": 30}}
    assert expiring(made, {"weeks": 1}) == {"all": [RULE], "expires": {"weeks": 1}}
    assert expiring(made, None) == {"all": [RULE]}
    assert (expires_of(made), expires_of(RULE), expires_of(None)) == ({"days": 30}, None, None)
    assert (is_static({"listed": "A"}), is_static(made), is_static(None)) == (True, False, False)
