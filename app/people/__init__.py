"""The people of a project: a table of a million of them, a quick search, and everything known of one."""

from typing import TYPE_CHECKING

from app.people.table import (
    SEARCHED,
    Found,
    Story,
    chosen,
    count,
    events_of,
    find,
    ids,
    name_of,
    page,
    resolve_key,
    story,
)

if TYPE_CHECKING:
    from app.people.table import Ids as Ids

__all__ = [
    "SEARCHED",
    "Found",
    "Story",
    "chosen",
    "count",
    "events_of",
    "find",
    "ids",
    "name_of",
    "page",
    "resolve_key",
    "story",
]
