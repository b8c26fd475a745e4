"""Other tools' names of merge fields in a template, replaced by ours."""

from dataclasses import replace

from app.template.fields import other_names
from app.template.languages import language_of
from app.template.prepared_template import Template


def convert(template: Template) -> tuple[Template, dict[str, str]]:
    """The template with other tools' field names replaced by ours, and which were replaced by what."""
    language = language_of(template.language)
    sources: dict[str, str | None] = {}
    renamed: dict[str, str] = {}
    for part in ("subject", "preheader", "body", "text"):
        source = getattr(template, part)
        if source is not None:
            found = other_names(language.parse(source))
            sources[part] = language.renamed(source, found)
            renamed |= found
    return replace(template, **sources), renamed  # type: ignore[arg-type]  # None is only ever for `text`
