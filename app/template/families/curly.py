"""Languages whose tags stand in `{{ … }}` and `{% … %}`: Django's, Liquid, and what looks like Jinja."""

import re

from app.template.compiling.dialect import Dialect
from app.template.runnable import Mode

# A brace at the very end could begin a tag with what the next piece of the template begins with.
_OPENING = re.compile(r"\{(?=[{%#]|\Z)")


class Curly(Dialect):
    """Tags in doubled braces, where text in quotes is printed as it stands."""

    def literal(self, data: str, mode: Mode) -> str:
        """Text; a brace that would begin a tag becomes one that is printed."""
        return _OPENING.sub("{{ '{' }}", data)


def chosen(branches: list[tuple[str | None, str]], elif_: str) -> str:
    """`{% if %}`, its further branches under the word that the language has for them, `{% else %}`, `{% endif %}`."""
    made = []
    for index, (test, text) in enumerate(branches):
        made.append("{% else %}" if test is None else f"{{% {elif_ if index else 'if'} {test} %}}")
        made.append(text)
    return "".join([*made, "{% endif %}"])
