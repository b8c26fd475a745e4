"""Mailchimp's merge tags, `*|FNAME|*` and `*|IF:…|*`; see the ESP reference, section 1.1."""

import re

from app.template.fields import canonical
from app.template.origin import Blocks, Origin, quoted

_NAME = re.compile(r"[A-Z][A-Z0-9_]*\Z")
_ASKED = re.compile(r"([A-Z][A-Z0-9_]*)\s*(?:(!=|=|>=|<=|>|<)\s*(.*?))?\s*\Z", re.DOTALL)
_KNOWN = {
    "UNSUB": "{{ unsubscribe_url }}",
    "UPDATE_PROFILE": "{{ preferences_url }}",
    "ARCHIVE": "{{ view_in_browser_url }}",
    "LIST:COMPANY": "{{ sender.name }}",
    "LIST:ADDRESSLINE": "{{ sender.address }}",
    "LIST:ADDRESS": "{{ sender.address }}",
    "HTML:LIST_ADDRESS_HTML": "{{ sender.address }}",
    "CURRENT_YEAR": "{{ today | date('%Y') }}",
}
_CASES = {"TITLE": "title", "UPPER": "upper", "LOWER": "lower"}
_SIGNS = {"=": "==", "!=": "!="}


class Mailchimp(Origin):
    """Mailchimp."""

    name = "mailchimp"
    title = "Mailchimp"
    tag = re.compile(r"\*\|[^|\n]{1,200}\|\*")
    own = re.compile(r"\*\|(?:[A-Z][A-Z0-9_]*|(?:IF|IFNOT|LIST|HTML|DATE|UPPER|LOWER|TITLE):[^|\n]+)\|\*")

    def instead(self, tag: str, blocks: Blocks) -> str | None:
        """A field, a link of the ESP's, or a condition."""
        inside = tag[2:-2].strip()
        head, colon, rest = inside.partition(":")
        if inside in _KNOWN:
            return _KNOWN[inside]
        if head in ("IF", "IFNOT") and colon:
            said = _condition(rest, negated=head == "IFNOT")
            return blocks.begin(said and f"{{% if {said} %}}", "{% endif %}")
        if head == "ELSEIF":
            said = _condition(rest, negated=False)
            return blocks.between(said and f"{{% elif {said} %}}")
        if head == "ELSE":
            return blocks.between("{% else %}")
        if head == "END":
            return blocks.end() if rest in ("IF", "") else None
        if head in _CASES and _NAME.match(rest):
            return f"{{{{ {canonical(rest)} | {_CASES[head]} }}}}"
        return f"{{{{ {canonical(inside)} }}}}" if _NAME.match(inside) else None


def _condition(asked: str, *, negated: bool) -> str | None:
    """The condition in Jinja2: a field that is not filled equals nothing, and is not unlike anything either."""
    found = _ASKED.match(asked.strip())
    if found is None:
        return None
    field, sign, word = canonical(found[1]), found[2], (found[3] or "").strip().strip("'\"")
    if sign is None:
        return f"not {field}" if negated else field
    if sign not in _SIGNS:
        if not re.fullmatch(r"-?\d+(\.\d+)?", word):
            return None
        said = f"{field} {sign} {word}"
    else:
        said = f"{field} {_SIGNS[sign]} {quoted(word)}"
        said = f"{field} and {said}" if sign == "!=" else said
    return f"not ({said})" if negated else said


ORIGIN = Mailchimp()
