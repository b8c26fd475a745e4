"""Static segments hold whom they were given, at every moment, and go with people who are joined and erased."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import audience, ingest
from app.audience import history, lists, segments, shared_members
from app.domain.problems import NotFound, Problem, RuleProblem
from app.privacy import erase
from app.project import Project
from tests.app.audience.shop_data import NOW, fill

PARIS = {"trait": "city", "op": "is", "value": "Paris"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "shop.quill", timezone="Europe/London", clock=NOW) as made:
        fill(made)
        yield made


def on_it(project: Project, name: str = "Fair") -> list[str]:
    return lists.keys_of(project, segments.get(project, name))


def asked(project: Project, rule: object, as_of: str | None = None) -> list[str]:
    return list(audience.members(project, rule, [], as_of).column("key").to_pylist())


def test_it_holds_the_people_of_the_moment_it_was_made_whatever_becomes_of_them(project: Project) -> None:
    rule = {"event": "placed_order", "within": {"last": {"days": 20}}}
    then, now = asked(project, rule, "2011-11-01"), asked(project, rule)
    made = lists.freeze(project, "Fair", rule, as_of="2011-11-01")
    assert (made.count, made.added, made.removed) == (len(then), len(then), 0)
    assert then != now
    assert segments.get(project, "Fair").static
    # Whatever moment is asked about: one that keeps people out of a mailing is never empty for being younger.
    for moment in (None, "2011-11-01", "2001-01-01", "2031-01-01"):
        assert asked(project, {"segment": "Fair"}, moment) == asked(project, {"listed": "fair"}, moment) == then
    assert on_it(project) == then
    assert audience.sentence({"segment": "Fair"}, audience.names(project)) == "Everyone who is in the segment “Fair”."
    assert audience.sentence({"listed": "Fair"}, audience.names(project)) == "Everyone who is on the list “Fair”."


def test_it_is_answered_like_any_other(project: Project) -> None:
    lists.of_keys(project, "Fair", ["customer_id:100", "customer_id:98"])
    segments.save(project, "Others", {"none": [{"segment": "Fair"}]})
    assert audience.count(project, {"segment": "Others"}).count == 10
    assert [one.count for one in segments.overview(project)] == [2, 10]
    found = [(one.name, one.both) for one in shared_members.find(project, PARIS)]
    assert found == [("Fair", 1), ("Others", 1)]
    with audience.asking(project) as question:
        assert [one.name for one in audience.segments_of(question, 1)] == ["Fair"]
    reason = audience.explain(project, {"segment": "Fair"}, "customer_id:100")
    assert reason.conditions[0].because == "is in “Fair”: was added on 10 Dec 2011"
    out = audience.explain(project, {"listed": "Fair"}, "customer_id:99")
    assert (out.member, out.conditions[0].because) == (False, "was never added")


def test_people_are_put_on_it_and_taken_off_and_each_change_is_in_its_history(project: Project) -> None:
    lists.of_keys(project, "Fair", ["customer_id:100"])
    added = lists.put_on(
        project, "fair", ["customer_id:100", "customer_id:98", ("email:no@x.example", "customer_id:97")]
    )
    assert (added.count, added.added, added.unknown) == (3, 2, ())
    removed = lists.take_off(project, "FAIR", ["customer_id:98", "nobody@x.example"])
    assert (removed.count, removed.removed, removed.unknown) == (2, 1, ("nobody@x.example",))
    assert on_it(project) == ["customer_id:100", "customer_id:97"]
    assert [(one.count, one.entered, one.left) for one in history.of(project, "Fair")] == [
        (1, 1, 0),
        (3, 2, 0),
        (2, 0, 1),
    ]
    # A refresh finds the same people: nobody comes or goes.
    (refreshed,) = history.refresh(project, ["Fair"])
    assert (refreshed.count, refreshed.entered, refreshed.left) == (2, 0, 0)
    found = audience.explain(project, {"listed": "Fair"}, "customer_id:98")
    assert found.conditions[0].because == "was taken off on 10 Dec 2011"
    with pytest.raises(NotFound, match="2 keys"):
        lists.put_on(project, "Fair", ["a@x.example", "b@x.example"])


def test_any_series_of_changes_leaves_what_sets_would(project: Project) -> None:
    chance, wanted = random.Random(7), set[str]()
    keys = [f"customer_id:{number}" for number in range(89, 101)]
    lists.freeze(project, "Fair", {"any": []})
    for _ in range(25):
        some = chance.sample(keys, chance.randint(1, 5))
        if chance.random() < 0.5:
            lists.put_on(project, "Fair", some)
            wanted |= {*some}
        else:
            lists.take_off(project, "Fair", some)
            wanted -= {*some}
        assert {*on_it(project)} == wanted == {*asked(project, {"segment": "Fair"})}


def test_a_dynamic_one_becomes_static_and_dynamic_again(project: Project) -> None:
    segments.save(project, "Fair", PARIS, note="n")
    history.refresh(project)
    lists.freeze(project, "Fair", {"segment": "Fair"})
    kept = segments.get(project, "Fair")
    assert (kept.static, kept.note, kept.timer, kept.rule) == (True, "n", "never", {"listed": "Fair"})
    segments.save(project, "Other", PARIS)
    with pytest.raises(Problem, match="dynamic"):
        lists.put_on(project, "Other", ["customer_id:100"])
    segments.save(project, "Fair", {"any": []})
    assert (segments.get(project, "Fair").static, segments.get(project, "Fair").timer) == (False, "new-data")
    assert history.refresh(project, ["Fair"])[0].left == 2


def test_a_list_is_its_segments_alone(project: Project) -> None:
    lists.freeze(project, "Fair", PARIS)
    for name, rule in (
        ("Fair", {"all": [{"listed": "Fair"}, PARIS]}),
        ("Fair", {"listed": "Fair", "muted": True} | {"all": []}),
        ("New", {"listed": "Fair"}),
        ("New", {"none": [{"listed": "Fair"}]}),
    ):
        with pytest.raises(RuleProblem):
            segments.save(project, name, rule)
    assert on_it(project) == ["customer_id:100", "customer_id:99"]


def test_it_follows_those_who_are_joined_parted_and_erased(project: Project) -> None:
    file = project.path.with_name("people.csv")
    file.write_text("email,customer_id\nann@x.example,501\nanna@x.example,502\nbob@x.example,503\n")
    ingest.run_import(project, file, "profiles")
    lists.of_keys(project, "Fair", ["ann@x.example", "bob@x.example"])
    ingest.merge(project, [audience_key(project, one) for one in ("ann@x.example", "anna@x.example")])
    assert audience.explain(project, {"segment": "Fair"}, "anna@x.example").member
    assert len(on_it(project)) == 2
    erase(project, "bob@x.example")
    assert len(on_it(project)) == len(asked(project, {"segment": "Fair"})) == 1
    assert b"bob@x" not in project.path.read_bytes()


def audience_key(project: Project, key: str) -> int:
    from app.query import resolve_key

    return resolve_key(project, key)


def test_a_deleted_one_is_put_back_with_its_people_and_its_history(project: Project) -> None:
    lists.freeze(project, "Fair", PARIS)
    gone = segments.delete(project, "Fair")
    assert (gone.name, segments.every(project)) == ("Fair", [])
    segments.save(project, "Another", PARIS)
    segments.restore(project, gone)
    assert on_it(project) == asked(project, {"segment": "Fair"}) == ["customer_id:100", "customer_id:99"]
    assert len(history.of(project, "Fair")) == 1
    with pytest.raises(Problem, match="already"):
        segments.restore(project, gone)


def test_a_copy_has_the_same_people_and_a_list_of_its_own(project: Project) -> None:
    lists.freeze(project, "Fair", PARIS)
    assert segments.duplicate(project, "Fair") == "Fair copy"
    lists.take_off(project, "Fair", ["customer_id:100"])
    assert on_it(project, "Fair copy") == ["customer_id:100", "customer_id:99"]


def test_where_the_clock_goes_back_the_list_can_be_changed_all_the_same(project: Project) -> None:
    lists.freeze(project, "Fair", PARIS)
    project.change_settings({"clock": "2011-01-01"})
    assert lists.take_off(project, "Fair", ["customer_id:100"]).count == 1
    assert on_it(project) == ["customer_id:99"]


def test_what_is_said_of_people_is_said_of_those_who_can_be_emailed_too(project: Project) -> None:
    with audience.asking(project) as question:
        target = lists.target_of(project, question, audience.member_ids(project, {"all": []}))
    assert (len(target.ids), target.mailable) == (12, audience.reach(project, {"all": []}).mailable)


def test_people_on_a_list_are_told_with_their_names_and_those_who_came_last_first(project: Project) -> None:
    lists.of_keys(project, "Fair", ["customer_id:100"])
    project.change_settings({"clock": "2011-12-20"})
    lists.put_on(project, "Fair", ["customer_id:98", "customer_id:99"])
    found, count = lists.people_on(project, "Fair", 2)
    assert ([one.key for one in found], count) == (["customer_id:98", "customer_id:99"], 3)
    assert lists.people_on(project, "Fair", 9)[0][2].added < found[0].added
    lists.freeze(project, "Nobody", {"any": []})
    assert lists.people_on(project, "Nobody", 9) == ([], 0)
    file = project.path.with_name("named.csv")
    file.write_text("email,first_name,last_name\nann@x.example,Ann,Lee\n")
    ingest.run_import(project, file, "profiles")
    lists.of_keys(project, "Named", ["ann@x.example"])
    ((one,), _) = lists.people_on(project, "Named", 9)
    assert (one.name, one.email) == ("Ann Lee", "ann@x.example")


def test_people_by_number_come_on_a_list_that_is_made_for_them_and_undo_takes_it_away(project: Project) -> None:
    first = lists.put_people_on(project, "New one", [3, 1, 3])
    assert (first.changed.count, first.fresh, first.made) == (2, (1, 3), True)
    more = lists.put_people_on(project, "new ONE", [1, 2])
    assert (more.changed.name, more.changed.count, more.fresh, more.made) == ("New one", 3, (2,), False)
    assert lists.undo(project, more).count == 2
    assert lists.undo(project, first).count == 0
    assert [one for one in segments.every(project) if one.name == "New one"] == []


def test_undo_leaves_a_list_that_others_were_put_on_or_that_is_used(project: Project) -> None:
    first = lists.put_people_on(project, "New one", [1])
    lists.put_people_on(project, "New one", [2])
    assert lists.undo(project, first).count == 1
    second = lists.put_people_on(project, "Used", [1])
    segments.save(project, "User", {"segment": "Used"})
    assert lists.undo(project, second).count == 0
    assert segments.get(project, "Used").static
