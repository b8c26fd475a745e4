"""Templates rendered for a project's people: one, all of them, checked, or the worst cases."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.mailing.render import (
        Checked,
        Rendered,
        check,
        known_fields,
        mailable_ids,
        render_many,
        render_one,
        sender_of,
        worst_cases,
    )
    from app.mailing.worst_cases import Worst

HOMES: Final = {
    "render": "Checked Rendered check known_fields mailable_ids render_many render_one sender_of worst_cases",
    "worst_cases": "Worst",
}

__all__ = [
    "Checked",
    "Rendered",
    "Worst",
    "check",
    "known_fields",
    "mailable_ids",
    "render_many",
    "render_one",
    "sender_of",
    "worst_cases",
]

__getattr__ = lazy(__name__, HOMES)
