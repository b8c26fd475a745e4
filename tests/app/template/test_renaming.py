"""Names are replaced where a language has them, whole or with what follows a point, and nowhere else."""

import re

from app.template.renaming import Words

WORDS = Words(re.compile(r"<.*?>"), re.compile("<!"), re.compile(r"'[^']*'|\w+(?:\.\w+)*|."))


def test_the_longer_name_first_and_neither_quotes_nor_what_stands_raw() -> None:
    names = {"customer": "person", "customer.segment": "segment", "a": "b"}
    source = "a <a> <'a' a> <customer.segment> <customer.city.a> <!a> <aa>"
    assert WORDS.renamed(source, names) == "a <b> <'a' b> <segment> <person.city.a> <!a> <aa>"
    assert WORDS.renamed(source, {}) == source
