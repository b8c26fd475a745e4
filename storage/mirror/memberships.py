"""The recorded memberships of segments, of which a refresh adds what it found to those that the base has."""

import pyarrow as pa

from storage.mirror.tables import Build

_COLUMNS = {name: pa.int64() for name in ("id", "segment_id", "profile_id", "entered_at", "left_at")}
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM membership"


def build_memberships(build: Build) -> None:
    """memberships: id, segment_id, profile_id, entered_at, left_at (missing while it lasts), in order of their ids."""
    if "memberships" in build.touched.rewritten or not build.columns("memberships"):
        build.said("Reading who is in which segment")
        schema = pa.schema(list(_COLUMNS.items()))
        build.load("memberships", build.rows(f"{_SELECT} ORDER BY id", _COLUMNS), schema)
    else:
        _add_refreshes(build)
    # Beside the rows: of a refresh by which nobody came or went there are none.
    refreshes = {"id": pa.int64()}
    newest = build.rows("SELECT coalesce(max(id), 0) AS id FROM segment_refresh", refreshes)
    build.load("membership_refreshes", newest, pa.schema(list(refreshes.items())))


def _add_refreshes(build: Build) -> None:
    """Bring the base's memberships to the newest refresh: who left is told by its moment, who came by their numbers."""
    [[newest, last]] = build.into.execute(
        "SELECT (SELECT coalesce(max(id), 0) FROM membership_refreshes), coalesce(max(id), 0) FROM memberships"
    ).fetchall()
    left = {"id": pa.int64(), "left_at": pa.int64()}
    # By the index of segments and moments: all others stay unread.
    build.load_plain(
        "raw_left",
        "SELECT m.id, m.left_at FROM segment_refresh r "
        f"JOIN membership m ON m.segment_id = r.segment_id AND m.left_at = r.as_of WHERE r.id > {newest}",
        left,
    )
    build.into.execute(
        "UPDATE memberships SET left_at = raw_left.left_at FROM raw_left WHERE memberships.id = raw_left.id"
    )
    came = build.rows(f"{_SELECT} WHERE id > {last} ORDER BY id", _COLUMNS)
    build.add("memberships", came, pa.schema(list(_COLUMNS.items())))
