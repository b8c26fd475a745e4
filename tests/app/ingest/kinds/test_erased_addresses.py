"""Addresses of people who were erased are known again by their hash alone."""

from pathlib import Path

from sqlalchemy import select

from app import ingest, privacy
from app.project import Project
from storage.file.models import erased_address, suppression


def test_a_mailbox_and_a_number_that_were_erased_are_barred_on_their_channels(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,phone\nann@shop.example,+442079460111\nbob@shop.example,\n", "utf-8")
    with Project.create(tmp_path / "shop.quill") as project:
        first = ingest.run_import(project, file, "profiles")
        privacy.erase(project, "ann@shop.example")
        with project.read() as connection:
            kept = connection.execute(select(erased_address)).all()
        assert [row.kind for row in kept] == ["email", "phone"]
        assert all(len(row.hash) == 64 for row in kept)
        file.write_text("E-Mail,phone\n Ann@Shop.example ,+44 20 7946 0111\n", "utf-8")
        again = ingest.run_import(project, file, "profiles")
        assert [note.count for note in again.warnings if "erased" in note.text] == [2]
        with project.read() as connection:
            rows = connection.execute(select(suppression.c.channel, suppression.c.address, suppression.c.reason))
            assert {tuple(row) for row in rows} == {
                ("email", "ann@shop.example", "erased"), ("sms", "+442079460111", "erased"),
                ("phone", "+442079460111", "erased"),
            }  # fmt: skip
        # Taken back in whatever order, nothing but the hash is left of them.
        ingest.undo(project, first.batch)
        with project.read() as connection:
            assert connection.execute(select(suppression)).all()
        ingest.undo(project, again.batch)
        with project.read() as connection:
            assert connection.execute(select(suppression)).all() == []


def test_an_erased_mailbox_that_came_again_stays_barred_when_it_was_nobodys_meanwhile(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,phone\nann@shop.example,+442079460111\n", "utf-8")
    with Project.create(tmp_path / "shop.quill") as project:
        ingest.run_import(project, file, "profiles")
        privacy.erase(project, "ann@shop.example")
        ingest.run_import(project, file, "profiles")
        settings = ingest.IdentifierSettings(project)
        with project.read() as connection:
            before = connection.execute(select(suppression.c.channel, suppression.c.address)).all()
        stood = settings.change(settings.blocked("email", "ann@shop.example"))
        settings.change(stood)
        with project.read() as connection:
            assert connection.execute(select(suppression.c.channel, suppression.c.address)).all() == before
