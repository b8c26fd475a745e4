"""Whom an answer counts for. Permission is of the address: whichever row, file or profile said it.

An answer (a consent, a refusal, an entry of the list of the suppressed) carries the address that it was said of, or,
where its row gave none, an identifier as `kind:value`. Whose that is now is looked up, never kept: so an answer holds
for those who come later, and for whoever has the address after a merge or an undo.

- What was said of an identifier counts for the address that its owner is written to; a refusal counts too for an
  address that a row of theirs gave and that another profile has: who shares a mailbox reads what comes there.
- What was said of another address of theirs does not; but where nothing was said of the address that they are written
  to, a refusal of the person is heard (a bounce is no refusal).
- An identifier that is set to join nobody is nobody's: a refusal that named it alone counts for whoever was seen with
  it, for it is one of them, and nobody knows who. One of such an address is heard like that of another of theirs.
"""

from typing import Any

from sqlalchemy import Connection, text

REFUSALS = ("denied", "withdrawn")
"""States of consent that are a no; an undated yes never undoes one."""


def _kind(row: str) -> str:
    # Without a kind the address is said by its channel; a mailbox in a column of telephones stays a mailbox.
    return (
        f"CASE WHEN instr({row}.address, ':') > 0 THEN substr({row}.address, 1, instr({row}.address, ':') - 1) "
        f"WHEN {row}.channel IN ('sms', 'phone') AND instr({row}.address, '@') = 0 THEN 'phone' ELSE 'email' END"
    )


def _value(row: str) -> str:
    return (
        f"CASE WHEN instr({row}.address, ':') > 0 THEN substr({row}.address, instr({row}.address, ':') + 1) "
        f"ELSE {row}.address END"
    )


def owner_join(row: str) -> str:
    """The join that finds, for rows of consents or suppressions, the identifier that they were said of, as `i`."""
    return f"identifier i ON i.kind = {_kind(row)} AND i.value = {_value(row)}"


# As given, else in small letters, else the first of theirs: the matched form has its domain in ASCII, so that neither
# need be alike.
_MAIL = "SELECT a.value FROM identifier a WHERE a.profile_id = p.id AND a.kind = 'email'"
ADDRESS = (
    f"CASE WHEN p.email IS NOT NULL THEN coalesce(({_MAIL} AND a.original = p.email LIMIT 1), "
    f"({_MAIL} AND a.value = lower(p.email) LIMIT 1), ({_MAIL} ORDER BY a.id LIMIT 1)) END"
)
"""The address that a profile `p` is written to, in matched form."""

_OWN = f"coalesce({{row}}.channel <> 'email' OR i.kind IS NULL OR i.kind <> 'email' OR i.value = {ADDRESS}, 0)"


def _theirs(row: str, people: str | None) -> str:
    """The condition by which only what was said of some people's identifiers is looked at; none for everybody's."""
    if people is None:
        return ""
    # The bare columns, which an index serves: the expressions of `owner_join` are computed for each answer there is.
    mine = f"FROM identifier WHERE profile_id IN ({people})"
    return (
        f" WHERE ({row}.address IN (SELECT value {mine} AND kind IN ('email', 'phone')) "
        f"OR {row}.address IN (SELECT kind || ':' || value {mine}))"
    )


# Told as `kind:value`; an address stands behind the six signs of `email:`.
_GIVEN = "json_extract(x.detail, '$.identifier')"
SHARED = (
    "conflict x JOIN profile q ON q.key = json_extract(x.detail, '$.went_to') "
    f"JOIN identifier e ON e.kind = 'email' AND e.value = substr({_GIVEN}, 7)"
)
"""The addresses `e` that a row of a profile `q` gave and that are another's."""


_SAID_OF = f"({_GIVEN}, CASE WHEN {_GIVEN} LIKE 'email:%' THEN substr({_GIVEN}, 7) END)"
IDLE = "conflict x JOIN profile q ON q.key = json_extract(x.detail, '$.went_to')"
"""The people `q` who were seen with an identifier that joins nobody; `OF_IDLE` is what rows of them satisfy."""
OF_IDLE = "json_extract(x.detail, '$.stayed_with') = ''"
_NAMED_ALONE = "(c.profile_id IN (q.id, 0) OR instr(c.address, ':') = 0)"


def said_of_idle(row: str) -> str:
    """The condition by which a consent or suppression was said of the identifier of the conflict `x`."""
    return f"{row}.address IN {_SAID_OF}"


def _idle_consents(people: str | None) -> str:
    """SELECT of the refusals of identifiers that join nobody, for whoever was seen with them; columns of `consents`."""
    theirs = "" if people is None else f" AND q.id IN ({people})"
    refused = ", ".join(f"'{state}'" for state in REFUSALS)
    return (
        "SELECT DISTINCT q.id AS profile_id, c.channel, c.topic, c.status, c.at, c.id AS seq, "
        "coalesce(c.batch_id, 0) AS batch, coalesce(max(b.as_of, b.imported_at), 0) AS known, "
        f"instr(c.address, ':') > 0 AS own, c.source, c.address FROM {IDLE} JOIN consent c ON {said_of_idle('c')} "
        f"LEFT JOIN batch b ON b.id = c.batch_id WHERE {OF_IDLE} AND c.channel = 'email' AND c.status IN ({refused}) "
        f"AND {_NAMED_ALONE}{theirs}"
    )


