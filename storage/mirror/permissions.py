"""The mirror's permissions: what was allowed and refused, by the person whose address or identifier it is about."""

from typing import TYPE_CHECKING

import pyarrow as pa

from storage.file import permissions
from storage.mirror.folded_twins import fold, literal

if TYPE_CHECKING:
    from storage.mirror.tables import Build

_NUMBER, _TEXT = pa.int64(), pa.string()
_CONSENTS = {
    "profile_id": _NUMBER, "channel": _TEXT, "topic": _TEXT, "status": _TEXT, "at": _NUMBER, "seq": _NUMBER,
    "batch": _NUMBER, "known": _NUMBER, "own": _NUMBER,
}  # fmt: skip
_LISTED = {
    "profile_id": _NUMBER, "channel": _TEXT, "address": _TEXT, "reason": _TEXT, "at": _NUMBER, "own": _NUMBER,
}  # fmt: skip
_REFUSED = f"status IN ({', '.join(map(literal, permissions.REFUSALS))})"


def build_permissions(build: "Build") -> None:
    """consents and suppressions.

    `held` is the time since which an answer counts: its own, and of a no without one the moment by which it was known;
    a yes without one has none. Of their other addresses only refusals are in here, where nothing was said of the one
    that they are written to.
    """
    if build.nobody:
        return
    build.said("Reading permissions")
    people = build.numbers
    for table, select, columns in (
        ("raw_consents", permissions.consents(people), _CONSENTS),
        ("raw_listed", permissions.suppressions(people), _LISTED),
    ):
        named = ", ".join(columns)
        build.load_plain(table, f"SELECT {named} FROM ({select}) ORDER BY seq", columns)
    _fold_topics(build)
    build.into.execute(
        # An entry of the do-not-mail list about another address of theirs is heard as a withdrawal, unless it is a
        # bounce: that tells of the address and nothing of the person. Such answers count only for who gave none for
        # the address that they are written to (`answered`).
        "CREATE OR REPLACE TABLE new_consents AS WITH "
        "said AS (SELECT c.*, t.f_topic FROM raw_consents c LEFT JOIN raw_topics t ON t.topic = c.topic "
        "UNION ALL BY NAME SELECT profile_id, channel, 'withdrawn' AS status, \"at\", 0 AS seq, 0 AS batch, "
        "0 AS known, 0 AS own FROM raw_listed WHERE own = 0 AND channel = 'email' AND reason <> 'hard_bounce'), "
        "answered AS (SELECT DISTINCT profile_id FROM said WHERE own = 1 AND channel = 'email' "
        "AND status <> 'unknown') "
        'SELECT profile_id, channel, topic, f_topic, status, "at", seq, batch, '
        f'CASE WHEN "at" IS NOT NULL THEN "at" WHEN {_REFUSED} THEN known END AS held FROM said WHERE own = 1 OR '
        f"({_REFUSED} AND profile_id NOT IN (SELECT profile_id FROM answered)) ORDER BY seq"
    )
    build.into.execute(
        'CREATE OR REPLACE TABLE new_suppressions AS SELECT profile_id, address, reason, "at" FROM raw_listed '
        "WHERE own = 1 AND channel = 'email'"
    )
    for gone in ("raw_consents", "raw_listed", "raw_topics"):
        build.into.execute(f"DROP TABLE {gone}")
    for table in ("consents", "suppressions"):
        build.put(table, f"new_{table}", "profile_id")


def _fold_topics(build: "Build") -> None:
    """Topics are few, and engines fold text differently: each has its folded twin made here."""
    every = build.into.execute("SELECT DISTINCT topic FROM raw_consents WHERE topic IS NOT NULL").fetchall()
    topics = pa.array([str(row[0]) for row in every], _TEXT)
    folded = pa.array([fold(topic) for topic in topics.to_pylist()], _TEXT)
    build.keep("raw_topics", pa.table({"topic": topics, "f_topic": folded}))
