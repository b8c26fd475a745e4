"""PostgreSQL is asked for what was put there, and answers as the embedded engine does."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest

from app import audience
from app.command_line import run
from app.project import Project, audit_log, engine_at, push
from app.runs import scoring
from tests import servers
from tests.app.audience.shop_data import NOW, Shop, fill
from tests.app.audience.test_meaning import KINDS
from tests.app.project.engines.both_engines import (
    asked,
    customers_are_the_same,
    random_rules_are_the_same,
    same,
    shop_on_both,
)
from tests.servers import PASSWORD, Server

ADDRESS = "postgresql://anna:secret@127.0.0.1:1/shop"
TRAITS = [
    "city",
    "orders",
    "net_revenue",
    "age",
    "last_viewed_product",
    "interests",
    "signed_up_at",
    "vip",
    "shoe_size",
]


def command(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return run(words, out, err), out.getvalue(), err.getvalue()


def shop_at(path: Path) -> Path:
    with Project.create(path, timezone="Europe/London", clock=NOW) as project:
        fill(project)
    return path


# Without a server.


def test_an_address_means_it_and_its_password_is_never_told(tmp_path: Path) -> None:
    path = shop_at(tmp_path / "shop.quill")
    asked = ("segment", "list", str(path), "--engine", ADDRESS)
    for words in (asked, ("push", str(path), "--engine", ADDRESS)):
        status, out, err = command(*words)
        assert (status, out) == (1, "")
        assert "quillwork: postgresql://127.0.0.1:1/shop does not answer. Connection refused." in err
        assert "secret" not in err
        assert "anna" not in err


@pytest.mark.parametrize("address", ["postgresql://anna:sec@ret@db:x/shop", "postgres://anna:s%ecret@db/shop"])
def test_one_that_cannot_be_read_is_refused_without_repeating_it(tmp_path: Path, address: str) -> None:
    status, _, err = command("push", str(shop_at(tmp_path / "shop.quill")), "--engine", address)
    assert status == 1
    assert err.startswith("quillwork: The address of the engine cannot be read. Write it as postgresql://")
    assert "ret" not in err.replace("right", "").partition("Write")[0]


# With one.


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with servers.postgresql() as running:
        yield running


@pytest.fixture(scope="module")
def address(server: Server) -> str:
    return server.address().replace("reader@", f"reader:{quote(PASSWORD)}@")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return shop_at(tmp_path / "shop.quill")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, address: str) -> Iterator[tuple[Shop, Shop]]:
    """The shop, asked of the embedded engine and of the server."""
    with shop_on_both(tmp_path_factory.mktemp("pushed") / "shop.quill", engine_at(address)) as pair:
        yield pair


@pytest.mark.long
@pytest.mark.parametrize("someone", [0, 1, 7])
def test_each_kind_of_condition_has_the_same_members(both: tuple[Shop, Shop], someone: int) -> None:
    same(both, KINDS, someone)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("number", range(1, 21))
def test_random_rules_have_the_same_members(tmp_path: Path, address: str, number: int) -> None:
    random_rules_are_the_same(tmp_path / "random.quill", engine_at(address), number, 100)


@pytest.mark.long
def test_explanations_figures_and_columns_are_the_same(both: tuple[Shop, Shop], tmp_path: Path) -> None:
    for rule in KINDS:
        if "any" not in rule:
            asked(both, lambda project, rule=rule: audience.explain(project, rule, "customer_id:93"))
    asked(both, lambda project: audience.members(project, {"all": []}, ["key", *TRAITS], "2011-11-01").to_pylist())

    def columns(project: Project) -> list[dict[str, Any]]:
        return audience.members(project, {"all": []}, sorted(audience.names(project).traits)).to_pylist()

    asked(both, columns)
    asked(both, lambda project: audience.node_counts(project, {"any": KINDS}))
    asked(both, lambda project: audience.look(project, {"any": KINDS[3:9]}).sample)

    def listed(project: Project) -> bytes:
        audience.write_members(project, {"all": []}, TRAITS, tmp_path / "list.csv")
        return (tmp_path / "list.csv").read_bytes()

    asked(both, listed)


@pytest.mark.long
def test_the_customers_of_online_retail_are_the_same(retail: Project, address: str) -> None:
    customers_are_the_same(retail, engine_at(address))


@pytest.mark.long
def test_what_was_pushed_is_asked_until_the_project_changes(path: Path, address: str, tmp_path: Path) -> None:
    rule = tmp_path / "rule.json"
    rule.write_text(json.dumps({"all": []}))
    words = ("segment", "count", str(path), "--rule", str(rule), "--engine", address, "--json")
    status, _, err = command(*words)
    assert (status, err.partition(" has no ")[2]) == (
        1,
        "tables of this project. Put them there first: quillwork push shop.quill --engine URL.\n",
    )
    status, out, err = command("push", str(path), "--engine", address, "--json")
    pushed = json.loads(out)
    assert (status, pushed["tables"]["profiles"], pushed["tables"]["events"]) == (0, 12, 160)
    assert PASSWORD not in out + err
    assert set(pushed) == {"engine", "tables", "seconds"}
    status, out, _ = command(*words)
    assert (status, json.loads(out)["count"], json.loads(out)["engine"]) == (0, 12, "postgresql")
    # A kept segment changes nobody.
    assert command("segment", "save", str(path), "All", "--rule", str(rule), "--engine", address)[0] == 0
    assert command(*words)[0] == 0
    with Project.open(path) as project:
        project.change_settings({"timezone": "Asia/Tokyo"})
        assert [
            line
            for line in audit_log.entries(project)
            if line.action == f"Began to copy the audience to {pushed['engine']}"
        ]
    status, _, err = command(*words)
    assert status == 1
    assert "shows this project as it was before its last change. Put it there anew: quillwork push" in err
    assert command("push", str(path), "--engine", address)[0] == 0
    assert command(*words)[0] == 0


@pytest.mark.long
def test_who_asks_meanwhile_sees_the_old_and_nothing_stays_behind(path: Path, address: str) -> None:
    engine = engine_at(address)
    assert engine is not None

    def lying() -> int:
        with psycopg.connect(address) as connection:
            own = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'quillwork%'"
            return int(connection.execute(own).fetchone()[0])  # type: ignore[index]

    with Project.open(path) as project, Project.open(path, engine) as there:
        before = lying()
        push(project, engine)
        with audience.asking(there) as question:
            everyone = question.people.select("key").order_by("key")
            rows = question.mirror.batches(everyone, 5)
            first = next(rows)
            push(project, engine)
            # The earlier one is held by whoever reads it.
            assert lying() == before + 2
            assert first.num_rows + sum(batch.num_rows for batch in rows) == 12
        push(project, engine)
        assert lying() == before + 1


@pytest.mark.long
def test_a_push_that_is_stopped_leaves_what_was_there(path: Path, address: str) -> None:
    from app.domain.progress import Cancelled, Progress

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


@pytest.mark.long
def test_a_wrong_password_is_told_without_it(path: Path, server: Server) -> None:
    for given_word in ("reader", "reader:wrong%20one"):
        address = server.address().replace("reader@", f"{given_word}@")
        status, _, err = command("push", str(path), "--engine", address)
        assert (status, err) == (
            1,
            f"All that is known of the people in shop.quill is copied to postgresql://127.0.0.1:{server.port}/shop.\n"
            f"quillwork: postgresql://127.0.0.1:{server.port}/shop takes this user only with the right password. "
            "Give it in $QUILLWORK_DATABASE_PASSWORD, or in the address.\n",
        )


@pytest.mark.long
def test_scores_are_put_there_and_come_to_the_same_there(tmp_path: Path, address: str) -> None:
    score = {
        "version": 1,
        "points": [
            {"event": ["viewed_product", "opened_email"], "points": 1.5, "per_day": 1},
            {"event": "placed_order", "points": 10, "most": 25},
            {"event": "rated", "points": -2},
        ],
        "within": {"last": {"days": 90}},
        "half_life": {"days": 14},
        "most": 30,
    }
    index = {"version": 1, "index": [{"trait": "score:Shopping"}, {"trait": "revenue", "better": "less"}]}
    engine = engine_at(address)
    assert engine is not None
    path = shop_at(tmp_path / "scored.quill")
    with Project.open(path) as ours:
        scoring.save(ours, "Shopping", score)
        scoring.save(ours, "Worth", index)
        scoring.run(ours)
        push(ours, engine)
        with Project.open(path, engine) as theirs:
            for name in ("score:Shopping", "score:Worth", "engagement_score"):
                rule = {"trait": name, "op": ">", "value": 3}
                answers = [audience.members(one, rule, ["key", name]).to_pylist() for one in (ours, theirs)]
                assert answers[0] == answers[1] != []
                key = answers[0][0]["key"]
                reasons = [audience.explain(one, rule, key).conditions for one in (ours, theirs)]
                assert reasons[0] == reasons[1]
            for document in (score, index):
                assert scoring.preview(theirs, document) == scoring.preview(ours, document)
            assert scoring.explain(theirs, "Shopping", "customer_id:93") == scoring.explain(
                ours, "Shopping", "customer_id:93"
            )
