"""Steps that tidy text as it stands."""

import pyarrow as pa

from app.recipe import kind_of
from tests.app.recipe.columns import done, told


def test_blank_space_case_accents_and_entities() -> None:
    assert done({"step": "trim"}, " a\u00a0", "b") == ["a", "b"]
    assert done({"step": "collapse_spaces"}, "a \t b") == ["a b"]
    assert done({"step": "compose"}, "e\u0301") == ["é"]
    assert done({"step": "decode_entities"}, "Salt &amp; Rye") == ["Salt & Rye"]
    assert [done({"step": name}, "aB c")[0] for name in ("lower", "upper", "title")] == ["ab c", "AB C", "Ab C"]


def test_placeholders_go_where_the_trait_cannot_mean_them() -> None:
    kind, step = kind_of("empty_placeholders"), {"step": "empty_placeholders"}
    cells = pa.chunked_array([pa.array(["n/a", "NA", "Null", "x"])])

    def kept(target: str) -> list[str]:
        found: list[str] = kind.run(cells, step, lambda _: cells, target).column.to_pylist()
        return found

    assert kept("note") == ["", "", "", "x"]
    assert kept("country") == ["", "NA", "Null", "x"], "Namibia"
    assert kept("full_name") == ["", "NA", "Null", "x"]
    assert kept("last_name") == ["", "NA", "Null", "x"], "a surname"


def test_words_of_one_s_own_are_emptied_in_whatever_case() -> None:
    step = {"step": "empty", "words": ["keine Angabe", "?"]}
    assert done(step, "Keine  angabe", "?", "keine", "") == ["", "", "keine", ""]
    assert told(step, "?").sentence == "Empty “keine Angabe” and “?” in “C”"
