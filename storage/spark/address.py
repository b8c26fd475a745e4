"""The address of a Spark and of the folder in which the tables lie, as `--engine` takes it."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from storage.spark.faults import Fault

LOCAL = "local"
"""The name in place of a host that means Spark in this machine's own processes."""

_SETTING = re.compile(r"spark\.[A-Za-z0-9_.-]+")


@dataclass(frozen=True, slots=True)
class Address:
    """Which Spark is asked (`master`, as Spark has it), where the tables lie, and what Spark is told to be like."""

    master: str
    host: str
    port: int
    folder: Path
    settings: tuple[tuple[str, str], ...]

    @property
    def is_local(self) -> bool:
        """Whether it runs in this machine's own processes."""
        return not self.port

    def shown(self) -> str:
        """The address as it may be told: without its settings, in which a password may stand."""
        return f"spark://{self.host}{'' if self.is_local else f':{self.port}'}{self.folder}"


def address_of(written: str) -> Address:
    """`spark://HOST:PORT/FOLDER` or `spark://local/FOLDER`, with `?spark.NAME=VALUE&…`; raises Fault."""
    try:
        parts = urlsplit(written)
        port, settings = parts.port, parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise Fault("address") from None
    host, folder = parts.hostname or "", Path(unquote(parts.path))
    right = host and parts.username is None and folder.parent != folder and (port or host == LOCAL)
    if not right or parts.fragment or not all(_SETTING.fullmatch(name) for name, _ in settings):
        raise Fault("address")
    master = "local[*]" if not port else f"spark://{host}:{port}"
    return Address(master, host, port or 0, folder, tuple(settings))
