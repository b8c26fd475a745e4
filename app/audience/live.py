"""What the builder shows while a rule is being made: all of it from one reading, so that the figures agree."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from app import audience
from app.domain.progress import SILENT, Progress
from app.query import answers, traits
from app.query import compile as compiling
from app.rules import Group, Node, english, live

if TYPE_CHECKING:
    from app.project import Project
    from app.query import Question

SAMPLE_COLUMNS = ("email", "first_name", "last_name", "full_name", "city", "orders", "last_order_at", "net_revenue")
SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Look:
    """The answer: how many match and can be emailed, in words, per row, a few of them, and what keeps most out.

    `rows` gives by path for how many people each row alone holds. `sample` has `id`, `key` and SAMPLE_COLUMNS as the
    mirror keeps them. `keeps_out` names the condition (its path and sentence) without which most more would match, and
    how many that were; it is empty where no single condition keeps anybody out.
    """

    reach: audience.Reach
    sentence: str
    rows: dict[str, int]
    sample: list[dict[str, Any]] = field(default_factory=list)
    keeps_out: tuple[str, str, int] | None = None
    warnings: tuple[str, ...] = ()


def look(
    project: "Project",
    rule: Any,
    as_of: audience.AsOf = None,
    progress: Progress = SILENT,
    counted: Callable[[audience.Reach, str], None] = lambda reach, sentence: None,
) -> Look:
    """Ask everything that the builder shows; raises RuleProblem with the place of what is wrong.

    `counted` is told how many match, and the rule in words, as soon as that is known: the rest takes longer.
    """
    with audience.asking(project, as_of, progress) as question:
        started = perf_counter()
        parsed = audience.parse(rule, question.names)
        progress.step(1, 4, "Counting who matches")
        figures = answers.reach(parsed.root, question, project.setting("unknown_is_consent"))
        reach = audience.Reach(**figures, milliseconds=round((perf_counter() - started) * 1000, 1))
        sentence = english.sentence(parsed.root, question.names)
        counted(reach, sentence)
        progress.step(2, 4, "Counting each condition")
        rows = answers.by_node(parsed.root, question)
        progress.step(3, 4, "Choosing a few of them")
        return Look(
            reach,
            sentence,
            rows,
            sample(parsed.root, question),
            keeps_out(parsed.root, question, reach.matched),
            parsed.warnings,
        )


def sample(root: Node, question: "Question", limit: int = SAMPLE) -> list[dict[str, Any]]:
    """A few members, the same ones as long as the rule is the same: those whose keys' hashes come first."""
    import numpy as np

    found = compiling.members(root, question).select("id", "key", "sample_hash")
    # The first by key would be much alike: the oldest customer numbers, or addresses that begin with an a.
    few = found.order_by(["sample_hash", "key"]).limit(limit)
    numbers = question.mirror.to_pyarrow(few).column("id").to_pylist()
    wanted = [name for name in SAMPLE_COLUMNS if name in question.names.traits]
    # A question about these few alone: their computed traits are gathered from their events, not from everybody's.
    inner = type(question)(question.mirror, question.moment, question.names, among=np.asarray(numbers, dtype=np.int64))
    people = inner.people.select("id", "key")
    known = traits.columns(inner, wanted)
    rows = people.left_join(known, people.id == known.profile_id).drop("profile_id")
    by_id = {row["id"]: row for row in question.mirror.to_pyarrow(rows).to_pylist()}
    # The join keeps no order.
    return [by_id[number] for number in numbers]


def keeps_out(root: Node, question: "Question", matched: int) -> tuple[str, str, int] | None:
    """The condition of an outermost `all` without which most more people would match; see Look."""
    kept = live(root)
    if kept is None or not isinstance(kept.what, Group) or kept.what.kind != "all" or len(kept.what.children) < 2:
        return None
    children = kept.what.children
    # One column for each condition left out, so that one pass over the people counts them all.
    without = {
        f"n{at}": compiling.predicate(Node(Group("all", children[:at] + children[at + 1 :])), question).cast("int64")
        for at in range(len(children))
    }
    table = question.people.select(**without)
    row = question.mirror.to_pyarrow(table.aggregate(**{name: table[name].sum() for name in without})).to_pylist()[0]
    # The places are negative, so that of equal ones the first in the rule is named.
    most, at = max((int(row[f"n{at}"] or 0), -at) for at in range(len(children)))
    child = children[-at]
    return (child.path, english.condition(child, question.names), most) if most > matched else None
