"""The quality command."""

import io
import json
from pathlib import Path

from app import command_line, ingest
from app.project import Project


def test_it_gives_the_checks_with_examples(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    (tmp_path / "a.csv").write_text("email,first_name\nann@gmial.com,\nbob@gmail.com,Bob\n", "utf-8")
    with Project.create(path) as project:
        ingest.run_import(project, tmp_path / "a.csv", "profiles")
    out, err = io.StringIO(), io.StringIO()
    assert command_line.run(["quality", str(path), "--json"], out, err) == 0
    told = json.loads(out.getvalue())
    assert told["profiles"] == 2
    by_name = {one["check"]: one for one in told["checks"]}
    assert {"check", "found", "of", "examples"} <= by_name["typo_domain"].keys()
    assert (by_name["typo_domain"]["found"], by_name["typo_domain"]["of"]) == (1, 2)
    assert by_name["missing:first_name"]["examples"] == ["email:ann@gmial.com"]
    out = io.StringIO()
    assert command_line.run(["quality", str(path)], out, err) == 0
    assert "gmial.com → gmail.com" in out.getvalue()


def test_orders_that_stand_out_are_listed_and_decided_about(tmp_path: Path) -> None:
    path = tmp_path / "a.quill"
    rows = "".join(f"{at},p{at}@x.example,2011-06-01,MUG,20\n" for at in range(60))
    text = f"order_id,email,time,sku,price\n{rows}big,ann@x.example,2011-06-01,MUG,2000\n"
    (tmp_path / "a.csv").write_text(text + "7,ann@x.example,2011-06-01,MUG,21\n", "utf-8")
    with Project.create(path, clock="2012-01-01") as project:
        ingest.run_import(project, tmp_path / "a.csv", "orders")

    def run(*words: str) -> str:
        out, err = io.StringIO(), io.StringIO()
        status = command_line.run([words[0], str(path), *words[1:]], out, err)
        return out.getvalue() if status == 0 else err.getvalue()

    def queue() -> list[str]:
        return [one["order"] for one in json.loads(run("quality", "--outliers", "--json"))["queue"]]

    assert "100 times the median of 62 orders here" in run("quality", "--outliers")
    assert queue() == ["big"]
    assert run("decide", "big", "leave-out", "--reason", "a test").startswith("Order big: left out of all numbers")
    assert queue() == []
    assert "a test" in run("quality", "--decisions")
    assert run("decide", "big", "back") == "Order big: nothing is decided any more.\n"
    assert queue() == ["big"]
    run("decide", "big", "right", "--by", "Ann")
    assert queue() == []
    assert "There is no order none" in run("decide", "none", "right")
    assert "2 people have an order 7. Say whose with --person KEY." in run("decide", "7", "right")
    assert "it is right" in run("decide", "7", "right", "--person", "ann@x.example")
    assert "Nothing was decided about order 8" in run("decide", "8", "back")
