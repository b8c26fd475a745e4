"""The languages that templates are written in: each is one module or folder here, found by being here.

It gives its `LANGUAGE`. All that stands on a template's tree is the tree's; all that stands on its source asks the
template's language.
"""

from functools import cache
from typing import TYPE_CHECKING, cast

from app.domain.found_kinds import found_in, names_in
from app.template import problems

if TYPE_CHECKING:
    from app.template.language import Language

FIRST_LANGUAGE = "jinja"
"""The language of a template that names none."""


def language_names() -> list[str]:
    """The names of all languages, as templates keep them; imports none of them."""
    return sorted(names_in(__path__), key=lambda name: (name != FIRST_LANGUAGE, name))


@cache
def languages() -> "dict[str, Language]":
    """All languages by name."""
    found = found_in(__name__, __path__, "LANGUAGE")
    return {name: cast("Language", found[name]) for name in language_names()}


def language_of(name: str) -> "Language":
    """The language of that name; raises TemplateProblem."""
    known = languages()
    if name not in known:
        titles = " or ".join(each.title for each in known.values())
        raise problems.NO_LANGUAGE(name=name, titles=titles)
    return known[name]
