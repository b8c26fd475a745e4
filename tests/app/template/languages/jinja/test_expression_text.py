"""An expression written out reads as the same expression."""

import pytest

from app.template import tree as t
from app.template.languages.jinja import LANGUAGE

WRITTEN = [
    "first_name",
    "sender['postal code']",
    "score['churn']",
    "recommendations[0].name",
    "xs[1:3]",
    "xs[:-1]",
    "city | default('it\\'s', true) | upper",
    "xs | sort(attribute='price', reverse=true)",
    "(a + b) * -2",
    "-(a)",
    "not (a and (b or c))",
    "1 < a <= 5",
    "a not in ['x', 'y']",
    "a is divisibleby(3)",
    "'x' if a else none",
    "a ~ 'b'",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_it_reads_as_it_was(written: str) -> None:
    [node] = LANGUAGE.parse(f"{{{{ {written} }}}}").body
    assert isinstance(node, t.Output)
    assert LANGUAGE.parse(LANGUAGE.output(node.expr)).body == (node,)


def test_what_is_no_expression_is_a_bug() -> None:
    with pytest.raises(TypeError):
        LANGUAGE.write(t.Text("x"))  # type: ignore[arg-type]
