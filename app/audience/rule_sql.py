"""A rule as the SQL that is asked of the engine, for whoever wants to read it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis

from app import audience
from app.query import compile as compiling

if TYPE_CHECKING:
    from app.project import Project


@dataclass(frozen=True, slots=True)
class Statement:
    """The keys of the members in key order, as `sql` for that engine; times are microseconds UTC."""

    sql: str
    engine: str


def statement(project: "Project", rule: Any, as_of: audience.AsOf = None) -> Statement:
    """The statement of a rule at a moment; raises RuleProblem. It is written for people to read, and is not run."""
    with audience.asking(project, as_of) as question:
        root = audience.parse(rule, question.names).root
        wanted = compiling.members(root, question).select("key").order_by("key")
        # Written as the engine that comes with the program reads it, whichever answers.
        return Statement(str(ibis.to_sql(wanted)), question.mirror.engine)
