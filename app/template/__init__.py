"""Templates: one tree from the source, and from it the renderer, the lint and each ESP's own merge language.

This is the front; what is asked for is imported then, so that a start pays for nothing that it does not use.
"""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.template.aliases import convert
    from app.template.compiler import DIALECTS, Compiled, compile_template, computed_values, too_long
    from app.template.dialects.base import Column
    from app.template.fields import Field
    from app.template.filters import FILTERS, TESTS
    from app.template.findings import CODES, Finding
    from app.template.linting import lint, lint_template
    from app.template.prepare import Prepared, Template
    from app.template.store import Removed, all_of, get, put_back, remove, rename, save, versions
    from app.template.summary_line import gist

HOMES: Final = {
    "compiler": "DIALECTS Compiled compile_template computed_values too_long",
    "dialects.base": "Column",
    "aliases": "convert",
    "fields": "Field",
    "filters": "FILTERS TESTS",
    "findings": "CODES Finding",
    "linting": "lint lint_template",
    "prepare": "Prepared Template",
    "store": "Removed all_of get put_back remove rename save versions",
    "summary_line": "gist",
}

__all__ = [
    "CODES",
    "DIALECTS",
    "FILTERS",
    "TESTS",
    "Column",
    "Compiled",
    "Field",
    "Finding",
    "Prepared",
    "Removed",
    "Template",
    "all_of",
    "compile_template",
    "computed_values",
    "convert",
    "get",
    "gist",
    "lint",
    "lint_template",
    "put_back",
    "remove",
    "rename",
    "save",
    "too_long",
    "versions",
]

__getattr__ = lazy(__name__, HOMES)
