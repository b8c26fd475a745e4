"""A template in an ESP's own merge language, and the columns that the ESP has to be given with it."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.problems import TemplateProblem
from app.template.compiler import FILES, compile_template, computed_values, dialect_of, too_long
from app.template.dialects import esp_names
from app.template.prepared_template import prepare
from tests.app.template.conftest import people, template

BODY = "<p>{{ first_name | default('you') }}</p>{% if orders > 2 %}<b>{{ revenue | money('GBP') }}</b>{% endif %}"


@pytest.mark.parametrize("esp", esp_names())
def test_every_esp_gets_every_part_and_a_cell_for_every_column(esp: str) -> None:
    compiled = compile_template(template(BODY, "Hi {{ city }}", "{{ orders * 2 }}"), esp)
    assert compiled.files.keys() == set(FILES.values())
    assert compiled.unsupported == ()
    for row in computed_values(compiled, [{}, {"orders": 3, "revenue": 12.5, "first_name": "Ann"}]):
        assert len(row) == len(compiled.columns)
    assert len({column.header for column in compiled.columns}) == len(compiled.columns)
    assert set(compiled.computed) <= set(compiled.columns)


def test_what_can_be_said_is_said_and_the_rest_is_worked_out_here() -> None:
    compiled = compile_template(template("{{ first_name }} {{ orders * 2 }}"), "klaviyo")
    assert "{{ first_name" in compiled.files["template.html"] or "person" in compiled.files["template.html"]
    (own,) = compiled.computed
    assert list(computed_values(compiled, [{"orders": 3}, {}])) == [["6"], [""]] or own.source == "orders * 2"
    assert "6" in next(computed_values(compiled, [{"orders": 3}]))


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(people, min_size=1, max_size=3))
def test_a_cell_is_what_our_own_rendering_prints(contexts: list[dict]) -> None:
    source = template("x", subject="{{ city ~ ' ' ~ orders }}")
    compiled = compile_template(source, "generic")
    (cells,) = zip(*computed_values(compiled, contexts), strict=True)
    assert list(cells) == [prepare(source).render(dict(one)).subject for one in contexts]
    written = io.StringIO(newline="")
    csv.writer(written).writerows([cell] for cell in cells)


def test_a_cell_that_is_longer_than_the_esp_takes_is_told() -> None:
    for esp in esp_names():
        compiled = compile_template(template("{{ city ~ '!' }}"), esp)
        most = dialect_of(esp).limits.cell_bytes
        row = next(computed_values(compiled, [{"city": "é" * 60_000}]))
        assert bool(too_long(compiled, row)) is bool(most)
        assert too_long(compiled, ["x"] * len(row)) == []


def test_an_esp_that_nobody_knows_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(TemplateProblem, match="no ESP called “pigeon”") as refusal:
        dialect_of("pigeon")
    assert "generic" in refusal.value.remedy
