"""The topics that a project follows: where each is, how its records are read, and how it is let in.

What lets a reader in (passwords, certificates) stands in a file of the user's own, of which only the path is kept.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app import ingest
from app.domain.problems import Problem
from app.ingest import Mapping
from app.project import Project, textfiles
from app.watching import problems

SETTING = "topics"
SCHEME = "kafka"
_PORT = 9092
_NAME = re.compile(r"[A-Za-z0-9._-]{1,249}")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a Kafka broker: `address` is `kafka://host:9092/orders`, further hosts parted by commas.

    `mapping` says how a record is read, `config` names the file of the client's settings.
    """

    address: str
    mapping: Mapping
    config: str | None = None

    @property
    def name(self) -> str:
        """What the broker calls it."""
        return urlsplit(self.address).path.strip("/")

    @property
    def servers(self) -> str:
        """The brokers that are asked first, each with its port."""
        hosts = urlsplit(self.address).netloc.split(",")
        return ",".join(host if ":" in host.rpartition("]")[2] else f"{host}:{_PORT}" for host in hosts)

    def document(self) -> dict[str, Any]:
        """As it is kept, and listed."""
        return {"address": self.address, "mapping": self.mapping.document(), "config": self.config}

    def settings(self) -> dict[str, str]:
        """The client's own settings, by their names at librdkafka. Raises FileProblem."""
        if self.config is None:
            return {}
        found = textfiles.as_json(self.config, "the settings of a Kafka client")
        if not isinstance(found, dict) or not all(isinstance(value, str | int | bool) for value in found.values()):
            raise problems.NO_CONFIG(name=Path(self.config).name)
        return {str(name): _setting(value) for name, value in found.items()}


def _setting(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_topic(text: str) -> bool:
    """Whether a text is the address of a topic, and no folder."""
    return text.startswith(f"{SCHEME}://")


def topics(project: Project) -> list[Topic]:
    """The topics in the order in which they were added."""
    return [found for one in project.setting(SETTING) or [] if (found := _topic(one)) is not None]


def _topic(kept: Any) -> Topic | None:
    """A topic as it was kept; None for what another version, or nobody, wrote."""
    if not isinstance(kept, dict) or not isinstance(kept.get("address"), str):
        return None
    try:
        mapping = ingest.parse(kept.get("mapping"))
    except Problem:
        return None
    config = kept.get("config")
    return Topic(kept["address"], mapping, config if isinstance(config, str) else None)


def follow(project: Project, address: str, mapping: Mapping, config: str | None = None) -> Topic:
    """Follow a topic from now on, from its first record; raises Problem where the address is none."""
    found = urlsplit(address)
    name = found.path.strip("/")
    if not found.netloc or "@" in found.netloc or found.query or not _NAME.fullmatch(name) or not name.strip("."):
        raise problems.NO_TOPIC(address=address)
    added = Topic(f"{SCHEME}://{found.netloc}/{name}", mapping, str(Path(config).absolute()) if config else None)
    added.settings()
    known = topics(project)
    if any(one.address == added.address for one in known):
        raise problems.FOLLOWED(address=added.address)
    _keep(project, [*known, added])
    return added


def unfollow(project: Project, address: str) -> Topic:
    """Follow a topic no longer; what came in stays, and so does where it was read to. Raises NotFound."""
    known = topics(project)
    gone = next((one for one in known if one.address == address), None)
    if gone is None:
        raise problems.NOT_FOLLOWED(address=address, known=", ".join(one.address for one in known) or "none yet")
    _keep(project, [one for one in known if one is not gone])
    return gone


def _keep(project: Project, found: list[Topic]) -> None:
    project.change_settings({SETTING: [one.document() for one in found]})
