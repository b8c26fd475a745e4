"""The composed shop and its real orders, by the command line with inferred mappings: the numbers that must come out."""

import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app import command_line, ingest
from app.project import Project
from storage.file import kept_traits
from storage.file.models import consent, event, profile, suppression
from tests.app.ingest.ten_segments import SEGMENTS, by_pandas

pytestmark = pytest.mark.early


def call(*words: str) -> Any:
    out = io.StringIO()
    assert command_line.run([*words, "--json"], out=out) == 0
    return json.loads(out.getvalue())


@dataclass
class Shop:
    reports: dict[str, dict[str, Any]]
    people: dict[str, int]
    project: Project

    def scalar(self, question: Any) -> Any:
        with self.project.read() as connection:
            return connection.scalar(question)


FILES = (
    ("contacts", "profiles", "composed_shop/contacts.csv"),
    ("orders", "orders", "online_retail/online_retail.csv.gz"),
    ("products", "products", "composed_shop/products.csv"),
    ("web", "events", "composed_shop/web_events.csv.gz"),
    ("email", "events", "composed_shop/email_events.csv.gz"),
)


@pytest.fixture(scope="module")
def shop(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("composed") / "shop.quill"
    call("new", str(path), "--timezone", "Europe/London", "--clock", "2011-12-10")
    reports, people = {}, {}
    for name, kind, file in FILES:
        reports[name] = call("import", str(path), str(shared_data / file), "--as", kind)
        with Project.open(path) as project, project.read() as connection:
            people[name] = connection.scalar(select(func.count()).select_from(profile))
    with Project.open(path) as project:
        yield Shop(reports, people, project)


def test_contacts(shop: Shop) -> None:
    report = shop.reports["contacts"]
    assert (report["rows"], report["accepted"], report["rejected"], report["duplicates"]) == (4458, 4458, 0, 0)
    # 4,458 rows; 26 repeat somebody under another case of the same address.
    assert report["profiles_created"] == shop.people["contacts"] == 4458 - 26
    assert report["malformed"] == 106  # an address with a dot behind it is one


def test_ten_segments_are_counted_as_by_other_code(shop: Shop, shared_data: Path, tmp_path: Path) -> None:
    counted = {}
    for name, rule in SEGMENTS.items():
        file = tmp_path / "rule.json"
        file.write_text(json.dumps(rule))
        counted[name] = call("segment", "count", str(shop.project.path), "--rule", str(file))["count"]
    assert counted == {name: len(who) for name, who in by_pandas(shared_data).items()}
    assert min(counted.values()) > 10


def test_malformed_addresses_are_kept_listed_and_not_mailed(shop: Shop) -> None:
    listed = ingest.malformed_addresses(shop.project)
    assert len(listed) == 106
    assert Counter(one.address == "n/a" for one in listed) == {True: 16, False: 90}
    with shop.project.read() as connection:
        found = {
            row.key: row
            for row in connection.execute(
                select(*profile.c["key", "mailable", "email"], kept_traits.of_profile().label("traits"))
            )
        }
    for one in listed:
        person = found[one.key]
        assert not person.mailable
        assert person.email is None
        assert person.traits["email"] == one.address


def test_orders(shop: Shop) -> None:
    report = shop.reports["orders"]
    assert (report["rows"], report["accepted"], report["rejected"]) == (541_909, 406_829, 135_080)
    assert report["events"] == {"ordered_product": 397_884, "placed_order": 18_532, "refunded_order": 8_905}
    assert report["events_added"] == sum(report["events"].values())
    assert report["adjustments"] == 40
    assert report["reasons"] == {"No identifier: the row does not say who it is about": 135_080}
    placed = event.c.name == "placed_order"
    assert shop.scalar(select(func.sum(event.c.amount)).where(placed)) == 89_114_079_040
    assert shop.scalar(select(func.sum(event.c.amount)).where(event.c.name == "ordered_product")) == 89_114_079_040
    assert shop.scalar(select(func.count(event.c.profile_id.distinct())).where(placed)) == 4_338
    assert shop.scalar(select(func.min(event.c.amount)).where(event.c.name == "refunded_order")) >= 0


def test_an_order_has_the_time_and_the_sum_of_its_lines(shop: Shop) -> None:
    with shop.project.read() as connection:
        placed = connection.execute(
            select(event).where(event.c.name == "placed_order", event.c.order_id == "536365")
        ).one()
        lines = connection.execute(
            select(event).where(event.c.name == "ordered_product", event.c.order_id == "536365")
        ).all()
    assert placed.amount == sum(line.amount for line in lines) == 1_391_200
    assert placed.quantity == sum(line.quantity for line in lines)
    assert placed.at == min(line.at for line in lines)


def test_people(shop: Shop) -> None:
    assert shop.people == {"contacts": 4_432, "orders": 4_466, "products": 4_466, "web": 4_466, "email": 4_557}


def test_events(shop: Shop) -> None:
    assert shop.reports["web"]["events"] == {"viewed_product": 86_556, "added_to_cart": 66_247}
    assert shop.reports["email"]["events"] == {
        "sent_email": 25_632,
        "opened_email": 6_981,
        "clicked_email": 1_126,
        "bounced_email": 274,
        "unsubscribed": 39,
        "marked_as_spam": 4,
    }
    waiting = shop.scalar(select(func.count()).select_from(event).where(event.c.profile_id.is_(None)))
    assert waiting == shop.reports["web"]["anonymous"] == 4_573


def test_who_said_no_is_suppressed_and_who_bounced_softly_is_not(shop: Shop) -> None:
    with shop.project.read() as connection:
        reasons = Counter(connection.scalars(select(suppression.c.reason)))
        kinds = set(connection.scalars(select(event.c.kind).where(event.c.name == "bounced_email")))
    assert reasons == {"unsubscribed": 39, "marked_as_spam": 4}
    assert shop.reports["email"]["suppressed"] == 43
    assert kinds == {"soft"}


def test_consents(shop: Shop) -> None:
    with shop.project.read() as connection:
        said = Counter(connection.scalars(select(consent.c.status)))
    assert said == {"granted": 3_529, "denied": 537, "pending": 150}


def test_products(shop: Shop) -> None:
    assert shop.reports["products"]["products"] == 3_659


def test_rejected_rows_are_kept_with_their_lines(shop: Shop, shared_data: Path) -> None:
    kept = ingest.rejected(shop.project, 2, limit=3)
    assert [row.line for row in kept] == [624, 1445, 1446]
    assert kept[0].row["InvoiceNo"] == "536414"
    assert kept[0].row["CustomerID"] == ""


def test_the_printed_mapping_reads_the_file_again_to_nothing_new(shop: Shop, shared_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_text(json.dumps(shop.reports["email"]["mapping"]), "utf-8")
    report = ingest.dry_run(
        shop.project, shared_data / "composed_shop/email_events.csv.gz", "events", ingest.read_mapping(path)
    )
    assert (report.duplicates, report.events_added, report.profiles_created) == (34_056, 0, 0)
    assert shop.scalar(select(func.count()).select_from(profile)) == 4_557
