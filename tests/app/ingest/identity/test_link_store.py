"""The links of a project: written, read back whole, and looked up."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from app import ingest
from app.ingest.facts.collected import FileLinks
from app.ingest.identity import link_store
from app.ingest.identity.link_store import Arriving, among, firsts
from app.ingest.identity.resolution import NOBODY
from app.project import Project
from storage.file.models import identifier, link

Write = Callable[[str, str], Path]


class _Undone(Exception):
    """What takes a commit of the test back."""


def _links(rows: list[dict[str, str]]) -> FileLinks:
    kinds = sorted({kind for row in rows for kind in row})
    values = {kind: list(dict.fromkeys(row[kind] for row in rows if kind in row)) for kind in kinds}
    codes = {
        kind: np.array([values[kind].index(row[kind]) if kind in row else -1 for row in rows], dtype=np.int64)
        for kind in kinds
    }
    as_given = {
        kind: pa.array([row[kind].upper() if kind in row else None for row in rows], pa.string()) for kind in kinds
    }
    lines = np.arange(2, 2 + len(rows), dtype=np.int64)
    return FileLinks(
        codes, {kind: pa.array(values[kind], pa.string()) for kind in kinds}, as_given, lines, np.arange(len(rows))
    )


def _told(stored: link_store.Stored) -> list[dict[str, str]]:
    """Each link's identifiers, as plain rows."""
    return [
        {
            kind: stored.links.values[kind][int(column[place])].as_py()
            for kind, column in stored.links.codes.items()
            if column[place] >= 0
        }
        for place in range(len(stored.profiles))
    ]


_text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=5)
_row = st.dictionaries(st.sampled_from(["email", "customer_id", "cookie_id", "hubspot_id"]), _text, min_size=1)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(_row, min_size=1, max_size=6), quoted=st.booleans())
def test_what_is_written_is_read_back(project: Project, rows: list[dict[str, str]], quoted: bool) -> None:
    rows = [*rows, {"email": '"a\\b"', "cookie_id": '["email"'}] if quoted else rows
    found = _links(rows)
    profiles = np.full(found.count, NOBODY, dtype=np.int64)
    table = link_store.table_of(found, 1, 7, profiles)
    with contextlib.suppress(_Undone), project.write("links", set()) as connection:
        for row in table.to_pylist():
            identifiers = json.loads(row.pop("identifiers"))
            connection.execute(insert(link).values(**row, identifiers=identifiers))
        stored = link_store.read(connection)
        raise _Undone
    assert _told(stored) == rows
    assert stored.batches.tolist() == [7] * len(rows)
    assert stored.lines.tolist() == found.lines.tolist()
    assert set(stored.profiles.tolist()) <= {NOBODY}


def test_a_file_s_links_stand_behind_the_stored_ones_and_share_their_values(project: Project) -> None:
    with project.read() as connection:
        nothing = link_store.read(connection)
    first = link_store.joined(nothing, Arriving(_links([{"email": "a"}, {"email": "b", "phone": "+1"}]), 1, 1))
    both = link_store.joined(first, Arriving(_links([{"email": "b"}, {"customer_id": "9"}]), 2, 3))
    assert _told(both) == [{"email": "a"}, {"email": "b", "phone": "+1"}, {"email": "b"}, {"customer_id": "9"}]
    assert both.links.ids.tolist() == [1, 2, 3, 4]
    assert both.batches.tolist() == [1, 1, 2, 2]
    assert both.given["email"].to_pylist() == ["A", "B"]


@pytest.mark.parametrize("few", [1, 5_000])
def test_owners_are_found_however_many_are_asked_for(
    project: Project, write: Write, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    people = "".join(f"p{number}@x.example\n" for number in range(40))
    ingest.run_import(project, write("contacts.csv", f"email\n{people}"), "profiles")
    monkeypatch.setattr(link_store, "_ASKED_BY_NAME", few)
    with project.read() as connection:
        wanted = dict(connection.execute(select(identifier.c.value, identifier.c.profile_id)).all())
        for asked in (["p3@x.example", "nobody@x.example"], [*wanted, "nobody@x.example"]):
            (found,) = link_store.owners(connection, {"email": pa.array(asked)}).values()
            assert found.tolist() == [wanted.get(one, NOBODY) for one in asked]
        assert link_store.owners(connection, {"phone": pa.array(["+1"])})["phone"].tolist() == [NOBODY]


@pytest.mark.parametrize("few", [1, 5_000])
def test_a_condition_on_numbers_holds_however_many_there_are(
    project: Project, write: Write, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    ingest.run_import(project, write("contacts.csv", "email\na@x.example\nb@x.example\nc@x.example\n"), "profiles")
    monkeypatch.setattr(link_store, "_ASKED_BY_NAME", few)
    with project.read() as connection:
        every = connection.scalars(select(identifier.c.id).order_by(identifier.c.id)).all()
        with among(connection, np.array([every[0], every[2], 999], dtype=np.int64)) as chosen:
            found = connection.scalars(select(identifier.c.id).where(chosen(identifier.c.id))).all()
    assert sorted(found) == [every[0], every[2]]


def test_cookies_and_devices_are_told_from_values_that_look_like_them(project: Project, write: Write) -> None:
    rows = 'email,cookie_id,note_id\na@x.example,c1,\nb@x.example,,"[""cookie_id"""\n'
    ingest.run_import(project, write("contacts.csv", rows), "profiles")
    with project.read() as connection:
        assert [row["email"] for row in _told(link_store.anonymous(connection))] == ["a@x.example"]


@given(st.lists(st.integers(-1, 4), max_size=10))
def test_the_place_where_each_code_first_stands(codes: list[int]) -> None:
    found = firsts(np.array(codes, dtype=np.int64), 5).tolist()
    assert found == [codes.index(code) if code in codes else 0 for code in range(5)]


def test_links_that_show_nobody_are_stored_and_say_nothing_of_who_is_who(project: Project) -> None:
    nameless = FileLinks({}, {}, {}, np.array([2, 3], dtype=np.int64), np.array([0, 1], dtype=np.int64))
    assert nameless.nameless
    assert link_store.identifier_json(nameless).to_pylist() == ["[]", "[]"]
    with project.write("x", set()) as connection:
        rows = [{"batch_id": 1, "row": at, "profile_id": 1, "identifiers": said} for at, said in enumerate(
            ([], [["email", "a@x.de", "a@x.de"]], []))]  # fmt: skip
        connection.execute(insert(link), rows)
        assert link_store.read(connection).lines.tolist() == [1]
        assert link_store.of(connection, np.array([1])).lines.tolist() == [1]
