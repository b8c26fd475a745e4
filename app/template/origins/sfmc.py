"""Salesforce Marketing Cloud: `%%FirstName%%`, and of AMPscript conditions and defaults; see the ESP reference, 2.2."""

import re

from app.template.fields import canonical
from app.template.origin import Blocks, Origin, quoted

_KNOWN = {
    "unsub_center_url": "{{ unsubscribe_url }}",
    "subscription_center_url": "{{ preferences_url }}",
    "profile_center_url": "{{ preferences_url }}",
    "view_email_url": "{{ view_in_browser_url }}",
    "member_busname": "{{ sender.name }}",
    "emailaddr": "{{ email }}",
}
_OF_THE_ADDRESS = frozenset("member_addr member_city member_state member_postalcode member_country".split())
_FIELD = r"(?:AttributeValue\(\s*[\"']([\w .-]+)[\"']\s*\)|\[([\w .-]+)\]|([A-Za-z]\w*))"
_TEXT = r"[\"']([^\"']*)[\"']"
_EMPTY = re.compile(rf"(NOT\s+)?Empty\(\s*{_FIELD}\s*\)\Z", re.IGNORECASE)
_COMPARED = re.compile(rf"{_FIELD}\s*(==|!=|>=|<=|>|<)\s*(?:{_TEXT}|(-?\d+(?:\.\d+)?))\Z", re.IGNORECASE)
_DEFAULT = re.compile(rf"IIF\(\s*Empty\(\s*{_FIELD}\s*\)\s*,\s*{_TEXT}\s*,\s*{_FIELD}\s*\)\Z", re.IGNORECASE)
_CASE = re.compile(rf"(ProperCase|Uppercase|Lowercase|Trim|v)\(\s*{_FIELD}\s*\)\Z", re.IGNORECASE)
_CASES = {"propercase": " | title", "uppercase": " | upper", "lowercase": " | lower", "trim": " | trim", "v": ""}
_BLOCK = re.compile(r"(IF|ELSEIF)\s+(.*?)\s+THEN\Z", re.IGNORECASE | re.DOTALL)


class MarketingCloud(Origin):
    """Salesforce Marketing Cloud."""

    name = "sfmc"
    title = "Salesforce Marketing Cloud"
    tag = re.compile(r"%%\[.*?\]%%|%%=.*?=%%|%%[A-Za-z_][\w .-]{0,80}%%", re.DOTALL)
    own = re.compile(r"%%\[.*?\]%%|%%=.*?=%%|%%[A-Za-z_]\w*%%", re.DOTALL)

    def instead(self, tag: str, blocks: Blocks) -> str | None:
        """A field or link, a default, or a condition."""
        if tag.startswith("%%="):
            return _function(tag[3:-3].strip())
        if tag.startswith("%%["):
            inside = tag[3:-3].strip()
            # A field whose name has spaces is written in the same signs.
            return self._block(inside, blocks) if _is_script(inside) else f"{{{{ {_field(inside)} }}}}"
        name = tag[2:-2].strip()
        if name.lower() in _KNOWN:
            return _KNOWN[name.lower()]
        # Of the sender's address the street stands for the whole, which is one field here.
        if name.lower() in _OF_THE_ADDRESS:
            return "{{ sender.address }}" if name.lower() == "member_addr" else None
        return None if name.startswith("_") else f"{{{{ {_field(name)} }}}}"

    def _block(self, inside: str, blocks: Blocks) -> str | None:
        found = _BLOCK.match(inside)
        if found is not None:
            said = _condition(found[2].strip())
            if found[1].upper() == "IF":
                return blocks.begin(said and f"{{% if {said} %}}", "{% endif %}")
            return blocks.between(said and f"{{% elif {said} %}}")
        if inside.upper() == "ELSE":
            return blocks.between("{% else %}")
        return blocks.end() if inside.upper() == "ENDIF" else None


def _is_script(inside: str) -> bool:
    return re.match(r"(?:IF|ELSEIF|ELSE|ENDIF|SET|VAR|FOR|NEXT|OUTPUT)\b", inside, re.IGNORECASE) is not None or bool(
        re.search(r"[^\w .-]", inside)
    )


def _field(*names: str | None) -> str:
    name = next((each for each in names if each), "").strip()
    found = canonical(re.sub(r"[ .-]+", "_", name)) if name else ""
    return found if found.isidentifier() else f"customer[{quoted(name)}]"


def _function(said: str) -> str | None:
    if found := _DEFAULT.match(said):
        asked, words, shown = _field(*found.groups()[:3]), found[4], _field(*found.groups()[4:])
        return f"{{{{ {asked} | default({quoted(words)}) }}}}" if asked == shown else None
    if found := _CASE.match(said):
        return f"{{{{ {_field(*found.groups()[1:])}{_CASES[found[1].lower()]} }}}}"
    found = re.fullmatch(_FIELD, said)
    return f"{{{{ {_field(*found.groups())} }}}}" if found else None


def _condition(said: str) -> str | None:
    """A condition in Jinja2; conditions joined by AND or by OR, without brackets."""
    for word in ("AND", "OR"):
        pieces = re.split(rf"\s+{word}\s+", said, flags=re.IGNORECASE)
        if len(pieces) > 1:
            made = [_condition(piece.strip()) for piece in pieces]
            return None if None in made else f" {word.lower()} ".join(f"({each})" for each in made)
    if found := _EMPTY.match(said):
        field = _field(*found.groups()[1:])
        return f"{field} is {'not ' if found[1] else ''}blank"
    found = _COMPARED.match(said)
    if found is None:
        return None
    field, sign, text, number = _field(*found.groups()[:3]), found[4], found[5], found[6]
    if number is not None:
        return f"{field} {sign} {number}"
    # Texts are compared there without regard to capitals.
    return f"{field} | lower {sign} {quoted(text.lower())}" if sign in ("==", "!=") else None


ORIGIN = MarketingCloud()
