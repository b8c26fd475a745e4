"""Whether what stands in a project's tables can be what the program wrote."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.disk.errors import StoreFault
from storage.file import contents, migrate


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "shop.quill"
    migrate.create_schema(path)
    return path


@pytest.fixture
def file(made: Path) -> Iterator[sqlite3.Connection]:
    """A new project's file in memory, to be spoilt."""
    with closing(sqlite3.connect(made)) as source, closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        yield copy


SEGMENT = "INSERT INTO segment (id, name, name_folded, rule, position, created_at) VALUES (1, 'A', 'a', ?, 0, 0)"


def test_an_empty_project_is_whole(file: sqlite3.Connection) -> None:
    assert contents.odd_values(file, contents.ALL) == []


def _columns(file: sqlite3.Connection, table: str) -> dict[str, tuple[str, bool]]:
    return {row[1]: (row[2], bool(row[3])) for row in file.execute(f"PRAGMA table_info({table})")}


def _fill(file: sqlite3.Connection, table: str, **own: object) -> None:
    """A row of a table that could be the program's, but for what is given."""
    usual = {
        "INTEGER": 1,
        "BIGINT": 1,
        "TEXT": "x",
        "VARCHAR": "x",
        "JSON": "{}",
        "BOOLEAN": 0,
        "FLOAT": 1.0,
        "BLOB": b"x",
    }
    values = {
        name: usual[kind.partition("(")[0]] for name, (kind, needed) in _columns(file, table).items() if needed
    } | own
    names = ", ".join(f'"{name}"' for name in values)
    file.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", list(values.values()))


@pytest.mark.parametrize(
    ("rule", "odd"),
    [('{"all": []}', False), ("[]", True), ("3", True), ("not JSON", True), (b"\xff\xfe", True)],
)
def test_a_rule_is_a_json_object(file: sqlite3.Connection, rule: object, odd: bool) -> None:
    _fill(file, "segment", id=1, rule=rule)
    said = contents.odd_values(file, ("segment",))
    assert said == (["its table “segment” holds 1 row of another kind"] if odd else [])


@pytest.mark.parametrize("kind", ["amount", "list"])
def test_a_type_is_one_that_there_is(file: sqlite3.Connection, kind: str) -> None:
    _fill(file, "trait", name="shoe", type=kind)
    assert contents.odd_values(file, ("trait",)) == []
    file.execute("UPDATE trait SET type = 'whatever'")
    assert contents.odd_values(file, ("trait",)) != []


@pytest.mark.parametrize(("column", "value"), [("name", 5), ("name", b"A"), ("position", "first"), ("id", 1 << 62 | 1)])
def test_a_value_of_another_kind_is_found_in_any_column(file: sqlite3.Connection, column: str, value: object) -> None:
    _fill(file, "segment", id=1, rule="{}")
    assert contents.odd_values(file, ("segment",)) == []
    file.execute("DELETE FROM segment")
    _fill(file, "segment", **({"id": 1, "rule": "{}"} | {column: value}))
    # A number in a column of text is turned into one by SQLite itself.
    assert bool(contents.odd_values(file, ("segment",))) == (value != 5)


@pytest.mark.parametrize("text", ["", "nothing", "{", '"\\ud800"', "[" * 300 + "]" * 300, '{"a": "\\udfff"}'])
def test_what_is_no_json_or_no_text_is_damage(text: str) -> None:
    with pytest.raises(StoreFault) as raised:
        contents.from_json(text)
    assert raised.value.damaged
    assert raised.value.remedy == contents.DAMAGED


def test_a_whole_pair_of_halves_is_text() -> None:
    assert contents.from_json('"\\ud83d\\ude00"') == "\N{GRINNING FACE}"


def test_brackets_inside_text_nest_nothing() -> None:
    assert contents.from_json(json.dumps(["[" * 500, '\\"[' * 300])) == ["[" * 500, '\\"[' * 300]


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(1 << 60), 1 << 60), st.text(max_size=8)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(_JSON)
def test_what_the_program_writes_it_reads_again(value: object) -> None:
    for plain in (True, False):
        assert contents.from_json(json.dumps(value, ensure_ascii=plain)) == value


def test_documents_and_texts_are_read_as_far_as_they_can_be() -> None:
    assert contents.document_of(b'{"all": []}') == {"all": []}
    assert [contents.document_of(one) for one in (None, b"", b"[]", b"{", b'"x"')] == [None] * 5
    assert contents.text_of("Été".encode()) == "Été"
    assert contents.text_of(b"a\xffb") == "a\N{REPLACEMENT CHARACTER}b"
    assert contents.text_of(None) == ""


def test_an_address_that_is_written_to_stands_twice(file: sqlite3.Connection) -> None:
    _fill(file, "profile", id=1, key="email:a@x.example", email="A@x.example", mailable=1, traits="{}")
    assert contents.odd_addresses(file) == ["A@x.example"]
    _fill(file, "identifier", id=1, profile_id=1, kind="email", value="a@x.example", original="A@x.example")
    assert contents.odd_addresses(file) == []
    file.execute("UPDATE profile SET email = 'other@x.example'")
    assert contents.odd_addresses(file) == ["other@x.example"]
