"""Whom a key means: an email without its case, a kind and a value, or the project's own key."""

from pathlib import Path

import pytest

from app import ingest, privacy
from app.domain.problems import NotFound
from app.project import Project, audit_log
from app.query.keys import resolve_key
from tests.app.audience.shop_data import Shop


@pytest.mark.parametrize("key", ["p2@example.com", " P2@Example.com ", "email:P2@EXAMPLE.COM", "customer_id:99"])
def test_a_person_is_found_however_they_are_named(shop: Shop, key: str) -> None:
    assert resolve_key(shop.project, key) == 2


@pytest.mark.parametrize("key", ["p4@example.com", "customer_id:1", "phone:99", "99", "", ":"])
def test_nobody_is_nobody_and_the_remedy_says_how_to_ask(shop: Shop, key: str) -> None:
    with pytest.raises(NotFound) as refusal:
        resolve_key(shop.project, key)
    assert "customer_id:17850" in refusal.value.remedy


def test_a_person_is_found_by_what_their_file_wrote(tmp_path: Path) -> None:
    written = tmp_path / "people.csv"
    written.write_text("email,phone,country\nJ\u00fcrgen@M\u00fcller.example,030 901820,DE\n", "utf-8")
    with Project.create(tmp_path / "a.quill") as project:
        ingest.run_import(project, written, "profiles")
        for key in ("j\u00fcrgen@m\u00fcller.example", "email: J\u00dcRGEN@M\u00dcLLER.example", "phone:030 901820"):
            assert resolve_key(project, key) == 1, key
        privacy.suppress(project, "j\u00fcrgen@m\u00fcller.example")
        assert audit_log.entries(project, person="J\u00fcrgen@M\u00fcller.example")
