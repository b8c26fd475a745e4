"""A mirror that is caught up says what one built from nothing says, and only what changed is made again."""

import contextlib
import csv
import random
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy import delete, func, insert, select, update

from app import ingest
from app.domain.problems import Problem
from app.people import tags
from app.project import Change, Project
from app.runs import rfm
from storage import bulk
from storage.file import touched_tables
from storage.file.models import commit_log, event, identifier, profile, profile_row, suppression, tag
from storage.file.touched_tables import Footprint

TABLES = ("profiles", "trait_history", "events", "products", "consents", "suppressions", "tags", "scores", "types")


def _contents(project: Project) -> dict[str, list[str]]:
    with project.audience() as mirror:
        found = {}
        for name in TABLES:
            rows = mirror.to_pyarrow(mirror.table(name)).to_pylist()
            found[name] = sorted(repr(sorted(row.items())) for row in rows)
        return found


def _write(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


class _Shop:
    """Changes a project as people do, at random from a seed."""

    def __init__(self, project: Project, folder: Path, seed: int) -> None:
        self.project, self._folder, self._chance = project, folder, random.Random(seed)
        self._files = 0

    def _path(self) -> Path:
        self._files += 1
        return self._folder / f"{self._files}.csv"

    def contacts(self) -> None:
        some = self._chance.sample(range(40), 12)
        header = ["Customer ID", "Email", "City", "Tags", "Cookie ID", "Email consent"]
        own = self._chance.choice([[], ["Shoe size"]])
        rows = [
            [
                str(one) if self._chance.random() < 0.6 else "",
                f"P{one}@Example.com",
                self._chance.choice(["Paris", "Köln", "", "STRASSE"]),
                self._chance.choice(["", "vip", "vip, new", "Été"]),
                f"c{one}" if self._chance.random() < 0.3 else "",
                self._chance.choice(["yes", "no", ""]),
                *(["42"] * len(own)),
            ]
            for one in some
        ]
        ingest.run_import(self.project, _write(self._path(), header + own, rows), "profiles")

    def events(self) -> None:
        extra = self._chance.choice([[], ["url"], ["mood"]])
        rows = [
            [
                f"2024-0{self._chance.randint(1, 9)}-1{self._chance.randint(0, 9)} 10:00:00",
                self._chance.choice(["viewed_product", "opened", "unsubscribed"]),
                *self._chance.choice([[f"p{one}@example.com", ""], ["", f"c{one}"]]),
                f"SKU{one}",
                *(["Ünd"] * len(extra)),
            ]
            for one in self._chance.choices(range(50), k=15)
        ]
        header = ["time", "event", "email", "cookie_id", "sku", *extra]
        ingest.run_import(self.project, _write(self._path(), header, rows), "events")

    def orders(self) -> None:
        rows = [
            [f"A{one % 7}", "2024-03-01 09:00", f"p{one}@example.com", f"SKU{one}", "2", "9.99"]
            for one in self._chance.choices(range(50), k=10)
        ]
        header = ["Order ID", "Date", "Email", "SKU", "Quantity", "Price"]
        ingest.run_import(self.project, _write(self._path(), header, rows), "orders")

    def undo(self) -> None:
        standing = [row.batch for row in ingest.history(self.project) if not row.undone_at]
        if standing:
            ingest.undo(self.project, self._chance.choice(standing))

    def tag(self) -> None:
        with self.project.read() as connection:
            people = connection.scalars(select(profile.c.id)).all()
        if people:
            tags.add(self.project, self._chance.sample(people, min(3, len(people))), "By hand")

    def suppress(self) -> None:
        with self.project.read() as connection:
            known = connection.scalars(select(identifier.c.value).where(identifier.c.kind == "email")).all()
            listed = set(connection.scalars(select(suppression.c.address)))
        for address in [one for one in known if one not in listed][:1]:
            with self.project.write("suppress", {Change.SUPPRESSIONS}) as connection:
                connection.execute(insert(suppression).values(channel="email", address=address, reason="asked"))

    def score(self) -> None:
        # Nobody may have an order yet.
        with contextlib.suppress(Problem):
            rfm.run(self.project)

    def anything(self) -> None:
        """One of these."""
        does: list[Callable[[], None]] = [
            self.contacts, self.events, self.orders, self.undo, self.tag, self.suppress,
            self.score,
        ]  # fmt: skip
        self._chance.choice(does)()


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in (3, 4))])
def test_a_mirror_that_is_caught_up_is_that_built_from_nothing(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.quill"
    with Project.create(path) as project:
        shop = _Shop(project, tmp_path, seed)
        shop.contacts()
        shop.events()
        for step in range(9):
            shop.anything()
            caught_up = _contents(project)
            if step % 3 == 2:
                with monkeypatch.context() as patch:
                    patch.setenv("QUILLWORK_CACHE", str(tmp_path / f"fresh{step}"))
                    with Project.open(path) as again:
                        fresh = _contents(again)
                    for name in TABLES:
                        assert set(caught_up[name]) ^ set(fresh[name]) == set(), name
                        assert caught_up[name] == fresh[name], name


def test_a_mirror_is_caught_up_with_settings_of_identifiers_and_refusals_of_what_joins_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.quill"
    with Project.create(path) as project:
        shop = _Shop(project, tmp_path, 7)
        shop.contacts()
        _contents(project)
        settings = ingest.IdentifierSettings(project)
        for step, does in enumerate((
            lambda: settings.change(settings.blocked("customer_id", "3")),
            shop.contacts,
            lambda: ingest.run_import(project, _write(shop._path(), ["customer id", "channel", "status", "time"],
                                                      [["3", "email", "denied", "2024-01-01"]]), "consents"),
            lambda: settings.change(settings.limited("email", 1)),
            shop.undo,
            lambda: settings.change(settings.limited("email", None)),
            lambda: settings.change(settings.unblocked("customer_id", "3")),
        )):  # fmt: skip
            does()
            caught_up = _contents(project)
            with monkeypatch.context() as patch:
                patch.setenv("QUILLWORK_CACHE", str(tmp_path / f"fresh{step}"))
                with Project.open(path) as again:
                    fresh = _contents(again)
            for name in TABLES:
                assert set(caught_up[name]) ^ set(fresh[name]) == set(), (step, name)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "a.quill")
    shop = _Shop(made, tmp_path, 1)
    shop.contacts()
    shop.events()
    return made


