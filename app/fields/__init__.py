"""The fields of people and events: what there is, how much of it is known, from where, and how it is called."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.fields.catalogue import Field, every, gone, listed, with_counts
    from app.fields.choices import Renamed, Shown, hide, rename, show
    from app.fields.deleting import Deleted, delete, deleted, restore
    from app.fields.event_properties import of_events
    from app.fields.merging import Foreseen, Joined, Part, Sample, foresee, merge, parts, take_apart

HOMES: Final = {
    "catalogue": "Field every gone listed with_counts",
    "choices": "Renamed Shown hide rename show",
    "deleting": "Deleted delete deleted restore",
    "event_properties": "of_events",
    "merging": "Foreseen Joined Part Sample foresee merge parts take_apart",
}

__all__ = [
    "Deleted",
    "Field",
    "Foreseen",
    "Joined",
    "Part",
    "Renamed",
    "Sample",
    "Shown",
    "delete",
    "deleted",
    "every",
    "foresee",
    "gone",
    "hide",
    "listed",
    "merge",
    "of_events",
    "parts",
    "rename",
    "restore",
    "show",
    "take_apart",
    "with_counts",
]


__getattr__ = lazy(__name__, HOMES)
