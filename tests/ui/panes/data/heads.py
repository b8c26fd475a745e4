"""Columns to show, made by hand."""

from ui.panes.data.columns import HeadState


def heads(count: int, states: dict[int, str] | None = None) -> list[HeadState]:
    """So many columns called `Field 0` and on, some in another state than known."""
    return [_head(at, (states or {}).get(at, "understood")) for at in range(count)]


def _head(at: int, state: str) -> HeadState:
    skipped = state in ("empty", "skipped")
    share = 0.0 if state == "empty" else 0.5
    line = {"new": "own field", "empty": "skipped, empty", "skipped": "skipped"}.get(state, "City")
    return HeadState(
        f"Field {at}", "Skipped" if skipped else "City", "tag", "Text", skipped, share, "50 % filled", "", state, line
    )
