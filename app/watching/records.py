"""Reading a topic from where the project stopped, as a file of one JSON object a line.

The broker keeps no account of this reader: which records came in stands in the project alone, with the records.
"""

import contextlib
import datetime as dt
import json
import logging
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.counts import counted
from app.domain.progress import SILENT, Progress
from app.ingest import Stretch
from app.project import of_file
from app.watching import problems
from app.watching.followed import Topic
from storage.disk.drafts import Draft
from storage.disk.own_files import cache_home

MOST = 50_000
"""So many records come in with one import, at most."""
MOST_BYTES = 64 << 20
KEY, TIME = "kafka.key", "kafka.timestamp"
"""Columns that a mapping may name: a record's key, and when the broker has it from (ISO 8601, UTC)."""
_ANSWER = 5.0
"""Seconds within which a broker answers."""
_IDLE = 1.0
"""Seconds without a record after which there are no more for now."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a topic: its value and its key as they are, its time in milliseconds UTC or None."""

    partition: int
    offset: int
    value: bytes | None
    key: bytes | None = None
    time: int | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a topic: a file of `rows` records, its stretch, and what there is to tell.

    `blank` counts records without a value, which say that their key is gone.
    """

    path: Path
    stretch: Stretch
    rows: int
    blank: int
    notes: tuple[str, ...]


@contextlib.contextmanager
def read(topic: Topic, begin: Mapping[int, int], progress: Progress = SILENT) -> Iterator[Read | None]:
    """The records from these offsets on (from the first where none is given), None where there are none yet.

    The file is there within this block. Raises Problem.
    """
    found, notes = _fetched(topic, begin, progress)
    if not found:
        yield None
        return
    folder = cache_home() / "fetched"
    with contextlib.ExitStack() as stack:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            draft = stack.enter_context(Draft(folder))
            draft.path.mkdir()
            path = draft.path / f"{topic.name}.jsonl"
            rows = write(path, topic, found)
        except OSError as error:
            raise of_file(error, "The records cannot be kept meanwhile") from None
        yield Read(path, stretch_of(topic, found), rows, len(found) - rows, tuple(notes))


def stretch_of(topic: Topic, found: list[Record]) -> Stretch:
    """The stretch that these records are."""
    spans: dict[int, tuple[int, int]] = {}
    for one in found:
        first, end = spans.get(one.partition, (one.offset, 0))
        spans[one.partition] = (min(first, one.offset), max(end, one.offset + 1))
    return Stretch(topic.address, spans)


def write(path: Path, topic: Topic, found: list[Record]) -> int:
    """Write the records that have a value, those first that are JSON objects; how many. Raises Problem for none."""
    objects: list[bytes] = []
    others: list[bytes] = []
    for one in found:
        if one.value is None:
            continue
        line = _object(one, topic)
        (others if line is None else objects).append(line or json.dumps(one.value.decode("utf-8", "replace")).encode())
    if others and not objects:
        raise problems.NO_OBJECTS(topic=topic.name, count=counted(len(others), "record"))
    path.write_bytes(b"".join(line + b"\n" for line in objects + others))
    return len(objects) + len(others)


def _object(one: Record, topic: Topic) -> bytes | None:
    """A record's object in one line; None where it is none."""
    try:
        if not isinstance(json.loads(one.value or b""), dict):
            return None
    except (ValueError, RecursionError):
        return None
    # A line's end stands between the values only: within a text it is written otherwise.
    text = (one.value or b"").strip().replace(b"\n", b" ").replace(b"\r", b" ")
    wanted = {KEY: _key(one), TIME: _time(one)}
    more = {name: value for name, value in wanted.items() if name in topic.mapping.columns and value is not None}
    if not more:
        return text
    inside = text[1:-1].strip()
    return b"{" + (inside + b"," if inside else b"") + json.dumps(more).encode()[1:]


def _key(one: Record) -> str | None:
    return None if one.key is None else one.key.decode("utf-8", "replace")


