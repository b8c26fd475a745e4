"""The topics that a project follows."""

import json
from pathlib import Path

import pytest

from app import ingest, watching
from app.domain.problems import Problem
from app.ingest import Mapping
from app.project import Project

MAPPING = {"version": 1, "kind": "events", "columns": {"email": {"to": "email"}, "at": {"to": "time"}}}
ADDRESS = "kafka://one.example,two.example:9093/visits"


@pytest.fixture
def mapping() -> Mapping:
    return ingest.parse(MAPPING)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Shop.quill"
    Project.create(path).close()
    return path


def test_they_are_kept_with_their_mapping_and_no_secret(path: Path, mapping: Mapping, tmp_path: Path) -> None:
    (tmp_path / "client.json").write_text(
        json.dumps({"sasl.password": "s3cr3t", "enable.ssl.certificate.verification": False, "retries": 3}), "utf-8"
    )
    with Project.open(path) as project:
        watching.follow(project, ADDRESS, mapping, str(tmp_path / "client.json"))
    with Project.open(path) as project:
        (topic,) = watching.topics(project)
        assert (topic.name, topic.servers) == ("visits", "one.example:9092,two.example:9093")
        assert topic.mapping == mapping
        assert topic.settings() == {
            "sasl.password": "s3cr3t",
            "enable.ssl.certificate.verification": "false",
            "retries": "3",
        }
        with pytest.raises(Problem, match="followed already"):
            watching.follow(project, ADDRESS, mapping)
        watching.unfollow(project, ADDRESS)
        assert watching.topics(project) == []
        with pytest.raises(Problem, match="none of the topics"):
            watching.unfollow(project, ADDRESS)
    assert b"s3cr3t" not in path.read_bytes()


@pytest.mark.parametrize(
    "address",
    ["kafka://host", "kafka:///visits", "kafka://host/a/b", "kafka://ann:pw@host/visits", "kafka://host/a b",
     "kafka://host/..", "kafka://host/visits?x=1"],
)  # fmt: skip
def test_what_is_no_address_is_refused(path: Path, mapping: Mapping, address: str) -> None:
    assert watching.is_topic(address)
    with Project.open(path) as project, pytest.raises(Problem, match="no address of a topic"):
        watching.follow(project, address, mapping)


def test_a_folder_is_no_topic() -> None:
    assert not watching.is_topic("C:\\exports")
    assert not watching.is_topic("/srv/kafka")


def test_settings_that_are_none_are_told(path: Path, mapping: Mapping, tmp_path: Path) -> None:
    (tmp_path / "client.json").write_text('["a"]', "utf-8")
    with Project.open(path) as project, pytest.raises(Problem, match="no settings of a Kafka client"):
        watching.follow(project, ADDRESS, mapping, str(tmp_path / "client.json"))
