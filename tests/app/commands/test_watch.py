"""The watch command: lines of JSON, folders, one look, and its end."""

import io
import json
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from app import command_line, ingest
from app.audience import Beside, segments
from app.project import Project

FIRST = "Email,City,Shoe\nann@example.com,Paris,36\n"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project that contacts came into, with a folder `in` and a segment."""
    path = tmp_path / "Shop.quill"
    (tmp_path / "in").mkdir()
    (tmp_path / "contacts.csv").write_text(FIRST, encoding="utf-8")
    with Project.create(path) as project:
        ingest.run_import(project, tmp_path / "contacts.csv", "profiles")
        segments.save(project, "Paris", {"trait": "city", "op": "is", "value": "Paris"})
    assert told(path, "--add", str(tmp_path / "in"))[0] == 0
    return path


def told(path: Path, *words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = command_line.run(["watch", str(path), *words], out, err)
    return status, out.getvalue(), err.getvalue()


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_folders_are_added_listed_and_removed(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "orders").mkdir()
    status, out, _ = told(shop, "--add", str(tmp_path / "orders"), "--as", "orders", "--source", "Shopify", "--json")
    assert status == 0
    assert json.loads(out) == [
        {"path": str(tmp_path / "in"), "kind": None, "source": None},
        {"path": str(tmp_path / "orders"), "kind": "orders", "source": "Shopify"},
    ]
    assert "as before" in told(shop, "--list")[1]
    for name in ("in", "orders"):
        assert told(shop, "--remove", str(tmp_path / name))[0] == 0
    assert "Watching the timers of segments" in told(shop, "--once")[1]
    with Project.open(shop) as project:
        segments.edit(project, "Paris", Beside(timer="never"))
    status, _, err = told(shop)
    assert status == 1
    assert "has no drop folder" in err
    assert "--add FOLDER" in err


def test_once_takes_in_what_stands_there_and_tells_a_line_of_json_each(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "in" / "next.csv").write_text(FIRST.replace("ann", "bob"), encoding="utf-8")
    (tmp_path / "in" / "other.csv").write_text("Email,Colour\nann@example.com,red\n", encoding="utf-8")
    status, out, _ = told(shop, "--once", "--every", "0.2", "--json")
    found = lines(out)
    assert status == 0
    events = ["watching", "refreshed", "imported", "waiting", "segment", "refreshed", "stopped"]
    assert [one["event"] for one in found] == events
    assert (found[2]["file"], found[2]["profiles_created"], found[2]["batch"]) == ("next.csv", 1, 2)
    assert (found[4]["segment"], found[4]["count"], found[4]["before"]) == ("Paris", 2, 1)
    assert [(one["name"], one["count"], one["entered"]) for one in found[5]["segments"]] == [("Paris", 2, 1)]
    status, out, _ = told(shop, "--once", "--every", "0.2")
    assert "Refreshed" not in out
    assert "came in as import 2 before and changed nothing" in out


def test_it_goes_on_until_it_is_stopped(shop: Path, tmp_path: Path) -> None:
    def later() -> None:
        time.sleep(0.5)
        (tmp_path / "in" / "next.csv").write_text(FIRST.replace("ann", "bob"), encoding="utf-8")
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with Project.open(shop) as project:
                if len(ingest.history(project)) == 2:
                    break
            time.sleep(0.2)
        signal.raise_signal(signal.SIGTERM)

    thread = threading.Thread(target=later)
    thread.start()
    status, out, err = told(shop, "--every", "0.2", "--json")
    thread.join()
    assert status == 143
    assert "imported" in [one["event"] for one in lines(out)]
    assert "what came in until now stays" in err


def test_words_that_are_off_are_told(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(shop, "--every", "0")[0] == 2
    assert "0.1 to 86400" in capsys.readouterr().err
