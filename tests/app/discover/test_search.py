"""A study fits each number of groups once, says who was left out, and refuses what cannot be."""

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from app.discover import search as module
from app.discover.answers import Choice, Column, People
from app.discover.search import Study
from app.domain.problems import Problem
from app.domain.progress import Cancelled, Progress

NUMBERS = "no one two three four five six seven eight nine ten".split()
ALL = ("days_since_last_order", "orders", "revenue")


@pytest.mark.parametrize("k", [2, 4, 7])
def test_labels_are_scikit_learns_own_on_the_same_scaled_matrix(crowd: People, choice: Choice, k: int) -> None:
    matrix = StandardScaler().fit_transform(crowd.values)
    theirs = KMeans(n_clusters=k, n_init=10, random_state=42).fit(matrix)
    ours = Study(crowd, choice).grouping(k)
    np.testing.assert_array_equal(ours.labels, theirs.labels_)
    assert ours.inertia == theirs.inertia_
    assert ours.silhouette == pytest.approx(silhouette_score(matrix, theirs.labels_))
    assert ours.silhouette_of == len(crowd.ids)
    assert (ours.k, ours.noise) == (k, 0)


def test_log_seed_scale_and_restarts_are_part_of_the_choice(crowd: People) -> None:
    logged = np.column_stack([crowd.values[:, 0], np.log1p(crowd.values[:, 1:])])
    theirs = KMeans(n_clusters=5, n_init=3, random_state=7).fit(MinMaxScaler().fit_transform(logged))
    choice = Choice(ALL, logs=frozenset({"orders", "revenue"}), scale="minmax", seed=7, settings={"restarts": 3})
    np.testing.assert_array_equal(Study(crowd, choice).grouping(5).labels, theirs.labels_)


def test_centres_are_in_the_units_of_the_features(crowd: People, choice: Choice) -> None:
    found = Study(crowd, choice).grouping(3)
    for portrait in found.portraits:
        inside = crowd.values[found.labels == portrait.label]
        np.testing.assert_allclose(list(portrait.centre.values()), inside.mean(axis=0), rtol=1e-6)
        assert list(portrait.centre) == list(ALL)


def test_the_best_number_has_the_highest_silhouette_of_two_to_ten(crowd: People, choice: Choice) -> None:
    study = Study(crowd, choice)
    matrix = StandardScaler().fit_transform(crowd.values)
    expected = {
        k: silhouette_score(matrix, KMeans(n_clusters=k, n_init=10, random_state=42).fit_predict(matrix))
        for k in range(2, 11)
    }
    tried = study.candidates()
    assert {one.k: one.silhouette for one in tried} == pytest.approx(expected)
    best = max(expected, key=lambda k: expected[k])
    found = study.grouping()
    assert found.k == study.best() == best
    assert found.candidates == tried
    assert not any(one.sampled for one in tried)
    assert found.advice.lower().startswith({2: "two", 3: "three", 4: "four", 5: "five"}[best])


def test_each_number_is_fitted_once_and_kept_when_cancelled(crowd: People, choice: Choice) -> None:
    said: list[str] = []
    study = Study(crowd, choice)
    with pytest.raises(Cancelled):
        study.candidates(Progress(lambda share, phrase: said.append(phrase), lambda: "Trying 4 groups" in said))
    assert set(said) == {"Trying 2 groups", "Trying 3 groups", "Trying 4 groups"}
    said.clear()
    study.candidates(Progress(lambda share, phrase: said.append(phrase)))
    assert set(said) == {f"Trying {k} groups" for k in range(4, 11)}
    said.clear()
    study.grouping(6, Progress(lambda share, phrase: said.append(phrase)))
    assert not [phrase for phrase in said if phrase.startswith("Trying")]


def test_progress_never_goes_back(crowd: People, choice: Choice) -> None:
    shares: list[float] = []
    Study(crowd, choice).grouping(None, Progress(lambda share, phrase: shares.append(share)))
    assert shares == sorted(shares)
    assert shares[-1] <= 1


def test_people_who_lack_a_feature_are_left_out_and_counted(crowd: People, choice: Choice) -> None:
    values = crowd.values.copy()
    values[:10, 0] = np.nan
    values[5:25, 2] = np.nan
    found = Study(People(crowd.ids, crowd.columns, values), choice).grouping(3)
    assert found.left_out == {"days_since_last_order": 10, "revenue": 20}
    assert (found.of, found.missing) == (400, 25)
    np.testing.assert_array_equal(found.ids, crowd.ids[25:])
    assert found.notes[0] == "375 of 400 people have every feature; most often missing: Spent (20)."
    assert len(found.labels) == 375


def test_a_feature_that_is_the_same_for_everybody_is_said_to_tell_nothing(crowd: People, choice: Choice) -> None:
    values = crowd.values.copy()
    values[:, 1] = 3
    found = Study(People(crowd.ids, crowd.columns, values), choice).grouping(3)
    assert "Orders is the same for everybody here, so it tells nobody apart." in found.notes


