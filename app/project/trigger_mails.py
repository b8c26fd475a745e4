"""The record of whom a triggered campaign mailed: by a hash of the address, which names nobody."""

import csv
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from app.domain import clock
from app.project import person_hash
from storage.file.models import trigger_mail

_AT_ONCE = 10_000


def keep(connection: Connection, campaign: int, folder: Path, manifest: dict[str, Any]) -> None:
    """Record the recipients of an export that stands in its folder; nothing of a campaign without a trigger."""
    if "trigger" not in manifest:
        return
    key = person_hash.key_of(connection)
    as_of = clock.parse_moment(manifest["as_of"], clock.zone("UTC")).us
    with (folder / "assignment.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            {
                "campaign_id": campaign,
                "hash": person_hash.address_hash(key, person_hash.match_key(line["email"])),
                "as_of": as_of,
            }
            for line in csv.DictReader(lines)
        ]
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(insert(trigger_mail), rows[start : start + _AT_ONCE])
