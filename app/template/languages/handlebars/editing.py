"""What is changed in a Handlebars source without parsing it anew: names of fields, and a fallback put in."""

import re
from collections.abc import Mapping

from app.template.fields import words_instead
from app.template.language import Mended

_CONSTRUCT = re.compile(
    r"\\\{\{|\{\{~?!--.*?--~?\}\}|\{\{~?!.*?\}\}|\{\{\{?(?:\"[^\"]*\"|'[^']*'|.)*?\}\}\}?", re.DOTALL
)
_TOKEN = re.compile(r"'[^']*'|\"[^\"]*\"|\[[^\]]*\]|[^\W\d]\w*(?:\.[^\W\d]\w*)*|.", re.DOTALL)
_FIELD = re.compile(r"(?<!\\)\{\{(~?)\s*([\w.]+)\s*(~?)\}\}")


def renamed(source: str, names: Mapping[str, str]) -> str:
    """The source with these names replaced within its mustaches."""
    return _CONSTRUCT.sub(lambda found: _in_construct(found.group(), names), source) if names else source


def _in_construct(construct: str, names: Mapping[str, str]) -> str:
    if construct.startswith("\\") or re.match(r"\{\{~?!", construct):
        return construct
    return _TOKEN.sub(lambda found: _in_word(found.group(), names), construct)


def _in_word(word: str, names: Mapping[str, str]) -> str:
    parts = word.split(".")
    # The longer name first: `customer.segment` before `customer`.
    for length in (2, 1):
        head = ".".join(parts[:length])
        if head in names:
            return ".".join([names[head], *parts[length:]])
    return word


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