def _time(one: Record) -> str | None:
    return None if one.time is None else dt.datetime.fromtimestamp(one.time / 1000, dt.UTC).isoformat()


# The broker.


def _fetched(topic: Topic, begin: Mapping[int, int], progress: Progress) -> tuple[list[Record], list[str]]:
    try:
        from confluent_kafka import Consumer, KafkaException
    except ImportError:
        raise problems.NO_KAFKA() from None
    settings = topic.settings() | {
        "bootstrap.servers": topic.servers,
        "group.id": "quillwork",
        "enable.auto.commit": "false",
        "auto.offset.reset": "error",
        "enable.partition.eof": "true",
    }
    progress.step(0, 1, f"Reading {topic.name}")
    try:
        consumer = Consumer(settings, logger=_silent())
    except KafkaException as error:
        raise problems.NO_SETTINGS(topic=topic.name, why=_words(error)) from None
    try:
        return _consumed(consumer, topic, begin, progress)
    except KafkaException as error:
        raise problems.NO_ANSWER(topic=topic.name, servers=topic.servers, why=_words(error)) from None
    finally:
        consumer.close()


def _partitions(consumer: Any, topic: Topic) -> list[int]:
    listed = consumer.list_topics(topic.name, timeout=_ANSWER).topics[topic.name]
    if listed.error is not None or not listed.partitions:
        raise problems.NO_SUCH_TOPIC(topic=topic.name, servers=topic.servers)
    return sorted(listed.partitions)


def _consumed(
    consumer: Any, topic: Topic, begin: Mapping[int, int], progress: Progress
) -> tuple[list[Record], list[str]]:
    """The records from these offsets to the end, as far as one import takes them, and what there is to tell."""
    from confluent_kafka import OFFSET_BEGINNING, KafkaError, KafkaException, TopicPartition

    known = _partitions(consumer, topic)
    consumer.assign([TopicPartition(topic.name, one, begin.get(one, OFFSET_BEGINNING)) for one in known])
    found: list[Record] = []
    notes: list[str] = []
    at_end: set[int] = set()
    size, last = 0, time.monotonic()
    while len(at_end) < len(known) and len(found) < MOST and size < MOST_BYTES and time.monotonic() - last < _IDLE:
        progress.step(0, 1, f"Reading {topic.name} · {counted(len(found), 'record')}")
        for message in consumer.consume(min(1_000, MOST - len(found)), timeout=0.1):
            number, error = message.partition(), message.error()
            if error is not None and error.code() == KafkaError._PARTITION_EOF:
                at_end.add(number)
            elif error is not None and error.code() == KafkaError._AUTO_OFFSET_RESET:
                notes.append(_from_first(consumer, topic, number, begin.get(number, 0)))
                last = time.monotonic()
            elif error is not None:
                raise KafkaException(error)
            else:
                at_end.discard(number)
                last = time.monotonic()
                found.append(_record(message))
                size += len(found[-1].value or b"")
    return found, notes


def _from_first(consumer: Any, topic: Topic, number: int, wanted: int) -> str:
    """Read a partition from its first record, for what was wanted is not there; what to tell of that."""
    from confluent_kafka import TopicPartition

    low, _ = consumer.get_watermark_offsets(TopicPartition(topic.name, number), timeout=_ANSWER)
    consumer.seek(TopicPartition(topic.name, number, low))
    if wanted < low:
        return f"{counted(low - wanted, 'record')} of {topic.name} went before they could be read."
    return f"{topic.name} was made anew, and is read from its beginning."


def _record(message: Any) -> Record:
    kind, at = message.timestamp()
    # Where the broker has no time, its kind is 0.
    return Record(message.partition(), message.offset(), message.value(), message.key(), at if kind else None)


def _silent() -> logging.Logger:
    """What the client's own words go to: what matters of them is told as a problem."""
    logger = logging.getLogger("quillwork.kafka")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    return logger


def _words(error: Exception) -> str:
    told = error.args[0] if error.args else error
    return str(told.str() if hasattr(told, "str") else told)
