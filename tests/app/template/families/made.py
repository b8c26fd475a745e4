"""Dialects of the families that no ESP of the program is of yet, and templates compiled by hand."""

from functools import cached_property

from app.template.compiling.dialect import Columns, Dialect
from app.template.compiling.walk import Walk
from app.template.esp_profile import Profile, profile_of
from app.template.languages.jinja import LANGUAGE
from app.template.runnable import Mode

TYPES = {"first_name": "text", "city": "text", "orders": "number", "xs": "list"}


class Owned:
    """What an ESP of a family adds: a name for its reasons, and how a field is read."""

    @cached_property
    def profile(self) -> Profile:
        return profile_of("generic")

    @property
    def title(self) -> str:
        return "Wren"


def said(dialect: Dialect, source: str, mode: Mode = "html") -> tuple[str, list[str]]:
    """The source in that dialect, and why columns are computed."""
    columns = Columns(dialect, TYPES, frozenset())
    walk = Walk(dialect, columns, {}, mode, LANGUAGE)
    text, _ = walk.nodes(LANGUAGE.parse(source).body)
    return text, [column.computed_because for column in columns.all() if column.computed_because]
