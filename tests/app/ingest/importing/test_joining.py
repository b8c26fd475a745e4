"""Joining people by hand and taking them apart: what remains is what the remaining files and decisions alone say."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import insert, select

from app import fields, ingest
from app.domain.clock import Moment
from app.domain.merged_fields import LEADS
from app.domain.problems import NotFound, Problem
from app.ingest import Mapping, master_data
from app.ingest.importing import rederiving
from app.project import Change, Project
from app.query import resolve_key
from storage.file import models

Write = Callable[[str, str], Path]
Rows = Callable[[Project, Any], list[dict[str, Any]]]
Dump = Callable[[Project], dict[str, list[Any]]]
InTwo = Callable[[Any, int], None]
PEOPLE = "customer_id,email,phone,first_name,city,tags\n"


def keys(project: Project) -> list[str]:
    with project.read() as connection:
        return sorted(connection.scalars(select(models.profile.c.key)))


def join(project: Project, *named: str) -> ingest.Decided:
    return ingest.merge(project, [resolve_key(project, one) for one in named])


def test_a_merge_gives_one_person_with_all_that_was_known_and_taken_back_leaves_two_as_they_were(
    project: Project, write: Write, dump: Dump
) -> None:
    ingest.run_import(project, write("a.csv", PEOPLE + "1,a@x.de,,Ann,Rome,vip\n2,b@x.de,,Anna,,new\n"), "profiles")
    ingest.run_import(
        project,
        write("o.csv", "order id,sku,price,date,customer id\n1,A,5,2011-05-01,1\n2,B,7,2011-06-01,2\n"),
        "orders",
    )
    before = dump(project)
    decided = join(project, "customer_id:2", "a@x.de")
    assert decided.keys == ("customer_id:1",)
    assert keys(project) == ["customer_id:1"]
    found = dump(project)
    assert dict(found["people"][0][3]) | {"first_name": "Anna", "city": "Rome"} == dict(found["people"][0][3])
    assert [event[0] for event in found["events"]] == ["customer_id:1"] * len(before["events"])
    ingest.take_back(project, decided)
    assert dump(project) == before
    ingest.decide_again(project, decided)
    assert dump(project) == found
    apart = ingest.take_apart(project, "email", "b@x.de")
    assert (apart.keys, apart.made) == (("customer_id:2", "customer_id:1"), ())
    assert dump(project) == before
    assert [(one.verdict, one.by, one.taken_back_at is None) for one in ingest.decisions(project)] == [
        ("same", "you", False)
    ]


def test_tags_by_hand_are_told_apart_again(project: Project, write: Write) -> None:
    from app.people import tags

    ingest.run_import(project, write("a.csv", PEOPLE + "1,a@x.de,,,,\n2,b@x.de,,,,\n"), "profiles")
    one, other = (resolve_key(project, f"customer_id:{number}") for number in "12")
    tags.add(project, [one, other], "both")
    tags.add(project, [other], "second")
    decided = join(project, "customer_id:1", "customer_id:2")
    together = resolve_key(project, "customer_id:1")
    assert tags.of(project, together) == ["both", "second"]
    tags.add(project, [together], "since")
    ingest.take_back(project, decided)
    told = [tags.of(project, resolve_key(project, f"customer_id:{number}")) for number in "12"]
    assert told == [["both", "since"], ["both", "second"]]


def test_what_files_joined_is_parted_by_an_identifier_and_stays_so_with_the_next_file(
    project: Project, write: Write
) -> None:
    ingest.run_import(project, write("a.csv", PEOPLE + "1,a@x.de,,Ann,,\n1,b@x.de,,Bob,,\n"), "profiles")
    assert keys(project) == ["customer_id:1"]
    apart = ingest.take_apart(project, "email", "b@x.de")
    assert keys(project) == ["customer_id:1", "email:b@x.de"]
    ingest.run_import(project, write("b.csv", PEOPLE + "1,b@x.de,,Bob,Rome,\n"), "profiles")
    assert keys(project) == ["customer_id:1", "email:b@x.de"]
    # By hand they may be one all the same: the later word stands.
    again = join(project, "customer_id:1", "b@x.de")
    assert keys(project) == ["customer_id:1"]
    assert set(again.taken_back) == set(apart.made)
    ingest.take_back(project, again)
    assert keys(project) == ["customer_id:1", "email:b@x.de"]


def test_what_cannot_be_parted_is_said(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", PEOPLE + "1,a@x.de,,Ann,,\n2,,,Bob,,\n"), "profiles")
    with pytest.raises(Problem, match=r"Line 2 of a\.csv names both in one row"):
        ingest.take_apart(project, "email", "a@x.de")
    with pytest.raises(Problem, match="Nobody joined customer_id:1"):
        ingest.take_apart(project, "customer_id", "1")
    with pytest.raises(Problem, match="all that this person goes by"):
        ingest.take_apart(project, "customer_id", "2")
    with pytest.raises(NotFound):
        ingest.take_apart(project, "email", "nobody@x.de")
    with pytest.raises(Problem, match="one person already"):
        join(project, "customer_id:1", "a@x.de")
    assert ingest.decisions(project) == []


def test_a_refusal_of_one_holds_for_all_addresses_of_both(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", PEOPLE + "1,a@x.de,,,,\n2,b@x.de,,,,\n"), "profiles")
    ingest.run_import(project, write("s.csv", "customer_id,reason\n2,unsubscribed\n"), "suppressions")
    assert {row["address"] for row in rows(project, models.suppression)} == {"b@x.de"}
    decided = join(project, "customer_id:1", "customer_id:2")
    assert {row["address"] for row in rows(project, models.suppression)} == {"a@x.de", "b@x.de"}
    ingest.take_back(project, decided)
    assert {row["address"] for row in rows(project, models.suppression)} == {"b@x.de"}


def test_an_address_that_is_parted_from_who_refused_stays_refused(project: Project, write: Write, rows: Rows) -> None:
    ingest.run_import(project, write("a.csv", PEOPLE + "1,a@x.de,,,,\n1,b@x.de,,,,\n"), "profiles")
    ingest.run_import(project, write("s.csv", "customer_id,reason\n1,unsubscribed\n"), "suppressions")
    ingest.take_apart(project, "email", "b@x.de")
    assert {row["address"] for row in rows(project, models.suppression)} == {"a@x.de", "b@x.de"}


# Histories.


def _people(random: Random) -> str:
    lines = []
    for number in range(random.randint(1, 5)):
        row = [
            f"c{random.randint(1, 4)}" if random.random() < 0.4 else "",
            f"p{random.randint(1, 5)}@x.example" if random.random() < 0.7 else "",
            f"+44207946095{random.randint(0, 4)}" if random.random() < 0.5 else "",
            f"k{random.randint(1, 3)}" if random.random() < 0.2 else "",
            f"N{number}" if random.random() < 0.8 else "",
            f"V{number}" if random.random() < 0.5 else "",
            f"K{random.randint(1, 3)}" if random.random() < 0.4 else "",
        ]
        lines.append(",".join(row))
    return "\n".join(["customer_id,email,phone,cookie_id,first_name,vorname2,nick", *lines, ""])


def _events(random: Random) -> str:
    lines = [
        f"2011-04-0{random.randint(1, 9)},view,{f'c{random.randint(1, 4)}' if random.random() < 0.3 else ''},"
        f"k{random.randint(1, 3)},S{number}"
        for number in range(random.randint(1, 3))
    ]
    return "\n".join(["time,event,customer_id,cookie_id,sku", *lines, ""])


def _at(number: int) -> str:
    return f"2011-11-{number:02}T12:00:00"


def _of_fields(project: Project, random: Random, people: list[int], edits: list[master_data.Edited]) -> None:
    """Something that somebody does to values: by hand, or by believing one source before another."""
    choice = random.random()
    if choice < 0.4:
        typed = random.choice(["Hana", "Henk", "Hugo", ""])
        edits.append(master_data.set_value(project, random.choice(people), random.choice(NAMED), typed))
    elif choice < 0.5:
        edits.append(master_data.restore(project, random.choice(people), random.choice(NAMED)))
    elif choice < 0.7 and edits:
        random.choice([master_data.take_back, master_data.do_again])(project, random.choice(edits))
    else:
        wanted = random.sample(SOURCES, random.choice([0, 1, 2, 3]))
        master_data.set_priority(project, "first_name", wanted)


SOURCES = ["crm", "shop", "letters"]
NAMED = ["first_name", "vorname2", "nick"]


def _merge(project: Project, random: Random, merges: list[fields.Joined]) -> None:
    """A field made part of another, taken out of it again, or merged the very same way once more."""
    choice = random.random()
    if choice < 0.55:
        old, into = random.sample(NAMED, 2)
        merges.append(fields.merge(project, old, into, random.choice(LEADS)))
    elif choice < 0.85:
        fields.take_apart(project, random.choice(NAMED[1:]))
    elif merges:
        one = random.choice(merges)
        fields.merge(project, one.old, one.into, one.leads, at=one.at)


def _step(
    project: Project,
    random: Random,
    write: Write,
    seed: int,
    done: list[ingest.Decided],
    edits: list[master_data.Edited],
    merges: list[fields.Joined],
) -> None:
    """Something that somebody does to who is who; what cannot be done is said, and changes nothing."""
    with project.read() as connection:
        people = list(connection.scalars(select(models.profile.c.id).order_by(models.profile.c.id)))
        named = connection.execute(select(models.identifier.c.kind, models.identifier.c.value)).all()
        stands = list(connection.scalars(select(models.batch.c.id).where(models.batch.c.undone_at.is_(None))))
    choice = random.random()
    if choice < 0.35 or not people:
        kind, text = ("events", _events(random)) if random.random() < 0.25 else ("profiles", _people(random))
        source, at = random.choice(SOURCES), _at(random.randint(1, 9))
        mode = Mapping(kind, on_conflict=random.choice(["update", "update", "keep", "replace"]))
        path = write(f"{seed}-{random.random()}.csv", text)
        ingest.run_import(project, path, kind, mapping=mode if kind == "profiles" else None, source=source, as_of=at)
    elif choice < 0.45:
        _merge(project, random, merges)
    elif choice < 0.6:
        _of_fields(project, random, people, edits)
    elif choice < 0.68 and stands:
        ingest.undo(project, random.choice(stands))
    elif choice < 0.8:
        done.append(ingest.merge(project, random.sample(people, min(len(people), random.choice([2, 2, 3])))))
    elif choice < 0.9:
        done.append(ingest.take_apart(project, *random.choice(sorted(map(tuple, named)))))
    elif done:
        random.choice([ingest.take_back, ingest.decide_again])(project, random.choice(done))


def _afresh(project: Project, made: Project, folder: Path, rows: Rows) -> None:
    """Give an empty project the standing decisions, then the files that stand."""
    standing = [row for row in rows(project, models.decision) if row["taken_back_at"] is None]
    with made.write("Decided", {Change.PROFILES}) as connection:
        for row in standing:
            connection.execute(insert(models.decision).values(row | {"tags": None}))
        for table in (models.hand_value, models.field):
            for row in rows(project, table):
                if row.get("taken_back_at") is None:
                    connection.execute(insert(table).values(row))
    for row in rows(project, models.batch):
        if row["undone_at"] is None:
            at = Moment(row["as_of"], project.timezone).iso()
            mode = Mapping(row["kind"], on_conflict=row["mapping"]["on_conflict"])
            path = folder / row["file_name"]
            ingest.run_import(made, path, row["kind"], mapping=mode, source=row["source"], as_of=at)


def _taken_apart(project: Project, folder: Path, rows: Rows, dump: Dump) -> None:
    """All merges taken apart leave what there would be without any of them; made again, what there was with them."""
    with_merges, merges = dump(project), fields.parts(project)
    for one in merges:
        fields.take_apart(project, one.name)
    with Project.create(folder / "apart.quill", timezone="Europe/London", clock="2012-01-01") as other:
        _afresh(project, other, folder, rows)
        assert dump(project) == dump(other)
    while merges:
        # Into what is part of another itself nothing can be merged: the outermost comes last.
        one = next(part for part in merges if part.name not in {other.into for other in merges})
        fields.merge(project, one.name, one.into, one.leads, at=one.at)
        merges.remove(one)
    assert dump(project) == with_merges


def check(project: Project, made: Project, folder: Path, write: Write, rows: Rows, dump: Dump, seed: int) -> None:
    random, done, edits, merges = Random(seed), [], [], []
    for _ in range(random.randint(6, 14)):
        try:
            _step(project, random, write, seed, done, edits, merges)
        except Problem:
            continue
    _afresh(project, made, folder, rows)
    assert dump(project) == dump(made)
    for row in rows(project, models.profile):
        for name in NAMED:
            try:
                told = master_data.history(project, row["id"], name)
            except NotFound:
                continue  # no file of this history had such a column
            shows = [one.value for one in told.values if one.shows]
            assert shows == [told.value] or (not shows and told.value is None)
            assert told.value == row["traits"].get(told.trait)
    _taken_apart(project, folder, rows, dump)
    # And nothing is left for a look at all links to change.
    with project.write("Looked again", {Change.PROFILES}) as connection:
        from app.domain.progress import SILENT
        from app.ingest.identity.profile_changes import none

        rederiving.derive(connection, None, none(), set, SILENT)
    assert dump(project) == dump(made)


@pytest.mark.parametrize("seed", range(8))
def test_what_remains_is_what_the_remaining_files_and_decisions_alone_give(in_two: InTwo, seed: int) -> None:
    in_two(check, seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 200))
def test_a_hundred_histories(in_two: InTwo, seed: int) -> None:
    in_two(check, seed)
