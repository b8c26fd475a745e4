"""Klaviyo's templates, which are Django's: `{{ person.first_name|default:'x' }}`; section 1.2 of the reference."""

import re

from app.template.origin import Blocks, Origin, quoted

_TEXT = r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\""
_PIECE = re.compile(rf"({_TEXT})|\s*\|\s*(\w+)(?:\s*:\s*({_TEXT}|[\w.-]+))?|\.", re.DOTALL)
_LOOP = {
    "counter": "index",
    "counter0": "index0",
    "revcounter": "revindex",
    "revcounter0": "revindex0",
    "first": "first",
    "last": "last",
}
_SAME = {"upper", "lower", "title", "length", "first", "last", "urlencode", "escape"}
_FOREIGN = re.compile(r"\b(?:event|message|catalog|coupon)\b")
_LINKS = {
    "unsubscribe": ("unsubscribe_url", "Unsubscribe"),
    "manage_preferences": ("preferences_url", "Manage preferences"),
    "web_view": ("view_in_browser_url", "View in browser"),
}
_ORGANIZATION = {"organization.name": "sender.name", "organization.full_address": "sender.address"}
_DAYS = {"d": "%d", "j": "%-d", "m": "%m", "n": "%-m", "F": "%B", "M": "%b", "Y": "%Y", "y": "%y", "l": "%A", "D": "%a"}
_DAYS |= {"H": "%H", "i": "%M", "A": "%p", "g": "%-I", "h": "%I"}


class _NoWord(Exception):
    """Raised for what Jinja2 has no counterpart for."""


class Klaviyo(Origin):
    """Klaviyo."""

    name = "klaviyo"
    title = "Klaviyo"
    tag = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
    own = re.compile(
        rf"\{{\{{\s*(?:person[.|]|organization\.)|\|\s*(?:default|lookup)\s*:\s*(?:{_TEXT})"
        r"|\{%\s*(?:unsubscribe|manage_preferences|web_view)"
    )

    def writes(self, source: str) -> bool:
        """Whether it is Klaviyo's; Liquid has its defaults with a colon too, so that alone is no sign."""
        found = self.own.search(source)
        if found is None or not found.group().startswith("|"):
            return found is not None
        return "lookup" in found.group() or bool(re.search(r"\|default:", source))

    def instead(self, tag: str, blocks: Blocks) -> str | None:
        """A field, a condition, a loop, or a link of the ESP's."""
        inside = tag[2:-2].strip()
        try:
            if tag.startswith("{#"):
                return ""
            return f"{{{{ {_value(inside)} }}}}" if tag.startswith("{{") else self._logic(inside, blocks)
        except _NoWord:
            return None

    def _logic(self, inside: str, blocks: Blocks) -> str | None:
        word, _, rest = inside.partition(" ")
        if word in ("if", "for"):
            try:
                said = _value(rest)
            except _NoWord:
                return blocks.begin(None, "")
            return blocks.begin(f"{{% {word} {said} %}}", f"{{% end{word} %}}")
        if word in ("elif", "else", "empty"):
            return blocks.between(f"{{% elif {_value(rest)} %}}" if word == "elif" else "{% else %}")
        if word in ("endif", "endfor"):
            return blocks.end()
        return _link(word, rest.strip())


def _link(word: str, rest: str) -> str | None:
    name = word.removesuffix("_link")
    if name not in _LINKS:
        return None
    field, said = _LINKS[name]
    if word != name:
        return f"{{{{ {field} }}}}" if not rest else None
    text = rest.strip("'\"") if rest else said
    return f'<a href="{{{{ {field} }}}}">{text}</a>'


def _value(said: str) -> str:
    """An expression of Django's as Jinja2 writes it."""
    if _FOREIGN.search(re.sub(_TEXT, "", said)):
        raise _NoWord
    for theirs, ours in _ORGANIZATION.items():
        said = re.sub(rf"\b{re.escape(theirs)}\b", ours, said)
    if re.search(r"\borganization\b", re.sub(_TEXT, "", said)):
        raise _NoWord
    said = re.sub(r"\bforloop\.(\w+)", lambda found: _place(found[1]), said)
    return _PIECE.sub(_filtered, said)


def _place(part: str) -> str:
    if part not in _LOOP:
        raise _NoWord
    return f"loop.{_LOOP[part]}"


def _filtered(found: re.Match[str]) -> str:
    name, given = found[2], found[3]
    if name is None:
        return found.group()
    match name, given:
        case "default", str():
            # In Django 0 and false are replaced as well.
            return f" | default({given}, true)"
        case "default_if_none", str():
            return f" | default({given})"
        case "lookup", str():
            return f"[{given}]"
        case "join", str():
            return f" | join({given})"
        case "date", str():
            return f" | date({quoted(_days(given.strip(chr(34) + chr(39))))})"
        case "truncatewords", str():
            return f" | truncatewords({given}, ' …')"
        case "striptags", None:
            return " | strip_html"
        case "safe", None:
            return ""
    if name in _SAME and given is None:
        return f" | {name}"
    raise _NoWord


def _days(form: str) -> str:
    """Django's letters of a date as those of `date`."""
    made = []
    for sign in form:
        if sign.isalpha() and sign not in _DAYS:
            raise _NoWord
        made.append(_DAYS.get(sign, "%%" if sign == "%" else sign))
    return "".join(made)


ORIGIN = Klaviyo()
