"""The rules of the kept segments, each read once in a question."""

from typing import TYPE_CHECKING

from app.conditions import problems
from app.domain.problems import RuleProblem
from app.rules import Node, grammar

if TYPE_CHECKING:
    from app.query import Question


def rule_of(segment: int, question: "Question") -> Node:
    """The parsed rule of a kept segment; raises RuleProblem naming the segment where it cannot be asked."""
    rules = question.rules
    if segment not in rules:
        known = question.names.segment(segment, "segment")
        rule = known.sound()
        try:
            rules[segment] = grammar.parse(rule, question.names).root
        except RuleProblem as problem:
            raise problems.SEGMENT(name=known.name, problem=str(problem)) from None
    return rules[segment]
