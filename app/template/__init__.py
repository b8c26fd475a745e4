"""Templates: one tree from the source, and from it the renderer, the lint and each ESP's own merge language.

This is the front; what is asked for is imported then, so that a start pays for nothing that it does not use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.template.brief import gist
    from app.template.compiler import (
        DIALECTS,
        Compiled,
        compile_template,
        computed_values,
        too_long,
    )
    from app.template.dialects.base import Column
    from app.template.fields import Field
    from app.template.filters import FILTERS, TESTS
    from app.template.findings import CODES, Finding
    from app.template.linting import lint, lint_template
    from app.template.prepare import Prepared, Template
    from app.template.render import (
        Checked,
        Rendered,
        check,
        convert,
        known_fields,
        mailable_ids,
        render_many,
        render_one,
        sender_of,
        worst_cases,
    )
    from app.template.store import Removed, all_of, get, put_back, remove, rename, save, versions
    from app.template.worst import Worst

_HOMES = {
    "brief": "gist",
    "compiler": "DIALECTS Compiled compile_template computed_values too_long",
    "dialects.base": "Column",
    "fields": "Field",
    "filters": "FILTERS TESTS",
    "findings": "CODES Finding",
    "linting": "lint lint_template",
    "prepare": "Prepared Template",
    "render": "Checked Rendered check convert known_fields mailable_ids render_many render_one sender_of worst_cases",
    "store": "Removed all_of get put_back remove rename save versions",
    "worst": "Worst",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "CODES",
    "DIALECTS",
    "FILTERS",
    "TESTS",
    "Checked",
    "Column",
    "Compiled",
    "Field",
    "Finding",
    "Prepared",
    "Removed",
    "Rendered",
    "Template",
    "Worst",
    "all_of",
    "check",
    "compile_template",
    "computed_values",
    "convert",
    "get",
    "gist",
    "known_fields",
    "lint",
    "lint_template",
    "mailable_ids",
    "put_back",
    "remove",
    "rename",
    "render_many",
    "render_one",
    "save",
    "sender_of",
    "too_long",
    "versions",
    "worst_cases",
]


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
