"""Each kind of condition in one place: parsed, asked of the engine, judged for one person, said, reasoned, built.

A kind is a subclass of `app.rules.Condition` in a module of its own; `kinds` lists them, and is imported with the
room, so that whoever reads a rule through it knows them all. What is heavy loads when the engine is asked.
"""

from app.conditions import kinds as kinds
from app.conditions.deeds import Deed, meant
from app.conditions.evaluation import Evaluation
from app.conditions.event_question import QUESTIONS, EventQuestion
from app.conditions.kept_rules import rule_of
from app.conditions.listed import ListedTest
from app.conditions.measures.measure import MEASURES, Asked, Measure
from app.conditions.one_reading import Reading, gathered, reading
from app.conditions.person import Event, Person, Values, all_leaves, load
from app.conditions.rows import begun, fields, subject, subjects
from app.conditions.time_frames import said_frame, window_of
from app.rules import KINDS, Names, Rule, grammar

__all__ = [
    "KINDS",
    "MEASURES",
    "QUESTIONS",
    "Asked",
    "Deed",
    "Evaluation",
    "Event",
    "EventQuestion",
    "ListedTest",
    "Measure",
    "Person",
    "Reading",
    "Values",
    "all_leaves",
    "begun",
    "fields",
    "gathered",
    "load",
    "meant",
    "parse",
    "reading",
    "rule_of",
    "said_frame",
    "subject",
    "subjects",
    "window_of",
]


def parse(rule: object, names: Names) -> Rule:
    """The rule as a tree; raises RuleProblem with `where` as `all[1].event` and what would be right."""
    return grammar.parse(rule, names)
