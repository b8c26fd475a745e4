"""Identity: the rules one by one, and that what the links say decides, never their order."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.serialising import to_json
from app.ingest.identity.forest import Links
from app.ingest.identity.resolution import NOBODY, Resolution, resolve

KINDS = ("customer_id", "email", "phone", "cookie_id")


def links_of(rows: list[dict[str, str]], first: int = 1) -> Links:
    values = {kind: sorted({row[kind] for row in rows if kind in row}) for kind in KINDS}
    codes = {
        kind: np.array([values[kind].index(row[kind]) if kind in row else -1 for row in rows], dtype=np.int64)
        for kind in KINDS
    }
    return Links(np.arange(first, first + len(rows), dtype=np.int64), codes, values)


def keys_of(links: Links, found: Resolution) -> dict[int, str]:
    return {
        profile: f"{kind}:{links.values[kind][code]}"
        for kind, heads in found.heads.items()
        for code, profile in zip(heads.codes.tolist(), heads.profiles.tolist(), strict=True)
    }


def people(rows: list[dict[str, str]]) -> tuple[list[str], Resolution]:
    links = links_of(rows)
    found = resolve(links)
    keys = keys_of(links, found)
    return [keys.get(int(profile), "nobody") for profile in found.profiles], found


def test_one_address_is_one_person() -> None:
    who, _ = people([{"email": "a@x.de"}, {"email": "b@x.de"}, {"email": "a@x.de"}])
    assert who == ["email:a@x.de", "email:b@x.de", "email:a@x.de"]


def test_a_customer_id_takes_the_address_that_came_alone() -> None:
    for rows in (
        [{"email": "a"}, {"customer_id": "1", "email": "a"}],
        [{"customer_id": "1", "email": "a"}, {"email": "a"}],
    ):
        who, found = people(rows)
        assert who == ["customer_id:1", "customer_id:1"]
        assert list(found.profiles) == [1, 1]  # the profile has the number of its first link
        assert not found.conflicts


def test_two_customer_ids_are_never_merged_by_an_address() -> None:
    who, found = people([{"customer_id": "1", "email": "a"}, {"customer_id": "2", "email": "a"}, {"email": "a"}])
    assert who == ["customer_id:1", "customer_id:2", "customer_id:1"]
    (conflict,) = found.conflicts
    assert (conflict.link_id, conflict.kind, conflict.value) == (2, "email", "a")
    assert (conflict.went_to, conflict.stayed_with) == ("customer_id:2", "customer_id:1")


def test_a_row_of_two_people_goes_to_the_higher_and_brings_the_lower() -> None:
    who, found = people([{"customer_id": "1"}, {"email": "a", "phone": "+4"}, {"customer_id": "1", "email": "a"}])
    assert who == ["customer_id:1"] * 3
    assert not found.conflicts


def test_a_cookie_alone_waits_and_joins_later() -> None:
    who, _ = people([{"cookie_id": "k"}])
    assert who == ["nobody"]
    who, _ = people([{"cookie_id": "k"}, {"cookie_id": "k", "customer_id": "1"}])
    assert who == ["customer_id:1"] * 2


def test_a_cookie_seen_with_two_belongs_to_neither() -> None:
    who, found = people(
        [{"cookie_id": "k", "customer_id": "1"}, {"cookie_id": "k"}, {"cookie_id": "k", "customer_id": "2"}]
    )
    assert who == ["customer_id:1", "nobody", "customer_id:2"]
    assert len(found.owned["cookie_id"].codes) == 0


def test_a_cookie_seen_with_two_that_are_one_person_belongs_to_them() -> None:
    who, _ = people(
        [
            {"cookie_id": "k", "customer_id": "1"},
            {"cookie_id": "k", "email": "a"},
            {"cookie_id": "k"},
            {"customer_id": "1", "email": "a"},
        ]
    )
    assert who == ["customer_id:1"] * 4


def test_no_link_at_all() -> None:
    assert list(resolve(links_of([])).profiles) == []


row = st.dictionaries(st.sampled_from(KINDS), st.sampled_from("abcd"), min_size=1)


def slowly(rows: list[dict[str, str]]) -> list[str | None]:
    """The rules said over again, one row and one identifier after another."""
    above: dict[tuple[int, str], set[tuple[int, str]]] = {}
    sets = [[(place, row[kind]) for place, kind in enumerate(KINDS[:3]) if kind in row] for row in rows]
    for strong in sets:
        for one in strong[1:]:
            above.setdefault(one, set()).add(strong[0])

    def person(one: tuple[int, str]) -> str:
        while one in above:
            one = min(above[one])
        return f"{KINDS[one[0]]}:{one[1]}"

    went = [person(strong[0]) if strong else None for strong in sets]
    final = []
    for given_row, who in zip(rows, went, strict=True):
        if who is None:
            pairs = zip(rows, went, strict=True)
            seen = {one for other, one in pairs if one and other.get("cookie_id") == given_row["cookie_id"]}
            who = seen.pop() if len(seen) == 1 else None
        final.append(who)
    return final


@settings(max_examples=400, deadline=None)
@given(st.lists(row, max_size=12))
def test_it_equals_the_rules_said_slowly(rows: list[dict[str, str]]) -> None:
    who, found = people(rows)
    assert [None if key == "nobody" else key for key in who] == slowly(rows)
    firsts = {}
    for number, profile in enumerate(found.profiles.tolist(), 1):
        if profile != NOBODY and any(kind != "cookie_id" for kind in rows[number - 1]):
            firsts.setdefault(profile, number)
    assert all(profile == first for profile, first in firsts.items())
    keys = keys_of(links_of(rows), found)
    assert len(set(keys.values())) == len(keys)


@settings(max_examples=200, deadline=None)
@given(st.lists(row, max_size=10), st.randoms())
def test_the_order_decides_nothing(rows: list[dict[str, str]], random: Random) -> None:
    before_who, before = people(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    who, again = people(shuffled)
    assert dict(zip(map(repr, shuffled), who, strict=True)) == dict(zip(map(repr, rows), before_who, strict=True))
    assert disputes(again) == disputes(before)


def disputes(found: Resolution) -> set[tuple[str, str, str, str]]:
    return {(one.identifier, one.went_to, one.stayed_with, one.seen_with) for one in found.conflicts}


def test_a_shared_address_is_of_the_least_id_whoever_came_first() -> None:
    rows = [{"customer_id": "2", "email": "a"}, {"email": "a", "phone": "+4"}, {"customer_id": "1", "email": "a"}]
    who, found = people(rows)
    assert who == ["customer_id:2", "customer_id:1", "customer_id:1"]
    (conflict,) = found.conflicts
    assert to_json(conflict) == {
        "identifier": "email:a", "went_to": "customer_id:2", "stayed_with": "customer_id:1",
        "seen_with": "customer_id:2",
    }  # fmt: skip
