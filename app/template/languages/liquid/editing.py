"""What is changed in a Liquid source without parsing it anew: names of fields, and a fallback put in."""

import re
from collections.abc import Mapping

from app.template.fields import words_instead
from app.template.language import Mended
from app.template.renaming import Words

_CONSTRUCT = re.compile(
    r"\{%-?\s*(?:raw|comment|doc)\b.*?end(?:raw|comment|doc)\s*-?%\}|\{%-?\s*#.*?%\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL
)
_VERBATIM = re.compile(r"\{%-?\s*(?:(?:raw|comment|doc)\b|#)")
_TOKEN = re.compile(r"'[^']*'|\"[^\"]*\"|[^\W\d]\w*(?:\.[^\W\d]\w*)*|.", re.DOTALL)
_WORDS = Words(_CONSTRUCT, _VERBATIM, _TOKEN)
_FIELD = re.compile(r"\{\{(-?)\s*([\w.]+)\s*((?:\|[^{}]*?)?)\s*(-?)\}\}")


def renamed(source: str, names: Mapping[str, str]) -> str:
    """The source with these names replaced within its tags and merge fields."""
    return _WORDS.renamed(source, names)


def with_fallback(line: str) -> Mended | None:
    """The line with a fallback for the first merge field that has none; None where each has one."""
    for found in _FIELD.finditer(line):
        trim, name, filters, end = found.groups()
        if "default:" in filters:
            continue
        words = words_instead(name)
        before = f"{{{{{trim} {name} | default: '"
        made = f"{before}{words}'{' ' if filters else ''}{filters} {end}}}}}"
        start = found.start() + len(before)
        return Mended(line[: found.start()] + made + line[found.end() :], start, start + len(words))
    return None
