"""What is somebody's alone, in whichever form it stands somewhere."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app import ingest, privacy
from app.project import Project
from storage.file.models import profile_row
from storage.file.traces import ERASED, Scrubber, Traces, from_json

TOLD = Traces((("email", "zoë.q@x.example"),), ("Zoë.Q@x.example", "+44 20 7946"), ("Quenneville",))


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("ask ZOË.q@X.EXAMPLE now", f"ask {ERASED} now"),
        ("/refer?by=Zo%C3%AB.Q%40x.example", f"/refer?by={ERASED}"),
        ({"a": ["+44 20 7946", 7]}, {"a": [ERASED, 7]}),
        ("Quenneville Street", f"{ERASED} Street"),
        ("Quennevilles", "Quennevilles"),
        (None, None),
        # What was merged into somebody names them too, however it was spelled.
        ({"values": {"zoe@x": "zoë.q@x.example", "b": "c"}}, {"values": {"b": "c"}}),
        ({"values": ["zoë.q@x.example"]}, {"values": [ERASED]}),
    ],
)
def test_a_trace_is_taken_out_of_texts_and_documents(said: object, left: object) -> None:
    assert Scrubber(TOLD, names=True).clean(said) == left
    assert Scrubber(TOLD, names=True).finds(said) == (said != left)


def test_words_that_may_be_names_stay_where_they_need_not_be() -> None:
    assert Scrubber(TOLD, names=False).clean("Quenneville Street") == "Quenneville Street"
    assert Scrubber(Traces(), names=True).clean("anything") == "anything"


def test_traces_are_kept_as_json_and_joined() -> None:
    assert from_json(TOLD.as_json()) == TOLD
    assert (TOLD | Traces((), ("b",))).sure == ("+44 20 7946", "Zoë.Q@x.example", "b")


def test_what_is_set_to_be_nobodys_is_no_trace_of_one_of_the_many_who_had_it(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("email,phone\na@x.de,+44 20 7946 0000\nb@x.de,+442079460000\n", "utf-8")
    with Project.create(tmp_path / "shop.quill") as project:
        ingest.run_import(project, file, "profiles")
        settings = ingest.IdentifierSettings(project)
        settings.change(settings.blocked("phone", "+442079460000"))
        privacy.erase(project, "a@x.de")
        assert settings.rules.blocked == {"phone": ("+442079460000",)}
        with project.read() as connection:
            [left] = connection.scalars(select(profile_row.c.traits)).all()
        assert left == {"email": "b@x.de", "phone": "+442079460000"}
