"""How what happened is printed."""

from app.domain.serialising import to_json
from app.watching import Happening


def test_a_line_has_its_figures_and_leaves_out_what_it_does_not_have() -> None:
    one = Happening("imported", "a.csv came in.", "/in", "a.csv", {"batch": 3})
    assert to_json(one) == {
        "event": "imported",
        "folder": "/in",
        "file": "a.csv",
        "batch": 3,
        "message": "a.csv came in.",
    }
    assert to_json(Happening("stopped", "Done.")) == {"event": "stopped", "message": "Done."}
