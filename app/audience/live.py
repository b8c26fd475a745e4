"""What the builder shows while a rule is being made: all of it from one reading, so that the figures agree."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from app import audience
from app.domain.progress import SILENT, Progress
from app.query import ProfileBatch, answers
from app.query import compile as compiling
from app.rules import Condition, Group, Node, english, live

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
        rows = answers.rows_of(parsed.root)
        # What says no less than the whole rule is counted already.
        asked = {path: node for path, node in rows.items() if _alone(node) != _alone(parsed.root)}
        without = _without(parsed.root)
        found = answers.counts([*asked.values(), *(rest for _, rest in without)], question)
        figures = dict.fromkeys(rows, reach.matched) | dict(zip(asked, found, strict=False))
        kept_out = _keeps_out([child for child, _ in without], found[len(asked) :], reach.matched, question)
        progress.step(3, 4, "Choosing a few of them")
        return Look(reach, sentence, figures, sample(parsed.root, question), kept_out, parsed.warnings)


def sample(root: Node, question: "Question", limit: int = SAMPLE) -> list[dict[str, Any]]:
    """A few members, the same ones as long as the rule is the same: those whose keys' hashes come first."""
    found = compiling.members(root, question).select("id", "key", "sample_hash")
    # The first by key would be much alike: the oldest customer numbers, or addresses that begin with an a.
    few = found.order_by(["sample_hash", "key"]).limit(limit)
    people = question.mirror.to_pyarrow(few.select("id", "key")).to_pylist()
    wanted = [name for name in SAMPLE_COLUMNS if name in question.names.traits]
    # Of these few alone: their computed traits are gathered from their events, not from everybody's.
    known = ProfileBatch(question, [person["id"] for person in people]).traits(wanted)
    return [person | {name: known[person["id"]][name] for name in wanted} for person in people]


def _alone(node: Node) -> Condition | Group | None:
    """What a part of the rule comes to, without the groups around a single condition; None where all of it is muted."""
    kept = live(node)
    while kept and isinstance(kept.what, Group) and kept.what.kind != "none" and len(kept.what.children) == 1:
        kept = kept.what.children[0]
    return kept.what if kept else None


def _without(root: Node) -> list[tuple[Node, Node]]:
    """The conditions of an outermost `all` of several, each with the rule as it is without them; see Look."""
    kept = live(root)
    if kept is None or not isinstance(kept.what, Group) or kept.what.kind != "all" or len(kept.what.children) < 2:
        return []
    children = kept.what.children
    return [(child, Node(Group("all", children[:at] + children[at + 1 :]))) for at, child in enumerate(children)]


def _keeps_out(
    children: list[Node], without: list[int], matched: int, question: "Question"
) -> tuple[str, str, int] | None:
    """The condition without which most more people would match, of equal ones the first; see Look."""
    most = max(without, default=0)
    if most <= matched:
        return None
    child = children[without.index(most)]
    return (child.path, english.condition(child, question.names), most)
