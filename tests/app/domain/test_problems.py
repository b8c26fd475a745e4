"""Failures that a user can mend, as they are read."""

import copy
import pickle

import orjson
import pytest

from app.domain.problems import (
    DECLARED,
    FileProblem,
    NotFound,
    NotReady,
    Problem,
    TemplateProblem,
    carried,
    declared,
    received,
)


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
    problem = NotReady("The campaign is not ready", "Nobody is left", "Mend it", beside="See below")
    assert (str(problem), problem.beside) == ("The campaign is not ready. Nobody is left. Mend it.", "See below")


@pytest.fixture
def only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.domain.problems.DECLARED", {})


def test_a_declared_problem_is_raised_with_its_values(only_here: None) -> None:
    taken = declared("house.taken", "“{name}” is taken", "{why}", "Choose another", kind=NotFound)
    problem = taken(name="{x}", why="", where="all[1]")
    assert isinstance(problem, NotFound)
    assert str(problem) == "all[1]: “{x}” is taken. Choose another."
    assert problem.code == "house.taken"
    assert Problem("“{x}” is taken").code != taken.code


def test_values_are_neither_missing_nor_unknown(only_here: None) -> None:
    taken = declared("house.taken", "“{name}” is taken")
    with pytest.raises(TypeError, match="name"):
        taken()
    with pytest.raises(TypeError, match="nme"):
        taken(name="a", nme="b")


def test_a_code_is_declared_once(only_here: None) -> None:
    declared("house.twice", "Once")
    with pytest.raises(ValueError, match=r"house\.twice"):
        declared("house.twice", "Twice")
    assert "house.twice" not in DECLARED


def test_a_declared_problem_of_a_template_takes_its_place(only_here: None) -> None:
    problem = declared("house.open", "“{name}” is open", kind=TemplateProblem)(name="if", line=3, column=2)
    assert (str(problem), problem.line, problem.values) == ("line 3, column 2: “if” is open.", 3, {"name": "if"})


@pytest.mark.parametrize(
    "problem",
    [
        FileProblem("It is locked", "", "Wait", where="line 3"),
        TemplateProblem("It does not end", line=3, column=14),
        NotReady("The campaign is not ready", "Nobody is left", "Mend it", beside="See below"),
    ],
)
def test_a_problem_can_be_copied_and_pickled(problem: Problem) -> None:
    for same in (copy.copy(problem), pickle.loads(pickle.dumps(problem))):
        assert (type(same), str(same), vars(same)) == (type(problem), str(problem), vars(problem))


def test_a_problem_is_told_of_another_place(only_here: None) -> None:
    problem = declared("house.taken", "“{name}” is taken", kind=NotFound)(name="a", where="x")
    moved = problem.placed("all[1]")
    assert (str(moved), moved.code, str(problem)) == ("all[1]: “a” is taken.", "house.taken", "x: “a” is taken.")


def test_a_problem_comes_whole_out_of_another_process(only_here: None) -> None:
    wide = declared("house.wide", "{name} has {columns:,} columns", kind=FileProblem)
    problem = wide(name="a.csv", columns=20_000, where="line 2")
    heard = received(orjson.loads(orjson.dumps(carried(problem))))
    assert heard.code == wide.code
    assert (type(heard), str(heard), heard.values) == (FileProblem, str(problem), problem.values)
    template = TemplateProblem("It does not end", line=3, column=14)
    assert vars(received(orjson.loads(orjson.dumps(carried(template))))) == vars(template)
