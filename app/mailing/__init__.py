"""Templates rendered for a project's people: one, all of them, checked, or the worst cases."""

from typing import TYPE_CHECKING, Final

from app.domain.lazy_front import lazy

if TYPE_CHECKING:
    from app.mailing.email_kinds import MOST_KINDS, Census, Email, Turn, census
    from app.mailing.mail_programs import programs_of, readers_programs
    from app.mailing.odd_recipients import NAMES, Worst, WorstCases
    from app.mailing.recipient_checks import Checker
    from app.mailing.recipients import contexts
    from app.mailing.render import (
        Checked,
        Rendered,
        asked_fields,
        check,
        known_fields,
        mailable_ids,
        render_many,
        render_one,
        sender_of,
        worst_cases,
    )

HOMES: Final = {
    "email_kinds": "MOST_KINDS Census Email Turn census",
    "mail_programs": "programs_of readers_programs",
    "odd_recipients": "NAMES Worst WorstCases",
    "recipient_checks": "Checker",
    "recipients": "contexts",
    "render": (
        "Checked Rendered asked_fields check known_fields mailable_ids render_many render_one sender_of worst_cases"
    ),
}

__all__ = [
    "MOST_KINDS",
    "NAMES",
    "Census",
    "Checked",
    "Checker",
    "Email",
    "Rendered",
    "Turn",
    "Worst",
    "WorstCases",
    "asked_fields",
    "census",
    "check",
    "contexts",
    "known_fields",
    "mailable_ids",
    "programs_of",
    "readers_programs",
    "render_many",
    "render_one",
    "sender_of",
    "worst_cases",
]

__getattr__ = lazy(__name__, HOMES)
