"""The addresses that an ESP must be told of: whoever has them, and whether anybody does."""

from itertools import groupby
from typing import Any

from app import audience
from app.campaign import permissions as permission
from app.domain import consent_answers
from app.project import Project
from storage.file import permissions


def suppressed_addresses(project: Project) -> dict[str, str]:
    """Every suppressed address, in matched form, with the reason, in the order of addresses."""
    with project.read() as connection:
        return permissions.suppressed_addresses(connection)


def barred_addresses(project: Project) -> dict[str, str]:
    """Every address that must not be mailed, in matched form, with the reason, in the order of addresses.

    It is a suppressed one, or one of which a no to all mail stands (`denied`, `withdrawn`). Of those that somebody is
    written to that is the answer by which a campaign leaves them out; of others, what was said of the address itself
    and of whoever has it.
    """
    with audience.asking(project) as question:
        found = permission.refused(question)
    with project.read() as connection:
        said = permissions.said_elsewhere(connection)
        # `groupby` joins neighbours only: these come in the order of addresses.
        found |= {address: state for address, rows in groupby(said, _target) if (state := _no(list(rows)))}
        # Last: of an address that was refused as well, the list's own reason is told.
        found |= permissions.suppressed_addresses(connection)
    return dict(sorted(found.items()))


def _target(row: dict[str, Any]) -> str:
    return str(row["target"])


def _no(rows: list[dict[str, Any]]) -> str:
    """The no that stands, or an empty text."""
    state, _ = consent_answers.answer(rows, "email", None)
    return state if state in permissions.REFUSALS else ""
