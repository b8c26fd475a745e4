"""The fields of people: what there is, how much of it is known and where it comes from, how it is called and shown."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.fields.catalogue import Field, every, listed, with_counts
    from app.fields.choices import Renamed, Shown, hide, rename, show
    from app.fields.deleting import Deleted, delete, restore

HOMES: Final = {
    "catalogue": "Field every listed with_counts",
    "choices": "Renamed Shown hide rename show",
    "deleting": "Deleted delete restore",
}

__all__ = [
    "Deleted",
    "Field",
    "Renamed",
    "Shown",
    "delete",
    "every",
    "hide",
    "listed",
    "rename",
    "restore",
    "show",
    "with_counts",
]


__getattr__ = lazy(__name__, HOMES)
