"""Every table is gone through; what was said of somebody else's address goes on to count for them."""

from pathlib import Path

from sqlalchemy import insert, select

from app.project import Change, Project
from storage.file import erasing, models, traces

KEPT = {"setting", "commit_log", "audit", "batch", "trait", "event_name", "event_property", "product", "product_row",
        "segment", "segment_refresh", "score_run", "template", "template_version", "campaign", "export", "asset",
        "event_moment", "trigger_mail", "erased_address", "unfinished_erasure", "field", "store",
        "store_row"}  # fmt: skip
"""Tables whose rows are of nobody: their words are looked through."""

OF_PEOPLE = {
    "suppression",
    "refusal",
    "conflict",
    "rejected_row",
    "unread_cell",
    "companion_row",
    "link",
    "profile",
    "decision",
    "order_decision",
    "hand_value",
    "offer_code",
    "offer_code_row",
    "given_code",
}
"""Tables whose rows are somebody's, by what they say."""


def test_no_table_is_forgotten() -> None:
    """Whoever adds a table says whose its rows are: by a column that leads to a person, or here."""
    for table in models.metadata.tables.values():
        led = {"profile_id", "link_id"} & set(table.c.keys())
        assert led or table.name in KEPT | OF_PEOPLE, table.name


def test_a_refusal_that_was_said_of_anothers_address_stays_theirs(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a.quill") as project:
        with project.write("People", set(Change)) as connection:
            for at, mail in ((1, "ann@unusual.example"), (2, "bob@shop.example")):
                person = {"id": at, "key": mail, "email": mail, "mailable": True, "traits": {}, "created_batch": 1}
                connection.execute(insert(models.profile).values(person))
                given = {"kind": "email", "value": mail, "original": mail, "profile_id": at, "link_id": at}
                connection.execute(insert(models.identifier).values(given))
                row = {"profile_id": 1, "link_id": 1, "channel": "email", "status": "denied", "address": mail}
                connection.execute(insert(models.consent).values(row))
            made = {"verdict": "apart", "kind": "email", "value": "ann@unusual.example", "by": "you", "at": 1}
            other = {"other_kind": "email", "other_value": "bob@shop.example"}
            connection.execute(insert(models.decision).values(made | other))
        with project.write("Erased", set(Change)) as connection:
            assert erasing.holders(connection, [("email", "ann@unusual.example")]) == [1]
            told = traces.of_people(connection, [1])
            rows = erasing.rows_of(connection, [1], told)
            assert (len(rows["consent"]), len(rows["decision"])) == (2, 1)
            erased = erasing.erase(connection, [1], told)
        assert (erased.rows["profile"], erased.rows["identifier"], erased.rows["consent"]) == (1, 1, 1)
        with project.read() as connection:
            (left,) = connection.execute(select(models.consent)).all()
            assert connection.execute(select(models.decision)).all() == []
            assert (left.profile_id, left.link_id, left.address) == (2, None, "bob@shop.example")
