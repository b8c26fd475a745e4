"""Six tools' exports of one shop, in any order: whoever said no stays out, nobody comes twice, the money is right."""

import csv
import io
import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app import campaign, ingest
from app.audience import segments
from app.command_line import run
from app.project import Project
from app.template import store as templates
from app.template.prepared_template import Template

pytestmark = pytest.mark.early

KINDS = {
    "All_Profiles_2025-11-28.csv": "profiles",
    "customers_export.csv": "profiles",
    "hubspot-crm-exports-all-contacts-2025-11-28.csv": "profiles",
    "subscribed_email_audience_export_3f2a1b.csv": "profiles",
    "unsubscribed_email_audience_export_3f2a1b.csv": "profiles",
    "orders_export_1.csv": "orders",
    "woocommerce-orders-2.csv": "orders",
    "Kundenumsatz_2026.xlsx": "orders",
    "products_export_1.csv": "products",
    "ga4_events.csv": "events",
}
BODY = "<p>Hi {{ first_name | default('there', true) }},</p>{{ sender.address }} {{ unsubscribe_url }}"
BOUGHT = ("Completed", "Processing", "On hold")


@dataclass
class Truth:
    """What the files say, read plainly: by address who refuses and who agrees, what they paid, their orders, tags."""

    refuses: set[str] = field(default_factory=set)
    agrees: set[str] = field(default_factory=set)
    paid: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    orders: Counter[str] = field(default_factory=Counter)
    tags: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    addresses: set[str] = field(default_factory=set)


def _rows(folder: Path, start: str) -> list[dict[str, str]]:
    (path,) = folder.glob(start + "*.csv")
    text = path.read_text("utf-8-sig")
    if text.startswith("# ---"):
        text = text.rpartition("# ---")[2].partition("\n")[2].lstrip()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _truth(folder: Path) -> Truth:
    truth = Truth()
    _people(folder, truth)
    _money(folder, truth)
    truth.addresses |= {row["user_id"].casefold() for row in _rows(folder, "ga4")}
    truth.addresses |= truth.agrees | truth.refuses | set(truth.paid)
    return truth


def _say(truth: Truth, address: str, *, no: bool, yes: bool, tags: str = "") -> None:
    truth.addresses.add(address)
    if no:
        truth.refuses.add(address)
    if yes:
        truth.agrees.add(address)
    truth.tags[address] |= {tag for tag in re.split(r"""[\[\]'",]+\s*""", tags) if tag.strip()}


def _people(folder: Path, truth: Truth) -> None:
    for row in _rows(folder, "All_Profiles"):
        said = row["Email Marketing Consent"]
        no = said != "SUBSCRIBED" or bool(row["Email Suppressions"])
        _say(truth, row["Email"], no=no, yes=said == "SUBSCRIBED", tags=row["Shopify Tags"])
    for row in _rows(folder, "customers_export"):
        if not (address := row["Email"]):
            # A customer without an address is a person without one: a telephone joins nobody to an address.
            continue
        said = row["Accepts Email Marketing"]
        _say(truth, address, no=said == "no", yes=said == "yes", tags=row["Tags"])
    for row in _rows(folder, "hubspot"):
        no = row["Unsubscribed from all email"] == "true" or bool(row["Email hard bounce reason"])
        _say(truth, row["Email"], no=no, yes=False)
    for row in _rows(folder, "subscribed"):
        # When somebody opted in is no answer to whether they agree now: other files say that.
        _say(truth, row["Email Address"], no=False, yes=False, tags=row["TAGS"])
    for row in _rows(folder, "unsubscribed"):
        _say(truth, row["Email Address"], no=True, yes=False, tags=row["TAGS"])


def _money(folder: Path, truth: Truth) -> None:
    for row in _rows(folder, "orders_export"):
        if row["Accepts Marketing"]:
            said = row["Accepts Marketing"]
            _say(truth, row["Email"], no=said == "no", yes=said == "yes")
    for _, address, _, charged, state, refunded, _ in json.loads((folder / "shopify_truth.json").read_text("utf-8")):
        if state in ("paid", "partially_refunded"):
            _pay(truth, address, Decimal(str(charged)) - Decimal(str(refunded)))
    seen = set()
    for row in _rows(folder, "woocommerce"):
        truth.addresses.add(row["Email (Billing)"])
        if row["Order Status"] in BOUGHT and row["Order Number"] not in seen:
            _pay(
                truth, row["Email (Billing)"], Decimal(row["Order Total Amount"]) - Decimal(row["Order Refund Amount"])
            )
        seen.add(row["Order Number"])
    _colleague(folder, truth)


