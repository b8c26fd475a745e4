"""The patterns that a step may look for: those that a segment's rule may, so that none takes longer than its text."""

from app.recipe import problems
from app.rules import PatternProblem, rewritten


def safe(pattern: str, *, case: bool, where: str = "find") -> str:
    """The pattern as the engine takes it; raises ImportProblem where it is none that a rule could have."""
    try:
        return rewritten(pattern, case=case)
    except PatternProblem as problem:
        remedy = problem.remedy or "Write another pattern."
        raise problems.NO_PATTERN(where=where, pattern=pattern, why=problem.what, remedy=remedy) from None
