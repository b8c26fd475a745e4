"""What a capture holds, as one value."""

import pytest

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.liquid.captured import captured
from app.template.languages.liquid.parser import parse
from app.template.reading.source import Source


def test_texts_fields_and_conditions_are_joined() -> None:
    body = parse("a{{ b }}{% if c %}d{% endif %}").body
    empty, joined = t.Const(""), t.Binary("~", t.Binary("~", t.Const(""), t.Const("a")), t.Name("b"))
    choice = t.Choice(t.Name("c"), t.Binary("~", empty, t.Const("d")), empty)
    assert captured(Source("x"), body, 0) == t.Binary("~", joined, choice)


@pytest.mark.parametrize("held", ["<b>", "{% for a in b %}{% endfor %}", "{% assign a = 1 %}"])
def test_what_is_no_plain_text_is_refused(held: str) -> None:
    with pytest.raises(TemplateProblem, match="in a capture"):
        parse(f"{{% capture x %}}{held}{{% endcapture %}}")
