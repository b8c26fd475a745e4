"""A person's data out: all of it, as JSON and as a page in which nothing runs or loads."""

import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app import ingest, privacy
from app.domain.problems import NotFound, Problem
from app.project import Project, audit_log

ZORA = "zora.q@unusual-mail.example"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, list[tuple[str, str | None]]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.setdefault(tag, []).extend(attrs)


def test_everything_that_an_erasure_would_take_is_in_it(shop: Project, tmp_path: Path) -> None:
    made = privacy.hand_out(shop, ZORA, tmp_path / "out")
    whole = json.loads((tmp_path / "out" / "person.json").read_text("utf-8"))
    assert made.rows == {name: len(rows) for name, rows in sorted(whole["records"].items())}
    person = whole["person"]
    assert {one["value"] for one in person["identifiers"]} == {ZORA, "91", "+442079460999"}
    assert {event["name"] for event in person["events"]} == {"viewed_page", "placed_order", "ordered_product"}
    assert [one["method"] for one in person["consents"]]
    assert {one["file"] for one in whole["said"]} >= {"contacts.csv"}
    # The row that was rejected for want of an address names nobody else.
    assert "Zorabeth" in [row["row"].get("first_name") for row in whole["records"]["rejected_row"]]
    page = (tmp_path / "out" / "person.html").read_text("utf-8")
    for text in ("Zorabeth Quenneville", ZORA, "+44 20 7946 0999", "o1", "contacts.csv", "Tea lover"):
        assert text in page
    for one in made.files:
        content = (tmp_path / "out" / one.path).read_bytes()
        assert (one.bytes, one.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    erased = privacy.erase(shop, ZORA).erased
    for table in ("profile", "identifier", "event", "profile_row", "link", "consent", "rejected_row", "tag"):
        # Beside their own rows go what others said of them.
        assert made.rows[table] <= erased[table], table


def test_nothing_in_the_page_runs_or_loads(shop: Project, tmp_path: Path) -> None:
    file = shop.path.parent / "files" / "odd.csv"
    file.write_text(
        "email,first_name,city\n"
        "eve@shop.example,<script>alert(1)</script>,\"<img src='http://x.example/p.gif' onerror=alert(1)>\"\n",
        "utf-8",
    )
    ingest.run_import(shop, file, "profiles")
    privacy.hand_out(shop, "eve@shop.example", tmp_path / "out")
    page = (tmp_path / "out" / "person.html").read_text("utf-8")
    tags = _Tags()
    tags.feed(page)
    assert tags.seen.keys() <= {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    names = {name for pairs in tags.seen.values() for name, _ in pairs}
    assert names <= {"lang", "charset", "http-equiv", "content", "name"}
    assert "default-src 'none'" in page
    assert not re.search(r"url\(|@import", page)


def test_it_is_noted_and_no_folder_is_written_over(shop: Project, tmp_path: Path) -> None:
    privacy.hand_out(shop, ZORA, tmp_path / "out")
    assert audit_log.entries(shop, 1, kind="privacy", person=ZORA)[0].action == "Made a folder of a person's data"
    with pytest.raises(Problem, match="empty"):
        privacy.hand_out(shop, ZORA, tmp_path / "out")
    with pytest.raises(NotFound):
        privacy.hand_out(shop, "nobody@shop.example", tmp_path / "other")
    assert not (tmp_path / "other").exists()
