"""A shop with people of whom two will be erased: their names, addresses and telephones stand everywhere they can."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import campaign, ingest
from app.audience import count, segments
from app.people import tags
from app.project import Project, backups
from app.runs import rfm
from app.template import Template
from app.template import save as save_template

CONTACTS = """email,customer_id,first_name,last_name,phone,signed_up_at,consent,shirt
zora.q@unusual-mail.example,91,Zorabeth,Quenneville,+44 20 7946 0999,2020-01-05,yes,11
ben@shop.example,92,Ben,Lee,+44 20 7946 0111,2020-01-06,yes,12
cy@shop.example,93,Cy,Lee,,2020-01-07,yes,large
Xüri@odd-mail.example,94,Xürimund,Öhrwald,+44 20 7946 0222,2020-01-08,yes,13
,,Zorabeth,Quenneville,,2020-01-09,yes,14
"""
ORDERS = """order_id,email,time,sku,quantity,price
o1,zora.q@unusual-mail.example,2020-02-01T10:00:00Z,TEA,1,10
o1,zora.q@unusual-mail.example,2020-02-01T10:00:00Z,CUP,one,3
o2,ben@shop.example,2020-02-02T10:00:00Z,TEA,2,10
"""
EVENTS = """email,event,time,url,note
zora.q@unusual-mail.example,viewed_page,2020-03-01T10:00:00Z,/a,said Zorabeth Quenneville
ben@shop.example,viewed_page,2020-03-02T10:00:00Z,/refer?by=zora.q%40unusual-mail.example,x
ben@shop.example,clicked_email,2020-03-03T10:00:00Z,/b,ask ZORA.Q@unusual-mail.example
"""
CONSENTS = """email,channel,status,time,source
zora.q@unusual-mail.example,email,granted,2020-01-05,form of zora.q@unusual-mail.example
ben@shop.example,email,granted,2020-01-05,form
"""
TEMPLATE = "<p>Hello {{ first_name }}</p><p><a href='{{ unsubscribe_url }}'>Unsubscribe</a></p>"
TRACES = ("zora.q", "unusual-mail", "Zorabeth", "Quenneville", "79460999", "7946 0999", "7946%200999",
          "odd-mail", "Xürimund", "Öhrwald", "79460222", "7946 0222", "X\\u00fcri", "xn--")  # fmt: skip
"""Pieces of what tells of the two, in the forms in which it is kept anywhere."""


@pytest.fixture(scope="session")
def shop_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: the project in its folder, with its backups, beside the files that it was made of."""
    folder = tmp_path_factory.mktemp("privacy")
    patch = pytest.MonkeyPatch()
    patch.setenv("QUILLWORK_CACHE", str(folder / "cache"))
    patch.setenv("QUILLWORK_BACKUPS", str(folder / "backups"))
    files = folder / "files"
    files.mkdir()
    with Project.create(folder / "shop.quill", "Shop", clock="2020-06-01") as project:
        for name, text, kind in (
            ("contacts.csv", CONTACTS, "profiles"), ("zora.q@unusual-mail.example.csv", ORDERS, "orders"),
            ("events.csv", EVENTS, "events"), ("consents.csv", CONSENTS, "consents"),
        ):  # fmt: skip
            (files / name).write_text(text, "utf-8")
            ingest.run_import(project, files / name, kind)
        backups.backup(project.path)
        tags.add(project, [1, 2], "Tea lover")
        segments.save(project, "Zora", {"trait": "email", "op": "is", "value": "zora.q@unusual-mail.example"})
        segments.save(project, "All", {"none": [{"trait": "first_name", "op": "is", "value": "x"}]})
        rfm.run(project)
        save_template(project, Template("Spring", "Hi", "", TEMPLATE))
        campaign.save(project, "Spring", {"version": 1, "include": ["All"], "template": "Spring", "esp": "generic"})
        project.change_settings({"drafts": {"segments": {"name": "", "rule": "of zora.q@unusual-mail.example"}}})
        count(project, {"segment": "All"})
    patch.undo()
    # Moved on since: its backups are those of a place where it is no longer.
    (folder / "shop.quill").rename(folder / "shop.moved")
    return folder


@pytest.fixture
def shop(shop_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """A copy of it in the same place as far as its backups know, with a cache of its own."""
    shutil.copytree(shop_once, tmp_path / "shop")
    (tmp_path / "shop" / "shop.moved").rename(tmp_path / "shop" / "shop.quill")
    monkeypatch.setenv("QUILLWORK_CACHE", str(tmp_path / "shop" / "cache"))
    monkeypatch.setenv("QUILLWORK_BACKUPS", str(tmp_path / "shop" / "backups"))
    with Project.open(tmp_path / "shop" / "shop.quill") as project:
        backups.backup(project.path)
        yield project


def found(folder: Path, texts: tuple[str, ...] = TRACES) -> dict[str, list[str]]:
    """Which of these texts stand in which files of a folder, in letters of either case; those of `files` left out."""
    held: dict[str, list[str]] = {}
    for path in folder.rglob("*"):
        if path.is_file() and path.parent.name != "files":
            content = path.read_bytes().lower()
            for text in texts:
                if text.lower().encode() in content:
                    held.setdefault(str(path.relative_to(folder)), []).append(text)
    return held
