"""Which of the kept segments one person is in, found from what is known of that person alone."""

from app.audience.judge import Evaluation
from app.audience.person import all_leaves, load
from app.domain.problems import RuleProblem
from app.query import Question
from app.rules import KnownSegment, Leaf, Node


def segments_of(question: Question, number: int) -> list[KnownSegment]:
    """The segments of the profile of that number, in their order; one whose rule cannot be asked is left out."""
    rules: list[tuple[KnownSegment, Node]] = []
    asked: list[Leaf] = []
    for known in question.names.segments.values():
        try:
            root = question.rule_of(known.id)
            asked += all_leaves(root, question)
        except RuleProblem:
            continue
        rules.append((known, root))
    person = load(number, asked, question)
    evaluation = Evaluation(person, question)
    return [known for known, root in rules if evaluation.whole(root)]