def _idle_suppressions(people: str | None) -> str:
    """As `_idle_consents`, of the list of the suppressed; columns of `suppressions`."""
    theirs = "" if people is None else f" AND q.id IN ({people})"
    return (
        "SELECT DISTINCT q.id AS profile_id, s.channel, s.address, s.reason, s.at, s.id AS seq, "
        f"instr(s.address, ':') > 0 AS own, s.source FROM {IDLE} JOIN suppression s ON {said_of_idle('s')} "
        f"WHERE {OF_IDLE} AND s.channel = 'email'{theirs}"
    )


def _of_sharers(people: str | None) -> str:
    """SELECT of the refusals by which somebody who shares an address, and is not its owner, refused without naming it.

    The columns are those of `consents`.
    """
    theirs = "" if people is None else f" AND e.profile_id IN ({people})"
    refused = ", ".join(f"'{state}'" for state in REFUSALS)
    return (
        "SELECT DISTINCT s.owner AS profile_id, c.channel, c.topic, c.status, c.at, c.id AS seq, "
        "coalesce(c.batch_id, 0) AS batch, coalesce(max(b.as_of, b.imported_at), 0) AS known, "
        f"coalesce(s.address = {ADDRESS}, 0) AS own, c.source, c.address FROM "
        f"(SELECT q.id AS sharer, e.profile_id AS owner, e.value AS address FROM {SHARED} "
        f"WHERE {_GIVEN} LIKE 'email:%' AND e.profile_id <> q.id{theirs}) s "
        "JOIN identifier i ON i.profile_id = s.sharer AND i.kind <> 'email' "
        "JOIN consent c ON c.address = i.kind || ':' || i.value JOIN profile p ON p.id = s.owner "
        f"LEFT JOIN batch b ON b.id = c.batch_id WHERE c.channel = 'email' AND c.status IN ({refused})"
    )


def consents(people: str | None = None) -> str:
    """SELECT of every answer: profile_id, channel, topic, status, at, seq, batch, known, own (0 or 1), source, address.

    `known` is the moment by which an answer without a time had been given: the later of what its import counts as and
    when it was made. `people` are numbers of profiles, parted by commas.
    """
    chosen = _theirs("c", people)
    if people is not None:
        # An answer that names nobody is of the profile that its row came to.
        chosen = chosen.removesuffix(")") + f" OR c.profile_id IN ({people}))"
    return (
        "SELECT profile_id, channel, topic, status, at, seq, batch, known, own, source, address FROM ("
        "SELECT CASE WHEN c.address IS NULL THEN c.profile_id ELSE coalesce(i.profile_id, 0) END AS profile_id, "
        "c.channel, c.topic, c.status, c.at, c.id AS seq, coalesce(c.batch_id, 0) AS batch, "
        f"coalesce(max(b.as_of, b.imported_at), 0) AS known, {_OWN.format(row='c')} AS own, c.source, c.address "
        f"FROM consent c LEFT JOIN {owner_join('c')} LEFT JOIN profile p ON p.id = i.profile_id "
        f"LEFT JOIN batch b ON b.id = c.batch_id{chosen}) WHERE profile_id <> 0"
        + ("" if people is None else f" AND profile_id IN ({people})")
        + f" UNION ALL {_of_sharers(people)} UNION ALL {_idle_consents(people)}"
    )


def suppressions(people: str | None = None) -> str:
    """SELECT of every entry that is somebody's: profile_id, channel, address, reason, at, seq, own, source."""
    chosen = _theirs("s", people)
    own = _OWN.format(row="s")
    return (
        "SELECT profile_id, channel, address, reason, at, seq, own, source FROM ("
        f"SELECT i.profile_id, s.channel, s.address, s.reason, s.at, s.id AS seq, {own} AS own, s.source "
        f"FROM suppression s JOIN {owner_join('s')} LEFT JOIN profile p ON p.id = i.profile_id{chosen})"
        + ("" if people is None else f" WHERE profile_id IN ({people})")
        + f" UNION ALL {_idle_suppressions(people)}"
    )


def consents_of(connection: Connection, number: int) -> list[dict[str, Any]]:
    """Every answer that was said of one person's addresses and identifiers, with how it was given and by which file."""
    found = [dict(row._mapping) for row in connection.execute(text(consents(str(int(number)))))]
    if found:
        numbers = ", ".join(str(int(row["seq"])) for row in found)
        asked = (
            "SELECT c.id, c.method, c.wording, c.double_opt_in, b.file_name AS file FROM consent c "
            f"LEFT JOIN batch b ON b.id = c.batch_id WHERE c.id IN ({numbers})"
        )
        how = {row.id: row for row in connection.execute(text(asked))}
        for row in found:
            said = how[row["seq"]]
            confirmed = None if said.double_opt_in is None else bool(said.double_opt_in)
            row |= {"method": said.method, "wording": said.wording, "double_opt_in": confirmed, "file": said.file}
    return found


