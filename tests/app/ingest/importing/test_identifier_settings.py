"""Settings of identifiers: what is blocked, shared by too many or put in another order, derived and taken back."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from app import ingest
from app.domain.identifier_rules import SETTING, IdentifierRules
from app.domain.problems import NotFound, Problem
from app.domain.progress import SILENT
from app.ingest.identity.profile_changes import none
from app.ingest.importing import rederiving
from app.ingest.importing.identifier_settings import IdentifierSettings
from app.people import tags
from app.project import Change, Project
from app.query import resolve_key
from storage.file import models, permissions
from tests.app.ingest.importing import test_joining as histories

Write = Callable[[str, str], Path]
Rows = Callable[[Project, Any], list[dict[str, Any]]]
Dump = Callable[[Project], dict[str, list[Any]]]
InTwo = Callable[[Any, int], None]
TILL = "+442079460000"


def people(*rows: str) -> str:
    return "\n".join(["customer_id,email,phone,first_name", *rows, ""])


def refused(project: Project) -> set[str]:
    """The keys of those who may not be mailed: the list has their address, or an answer about them is a no."""
    with project.read() as connection:
        keys = dict(connection.execute(select(models.profile.c.id, models.profile.c.key)).all())
        said = connection.exec_driver_sql(permissions.consents()).all()
        listed = connection.exec_driver_sql(permissions.suppressions()).all()
    noes = {row.profile_id for row in said if row.channel == "email" and row.status in permissions.REFUSALS}
    return {keys[number] for number in noes | {row.profile_id for row in listed if row.channel == "email"}}


def test_a_blocked_address_parts_whom_it_joined_and_nobody_is_mailed_at_it_until_it_is_free_again(
    project: Project, write: Write, dump: Dump, rows: Rows
) -> None:
    shop = people(*(f",info@shop.com,+44207946010{n},N{n}" for n in range(4)), ",info@shop.com,,Nobody", "7,a@x.de,,A")
    ingest.run_import(project, write("a.csv", shop), "profiles")
    before = dump(project)
    settings = IdentifierSettings(project)
    rules = settings.blocked("email", " INFO@shop.com ")
    effect = settings.effect(rules)
    assert dump(project) == before
    assert (effect.people, effect.people_after, effect.concerned, effect.become) == (2, 5, 1, 4)
    assert (effect.rows_of_nobody, effect.mailable, effect.mailable_after) == (1, 2, 1)
    assert "1 person becomes 4 people. 2 people before, 5 after. 1 row then names nobody, and waits." in effect.told
    stood = settings.change(rules)
    assert len(histories.keys(project)) == effect.people_after
    assert "email:info@shop.com" not in str(dump(project)["identifiers"])
    assert [row["email"] for row in rows(project, models.profile) if row["mailable"]] == ["a@x.de"]
    back = settings.effect(settings.unblocked("email", "info@shop.com"))
    assert (back.people_after, back.rows_back, back.mailable_after) == (2, 1, 2)
    settings.change(stood)
    assert dump(project) == before
    assert project.setting(SETTING) is None


def test_patterns_block_what_they_match_and_wrong_settings_are_said(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", people("0,a@x.de,,A", "00,b@x.de,,B", "12,c@x.de,,C")), "profiles")
    settings = IdentifierSettings(project)
    settings.change(settings.blocked("customer_id", "^0+$", pattern=True))
    assert histories.keys(project) == ["customer_id:12", "email:a@x.de", "email:b@x.de"]
    with pytest.raises(Problem, match="nothing can be repeated"):
        settings.blocked("customer_id", "*", pattern=True)
    with pytest.raises(NotFound, match="No identifier is called “shoe”"):
        settings.blocked("shoe", "1")
    with pytest.raises(NotFound, match="is not blocked"):
        settings.unblocked("email", "a@x.de")
    with pytest.raises(Problem, match="Nothing was named"):
        settings.blocked("email", "  ")
    with pytest.raises(Problem, match="from 1 to"):
        settings.limited("email", 0)
    settings.change(settings.unblocked("customer_id", "^0+$"))
    assert settings.rules == IdentifierRules()


def test_what_stands_with_more_values_than_the_limit_joins_nobody_in_any_order(
    project: Project, new_project: Callable[[], Project], write: Write, dump: Dump, rows: Rows
) -> None:
    texts = [people(*(f"guest,g{n}@x.de,,N{n}" for n in range(half, half + 2))) for half in (0, 2)]
    texts.append(people("5,five@x.de,,F", "5,fifth@x.de,,F"))
    files = [write(f"{place}.csv", text) for place, text in enumerate(texts)]
    other = new_project()
    for one in (project, other):
        limited = IdentifierSettings(one).limited("email", 3)
        IdentifierSettings(one).change(limited)
    for file in files:
        ingest.run_import(project, file, "profiles")
    assert histories.keys(project) == ["customer_id:5", *(f"email:g{n}@x.de" for n in range(4))]
    told = {(one["detail"]["identifier"], one["detail"]["reason"]) for one in rows(project, models.conflict)}
    assert told == {("customer_id:guest", "limit")}
    for file in reversed(files):
        ingest.run_import(other, file, "profiles")
    assert histories.keys(other) == histories.keys(project)
    # With fewer rows it is one person's again.
    ingest.undo(project, 1)
    assert histories.keys(project) == ["customer_id:5", "customer_id:guest"]


def test_another_order_of_kinds_makes_others_the_key(project: Project, write: Write, dump: Dump) -> None:
    text = "hubspot_id,email,first_name\n9,a@x.de,A\n9,b@x.de,B\n8,b@x.de,B\n"
    mapping = ingest.parse({"version": 1, "kind": "profiles", "columns": {
        "hubspot_id": {"to": "hubspot_id", "type": "identifier"}}})  # fmt: skip
    ingest.run_import(project, write("h.csv", text), "profiles", mapping)
    before = dump(project)
    assert histories.keys(project) == ["email:a@x.de", "email:b@x.de"]
    settings = IdentifierSettings(project)
    rules = settings.prioritised(["hubspot_id"])
    assert rules.order[:3] == ("hubspot_id", "customer_id", "email")
    effect = settings.effect(rules)
    assert (effect.people, effect.people_after, effect.keys) == (2, 2, 2)
    assert "rules with a sample draw these people anew" in effect.told
    settings.change(rules)
    assert histories.keys(project) == ["hubspot_id:8", "hubspot_id:9"]
    # A file that comes later goes by it too.
    ingest.run_import(project, write("i.csv", text.replace("8,b", "7,a")), "profiles", mapping)
    assert histories.keys(project) == ["hubspot_id:7", "hubspot_id:8", "hubspot_id:9"]
    ingest.undo(project, 2)
    settings.change(settings.standard_order())
    assert dump(project) == before


def test_tags_of_who_goes_by_nothing_meanwhile_come_back(project: Project, write: Write) -> None:
    ingest.run_import(project, write("a.csv", people(",info@shop.com,,Nobody", ",b@x.de,,B")), "profiles")
    tags.add(project, [resolve_key(project, "info@shop.com")], "vip")
    settings = IdentifierSettings(project)
    stood = settings.change(settings.blocked("email", "info@shop.com"))
    assert histories.keys(project) == ["email:b@x.de"]
    settings.change(stood)
    assert tags.of(project, resolve_key(project, "info@shop.com")) == ["vip"]
    assert settings.rules == IdentifierRules()


def test_a_no_by_what_many_share_counts_for_each_of_them_and_one_of_a_row_for_its_person(
    project: Project, write: Write
) -> None:
    text = people(f",a@x.de,{TILL},A", f",b@x.de,{TILL},B", ",c@x.de,,C", "0,,+442079460001,D", "0,e@x.de,,E")
    ingest.run_import(project, write("a.csv", text), "profiles")
    ingest.run_import(project, write("s.csv", f"phone,reason\n{TILL},unsubscribed\n"), "suppressions")
    consents = f"phone,customer_id,channel,status,at\n{TILL},,email,denied,2011-01-01\n"
    consents += "+442079460001,0,email,denied,2011-01-01\n"
    ingest.run_import(project, write("c.csv", consents), "consents")
    noes = refused(project)
    settings = IdentifierSettings(project)
    settings.change(settings.blocked("phone", TILL))
    assert refused(project) >= {"email:a@x.de", "email:b@x.de"}
    assert refused(project) >= noes
    settings.change(settings.blocked("customer_id", "0"))
    assert "phone:+442079460001" in refused(project)
    assert not {"email:c@x.de", "email:e@x.de"} & refused(project)


# Histories.


def _settle(settings: IdentifierSettings, random: Random) -> IdentifierRules:
    """Rules that somebody might ask for."""
    rules = settings.rules
    blocked = [(kind, value) for kind, values in rules.blocked.items() for value in values]
    choice = random.random()
    if choice < 0.25 and blocked:
        return settings.unblocked(*random.choice(blocked))
    if choice < 0.6:
        value = random.choice([("email", f"p{random.randint(1, 5)}@x.example"), ("customer_id", "c1"),
                               ("phone", f"+44207946095{random.randint(0, 4)}"), ("cookie_id", "k1")])  # fmt: skip
        return settings.blocked(*value)
    if choice < 0.8:
        return settings.limited(random.choice(["email", "phone", "customer_id"]), random.choice([None, 1, 2]))
    kinds = ["email", "customer_id", "phone"]
    random.shuffle(kinds)
    return settings.standard_order() if random.random() < 0.4 else settings.prioritised(kinds[:2])


def _no(write: Write, random: Random, seed: int) -> Path:
    who = random.choice([f"p{random.randint(1, 5)}@x.example,,", f",+44207946095{random.randint(0, 4)},", ",,c1"])
    return write(f"no-{seed}-{random.random()}.csv", f"email,phone,customer_id,reason\n{who},unsubscribed\n")


def _stay_barred(project: Project, rows: Rows) -> None:
    """Every address that is somebody's and stood in a row with what somebody refused by is on the list."""
    refusing = {tuple(pair[:2]) for row in rows(project, models.refusal) for pair in json.loads(row["identifiers"])}
    listed = {row["address"] for row in rows(project, models.suppression) if row["channel"] == "email"}
    owned = {row["value"] for row in rows(project, models.identifier) if row["kind"] == "email"}
    for row in rows(project, models.link):
        pairs = {tuple(pair[:2]) for pair in row["identifiers"]}
        if pairs & refusing:
            assert {value for kind, value in pairs if kind == "email"} & owned <= listed