def _pay(truth: Truth, address: str, amount: Decimal) -> None:
    truth.paid[address] += amount
    truth.orders[address] += 1


def _colleague(folder: Path, truth: Truth) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(folder / "Kundenumsatz_2026.xlsx")["Kundenumsatz"]
    seen = set()
    for row in list(sheet.iter_rows(values_only=True))[2:]:
        if not row[3]:
            continue
        truth.paid[row[3]] += Decimal(row[8].replace(".", "").replace(",", "."))
        truth.orders[row[3]] += row[4] not in seen
        seen.add(row[4])


def _ask(project: Path, *words: str) -> Any:
    out, err = io.StringIO(), io.StringIO()
    assert run([*words[:2], str(project), *words[2:], "--json"], out, err) == 0, err.getvalue()
    return json.loads(out.getvalue())


def _mailed(project: Project, folder: Path) -> list[str]:
    campaign.save(project, "C", {"version": 1, "include": ["Everyone"], "template": "T", "html": "none",
                                 "esp": "generic", "columns": ["email"]})  # fmt: skip
    campaign.export(project, "C", folder)
    with (folder / "contacts.csv").open(encoding="utf-8", newline="") as file:
        return [row["email"].casefold() for row in csv.DictReader(file)]


def _try_in_order(data: Path, order: list[str], tmp_path: Path, truth: Truth) -> None:
    path = tmp_path / "shop.quill"
    with Project.create(path, timezone="Europe/London", clock="2026-11-30") as project:
        for name in order:
            ingest.run_import(project, data / name, KINDS[name])
        segments.save(project, "Everyone", {"all": []})
        templates.save(project, Template("T", "News from the shop", "What is new", BODY))
        sender = {"from_name": "S", "from_address": "a@s.example", "postal_address": "1 Quay"}
        project.change_settings({"sender": sender})
        strict = _mailed(project, tmp_path / "strict")
        project.change_settings({"unknown_is_consent": True})
        lax = _mailed(project, tmp_path / "lax")
    people = _ask(path, "segment", "members", "--rule", str(_everyone(tmp_path)), "--columns",
                  "key,email,orders,net_revenue,tags")  # fmt: skip
    _judge_mail(strict, lax, truth)
    _judge_people(people, truth)


def _everyone(folder: Path) -> Path:
    path = folder / "everyone.json"
    path.write_text('{"all": []}', encoding="utf-8")
    return path


def _judge_mail(strict: list[str], lax: list[str], truth: Truth) -> None:
    assert len(strict) == len(set(strict))
    assert len(lax) == len(set(lax))
    assert sorted(set(lax) & truth.refuses) == []
    assert sorted(strict) == sorted(truth.agrees - truth.refuses)


def _judge_people(people: list[dict[str, Any]], truth: Truth) -> None:
    owners = Counter(person["email"].casefold() for person in people if person["email"])
    assert [address for address, count in owners.items() if count > 1] == []
    assert set(owners) == {address.casefold() for address in truth.addresses}
    by_address = {person["email"].casefold(): person for person in people if person["email"]}
    wrong = {
        address: (str(one["net_revenue"]), str(truth.paid.get(address, 0)), one["orders"], truth.orders[address])
        for address, one in by_address.items()
        if Decimal(str(one["net_revenue"] or 0)) != truth.paid.get(address, 0)
        or (one["orders"] or 0) != truth.orders[address]
    }
    assert wrong == {}, f"{len(wrong)} people: {list(wrong.items())[:5]}"
    said = {address: set(one["tags"] or ()) for address, one in by_address.items()}
    odd = {address: (tags, truth.tags[address]) for address, tags in said.items() if tags != truth.tags[address]}
    assert odd == {}, f"{len(odd)} people: {list(odd.items())[:5]}"


@pytest.fixture(scope="session")
def exports(shared_data: Path) -> Path:
    """The folder of the made-up exports."""
    return shared_data / "made_up_exports"


@pytest.fixture(scope="session")
def truth(exports: Path) -> Truth:
    """What they say."""
    return _truth(exports)


def test_people_first(exports: Path, truth: Truth, tmp_path: Path) -> None:
    _try_in_order(exports, list(KINDS), tmp_path, truth)


def test_money_first(exports: Path, truth: Truth, tmp_path: Path) -> None:
    _try_in_order(exports, list(reversed(KINDS)), tmp_path, truth)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_in_any_order(exports: Path, truth: Truth, tmp_path: Path, seed: int) -> None:
    order = list(KINDS)
    random.Random(seed).shuffle(order)
    _try_in_order(exports, order, tmp_path, truth)
