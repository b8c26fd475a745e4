"""Other tools' names of merge fields in a template, replaced by ours."""

from dataclasses import replace

from app.template.fields import convert_aliases
from app.template.jinja import parse
from app.template.prepared_template import Template


def convert(template: Template) -> tuple[Template, dict[str, str]]:
    """The template with other tools' field names replaced by ours, and which were replaced by what."""
    sources: dict[str, str | None] = {}
    renamed: dict[str, str] = {}
    for part in ("subject", "preheader", "body", "text"):
        source = getattr(template, part)
        if source is not None:
            sources[part], found = convert_aliases(source, parse(source))
            renamed |= found
    return replace(template, **sources), renamed  # type: ignore[arg-type]  # None is only ever for `text`
