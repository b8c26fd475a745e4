"""What is changed in a Handlebars source without parsing it anew: names of fields, and a fallback put in."""

import re
from collections.abc import Mapping

from app.template.fields import words_instead
from app.template.language import Mended
from app.template.renaming import Words

_CONSTRUCT = re.compile(
    r"\\\{\{|\{\{~?!--.*?--~?\}\}|\{\{~?!.*?\}\}|\{\{\{?(?:\"[^\"]*\"|'[^']*'|.)*?\}\}\}?", re.DOTALL
)
_TOKEN = re.compile(r"'[^']*'|\"[^\"]*\"|\[[^\]]*\]|[^\W\d]\w*(?:\.[^\W\d]\w*)*|.", re.DOTALL)
_WORDS = Words(_CONSTRUCT, re.compile(r"\\|\{\{~?!"), _TOKEN)
_FIELD = re.compile(r"(?<!\\)\{\{(~?)\s*([\w.]+)\s*(~?)\}\}")


def renamed(source: str, names: Mapping[str, str]) -> str:
    """The source with these names replaced within its mustaches."""
    return _WORDS.renamed(source, names)


def with_fallback(line: str) -> Mended | None:
    """The line with a fallback for the first merge field that has none; None where each has one."""
    for found in _FIELD.finditer(line):
        left, name, right = found.groups()
        if name in ("else", "this"):
            continue
        words = words_instead(name)
        before = f'{{{{{left}default {name} "'
        start = found.start() + len(before)
        made = f'{before}{words}"{right}}}}}'
        return Mended(line[: found.start()] + made + line[found.end() :], start, start + len(words))
    return None
