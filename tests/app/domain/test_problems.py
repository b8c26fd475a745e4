"""Failures that a user can mend, as they are read."""

import pytest

from app.domain.problems import NotReady, Problem, TemplateProblem


@pytest.mark.parametrize(
    ("problem", "read"),
    [
        (Problem("The file is empty"), "The file is empty."),
        (Problem("It failed", "The disk is full", "Free some space"), "It failed. The disk is full. Free some space."),
        (Problem("Is it there?", "", "Look…"), "Is it there? Look…"),
        (Problem("No such event", where="all[1].event"), "all[1].event: No such event."),
    ],
)
def test_it_is_read_as_sentences(problem: Problem, read: str) -> None:
    assert str(problem) == read


@pytest.mark.parametrize(
    ("line", "column", "place"), [(3, 14, "line 3, column 14"), (3, 0, "line 3"), (0, 0, ""), (0, 2, "column 2")]
)
def test_a_template_s_problem_says_where_as_far_as_it_is_known(line: int, column: int, place: str) -> None:
    problem = TemplateProblem("It does not end", line=line, column=column)
    assert problem.where == place
    assert str(problem) == f"{place}: It does not end." if place else "It does not end."


def test_what_is_not_ready_has_a_remedy_for_beside_its_findings() -> None:
    problem = NotReady("The campaign is not ready", "Nobody is left", "Mend it", "See below")
    assert (str(problem), problem.beside) == ("The campaign is not ready. Nobody is left. Mend it.", "See below")
