"""What the builder shows while a rule is being made: all of it from one reading, so that the figures agree."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any

from app import audience
from app.audience import rule_figures
from app.audience.rule_figures import Figures
from app.domain.progress import SILENT, Progress
from app.query import ProfileBatch, answers
from app.query import compile as compiling
from app.rules import Node, english

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.project import Project
    from app.query import Question

SAMPLE_COLUMNS = ("email", "first_name", "last_name", "full_name", "city", "orders", "last_order_at", "net_revenue")
SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Look:
    """The answer: how many match and can be emailed, in words, the figures of its rows, and a few of the people.

    `sample` has `id`, `key` and SAMPLE_COLUMNS as the mirror keeps them.
    """

    reach: audience.Reach
    sentence: str
    figures: Figures
    sample: list[dict[str, Any]] = field(default_factory=list)
    warnings: tuple[str, ...] = ()

    @property
    def keeps_out(self) -> tuple[str, str, int] | None:
        """The condition (its path and sentence) without which most more would match, and how many that were."""
        path = self.figures.keeps_out
        rung = next((one for one in self.figures.funnel if one.path == path), None)
        return None if rung is None else (rung.path, rung.sentence, self.reach.matched + self.figures.takes[rung.path])


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
        found = rule_figures.find(parsed.root, reach.matched, question)
        progress.step(3, 4, "Choosing a few of them")
        return Look(reach, sentence, found, sample(parsed.root, question), parsed.warnings)


def sample(root: Node, question: "Question", limit: int = SAMPLE) -> list[dict[str, Any]]:
    """A few members, the same ones as long as the rule is the same: those whose keys' hashes come first."""
    return few(compiling.members(root, question), question, limit)


def few(found: "ir.Table", question: "Question", limit: int = SAMPLE) -> list[dict[str, Any]]:
    """The same of rows of `profiles`, or of any table with their `id`, `key` and `sample_hash`."""
    # The first by key would be much alike: the oldest customer numbers, or addresses that begin with an a.
    first = found.order_by(["sample_hash", "key"]).limit(limit)
    people = question.mirror.to_pyarrow(first.select("id", "key")).to_pylist()
    wanted = [name for name in SAMPLE_COLUMNS if name in question.names.traits]
    # Of these few alone: their computed traits are gathered from their events, not from everybody's.
    known = ProfileBatch(question, [person["id"] for person in people]).traits(wanted)
    return [person | {name: known[person["id"]][name] for name in wanted} for person in people]
