"""The commands about kinds of identifier, as a script calls them."""

from pathlib import Path

from app.project import Project
from tests.app.commands.test_identity import answer

GUESTS = "".join(f"guest,g{n}@x.de\n" for n in range(9))


def test_kinds_are_listed_limited_blocked_and_put_in_another_order(tmp_path: Path) -> None:
    path, file = tmp_path / "shop.quill", tmp_path / "people.csv"
    Project.create(path, clock="2012-01-01").close()
    file.write_text(f"customer_id,email\n{GUESTS}7,a@x.de\n", "utf-8")
    answer("import", path, file, "--as", "profiles")
    told = answer("identifiers", "list", path)[0]
    assert [one["kind"] for one in told["kinds"]][:3] == ["customer_id", "email", "phone"]
    assert told["kinds"][1] == {
        "kind": "email", "label": "Email address", "values": 10, "limit": None, "blocked": [], "patterns": [],
        "idle": 0, "shared": [],
    }  # fmt: skip
    assert told["suggestions"] == [
        {"kind": "customer_id", "value": "guest", "count": 9, "of": "email",
         "because": "stands with 9 different addresses"},
    ]  # fmt: skip
    tried = answer("identifiers", "block", path, "customer_id", "guest", "--dry-run")[0]
    assert (tried["changed"], tried["effect"]["people"], tried["effect"]["people_after"]) == (False, 2, 10)
    assert tried["effect"]["told"].startswith("1 person becomes 9 people. 2 people before, 10 after.")
    assert not answer("identifiers", "list", path)[0]["kinds"][0]["blocked"]
    done = answer("identifiers", "block", path, "customer_id", "guest")[0]
    assert (done["changed"], done["blocked"]) == (True, {"customer_id": ["guest"]})
    assert answer("identifiers", "block", path, "email", "^info@", "--pattern")[0]["patterns"] == {"email": ["^info@"]}
    assert answer("identifiers", "unblock", path, "customer_id", "guest")[0]["effect"]["people_after"] == 2
    assert answer("identifiers", "limit", path, "email", 5)[0]["effect"]["people_after"] == 10
    assert answer("identifiers", "limit", path, "email")[0]["limits"] == {}
    moved = answer("identifiers", "priority", path, "email")[0]
    assert (moved["order"][:2], moved["effect"]["people_after"]) == (["email", "customer_id"], 10)
    assert answer("identifiers", "priority", path)[0]["order"] == []
    assert "is not blocked" in answer("identifiers", "unblock", path, "email", "x@x.de", status=1)[1]
