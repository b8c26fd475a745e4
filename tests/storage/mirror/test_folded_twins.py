"""Text in the mirror, and the folded twin in which it is compared."""

import unicodedata
from types import SimpleNamespace

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import names
from storage.file.touched_tables import EVERYTHING
from storage.mirror.build import CONFIG
from storage.mirror.folded_twins import Shown, arrange, composed, fold, literal, quoted
from storage.mirror.tables import Build

TEXTS = [
    "STRASSE",
    "straße",
    "ﬁne",
    "E\N{COMBINING ACUTE ACCENT}vry",
    "İstanbul",
    "  ",
    "\t\n",
    "",
    None,
    "a",
    " a ",
    "x'y\"z",
]


def _arranged(texts: list[str | None]) -> list[tuple[str | None, str | None]]:
    into = duckdb.connect(config=CONFIG)
    build = Build(SimpleNamespace(), into, SimpleNamespace(), EVERYTHING)  # type: ignore[arg-type]  # reads nothing
    rows = pa.table({"id": list(range(len(texts))), "v": pa.array(texts, pa.string())})
    build.load("raw", iter(rows.to_batches()), rows.schema)
    arrange(build, "raw", "made", [Shown("id", "r.id"), Shown("t", "r.v", "f")], "r.id")
    found = into.execute("SELECT t, f FROM made ORDER BY id").fetchall()
    assert build.columns("raw") == []
    into.close()
    return found


def test_the_engine_s_twins_are_python_s() -> None:
    wanted = [(None, None) if fold(text) is None else (composed(text or ""), fold(text)) for text in TEXTS]
    assert _arranged(TEXTS) == wanted


_ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.none() | _ANY, max_size=8))
def test_of_any_text(texts: list[str | None]) -> None:
    wanted = [(None, None) if fold(text) is None else (composed(text or ""), fold(text)) for text in texts]
    assert _arranged(texts) == wanted


@given(st.text(max_size=8))
def test_what_is_folded_here_is_folded_alike_everywhere(text: str) -> None:
    if text.strip():
        assert fold(text) == names.fold(text)
    else:
        assert fold(text) is None


@pytest.mark.parametrize("text", ["plain", "it's", 'a "quoted" one', "''", '""', "semi; colon -- and /* */"])
def test_any_text_is_a_literal_and_a_name(text: str) -> None:
    with duckdb.connect(config=CONFIG) as engine:
        row = engine.execute(f"SELECT {literal(text)} AS {quoted(text)}")
        assert row.description[0][0] == text
        assert row.fetchone() == (text,)


def test_shown_text_is_composed() -> None:
    assert composed("E\N{COMBINING ACUTE ACCENT}") == unicodedata.normalize("NFC", "E\N{COMBINING ACUTE ACCENT}") == "É"