def _newest(project: Project) -> Footprint:
    with project.read() as connection:
        kept = connection.scalar(select(commit_log.c.touched).order_by(commit_log.c.number.desc()).limit(1))
    return touched_tables.from_json(kept)


def test_a_commit_tells_whom_it_touched(project: Project) -> None:
    with project:
        with project.read() as connection:
            people = connection.scalars(select(profile.c.id).order_by(profile.c.id)).all()
            owner, address = connection.execute(
                select(identifier.c.profile_id, identifier.c.value).where(identifier.c.kind == "email").limit(1)
            ).one()
        tags.add(project, people[:2], "New")
        assert _newest(project) == Footprint(frozenset(people[:2]))
        with project.write("suppress", {Change.SUPPRESSIONS}) as connection:
            connection.execute(delete(suppression).where(suppression.c.address == address))
            connection.execute(insert(suppression).values(channel="email", address=address, reason="asked"))
        assert _newest(project).people == {owner}
        with project.write("rename", {Change.PROFILES}) as connection:
            connection.execute(update(profile).where(profile.c.id == people[-1]).values(email="x@example.com"))
        assert _newest(project).people == {people[-1]}


def test_a_commit_tells_which_events_it_touched(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"link_id": 1, "name": "viewed_page", "at": 1, "batch_id": 1, "row": 1, "digest": 5, "profile_id": 1}
    with project:
        with project.read() as connection:
            last = connection.scalar(select(func.max(event.c.id))) or 0
        with project.write("add", {Change.EVENTS}) as connection:
            connection.execute(insert(event), [row] * 9)
        assert _newest(project).events == ((last + 1, last + 9),)
        with project.write("move", {Change.EVENTS}) as connection:
            connection.execute(update(event).where(event.c.id.in_((last + 1, last + 2, last + 5))).values(profile_id=2))
        assert _newest(project).events == ((last + 1, last + 2), (last + 5, last + 5))
        # The number of a deleted last row is handed out again.
        with project.write("drop", {Change.EVENTS}) as connection:
            connection.execute(delete(event).where(event.c.id >= last + 8))
            connection.execute(insert(event), [row] * 3)
        assert _newest(project) == Footprint(events=((last + 8, last + 10),))
        # And with it those of rows that an earlier commit deleted.
        with project.write("gap", {Change.EVENTS}) as connection:
            connection.execute(delete(event).where(event.c.id.in_((last + 8, last + 9))))
        with project.write("undo", {Change.EVENTS}) as connection:
            connection.execute(delete(event).where(event.c.id == last + 10))
            connection.execute(insert(event), [row] * 2)
        assert _newest(project) == Footprint(events=((last + 8, last + 10),))
        monkeypatch.setattr(touched_tables, "MOST_EVENTS", 2)
        with project.write("drop", {Change.EVENTS}) as connection:
            connection.execute(delete(event).where(event.c.digest == 5))
        assert _newest(project) == Footprint(rewritten=frozenset({"events"}))


