"""Real orders, and a million people with ten million events: the same members on DuckDB, PostgreSQL and two workers of
Spark, all installed and started here.

QUILLWORK_SIZE is the number of people instead of a million, for a quick look.
"""

import hashlib
import io
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest

from app import audience
from app.command_line import run
from app.project import Engine, Project, engine_at, push
from tests import servers
from tests.app.audience import retail
from tests.app.project.engines.both_engines import OF_RETAIL
from tests.servers import PASSWORD

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(7200),
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]
BENCHMARKS = Path(__file__).parents[3] / "benchmarks"
PEOPLE = int(os.environ.get("QUILLWORK_SIZE", "1000000"))
VIEW, CART, ORDER = ({"event": name} for name in ("viewed_product", "added_to_cart", "placed_order"))
HALF_YEAR = {"last": {"days": 180}}
OF_THE_MILLION: list[Any] = [
    {"trait": "city", "op": "is_any_of", "value": ["paris", "HANOI"]},
    {"trait": "first_name", "op": "starts_with", "value": "z"},
    {"trait": "birth_date", "op": "anniversary_in_next", "value": {"days": 14}},
    {"trait": "loyalty_tier", "op": "is", "value": "Gold", "for": {"days": 60}},
    {"trait": "loyalty_tier", "op": "is", "value": "Gold", "was": True},
    {"trait": "revenue", "op": ">", "value": 300},
    {"trait": "favourite_category", "op": "is", "value": "Shoes"},
    {"trait": "preferred_device", "op": "is", "value": "mobile"},
    {"tag": "wholesale"},
    {"consent": "email", "is": "granted"},
    {"suppressed": True},
    {"near": {"lat": 48.85, "lon": 2.35}, "km": 25},
    {"sample": 0.1, "seed": "spring"},
    ORDER | {"op": ">=", "value": 3, "within": HALF_YEAR},
    ORDER | {"measure": "mean", "of": "amount", "op": ">", "value": 80},
    VIEW | {"where": [{"property": "product.category", "op": "is", "value": "Jackets"}], "within": HALF_YEAR},
    VIEW | {"measure": "last", "of": "device", "op": "is", "value": "mobile", "within": HALF_YEAR},
    ORDER | {"trend": "rising", "by_at_least": 0.5, "within": {"last": {"days": 120}}},
    ORDER | {"first_time": True, "within": {"last": {"days": 60}}},
    CART | {"more_often_than": ORDER, "within": HALF_YEAR},
    {"event": "*", "op": "=", "value": 0, "within": {"last": {"days": 60}}},
    {"sequence": [CART, ORDER | {"not": True, "within_after": {"hours": 48}}], "within": {"last": {"days": 7}}},
    {"sequence": [VIEW, CART | {"not": True, "within_after": {"hours": 24}}], "same": "product", "within": HALF_YEAR},
    {"sequence": [VIEW, ORDER | {"within_after": {"days": 3}}], "within": HALF_YEAR},
    {"sequence": [VIEW, CART, ORDER], "within": HALF_YEAR},
    {"segment": "Regulars"},
    {"all": [{"segment": "Regulars"}, {"none": [{"tag": "wholesale"}, ORDER | {"within": {"last": {"days": 30}}}]}]},
]
"""A rule of each kind of condition, and some of several."""


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    shared = tmp_path_factory.mktemp("tables")
    with servers.postgresql() as postgres, servers.spark(memory="3g") as spark, pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(spark.library))
        patch.setenv("SPARK_HOME", str(spark.library / "pyspark"))
        settings = "spark.executor.memory=2g&spark.driver.memory=2g"
        yield {
            "postgresql": postgres.address().replace("reader@", f"reader:{quote(PASSWORD)}@"),
            "spark": f"spark://127.0.0.1:{spark.port}{shared}?{settings}",
        }


@pytest.fixture(scope="module")
def engines(addresses: dict[str, str]) -> dict[str, Engine]:
    found = {name: engine_at(address) for name, address in addresses.items()}
    return {name: one for name, one in found.items() if one is not None}


def answers(project: Project, rules: list[Any]) -> list[tuple[int, str, float]]:
    """Of each rule how many it means, a hash of who they are, and the seconds that it took."""
    found = []
    for rule in rules:
        before = time.perf_counter()
        ids = audience.member_ids(project, rule)
        took = time.perf_counter() - before
        ids = np.sort(ids)
        found.append((len(ids), hashlib.sha256(ids.tobytes()).hexdigest()[:16], took))
        assert audience.count(project, rule).count == len(ids), rule
    return found


def all_the_same(project: Project, rules: list[Any], engines: dict[str, Engine]) -> None:
    ours = answers(project, rules)
    for name, engine in engines.items():
        before = time.perf_counter()
        push(project, engine)
        pushed = time.perf_counter() - before
        with Project.open(project.path, engine) as there:
            theirs = answers(there, rules)
        slowest = max(zip((one[2] for one in theirs), map(str, rules), strict=True))
        print(f"{name}: pushed in {pushed:.1f} s, {sum(one[2] for one in theirs):.1f} s for {len(rules)} rules")
        print(f"  the slowest took {slowest[0]:.1f} s: {slowest[1]}")
        differing = [rule for rule, one, other in zip(rules, ours, theirs, strict=True) if one[:2] != other[:2]]
        assert differing == [], name


def test_the_customers_of_a_real_shop(engines: dict[str, Engine], shared_data: Path, tmp_path: Path) -> None:
    with Project.create(tmp_path / "retail.quill", timezone="Europe/London", clock="2011-12-10") as project:
        retail.fill(project, retail.read(shared_data))
        all_the_same(project, OF_RETAIL, engines)


def test_a_million_people_and_their_lists(
    engines: dict[str, Engine], addresses: dict[str, str], tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import generate
        import shop

        path = tmp_path / "million.quill"
        shop.make(path, generate.write(tmp_path, PEOPLE, 10 * PEOPLE))
    with Project.open(path) as project:
        all_the_same(project, OF_THE_MILLION, engines)
    lists = {name: listed(path, tmp_path / f"{name}.csv", addresses.get(name)) for name in ("duckdb", *addresses)}
    assert len(set(lists.values())) == 1, lists


def listed(path: Path, out: Path, engine: str | None) -> str:
    """A hash of the file in which everybody with an order is listed by the command, streamed."""
    rule = path.with_suffix(".ordered.json")
    rule.write_text('{"event": "placed_order"}')
    words = ["segment", "members", str(path), "--rule", str(rule), "--out", str(out)]
    words += ["--engine", engine] if engine else []
    assert run(words, io.StringIO(), sys.stderr) == 0
    return hashlib.sha256(out.read_bytes()).hexdigest()
