"""Answers become JSON in one way: by their fields, or as they say."""

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.serialising import as_document, to_json


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    folder: Path


@as_document("kind", "total", "source", "note", "part", called={"source": "from"}, if_told=("note",), spread=("part",))
@dataclass(frozen=True, slots=True)
class Whole:
    source: str
    kind: str
    parts: tuple[Part, ...]
    part: Part
    secret: str = "never written"
    note: str | None = None

    @property
    def total(self) -> int:
        return len(self.parts)


class Plan:
    def document(self) -> dict[str, object]:
        return {"version": 1, "of": ("a", "b")}


def test_a_dataclass_is_written_by_its_fields() -> None:
    assert to_json([Part("a", Path("b"))]) == [{"name": "a", "folder": "b"}]


def test_an_answer_is_written_as_it_says() -> None:
    found = to_json(Whole("shop", "orders", (), Part("a", Path("b"))))
    assert json.dumps(found) == '{"kind": "orders", "total": 0, "from": "shop", "name": "a", "folder": "b"}'
    assert to_json(Whole("shop", "orders", (), Part("a", Path("b")), note="seen"))["note"] == "seen"


def test_a_format_of_its_own_writes_itself() -> None:
    assert to_json({"plan": Plan(), "of": {"b", "a"}}) == {"plan": {"version": 1, "of": ["a", "b"]}, "of": ["a", "b"]}


def test_what_nobody_thought_of_is_refused() -> None:
    with pytest.raises(TypeError, match="datetime"):
        to_json({"at": dt.datetime(2011, 12, 9)})


def test_a_form_names_what_there_is() -> None:
    with pytest.raises(TypeError, match="nothing_such"):
        as_document("nothing_such")(Part)
    with pytest.raises(TypeError, match="cannot be written"):
        as_document("name", spread=("folder",))(Part)
