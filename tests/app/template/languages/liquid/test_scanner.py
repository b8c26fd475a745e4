"""A Liquid source in pieces."""

import pytest

from app.domain.problems import TemplateProblem
from app.template.languages.liquid.scanner import pieces
from app.template.reading.source import Source


def test_texts_outputs_and_tags_stand_in_order_without_the_spaces_that_go() -> None:
    found = [(one.kind, one.name, one.inside) for one in pieces(Source("a {{- b -}} c {%- if d %}{# e #}"))]
    assert found == [("text", "", "a"), ("output", "", " b "), ("text", "", "c"), ("tag", "if", "d "),
                     ("text", "", "{# e #}")]  # fmt: skip


def test_comments_are_gone_and_what_is_raw_is_text() -> None:
    source = "{% comment %}{{ a }}{% comment %}x{% endcomment %}{% endcomment %}{% # b %}{% raw %}{{ c }}{% endraw %}"
    assert [(one.kind, one.inside, one.name) for one in pieces(Source(source))] == [("text", "{{ c }}", "raw")]


@pytest.mark.parametrize("source", ["{{ a", "{% a", "{% raw %}", "{% comment x %}{% endcomment %}", "{% # a\nb %}"])
def test_what_is_not_closed_is_refused(source: str) -> None:
    with pytest.raises(TemplateProblem):
        list(pieces(Source(source)))