def test_ranges_of_events_are_told_together() -> None:
    both = Footprint(events=((1, 2), (9, 9))) | Footprint(events=((3, 4), (7, 8), (20, 30)))
    assert both.events == ((1, 4), (7, 9), (20, 30))
    assert both.kinds == {"events"}
    assert touched_tables.from_json(both.as_json()) == both
    every = both | Footprint(rewritten=frozenset({"events"}))
    assert (every.events, every.rewritten) == ((), {"events"})


def test_of_a_commit_that_tells_no_events_any_may_be_other_than_before() -> None:
    assert touched_tables.from_json({"people": [], "rewritten": []}).rewritten == {"events"}


def test_a_reused_number_is_noted(project: Project) -> None:
    """SQLite hands the number of a deleted last row out again: it is not above the numbers that stood."""
    with project:
        with project.read() as connection:
            last = connection.execute(select(identifier).order_by(identifier.c.id.desc()).limit(1)).one()
        with project.write("swap", {Change.PROFILES}) as connection:
            connection.execute(delete(identifier).where(identifier.c.id == last.id))
            connection.execute(insert(identifier).values(**(last._asdict() | {"profile_id": 3, "value": "other"})))
        assert _newest(project).people == {last.profile_id, 3}


@pytest.mark.parametrize("gone", [0, 2])
def test_many_rows_at_once_are_noted_behind_the_mark_and_under_earlier_numbers(project: Project, gone: int) -> None:
    many = bulk.SMALL + 10
    row = {"link_id": 1, "name": "viewed_page", "at": 1, "batch_id": 1, "row": 1, "digest": 5, "profile_id": 1}
    labels = {"profile_id": list(range(5_000, 5_000 + many)), "tag": ["new"] * many, "batch_id": [7] * many}
    with project:
        with project.write("some", {Change.EVENTS, Change.TAGS}) as connection:
            connection.execute(insert(event), [row] * 3)
            connection.execute(insert(tag), [{"profile_id": one, "tag": "last", "batch_id": 0} for one in (1, 2)])
            last = connection.scalar(select(func.max(event.c.id))) or 0
        with project.write("many", {Change.EVENTS, Change.TAGS}) as connection:
            connection.execute(delete(event).where(event.c.id > last - gone))
            connection.execute(delete(tag).where(tag.c.tag == "last", tag.c.profile_id <= gone))
            rows = pa.table({name: [value] * many for name, value in row.items()})
            bulk.copy_in(connection, {"event": rows, "tag": pa.table(labels)})
            # The watch stands again for whatever comes behind.
            connection.execute(delete(event).where(event.c.id == 1))
            connection.execute(insert(event), [row | {"id": 1}])
        found = _newest(project)
    assert found.events == ((1, 1), (last - gone + 1, last - gone + many))
    assert found.people is not None
    assert found.people >= set(labels["profile_id"])


def test_many_rows_of_one_person_hide_nobody_after_them(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched_tables, "MOST_PEOPLE", 2)
    row = {"link_id": 1, "batch_id": 1, "row": 1, "effective_at": 1, "mode": "update", "traits": {}}
    with project:
        with project.write("rows", {Change.PROFILES}) as connection:
            people = [1] * 50 + [2]
            connection.execute(insert(profile_row), [row | {"profile_id": person} for person in people])
        assert _newest(project).people == {1, 2}


def test_more_people_than_a_few_are_not_listed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched_tables, "MOST_PEOPLE", 2)
    with project:
        with project.read() as connection:
            people = connection.scalars(select(profile.c.id).order_by(profile.c.id)).all()
        tags.add(project, people[:3], "New")
        assert _newest(project).people is None
    assert (Footprint(frozenset({1, 2})) | Footprint(frozenset({3}))).people is None


def test_an_older_commit_that_kept_nothing_counts_as_everything() -> None:
    assert touched_tables.from_json(None) == touched_tables.EVERYTHING
    assert (Footprint(frozenset({1})) | touched_tables.from_json(None)) == touched_tables.EVERYTHING
