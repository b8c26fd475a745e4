"""What several threads ask for at once has one owner, and each gets what it would get alone."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from app import audience, ingest
from app.domain.shared_answers import Known
from app.mailing import recipients
from app.project import Change, Project
from app.query.profile_batches import _Pins

THREADS = 8


def at_once(work: Callable[[int], Any]) -> list[Any]:
    """What the work gives in each of eight threads that begin together."""
    together = threading.Barrier(THREADS)

    def begin(number: int) -> Any:
        together.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


def test_what_is_known_is_one_thing_for_all_and_no_more_than_its_most() -> None:
    known = Known(5)

    def ask(number: int) -> bool:
        right = True
        for turn in range(2_000):
            key = (turn * (number + 1)) % 11
            right &= known.once(key, lambda key=key: [key]) == [key]  # type: ignore[misc]
            right &= len(known) <= 5
        return right

    assert all(at_once(ask))
    first = at_once(lambda _: known.once("one", object))
    assert len({id(one) for one in first}) == 1


def test_moments_that_many_ask_about_settle_alike() -> None:
    pins = _Pins()
    recorded = [1_000, 2_000]

    def following(moment: int) -> float:
        return min((one for one in recorded if one > moment), default=float("inf"))

    def ask(number: int) -> bool:
        asked = ((turn * 7 + number * 13) % 3_000 for turn in range(400))
        return all(following(pins.settled(moment, following)) == following(moment) for moment in asked)

    assert all(at_once(ask))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("caches")
    people = (f"C{n},p{n}@x.example,Ann{n},Town{n % 3}\n" for n in range(60))
    products = (f"S{n},Cup {n},5,Cups\n" for n in range(9))
    orders = (f"{n},S{n % 9},5,2026-01-{n % 28 + 1:02},C{n}\n" for n in range(50))
    with Project.create(folder / "shop.quill", timezone="UTC", clock="2026-03-01") as project:
        for kind, head, rows in (
            ("products", "sku,name,price,category", products),
            ("profiles", "Customer ID,Email,First Name,City", people),
            ("orders", "order id,sku,price,date,customer id", orders),
        ):
            (folder / f"{kind}.csv").write_text(head + "\n" + "".join(rows))
            ingest.run_import(project, folder / f"{kind}.csv", kind)
        yield project


def asked(project: Project) -> Any:
    """A count, and what an email is filled with: statements, moments and products that are kept for all."""
    count = audience.count(project, {"trait": "city", "op": "is", "value": "Town1"}).count
    (context,) = next(recipients.contexts(project, [4], ["first_name", "city", "recommendations"]))
    return count, context


def test_panes_that_ask_at_once_are_all_answered_right(shop: Project) -> None:
    alone = asked(shop)
    assert alone[0] == 20
    assert len(alone[1]["recommendations"]) > 1

    def ask(number: int) -> list[Any]:
        if number == 0:
            # Meanwhile another mirror takes the place of the one that is asked.
            with shop.write("Touched the products", {Change.PRODUCTS}):
                pass
        return [asked(shop) for _ in range(3)]

    assert all(found == alone for told in at_once(ask) for found in told)
