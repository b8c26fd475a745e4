"""The commands about a rule at several moments, as a script calls them."""

from pathlib import Path

import pytest

from app.audience import segments
from app.project import Project
from tests.app.audience.shop_data import NOW, fill
from tests.app.commands.test_audience import asked, document
from tests.app.commands.test_memberships import ruled

RECENT = {"all": [{"event": "placed_order", "within": {"last": {"days": 20}}}]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock=NOW) as made:
        fill(made)
        segments.save(made, "Recent", RECENT)
    return path


def test_the_count_over_time(project: Path) -> None:
    found = document(
        "segment", "over-time", project, "Recent", "--from", "2011-10-01", "--to", "2012-02-01", "--points", "5"
    )
    assert [list(one) for one in found] == [["as_of", "count", "to_come"]] * 5
    for one in found:
        alone = document("segment", "count", project, "Recent", "--as-of", one["as_of"])
        assert (one["as_of"], one["count"]) == (alone["as_of"], alone["count"])
    assert (found[0]["to_come"], found[-1]["to_come"]) == (False, True)
    said, _ = asked("segment", "over-time", project, "--rule", ruled(project, RECENT))
    assert "2011-12-10T12:00:00+00:00" in said
    assert "nobody does anything more" not in said


def test_who_came_and_went_and_why(project: Path) -> None:
    between = ("--from", "2011-11-10", "--to", "2011-12-08")
    found = document("segment", "changes", project, "recent", *between)
    assert list(found) == ["begin", "end", "before", "after", "came", "went", "stayed", "reasons"]
    assert found["came"] > 0
    assert found["before"] - found["went"] + found["came"] == found["after"]
    came = next(one for one in found["reasons"] if one["came"])
    (turned,) = came["conditions"]
    assert (turned["path"], turned["holds"]) == ("all[0]", True)
    said, _ = asked("segment", "changes", project, "Recent", *between)
    assert "holds no longer" in said
    for who in ("came", "went"):
        listed = document("segment", "changes", project, "Recent", *between, "--who", who)
        assert len(listed["keys"]) == found[who]
        assert listed["keys"] == sorted(listed["keys"])


def test_what_is_wrong_is_said(project: Path) -> None:
    assert "no time between" in asked("segment", "changes", project, "Recent", "--from", "2012-01-01", status=1)[1]
    _, wrong = asked("segment", "over-time", project, "Recent", "--rule", ruled(project, RECENT), status=2)
    assert "said twice" in wrong
