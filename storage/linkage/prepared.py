"""People as linkage compares them: fields without accents and marks, and what those share who are compared.

A field is text or missing. Blocks are columns `b_N`: whoever shares a value of one is compared; a value that too many
share, or nobody else has, is left out, so that a million people make no more pairs than can be looked at.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

GIVEN = ("first", "last", "whole", "birth", "street", "postal", "city", "email", "phone", "customer")
"""What is known of people, as the columns of what is handed in beside `id`."""

FIELDS = (*(name for name in GIVEN if name != "whole"), "local", "digits", "number", "names", "initials", "nick")
"""What can be compared and blocked by."""

_PLAIN = "nullif(trim(regexp_replace(strip_accents(lower({0})), '[^\\p{{L}}\\p{{N}} ]', '', 'g')), '')"

# A file may say “n/a” of many people: they do not share an address.
_ADDRESS = "(CASE WHEN contains(email, '@') THEN trim(lower(email)) END)"


def prepare(connection: duckdb.DuckDBPyConnection, settings: dict[str, Any]) -> list[str]:
    """Make the table `people` of the table `given` and `nicknames` (`short`, `long`); returns the names of blocks."""
    plain = {name: _PLAIN.format(name) for name in GIVEN}
    connection.execute(
        f"""CREATE TABLE parts AS SELECT id AS unique_id,
        coalesce({plain["first"]}, CASE WHEN last IS NULL THEN split_part({plain["whole"]}, ' ', 1) END) AS first,
        coalesce({plain["last"]}, CASE WHEN first IS NULL AND contains({plain["whole"]}, ' ')
          THEN split_part({plain["whole"]}, ' ', -1) END) AS last,
        birth, {plain["street"]} AS street, replace({plain["postal"]}, ' ', '') AS postal, {plain["city"]} AS city,
        {_ADDRESS} AS email, split_part({_ADDRESS}, '@', 1) AS local,
        regexp_replace({_ADDRESS}, '[^0-9]', '', 'g') AS digits,
        nullif(regexp_extract({_ADDRESS}, '[0-9]{{4,}}'), '') AS number, phone, customer FROM given"""
    )
    connection.execute(
        """CREATE TABLE named AS SELECT *, least(first, last) || ' ' || greatest(first, last) AS names,
        least(left(first, 2), left(last, 2)) || greatest(left(first, 2), left(last, 2)) AS initials FROM parts"""
    )
    for name in ("given", "parts"):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    connection.execute(
        """CREATE TABLE people AS SELECT n.*, s.long AS nick FROM named n
        LEFT JOIN (SELECT short, list(DISTINCT long) AS long FROM nicknames GROUP BY short) s ON s.short = n.first"""
    )
    connection.execute("DROP TABLE named")
    blocks = {f"b_{place}": _block(pieces) for place, pieces in enumerate(settings["blocks"])}
    for name, said in blocks.items():
        # One after the other, as numbers: all at once would take a gigabyte of a million people.
        connection.execute(f"ALTER TABLE people ADD COLUMN {name} UBIGINT")
        connection.execute(
            f"""CREATE TABLE shared AS SELECT hash({said}) AS value FROM people WHERE {said} IS NOT NULL
            GROUP BY value HAVING count(*) BETWEEN 2 AND {int(settings["most_in_a_block"])}"""
        )
        connection.execute(
            f"UPDATE people SET {name} = hash({said}) WHERE {said} IS NOT NULL AND hash({said}) IN (FROM shared)"
        )
        connection.execute("DROP TABLE shared")
    return list(blocks)


def _block(pieces: Sequence[str]) -> str:
    """What a block's people have in common, missing where one of the pieces is: `first`, or `first:3` for its start."""
    return " || '|' || ".join(piece(one) for one in pieces)


def piece(said: str, side: str = "") -> str:
    """A field or its first letters, as SQL; `side` says of which of two people."""
    name, _, letters = said.partition(":")
    if name not in FIELDS:
        raise ValueError(f"{name} is no field")
    return f"left({side}{name}, {int(letters)})" if letters else f"{side}{name}"
