"""Templates: one tree from the source, and from it the renderer, the lint and each ESP's own merge language.

This is the front; what is asked for is imported then, so that a start pays for nothing that it does not use.
"""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.template.aliases import convert
    from app.template.amounts import Amount
    from app.template.client_support import MAIN_PROGRAMS, program_names
    from app.template.compiler import FILES, Compiled, compile_template, computed_values, dialect_of, too_long
    from app.template.compiling.dialect import Column, Dialect
    from app.template.conversion import Conversion, tool_of, translated
    from app.template.dialects import FIRST_ESP, esp_names
    from app.template.esp_profile import Limits, Profile
    from app.template.fields import AT_MOST, MERGE, SECTIONS, SYSTEM, Field, about_field, section_of
    from app.template.filters import FILTERS, TESTS
    from app.template.findings import CODES, Finding, Severity, in_order
    from app.template.language import Language, Mended
    from app.template.languages import FIRST_LANGUAGE, language_names, language_of
    from app.template.lint_html import link_fault
    from app.template.linting import SUBJECT_LENGTH, entity_in, lint, lint_look, lint_template
    from app.template.mending import MENDS, mended
    from app.template.mjml import is_mjml
    from app.template.origin import Untold
    from app.template.origins import origin_names
    from app.template.prepared_template import (
        PARTS,
        Parts,
        Prepared,
        Template,
        filled,
        prepare,
        stoppable,
        system_fields,
        with_system,
    )
    from app.template.runnable import Program
    from app.template.source_signs import Signs, Typing
    from app.template.store import Removed, all_of, get, put_back, remove, rename, save, versions
    from app.template.summary_line import gist
    from app.template.values import display, inert

HOMES: Final = {
    "client_support": "MAIN_PROGRAMS program_names",
    "aliases": "convert",
    "amounts": "Amount",
    "compiler": "Compiled FILES compile_template computed_values dialect_of too_long",
    "compiling.dialect": "Column Dialect",
    "conversion": "Conversion tool_of translated",
    "dialects": "FIRST_ESP esp_names",
    "runnable": "Program",
    "esp_profile": "Limits Profile",
    "fields": "AT_MOST Field MERGE SECTIONS SYSTEM about_field section_of",
    "filters": "FILTERS TESTS",
    "findings": "CODES Finding Severity in_order",
    "language": "Language Mended",
    "languages": "FIRST_LANGUAGE language_names language_of",
    "lint_html": "link_fault",
    "linting": "SUBJECT_LENGTH entity_in lint lint_look lint_template",
    "mending": "MENDS mended",
    "mjml": "is_mjml",
    "origin": "Untold",
    "origins": "origin_names",
    "prepared_template": "PARTS Parts Prepared Template filled prepare stoppable system_fields with_system",
    "source_signs": "Signs Typing",
    "store": "Removed all_of get put_back remove rename save versions",
    "summary_line": "gist",
    "values": "display inert",
}

__all__ = [
    "AT_MOST",
    "CODES",
    "FILES",
    "FILTERS",
    "FIRST_ESP",
    "FIRST_LANGUAGE",
    "MAIN_PROGRAMS",
    "MENDS",
    "MERGE",
    "PARTS",
    "SECTIONS",
    "SUBJECT_LENGTH",
    "SYSTEM",
    "TESTS",
    "Amount",
    "Column",
    "Compiled",
    "Conversion",
    "Dialect",
    "Field",
    "Finding",
    "Language",
    "Limits",
    "Mended",
    "Parts",
    "Prepared",
    "Profile",
    "Program",
    "Removed",
    "Severity",
    "Signs",
    "Template",
    "Typing",
    "Untold",
    "about_field",
    "all_of",
    "compile_template",
    "computed_values",
    "convert",
    "dialect_of",
    "display",
    "entity_in",
    "esp_names",
    "filled",
    "get",
    "gist",
    "in_order",
    "inert",
    "is_mjml",
    "language_names",
    "language_of",
    "link_fault",
    "lint",
    "lint_look",
    "lint_template",
    "mended",
    "origin_names",
    "prepare",
    "program_names",
    "put_back",
    "remove",
    "rename",
    "save",
    "section_of",
    "stoppable",
    "store",
    "system_fields",
    "too_long",
    "tool_of",
    "translated",
    "tree",
    "versions",
    "with_system",
]

__getattr__ = lazy(__name__, HOMES)
