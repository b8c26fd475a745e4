"""An erased person is nowhere, is told where they may still be, and is not written to when they come again."""

from pathlib import Path

import pytest

from app import audience, ingest, people, privacy, watching
from app.campaign.suppressed_addresses import suppressed_addresses
from app.domain.problems import NotFound
from app.project import Project, audit_log, backups
from tests.app.privacy.conftest import found

ZORA, XURI = "zora.q@unusual-mail.example", "customer_id:94"


def test_no_byte_of_them_is_found_anywhere(shop: Project) -> None:
    folder = shop.path.parent
    everyone = {"none": [{"trait": "first_name", "op": "is", "value": "x"}]}
    assert audience.count(shop, everyone).count == 4
    assert {"shop.quill", "backups"} <= {place.partition("/")[0] for place in found(folder)}
    assert any(place.endswith(".duckdb") for place in found(folder))
    assert audit_log.entries(shop, person=ZORA)
    for key in (ZORA, XURI):
        done = privacy.erase(shop, key)
        assert done.waiting == ""
        assert done.erased["profile"] == 1
    assert audience.count(shop, everyone).count == 2
    assert shop.integrity() == []
    shop.close()
    assert found(folder) == {}
    with Project.open(shop.path) as again:
        assert audit_log.verify(again).whole
        assert audit_log.verify(again).erased > 0
        assert [line.kind for line in audit_log.entries(again, kind="privacy", person=ZORA)] == ["privacy"]
        # Whoever had nothing to do with them has everything still.
        story = people.story(again, "ben@shop.example", events=None)
        assert (story.traits["orders"], story.tags, len(story.events)) == (1, ["Tea lover"], 4)
        assert story.mailable
    for made in backups.made_of(shop.path):
        assert backups.check(made).whole
        with Project.open(made) as before:
            assert audit_log.verify(before).whole


def test_what_the_project_cannot_erase_is_listed(shop: Project, tmp_path: Path) -> None:
    audience.write_members(shop, {"segment": "All"}, ["email"], tmp_path / "list.csv")
    privacy.hand_out(shop, ZORA, tmp_path / f"for {ZORA}")
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "contacts.csv").write_text("email\nx@x.example\n")
    watching.add(shop, drop)
    done = privacy.erase(shop, ZORA)
    told = {(one.kind, Path(one.path).name) for one in done.elsewhere}
    assert ("exported", f"for {ZORA}") in told
    assert str(drop / "contacts.csv") in {one.path for one in done.elsewhere}
    assert {("imported", "contacts.csv"), ("imported", "events.csv"), ("exported", "list.csv")} <= told
    # The file that was called by their address is told of by its name, or nobody would find it.
    assert ("imported", f"{ZORA}.csv") in told


def test_who_comes_again_stays_suppressed_and_is_told_of(shop: Project) -> None:
    privacy.erase(shop, ZORA)
    assert ZORA not in suppressed_addresses(shop)
    file = shop.path.parent / "files" / "contacts.csv"
    foretold = ingest.dry_run(shop, file, "profiles")
    report = ingest.run_import(shop, file, "profiles")
    for one in (foretold, report):
        assert [note.text for note in one.warnings if "erased from this project" in note.text]
    assert suppressed_addresses(shop)[ZORA] == "erased"
    assert [one["reason"] for one in people.story(shop, ZORA).suppressions] == ["erased"] * 3
    with audience.asking(shop) as question:
        assert {row["key"]: row["suppressed"] for row in question.mirror.to_pyarrow(question.people).to_pylist()} == {
            "customer_id:91": True, "customer_id:92": False, "customer_id:93": False, "customer_id:94": False,
        }  # fmt: skip
    # Taken back, the file leaves nothing of them again, and they stay forgotten.
    ingest.undo(shop, report.batch)
    assert ZORA not in suppressed_addresses(shop)
    assert ingest.dry_run(shop, file, "profiles").suppressed == 3


def test_who_is_not_there_cannot_be_erased(shop: Project) -> None:
    before = shop.token()
    with pytest.raises(NotFound):
        privacy.erase(shop, "nobody@shop.example")
    assert shop.token() == before


def test_what_was_put_aside_in_other_letters_goes_too_and_a_whole_name_from_others(shop: Project) -> None:
    aside = """order_id,phone,email,sku,quantity,price,time,for
o7,0044 (20) 7946-0999,,TEA,1,1,never,
o8,,,TEA,1,1,never,ZORABETH
o9,020 79460999,,TEA,1,1,never,
o6,,,TEA,1,1,never,Zorab
o10,,ben@shop.example,TEA,1,1,2020-04-01,zorabeth QUENNEVILLE
"""
    file = shop.path.parent / "aside.csv"
    file.write_text(aside, "utf-8")
    report = ingest.run_import(shop, file, "orders")
    assert report.rejected == 4
    privacy.erase(shop, ZORA)
    assert [row.row["order_id"] for row in ingest.rejected(shop, report.batch)] == ["o6"]
    events = people.story(shop, "ben@shop.example", events=None).events
    assert {event.get("for") for event in events} == {None, "(erased)"}


def test_a_file_that_brings_somebody_back_is_not_said_to_change_nothing(shop: Project) -> None:
    file = shop.path.parent / "files" / "contacts.csv"
    assert any("Nothing changes" in note.text for note in ingest.dry_run(shop, file, "profiles").warnings)
    privacy.erase(shop, ZORA)
    foretold = ingest.dry_run(shop, file, "profiles")
    assert foretold.profiles_created == 1
    assert not any("Nothing changes" in note.text for note in foretold.warnings)
