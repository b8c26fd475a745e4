"""The fields of people: what there is, how much of it is known and where it comes from, how it is called and shown."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.fields.catalogue import Field, every, listed, with_counts
    from app.fields.choices import Renamed, Shown, hide, rename, show

HOMES: Final = {"catalogue": "Field every listed with_counts", "choices": "Renamed Shown hide rename show"}

__all__ = ["Field", "Renamed", "Shown", "every", "hide", "listed", "rename", "show", "with_counts"]


__getattr__ = lazy(__name__, HOMES)
