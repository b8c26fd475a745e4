"""A tool's tags written anew, line by line."""

from app.template.languages.jinja import LANGUAGE
from app.template.origin import Blocks, Untold, as_text, quoted
from app.template.origins.mailchimp import ORIGIN


def test_what_has_no_counterpart_stays_and_is_told() -> None:
    told: list[Untold] = []
    made = ORIGIN.rewritten("a {{ x }}\n*|FEED:x|* *|FNAME|*", "html", told)
    assert made == "{% raw %}a {{ x }}\n{% endraw %}*|FEED:x|* {{ first_name }}"
    assert told == [Untold("html", 2, "“*|FEED:x|*” has no counterpart, and stays as it is")]
    assert LANGUAGE.parse(made)


def test_a_block_that_stays_keeps_its_end() -> None:
    blocks = Blocks()
    assert blocks.begin(None, "{% endif %}") is None
    assert blocks.between("{% else %}") is None
    assert (blocks.end(), blocks.end()) == (None, None)
    assert blocks.begin("{% if a %}", "{% endif %}") == "{% if a %}"
    assert blocks.end() == "{% endif %}"


def test_texts_are_written_so_that_they_stay_texts() -> None:
    assert (as_text("a", "x"), as_text("{", ""), as_text("a{", "{{")) == ("a", "{% raw %}{{% endraw %}",
                                                                        "{% raw %}a{{% endraw %}")  # fmt: skip
    assert quoted("it's") == "'it\\'s'"
