"""Spark is asked for what was put into a folder, and answers as the embedded engine does."""

import importlib
import io
import json
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from app import audience
from app.command_line import run
from app.domain.problems import EngineProblem
from app.domain.progress import Cancelled, Progress
from app.project import Project, engine_at, push
from tests import servers
from tests.app.audience.shop_data import NOW, fill
from tests.app.audience.test_meaning import KINDS
from tests.app.project.engines.both_engines import (
    Both,
    asked,
    customers_are_the_same,
    random_rules_are_the_same,
    same,
    shop_on_both,
)
from tests.servers import Cluster

# Its library leaves it to the collector to close a socket over which rows came.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
SMALL = "spark.executor.memory=512m&spark.driver.memory=512m&spark.sql.shuffle.partitions=2"


def command(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return run(words, out, err), out.getvalue(), err.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        fill(project)
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder in which the tables are to lie."""
    folder = tmp_path / "tables"
    folder.mkdir()
    return folder


@pytest.fixture
def rule(tmp_path: Path) -> str:
    file = tmp_path / "rule.json"
    file.write_text(json.dumps({"all": []}))
    return str(file)


# Without Spark.


def test_the_tables_lie_in_the_folder_and_earlier_ones_go(path: Path, place: Path) -> None:
    for _ in range(2):
        status, out, err = command("push", str(path), "--engine", f"spark://local{place}?spark.x=secret", "--json")
        told = json.loads(out)
        assert (status, told["engine"], told["tables"]["profiles"]) == (0, f"spark://local{place}", 12)
        assert "secret" not in out + err
        [pushed] = place.iterdir()
    assert {one.name for one in pushed.iterdir()} == {"push.json", *(f"{name}.parquet" for name in told["tables"])}


def test_what_is_not_of_the_newest_commit_is_refused_before_spark_is_started(
    path: Path, place: Path, rule: str
) -> None:
    words = ("segment", "count", str(path), "--rule", rule, "--engine", f"spark://local{place}")
    status, _, err = command(*words)
    assert (status, err.partition(" has no ")[2]) == (
        1,
        "tables of this project. Put them there first: quillwork push shop.quill --engine URL.\n",
    )
    assert command("push", str(path), "--engine", f"spark://local{place}")[0] == 0
    with Project.open(path) as project:
        project.change_settings({"timezone": "Asia/Tokyo"})
    status, _, err = command(*words)
    assert status == 1
    assert "shows this project as it was before its last change" in err


def test_where_its_library_is_missing_the_extra_is_named(
    path: Path, place: Path, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    address = f"spark://local{place}"
    assert command("push", str(path), "--engine", address)[0] == 0
    status, _, err = command("segment", "count", str(path), "--rule", rule, "--engine", address)
    assert (status, err.splitlines()[-1]) == (
        1,
        "quillwork: Spark is not installed with this program. Install the extra for it: pip install quillwork[spark].",
    )


@pytest.mark.parametrize("address", ["spark://host:7077", "spark://host:x/f", "spark://host/f", "spark://a@local/f"])
def test_an_address_that_cannot_be_read_is_refused(path: Path, address: str) -> None:
    status, _, err = command("push", str(path), "--engine", address)
    assert status == 1
    assert err.startswith("quillwork: The address of Spark cannot be read. Write it as spark://host:7077/folder")


def test_a_folder_that_is_not_there_is_told(path: Path, tmp_path: Path) -> None:
    status, _, err = command("push", str(path), "--engine", f"spark://local{tmp_path}/nowhere")
    assert status == 1
    assert "The folder of spark://local" in err
    assert "No such file or directory. Name one that this machine and all of Spark’s workers read" in err


# With a master and two workers.


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with servers.spark() as running, pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(running.library))
        # Its own settings of this process, whatever these are on the machine.
        patch.setenv("SPARK_HOME", str(running.library / "pyspark"))
        yield running


# One Spark at a time is asked from here: these come before the cluster is.


def _own_children() -> set[int]:
    return {child.pid for child in psutil.Process(os.getpid()).children(recursive=True)}


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_on_this_machine_alone_it_answers_too_and_nothing_stays(
    cluster: Cluster, path: Path, place: Path, rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _own_children()
    address = f"spark://local{place}?{SMALL}"
    assert command("push", str(path), "--engine", address)[0] == 0
    status, out, _ = command("segment", "count", str(path), "--rule", rule, "--engine", address, "--json")
    assert (status, json.loads(out)["count"], json.loads(out)["engine"]) == (0, 12, "spark")
    assert _own_children() <= before
    monkeypatch.setenv("JAVA_HOME", str(place))
    status, _, err = command("segment", "count", str(path), "--rule", rule, "--engine", address)
    assert (status, err.splitlines()[-1].partition(" Install")[0]) == (
        1,
        "quillwork: Spark needs Java 17 or newer, and does not find it.",
    )


@pytest.mark.long
def test_a_master_that_does_not_answer_is_told_at_once(cluster: Cluster, path: Path, place: Path, rule: str) -> None:
    importlib.import_module("pyspark")
    address = f"spark://127.0.0.1:1{place}"
    assert command("push", str(path), "--engine", address)[0] == 0
    status, _, err = command("segment", "count", str(path), "--rule", rule, "--engine", address)
    assert status == 1
    assert f"spark://127.0.0.1:1{place} does not answer. Connection refused." in err


@pytest.fixture(scope="module")
def address(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"spark://127.0.0.1:{cluster.port}{tmp_path_factory.mktemp('shared')}?{SMALL}"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, address: str) -> Iterator[Both]:
    """The shop, asked of the embedded engine and of the cluster, which is started before the first test."""
    with shop_on_both(tmp_path_factory.mktemp("pushed") / "shop.quill", engine_at(address)) as pair:
        assert audience.count(pair[1].project, {"all": []}).count == 12
        yield pair


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_each_kind_of_condition_has_the_same_members(both: Both) -> None:
    from storage.spark import session

    executors = session._running[0].spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
    assert len(executors) == 3  # two workers' and this side
    for at in range(0, len(KINDS), 4):
        same(both, KINDS[at : at + 4], at % 12)


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("number", range(1, 9))
def test_random_rules_have_the_same_members(both: Both, tmp_path: Path, address: str, number: int) -> None:
    random_rules_are_the_same(tmp_path / "random.quill", engine_at(address), number, 12, 3)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_figures_columns_and_explanations_are_the_same(both: Both, tmp_path: Path) -> None:
    def columns(project: Project) -> list[dict[str, Any]]:
        names = sorted(audience.names(project).traits)
        return audience.members(project, {"all": []}, ["key", *names], "2011-11-01").to_pylist()

    asked(both, columns)
    asked(both, lambda project: audience.node_counts(project, {"any": KINDS[3:9]}))
    asked(both, lambda project: audience.explain(project, {"all": KINDS[20:24]}, "customer_id:93"))

    def listed(project: Project) -> bytes:
        audience.write_members(project, {"all": []}, ["city", "orders", "age"], tmp_path / "list.csv")
        return (tmp_path / "list.csv").read_bytes()

    asked(both, listed)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_the_customers_of_online_retail_are_the_same(both: Both, retail: Project, address: str) -> None:
    customers_are_the_same(retail, engine_at(address))


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_list_comes_bit_by_bit_and_is_stopped(both: Both) -> None:
    project = both[1].project
    with audience.asking(project) as question:
        everyone = question.people.select("key").order_by("key")
        sizes = [batch.num_rows for batch in question.mirror.batches(everyone, 5)]
        assert sizes == [5, 5, 2]
        # As many pairs as nobody waits for.
        one = question.people.select("id")
        pairs = one
        for number in range(9):
            pairs = pairs.cross_join(one.rename(**{f"n{number}": "id"}))
        timer = threading.Timer(2, question.mirror.interrupt)
        timer.start()
        with pytest.raises(EngineProblem, match="was told to stop"):
            question.mirror.to_pyarrow(pairs.agg(sum=sum(pairs[name] for name in pairs.columns).sum()))
        timer.join()
        # It goes on answering.
        assert question.mirror.to_pyarrow(everyone).num_rows == 12


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_push_that_is_stopped_leaves_what_was_there(both: Both, address: str, path: Path) -> None:
    engine = engine_at(address)
    assert engine is not None

    def stop(share: float, phrase: str) -> None:
        if "events" in phrase:
            raise Cancelled

    with Project.open(path) as project, Project.open(path, engine) as there:
        push(project, engine)
        with pytest.raises(Cancelled):
            push(project, engine, Progress(stop))
        assert audience.count(there, {"all": []}).count == 12
