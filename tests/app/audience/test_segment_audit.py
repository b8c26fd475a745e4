"""What an audit finds, and what it lets pass."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from app import ingest
from app.audience import history, lists, segment_audit, segments
from app.audience.beside import Beside
from app.domain import clock
from app.project import Change, Project
from storage.file import models
from tests.app.audience.shop_data import NOW, fill

DAY = 86_400_000_000
LONG = {"trait": "city", "op": "is_set"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW) as made:
        fill(made)
        yield made


def found(project: Project, days: int = 0) -> list[tuple[str, tuple[str, ...]]]:
    told = segment_audit.audit(project, now=clock.system_now() + days * DAY)
    assert all(one.sentence.endswith(".") and one.remedy.endswith(".") for one in told.findings)
    assert all(f"“{name}”" in one.sentence for one in told.findings for name in one.segments)
    kinds = [segment_audit.KINDS.index(one.kind) for one in told.findings]
    assert kinds == sorted(kinds)
    return [(one.kind, one.segments) for one in told.findings]


def keep(project: Project, name: str, rule: object, **beside: object) -> None:
    segments.save(project, name, rule, beside=Beside(timer="never", **beside))  # type: ignore[arg-type]


def test_equal_rules_and_nearly_the_same_people(project: Project) -> None:
    keep(project, "A", LONG)
    keep(project, "B", {"all": [{"any": [LONG]}]})
    keep(project, "C", {"none": [{"trait": "city", "op": "is_not_set"}]})
    assert found(project) == [("same-rule", ("A", "B")), ("near-equal", ("A", "C")), ("near-equal", ("B", "C"))]


def test_how_much_two_share_decides(project: Project) -> None:
    keys = [f"customer_id:{number}" for number in range(89, 101)]
    lists.of_keys(project, "Ten", keys[:10])
    lists.of_keys(project, "Nine", keys[:9])
    lists.of_keys(project, "Five", keys[:5])
    lists.of_keys(project, "Other", keys[9:])
    assert found(project) == [
        ("near-equal", ("Ten", "Nine")), ("overlap", ("Ten", "Five")), ("overlap", ("Nine", "Five")),
    ]  # fmt: skip


def test_one_that_is_made_of_another_overlaps_it_on_purpose(project: Project) -> None:
    keys = [f"customer_id:{number}" for number in range(89, 101)]
    lists.of_keys(project, "Seven", keys[:7])
    keep(project, "Some", {"all": [{"segment": "Seven"}, {"none": [{"near": {"lat": 0, "lon": 0}, "km": 1}]}]})
    keep(project, "Fewer", {"all": [{"segment": "Seven"}, LONG]})
    pairs = [names for kind, names in found(project) if kind == "overlap"]
    assert all("Seven" not in names for names in pairs)


def test_empty_and_broken(project: Project) -> None:
    keep(project, "Nobody", {"any": []})
    lists.freeze(project, "List", {"any": []})
    broken = segments.save(project, "Broken", LONG)
    with project.write("by hand", {Change.SEGMENTS}) as connection:
        wrong = {"trait": "gone", "op": "is_set"}
        connection.execute(update(models.segment).where(models.segment.c.id == broken.id).values(rule=wrong))
    assert found(project) == [("broken", ("Broken",)), ("empty", ("Nobody",)), ("empty", ("List",))]


def test_a_timer_is_overdue_after_two_of_its_periods(project: Project) -> None:
    segments.save(project, "Daily", LONG, beside=Beside(timer="daily"))
    segments.save(project, "New data", {"trait": "shoe_size", "op": "is_set"})
    history.refresh(project)
    assert found(project, 1) == []
    assert found(project, 2) == [("stale", ("Daily",))]
    file = project.path.with_name("people.csv")
    file.write_text("email\nann@x.example\n")
    ingest.run_import(project, file, "profiles")
    assert found(project) == []
    assert found(project, 2) == [("stale", ("Daily",)), ("stale", ("New data",))]


def test_what_nothing_uses_is_told_after_a_month_and_as_forgotten_after_half_a_year(project: Project) -> None:
    keep(project, "Used", LONG)
    keep(project, "Using", {"all": [{"segment": "Used"}, {"trait": "shoe_size", "op": ">", "value": 39}]})
    assert found(project, 29) == []
    assert found(project, 31) == [("never-used", ("Using",))]
    assert found(project, 181) == [("stale", ("Using",))]
