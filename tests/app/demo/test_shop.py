"""The made-up shop: the same from the same seed, plausible, and as messy as real lists."""

import csv
import hashlib
import io
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from app.demo import files, people, shop
from app.demo.mailing import CAMPAIGNS, KINDS, rates
from app.demo.people import DAYS, HABITS, People, cultures
from app.demo.shop import Shop
from app.domain.progress import Cancelled, Progress

COUNT = 1_500


@pytest.fixture(scope="module")
def made() -> Shop:
    """Fifteen hundred people and all they did."""
    return shop.make(COUNT)


@pytest.fixture(scope="module")
def folder(made: Shop, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its files."""
    where = tmp_path_factory.mktemp("shop")
    assert [path.name for path in files.write(made, where)] == list(files.NAMES)
    return where


def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=delimiter))


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    files.write(shop.make(COUNT), tmp_path)
    for name in files.NAMES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_another_seed_gives_another_shop(folder: Path, tmp_path: Path) -> None:
    files.write(shop.make(COUNT, seed=7), tmp_path, seed=7)
    digests = [hashlib.sha256((where / "orders.csv").read_bytes()).digest() for where in (folder, tmp_path)]
    assert digests[0] != digests[1]


def test_names_come_in_several_scripts_with_plain_addresses(made: Shop) -> None:
    scripts = {"Latin": "é", "Greek": "Μ", "Cyrillic": "О", "Arabic": "م", "Hebrew": "נ", "Han": "王", "Hangul": "김"}
    written = "".join([*made.people.first, *made.people.last])
    blocks = {name: any(abs(ord(letter) - ord(sign)) < 80 for letter in written) for name, sign in scripts.items()}
    assert all(blocks.values()), blocks
    assert all(address.isascii() for address in made.people.address)
    assert all(address.rpartition("@")[2] in people._DOMAINS for address in made.people.address)
    assert len(set(made.people.address)) == COUNT
    assert len(set(made.people.ids.tolist())) == COUNT


@pytest.mark.parametrize(
    ("name", "said"), [("Małgorzata", "malgorzata"), ("O'Brien", "obrien"), ("Weiß", "weiss"), ("Çınar", "cinar")]
)
def test_addresses_are_spelled_in_plain_letters(name: str, said: str) -> None:
    assert people.plain(name) == said


def test_every_name_of_every_culture_has_a_plain_spelling() -> None:
    for culture in cultures():
        for part in ("female", "male", "last"):
            assert all(plain and plain.isascii() for _, plain in culture[part]), (culture["language"], part)


def test_habits_tell_people_apart(made: Shop) -> None:
    spent = np.bincount(made.lines.person, made.lines.price * made.lines.quantity, COUNT)
    by_habit = {habit.name: spent[made.people.habit == at].mean() for at, habit in enumerate(HABITS)}
    assert by_habit["devoted"] > 2 * by_habit["regular"] > 4 * by_habit["occasional"]
    assert by_habit["looker"] == 0
    lapsed = np.isin(made.lines.person, np.flatnonzero(made.people.habit == 3)) & (made.lines.quantity > 0)
    assert made.lines.at[lapsed].max() < 0.82 * DAYS * 86_400


def test_everything_happens_within_the_two_years_in_order(made: Shop) -> None:
    for at in (made.lines.at, made.visits.at, made.mails.at):
        assert at.min() >= 0
        assert at.max() < DAYS * 86_400
        assert (np.diff(at) >= 0).all()


def test_nobody_is_mailed_after_leaving(made: Shop) -> None:
    mails = made.mails
    for person in mails.person[mails.kind == KINDS.index("unsubscribed")].tolist():
        theirs = mails.person == person
        left = mails.campaign[theirs & (mails.kind == KINDS.index("unsubscribed"))].min()
        assert mails.campaign[theirs & (mails.kind == KINDS.index("sent"))].max() <= left


def test_only_those_who_agreed_are_mailed(made: Shop) -> None:
    assert set(made.consent[made.mails.person]) == {"yes"}


def test_newsletters_are_opened_at_plausible_rates(made: Shop) -> None:
    assert len(rates(made.mails)) == len(CAMPAIGNS)
    assert ((rates(made.mails) > 0.12) & (rates(made.mails) < 0.5)).all()


def test_contacts_are_as_messy_as_real_lists(folder: Path) -> None:
    path = folder / "contacts.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = _rows(path, ";")
    assert len(rows) > COUNT
    addresses = [row["E-mail"] for row in rows]
    assert sum("@" not in address for address in addresses) > 5
    assert sum(address.isupper() for address in addresses) > 10
    assert sum(address != address.strip() for address in addresses) > 10
    assert sum(not row["First name"] for row in rows) > 30
    assert {row["Gender"] for row in rows} == {"f", "m", "other", ""}
    assert {row["Email consent"] for row in rows} == {"yes", "no", "pending", ""}
    assert {row["Country"] for row in rows} >= {"United Kingdom", "UK", "Germany", "Deutschland"}
    assert all(row["Customer ID"].endswith(".0") or not row["Customer ID"] for row in rows)


def test_people_stand_in_the_list_more_than_once(folder: Path) -> None:
    rows = _rows(folder / "contacts.csv", ";")
    counts = Counter(row["E-mail"].strip().casefold() for row in rows if "@" in row["E-mail"])
    assert sum(count > 1 for count in counts.values()) > 3


def test_orders_have_returns_guests_and_products_of_the_catalogue(folder: Path) -> None:
    rows, catalogue = _rows(folder / "orders.csv"), _rows(folder / "products.csv")
    assert (
        len(catalogue) == shop.PRODUCTS == len({row["sku"] for row in catalogue}) == len({r["name"] for r in catalogue})
    )
    assert {row["SKU"] for row in rows} <= {row["sku"] for row in catalogue}
    back = [row for row in rows if row["Order ID"].startswith("C")]
    assert back
    assert all(int(row["Quantity"]) < 0 for row in back)
    assert all(int(row["Quantity"]) > 0 for row in rows if not row["Order ID"].startswith("C"))
    assert any(not row["Customer ID"] for row in rows)
    assert {row["Discount code"] for row in rows} >= {"", "WELCOME10"}


def test_visitors_are_known_only_when_they_log_in(folder: Path) -> None:
    rows = _rows(folder / "web_events.csv")
    known = sum(bool(row["customer_id"]) for row in rows) / len(rows)
    assert 0.35 < known < 0.75
    assert {row["event"] for row in rows} == {"product_view", "add_to_cart", "checkout_started", "search"}
    assert all(row["query"] for row in rows if row["event"] == "search")
    cookies: dict[str, set[str]] = {}
    for row in rows:
        if row["customer_id"]:
            cookies.setdefault(row["cookie_id"], set()).add(row["customer_id"])
    assert all(len(people) == 1 for people in cookies.values())


def test_making_it_up_can_be_stopped(tmp_path: Path) -> None:
    stop = Progress(None, lambda: True)
    with pytest.raises(Cancelled):
        shop.make(50, progress=stop)
    with pytest.raises(Cancelled):
        files.write(shop.make(50), tmp_path, progress=stop)


def test_people_can_be_few() -> None:
    crowd: People = people.make(3, np.random.default_rng(1))
    assert len(crowd) == 3