def suppressions_of(connection: Connection, number: int) -> list[dict[str, Any]]:
    """The entries of the list that are about one person's addresses and identifiers, the first first."""
    asked = f"SELECT o.*, s.batch_id FROM ({suppressions(str(int(number)))}) o JOIN suppression s ON s.id = o.seq"
    found = connection.execute(text(f"{asked} ORDER BY o.seq"))
    return [dict(row._mapping) for row in found]


def suppressed_addresses(connection: Connection) -> dict[str, str]:
    """Every suppressed address, in matched form, with the reason, in the order of addresses.

    It is one of the list, or one of somebody whom the list names otherwise.
    """
    listed = connection.execute(
        text(
            "SELECT address, reason FROM suppression WHERE channel = 'email' AND instr(address, ':') = 0 "
            "UNION SELECT mine.value, s.reason FROM suppression s "
            f"JOIN {owner_join('s')} JOIN identifier mine ON mine.profile_id = i.profile_id AND mine.kind = 'email' "
            "WHERE s.channel = 'email' AND instr(s.address, ':') > 0 UNION SELECT mine.value, s.reason FROM "
            f"{IDLE} JOIN suppression s ON {said_of_idle('s')} "
            "JOIN identifier mine ON mine.profile_id = q.id AND mine.kind = 'email' "
            f"WHERE {OF_IDLE} AND s.channel = 'email' AND instr(s.address, ':') > 0 ORDER BY 1, 2"
        )
    )
    found: dict[str, str] = {}
    for address, reason in listed:
        # Of several reasons the first in the order of the alphabet: whichever, but always the same.
        found.setdefault(address, reason)
    return found


def said_elsewhere(connection: Connection) -> list[dict[str, Any]]:
    """What was said of addresses that nobody is written to, and that somebody refused: theirs, or nobody's (yet).

    A row an answer for email as a whole: target (the address, in matched form), channel, f_topic (None), status, at,
    held (since when it counts: a refusal without a time since it was known) and batch, by target. The address itself,
    and whoever has it, are whom it was said of.
    """
    return [dict(row._mapping) for row in connection.execute(text(_ELSEWHERE))]


_ANSWERS = "c.channel = 'email' AND c.topic IS NULL"
_REFUSES = f"{_ANSWERS} AND c.status IN ({', '.join(map(repr, REFUSALS))})"
_PLAIN = "instr(c.address, '@') > 0 AND instr(c.address, ':') = 0"
_OF_KEY = (
    f"FROM consent c JOIN {owner_join('c')} JOIN identifier m ON m.profile_id = i.profile_id AND m.kind = 'email' "
    "WHERE instr(c.address, ':') > 0 AND "
)
_OF_ROW = (
    "FROM consent c JOIN identifier m ON m.profile_id = c.profile_id AND m.kind = 'email' WHERE c.address IS NULL AND "
)
_BY_SHARERS = (
    f"FROM {SHARED} JOIN identifier i ON i.profile_id = q.id AND i.kind <> 'email' "
    "JOIN consent c ON c.address = i.kind || ':' || i.value "
    f"WHERE {_GIVEN} LIKE 'email:%' AND e.profile_id <> q.id AND {_REFUSES}"
)
_PARTS = "c.status, c.at, c.batch_id"
_WRITTEN_TO = (
    "SELECT 1 FROM identifier w JOIN profile p ON p.id = w.profile_id "
    f"WHERE w.kind = 'email' AND w.value = a.target AND w.value = {ADDRESS}"
)
_ELSEWHERE = (
    # Materialized: SQLite would work the two lists out anew for each place where they are named.
    "WITH refused(target) AS MATERIALIZED ("
    f"SELECT c.address FROM consent c WHERE {_REFUSES} AND {_PLAIN} UNION SELECT m.value {_OF_KEY}{_REFUSES} "
    f"UNION SELECT m.value {_OF_ROW}{_REFUSES} UNION SELECT e.value {_BY_SHARERS}), "
    f"aimed(target) AS MATERIALIZED (SELECT a.target FROM refused a WHERE NOT EXISTS ({_WRITTEN_TO})), said AS ("
    f"SELECT c.address AS target, {_PARTS} FROM aimed JOIN consent c ON c.address = aimed.target WHERE {_ANSWERS} "
    f"UNION ALL SELECT m.value, {_PARTS} {_OF_KEY}{_ANSWERS} AND m.value IN aimed "
    f"UNION ALL SELECT m.value, {_PARTS} {_OF_ROW}{_ANSWERS} AND m.value IN aimed "
    f"UNION ALL SELECT e.value, {_PARTS} {_BY_SHARERS} AND e.value IN aimed) "
    "SELECT s.target, 'email' AS channel, NULL AS f_topic, s.status, s.at, coalesce(s.batch_id, 0) AS batch, "
    f"coalesce(s.at, CASE WHEN s.status IN ({', '.join(map(repr, REFUSALS))}) THEN "
    "coalesce(max(b.as_of, b.imported_at), 0) END) AS held "
    "FROM said s LEFT JOIN batch b ON b.id = s.batch_id ORDER BY s.target"
)
