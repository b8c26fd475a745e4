"""Making a mirror file: complete or not at all."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress
from app.project import Change, Project
from storage.file.models import (
    event,
    event_property,
    identifier,
    product,
    profile,
    profile_row,
    score_run,
    score_value,
    suppression,
    tag,
    trait,
)
from storage.mirror import build
from tests.processes import wait_until_ended

NOON = 1_309_521_600_000_000  # 2011-07-01T12:00:00Z, 13:00 in London


MIDNIGHT = 1_309_561_200_000_000  # 2011-07-01T23:00:00Z, the next day in London


def _fill(project: Project) -> None:
    with project.write("fill", set(Change)) as connection:
        connection.execute(
            insert(trait),
            [
                {"name": name, "label": name, "type": kind, "own": False}
                for name, kind in {
                    "city": "text",
                    "email": "text",
                    "shoe size": "number",
                    "birth_date": "date",
                    "signed_up_at": "datetime",
                    "vip": "boolean",
                    "interests": "list",
                    "odd \"name'": "text",
                }.items()
            ],
        )
        first = {
            "city": "STRASSE",
            "shoe size": 41.5,
            "birth_date": 100,
            "signed_up_at": MIDNIGHT,
            "vip": True,
            "interests": ["Bags", "Tëa"],
            "odd \"name'": "x",
        }
        people = [
            {"id": 7, "key": "customer_id:2", "email": "A@b.example", "mailable": True, "traits": first},
            {"id": 8, "key": "email:z", "email": None, "mailable": False, "traits": {"email": "n/a", "city": "Straße"}},
            {"id": 9, "key": "customer_id:10", "email": None, "mailable": False, "traits": {"city": "  "}},
        ]
        connection.execute(insert(profile), [person | {"created_batch": 1} for person in people])
        connection.execute(
            insert(identifier).values(
                profile_id=7, kind="email", value="a@b.example", original="A@b.example", link_id=7
            )
        )
        connection.execute(insert(suppression).values(channel="email", address="a@b.example", reason="asked"))
        connection.execute(insert(tag).values(profile_id=7, tag="Outdoor", batch_id=1))
        connection.execute(insert(event_property).values(event="rated", name="stars", type="number"))
        connection.execute(insert(event_property).values(event="rated", name="mood", type="text"))
        rows = [
            {"name": "viewed_product", "at": NOON, "sku": "É1", "more": None, "profile_id": 7},
            {"name": "rated", "at": MIDNIGHT, "sku": None, "more": {"stars": 4, "mood": "Süß"}, "profile_id": 7},
            {"name": "viewed_product", "at": NOON, "sku": "waits", "more": None, "profile_id": None},
        ]
        connection.execute(insert(event), [row | {"link_id": 1, "batch_id": 1, "row": 1, "digest": 1} for row in rows])
        connection.execute(
            insert(product).values(sku="É1", name="Tëapot", price=29_500, in_stock=True, batch_id=1, more={"size": "L"})
        )
        connection.execute(
            insert(score_run).values(id=1, name="rfm", kind="rfm", as_of=NOON, made_at=NOON, parameters={}, summary={})
        )
        connection.execute(insert(score_value).values(run_id=1, profile_id=7, name="rfm_segment", text="Champions"))
        history = [("a", 1, {"city": "Oslo"}), ("b", 2, {"city": "STRASSE"})]
        connection.execute(
            insert(profile_row),
            [
                {
                    "link_id": 1,
                    "profile_id": 7,
                    "batch_id": 1,
                    "row": 1,
                    "effective_at": at,
                    "mode": "update",
                    "traits": t,
                }
                for _, at, t in history
            ],
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "a.quill", timezone="Europe/London")
    _fill(made)
    return made


def _rows(project: Project, table: str) -> list[dict[str, object]]:
    with project.audience() as mirror:
        found: list[dict[str, object]] = mirror.to_pyarrow(mirror.table(table)).to_pylist()
        return found


@pytest.mark.parametrize("in_child", [False, True])
def test_building_can_be_cancelled_and_leaves_nothing(
    project: Project, in_child: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.mirror.mirror import folder_of

    monkeypatch.setattr(build, "CHILD_FROM", 0 if in_child else 10**9)
    with project:
        with pytest.raises((Cancelled, Problem)):
            project.audience(Progress(cancelled=lambda: True))
        assert list(folder_of(project.path, project.uid).glob("*.duckdb")) == []
        assert len(_rows(project, "profiles")) == 3


def _sleeping(told: str) -> None:
    """A child that is at work for a minute."""
    build.end_with_parent()
    Path(told).write_text(str(os.getpid()))
    time.sleep(60)


def test_a_killed_parent_leaves_no_child_at_work(tmp_path: Path) -> None:
    told = tmp_path / "child"
    text = (
        "import multiprocessing, time\n"
        f"from {__name__} import _sleeping\n"
        "if __name__ == '__main__':\n"
        f"    multiprocessing.get_context('spawn').Process(target=_sleeping, args=({str(told)!r},)).start()\n"
        "    time.sleep(60)\n"
    )
    (tmp_path / "parent.py").write_text(text)
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    parent = subprocess.Popen([sys.executable, str(tmp_path / "parent.py")], env=found)
    until = time.monotonic() + 60
    while not (told.exists() and told.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    child = int(told.read_text())
    parent.kill()
    parent.wait()
    wait_until_ended(child)
