"""An engine is one module: a toy from outside is asked wherever the audience is, and nothing goes past it."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import app.project.engines
from app import audience, people
from app.audience import live
from app.command_line import run
from app.people import facets
from app.project import Project, engine_at
from tests.app.audience.plain_memberships import record
from tests.app.audience.shop_data import NOW, fill
from tests.app.audience.test_meaning import KINDS

pytestmark = pytest.mark.early

MODULE = '''
import ibis
import pyarrow as pa

from app.project.engines.embedded import ENGINE as EMBEDDED

TABLES = ("profiles", "events", "products", "consents", "suppressions", "tags", "memberships", "scores", "score_runs",
          "trait_history")


class Far:
    """Holds what was brought to it in a place of its own, and has lost one person on the way."""

    name = "far"
    parts = {}

    def at(self, address):
        return self if address.startswith("far://") else None

    def mirrors(self, project, uid):
        return Shelves(EMBEDDED.mirrors(project, uid))


class Shelves:
    def __init__(self, ours):
        self.ours = ours

    def open(self, timezone, step):
        with self.ours.open(timezone, step) as mirror:
            return Shelf(mirror)

    def prepare(self, timezone, rows, types):
        return None

    def close(self):
        self.ours.close()


class Shelf:
    engine = "far"
    asked = []

    def __init__(self, ours):
        self.token, self.types, self.changes, self.known = ours.token, ours.types, ours.changes, ours.known
        self.latest_consent, self.latest_suppression = ours.latest_consent, ours.latest_suppression
        self.people = ours.people - 1
        self.tables = {name: ours.table(name) for name in TABLES}
        self.place = ibis.duckdb.connect()
        for name, table in self.tables.items():
            rows = table.filter(table.id != 3) if name == "profiles" else table
            self.place.con.register(name, ours.to_pyarrow(rows))

    def table(self, name):
        return self.tables[name]

    def to_pyarrow(self, expression):
        self.asked.append(expression)
        return self.place.to_pyarrow(expression)

    def batches(self, expression, at_once):
        return iter(self.to_pyarrow(expression).to_batches(at_once))

    def scalar(self, expression):
        return self.to_pyarrow(expression).as_py()

    def answer(self, key, make, people):
        return self.to_pyarrow(make(ibis.memtable(pa.table({"few_id": pa.array(people, pa.int64())})))).to_pylist()

    def interrupt(self):
        self.place.con.interrupt()

    def close(self):
        self.place.disconnect()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


ENGINE = Far()
'''
LOST = "customer_id:98"
"""The key of the person whom the toy does not know, number 3."""

PARIS = {"trait": "city", "op": "contains", "value": "paris"}


@pytest.fixture
def far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """An engine's module, beside the one that the program brings."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "far.py").write_text(MODULE)
    with monkeypatch.context() as patch:
        patch.setattr(app.project.engines, "__path__", [*app.project.engines.__path__, str(folder)])
        app.project.engines.known_engines.cache_clear()
        engine_at("far://shelf")
        yield sys.modules["app.project.engines.far"]
    del sys.modules["app.project.engines.far"]
    app.project.engines.known_engines.cache_clear()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "shop.quill"
    with Project.create(made, timezone="Europe/London", clock=NOW) as project:
        fill(project)
        record(project)
    return made


def both(path: Path, ask: Callable[[Project], Any]) -> tuple[Any, Any]:
    """What the engine that comes with the program answers, and what the toy does."""
    found = []
    for address in ("duckdb", "far://shelf"):
        engine = engine_at(address)
        assert engine is not None
        with Project.open(path, engine) as project:
            found.append(ask(project))
    return found[0], found[1]


def test_who_is_meant_is_asked_of_it(far: ModuleType, path: Path) -> None:
    """The same people on both but for the one whom it lost, whatever is asked and however traits were before."""

    asked = KINDS[::3]

    def everyone(project: Project) -> list[list[str]]:
        return [audience.members(project, rule, ["key"]).column("key").to_pylist() for rule in asked]

    ours, theirs = both(path, everyone)
    assert theirs == [[key for key in keys if key != LOST] for keys in ours]
    assert LOST in ours[0]
    assert len(far.Shelf.asked) == len(asked)


def test_counts_of_a_rule_and_its_rows_are_asked_of_it(far: ModuleType, path: Path) -> None:
    rule = {"all": [{"trait": "orders", "op": ">=", "value": 0}, {"trait": "vip", "op": "is_true"}]}

    def seen(project: Project) -> tuple[audience.Count, live.Look]:
        return audience.count(project, rule), live.look(project, rule)

    (ours, shown), (theirs, there) = both(path, seen)
    assert (ours.of, theirs.of, ours.engine, theirs.engine) == (12, 11, "duckdb", "far")
    assert (theirs.count, there.reach.matched) == (ours.count - 1, ours.count - 1)
    assert there.figures.rows == {place: number - 1 for place, number in shown.figures.rows.items()}
    assert there.sample == [row for row in shown.sample if row["key"] != LOST]


def test_traits_and_facets_are_asked_of_it(far: ModuleType, path: Path) -> None:
    traits = ["city", "orders", "net_revenue", "age", "last_viewed_product", "interests"]

    def known(project: Project) -> tuple[list[dict[str, Any]], Any, Any]:
        rows = audience.members(project, {"all": []}, ["key", *traits], "2011-11-01").to_pylist()
        return rows, facets.facet(project, "vip"), people.story(project, "customer_id:97").traits

    (ours, values, story), (theirs, there, same) = both(path, known)
    assert theirs == [row for row in ours if row["key"] != LOST]
    assert same == story
    counts = {bucket.label: bucket.count for bucket in values.buckets}
    assert {bucket.label: bucket.count for bucket in there.buckets} == counts | {"Yes": counts["Yes"] - 1}


def test_why_somebody_is_in_is_asked_of_it(far: ModuleType, path: Path) -> None:
    rules = [rule for rule in KINDS[::4] if isinstance(rule, dict)]

    def why(project: Project) -> list[Any]:
        return [audience.explain(project, rule, "customer_id:99") for rule in rules]

    ours, theirs = both(path, why)
    assert theirs == ours
    assert far.Shelf.asked


def command(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return run(words, out, err), out.getvalue(), err.getvalue()


def test_a_command_names_it(far: ModuleType, path: Path, tmp_path: Path) -> None:
    rule = tmp_path / "rule.json"
    rule.write_text(json.dumps({"all": []}))
    asked = ("segment", "count", str(path), "--rule", str(rule), "--json")
    for words, of, engine in (((), 12, "duckdb"), (("--engine", "far://shelf"), 11, "far")):
        status, out, err = command(*asked, *words)
        answer = json.loads(out)
        assert (status, err, answer["count"], answer["of"], answer["engine"]) == (0, "", of, of, engine)
    status, out, _ = command("segment", "members", str(path), "--rule", str(rule), "--engine", "far://shelf", "--json")
    assert (status, len(json.loads(out))) == (0, 11)


def test_one_that_is_not_there_is_refused_and_those_that_are_are_named(far: ModuleType, path: Path) -> None:
    address = "trino://anna:secret@db.example/shop"
    status, out, err = command("segment", "list", str(path), "--engine", address)
    assert (status, out) == (2, "")
    assert err == (
        "quillwork: There is no engine “trino” here to ask. Leave --engine out, or give duckdb or far or "
        "postgresql://user@host/database or spark://host:7077/folder.\n"
    )