def _same(project: Project, made: Project, rows: Rows, dump: Dump) -> None:
    """Both say the same; who was refused by a list that was taken back may stay on it."""
    found, wanted = dump(project), dump(made)
    if any(row["kind"] == "suppressions" and row["undone_at"] is not None for row in rows(project, models.batch)):
        assert set(found.pop("suppressed")) >= set(wanted.pop("suppressed"))
    assert found == wanted


def check(project: Project, made: Project, folder: Path, write: Write, rows: Rows, dump: Dump, seed: int) -> None:
    random, done, edits, merges, settings = Random(seed), [], [], [], IdentifierSettings(project)
    for _ in range(random.randint(6, 11)):
        try:
            if random.random() < 0.3:
                rules = _settle(settings, random)
                effect, before = settings.effect(rules), dump(project)
                stood = settings.change(rules)
                found = dump(project)
                assert (len(found["people"]), effect.people) == (effect.people_after, len(before["people"]))
                assert sum(one[2] for one in found["people"]) == effect.mailable_after
                mailed = {one[1] for one in found["people"] if one[2]}
                assert not mailed & set(rules.blocked.get("email", ()))
                _stay_barred(project, rows)
                settings.change(stood)
                assert dump(project) == before
                settings.change(rules)
                assert dump(project) == found
            elif random.random() < 0.1:
                ingest.run_import(project, _no(write, random, seed), "suppressions")
            else:
                histories._step(project, random, write, seed, done, edits, merges)
        except Problem:
            continue
    with made.write("Set", {Change.SETTINGS}) as connection:
        from app.ingest.importing.identifier_settings import _keep

        _keep(connection, settings.rules)
    histories._afresh(project, made, folder, rows)
    _same(project, made, rows, dump)
    with project.write("Looked again", {Change.PROFILES}) as connection:
        rederiving.derive(connection, None, none(), set, SILENT)
    _same(project, made, rows, dump)


@pytest.mark.parametrize("seed", range(4))
def test_what_remains_is_what_the_remaining_files_decisions_and_settings_alone_give(in_two: InTwo, seed: int) -> None:
    in_two(check, seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(100, 160))
def test_sixty_histories(in_two: InTwo, seed: int) -> None:
    in_two(check, seed)
