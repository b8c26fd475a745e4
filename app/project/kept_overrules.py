"""Errors of a check that the marketer accepted, as a campaign keeps them beside its plan."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from app.project import problems
from storage.file.models import campaign

Entry = dict[str, Any]
"""One overrule as JSON: `code`, `where`, `line`, `variant`, `finding` (its words), `recipients`, `people` (a sum over
who they are), `esp`, `template` and `reason`."""
Edit = Callable[[list[Entry]], list[Entry]]

KEPT_AS = "overrules"
"""Where they stand beside a plan; a new plan keeps them."""


def kept_in(plan: dict[str, Any]) -> list[Entry]:
    """Those of a kept plan; raises CampaignProblem where they cannot be read."""
    kept = plan.get(KEPT_AS, [])
    if not isinstance(kept, list) or not all(isinstance(one, dict) for one in kept):
        raise problems.OVERRULES_DAMAGED()
    return list(kept)


def add(made: Sequence[Entry]) -> Edit:
    """The edit that adds those overrules."""
    return lambda before: joined(before, made)


def change_kept(connection: Connection, number: int, edit: Edit) -> None:
    """Change the overrules of the campaign with that number, if it is still there, inside a commit."""
    plan = connection.scalar(select(campaign.c.plan).where(campaign.c.id == number))
    if plan is not None:
        changed = plan | {KEPT_AS: edit(kept_in(plan))}
        connection.execute(update(campaign).where(campaign.c.id == number).values(plan=changed))


def joined(kept: Sequence[Entry], made: Sequence[Entry]) -> list[Entry]:
    """The kept overrules with new ones, each of which takes the place of those that it renews."""
    places = {place(entry) for entry in made}
    return [*(entry for entry in kept if place(entry) not in places), *made]


def place(entry: Entry) -> tuple[Any, ...]:
    """What an overrule is about, whomever it concerned."""
    return tuple(entry[key] for key in ("code", "where", "line", "variant", "finding"))