def test_a_long_tail_that_is_not_logged_is_pointed_out(crowd: People, choice: Choice) -> None:
    values = crowd.values.copy()
    values[0, 2] = 1e6
    people = People(crowd.ids, crowd.columns, values)
    said = "A few people are far out in spent: compare it by order of magnitude (log) for groups of a useful size."
    assert said in Study(people, choice).grouping(2).notes
    logged = Choice(ALL, logs=frozenset(ALL))
    assert said not in Study(people, logged).grouping(2).notes


def test_logs_that_are_left_open_are_those_that_are_suggested(crowd: People) -> None:
    study = Study(crowd, Choice(ALL, logs=None))
    assert study.choice.logs == frozenset(ALL)
    symmetric = crowd.values.copy()
    symmetric[:, 1] = np.linspace(1, 9, 400)
    study = Study(People(crowd.ids, crowd.columns, symmetric), Choice(ALL, logs=None))
    assert study.choice.logs == {"days_since_last_order", "revenue"}


def test_few_different_people_limit_the_number(choice: Choice, crowd: People) -> None:
    values = np.repeat([[1.0, 1, 1], [2, 2, 2], [9, 9, 9]], 5, axis=0)
    study = Study(People(np.arange(15), crowd.columns, values), choice)
    assert [one.k for one in study.candidates()] == [2, 3]
    assert study.grouping().k == 3
    with pytest.raises(Problem, match="4 groups cannot be made of 15 people"):
        study.grouping(4)
    with pytest.raises(Problem, match="1 group cannot be made"):
        study.grouping(1)


def test_everybody_the_same_cannot_be_grouped(choice: Choice, crowd: People) -> None:
    study = Study(People(np.arange(9), crowd.columns, np.ones((9, 3))), choice)
    with pytest.raises(Problem, match="Everybody is the same"):
        study.candidates()
    with pytest.raises(Problem, match="Everybody is the same"):
        study.grouping(2)


def test_too_few_people_with_all_features_are_refused(choice: Choice, crowd: People) -> None:
    values = crowd.values.copy()
    values[2:, 1] = np.nan
    with pytest.raises(Problem, match="Only 2 of 400 people have all the chosen features"):
        Study(People(crowd.ids, crowd.columns, values), choice)


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        (Choice(ALL, scale="log"), "There is no scale 'log'"),
        (Choice(()), "No feature is chosen"),
        (Choice(ALL, algorithm="spectral"), "spectral"),
        (Choice(ALL, logs=frozenset({"age"})), "age is not among the chosen features"),
    ],
)
def test_a_wrong_choice_is_refused_in_words(crowd: People, choice: Choice, said: str) -> None:
    with pytest.raises(Problem, match=said):
        Study(crowd, choice)


def test_very_many_people_are_searched_by_a_sample_and_grouped_whole(
    crowd: People, choice: Choice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SEARCHED", 150)
    study = Study(crowd, choice)
    found = study.grouping()
    assert {one.fitted for one in found.candidates} == {150}
    assert all(one.sampled for one in found.candidates)
    matrix = StandardScaler().fit_transform(crowd.values)
    theirs = KMeans(n_clusters=found.k, n_init=10, random_state=42).fit(matrix)
    np.testing.assert_array_equal(found.labels, theirs.labels_)
    assert "The number of groups was looked for in a sample of 150 people." in found.notes


def _blobs(middles: list[list[float]]) -> Study:
    draw = np.random.default_rng(3)
    values = np.concatenate([draw.normal(middle, 0.3, (60, 2)) for middle in middles])
    columns = (Column("age", "age", "Age", "number"), Column("orders", "orders", "Orders", "count"))
    return Study(People(np.arange(240), columns, values), Choice(("age", "orders")))


def test_advice_names_the_clearest_number_and_finer_ones_that_still_hold_together() -> None:
    corners = _blobs([[0, 0], [0, 20], [20, 0], [20, 20]])
    assert corners.advice() == ""
    corners.candidates()
    assert corners.advice() == "Four groups are the clearest apart."
    assert corners.best() == 4
    pairs = _blobs([[0, 0], [0, 0.7], [20, 20], [20, 20.7]])
    pairs.candidates()
    assert pairs.advice().startswith("Two groups are the clearest apart")
    assert pairs.best() == 2


def test_advice_offers_finer_groups(crowd: People) -> None:
    study = Study(crowd, Choice(ALL, logs=None))
    tried = study.candidates()
    best = max(one.silhouette or 0 for one in tried)
    finer = max(one.k for one in tried if (one.silhouette or 0) >= best - 0.1)
    assert finer > study.best()
    assert f"; {NUMBERS[finer]} tell you more and still hold together." in study.advice()


def test_picture_shows_two_directions_or_two_features(crowd: People, choice: Choice) -> None:
    study = Study(crowd, choice)
    drawn = study.picture()
    assert drawn.people == len(drawn.rows) == len(crowd.ids)
    assert drawn.x.var() > drawn.y.var()
    assert 0.5 < drawn.share <= 1
    by_two = study.picture(("days_since_last_order", "revenue"))
    np.testing.assert_array_equal(by_two.x, crowd.values[:, 0])
    np.testing.assert_array_equal(by_two.y, crowd.values[:, 2])
    assert (by_two.x_label, by_two.y_label) == ("Days since last order", "Spent")
    with pytest.raises(Problem, match="height"):
        study.picture(("height", "revenue"))
