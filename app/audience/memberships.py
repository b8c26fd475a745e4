"""Which of the kept segments one person is in, found from what is known of that person alone."""

from app.conditions import Evaluation, all_leaves, load, rule_of
from app.domain.problems import RuleProblem
from app.query import Question
from app.rules import Condition, KnownSegment, Node


def segments_of(question: Question, number: int) -> list[KnownSegment]:
    """The segments of the profile of that number, in their order; one whose rule cannot be asked is left out."""
    rules: list[tuple[KnownSegment, Node]] = []
    asked: list[Condition] = []
    for known in question.names.segments.values():
        try:
            root = rule_of(known.id, question)
            asked += all_leaves(root, question)
        except RuleProblem:
            continue
        rules.append((known, root))
    # Loaded once for all segments: each loading is several statements.
    person = load(number, asked, question)
    evaluation = Evaluation(person, question)
    return [known for known, root in rules if evaluation.whole(root)]
