"""The people of a project: a table of a million of them, a quick search, and everything known of one."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy
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
    opened,
    page,
    resolve_key,
    story,
)

if TYPE_CHECKING:
    from app.people.comparison import Comparison
    from app.people.duplicates import Suspects
    from app.people.facets import Bucket, Facet
    from app.people.glances import Glance
    from app.people.timeline import Happening, Page, label

HOMES: Final = {
    "comparison": "Comparison",
    "duplicates": "Suspects",
    "facets": "Bucket Facet",
    "glances": "Glance",
    "timeline": "Happening Page label",
}

__all__ = [
    "SEARCHED",
    "Bucket",
    "Comparison",
    "Facet",
    "Found",
    "Glance",
    "Happening",
    "Page",
    "Story",
    "Suspects",
    "chosen",
    "comparison",
    "count",
    "csv_export",
    "duplicates",
    "events_of",
    "facets",
    "find",
    "glances",
    "ids",
    "label",
    "name_of",
    "opened",
    "page",
    "resolve_key",
    "story",
    "tags",
    "timeline",
]


__getattr__ = lazy(__name__, HOMES)
