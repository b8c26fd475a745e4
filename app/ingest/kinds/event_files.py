"""Files of events: one line for each thing that somebody did."""

import itertools
from typing import TYPE_CHECKING, ClassVar

from app.domain.names import EVENTS
from app.ingest.kinds.import_kind import ImportKind
from app.ingest.vocabulary.file_kind import OF_EVENTS, WHO, Count, Numbers, Told, common, new_people

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.project_rows import IncomingFile, Ints
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.readers.table import RawTable
    from app.ingest.report import ImportReport, Note
    from app.ingest.vocabulary.map_file import Column
    from app.ingest.vocabulary.map_file import Mapping as ColumnMapping
    from app.project import Change

_SHOWN = 5
"""So many kinds of events are counted one by one."""


class EventFiles(ImportKind):
    """Events: web visits, results of mailings, whatever was done at a time."""

    name, title, icon, turn = "events", "Events", "cursor", 40
    line = "One line for each thing that somebody did"
    targets: ClassVar[tuple[str, ...]] = (
        *WHO, "event", "time", "order_id", "sku", "quantity", "price", "amount", "currency", "discount_code", "url",
        "query", "device", "duration_s", "method", "campaign", "variant", "link", "kind", "machine", "stage",
        "time:of_day", "time:zone",
    )  # fmt: skip
    reserved = OF_EVENTS
    needs: ClassVar[tuple[str, ...]] = ("time",)
    one_event = may_refuse = dates_answers = True
    reread = "told"
    arrives_as: ClassVar[dict[str, str]] = {"event": "name", "time": "at"}
    sure = 6.0

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """A time and a column that names what happened."""
        from app.ingest.kinds import kind_signs

        del file_name
        return kind_signs.of_events(guesser, assigned)

    def explained(self, target: str | None, *, names_events: bool) -> str:
        """The names of events, beside answers."""
        return "event" if names_events else super().explained(target, names_events=names_events)

    def by_words(self, guesser: "Guesser", used: set[str], free: list[str]) -> "Assigned":
        """The first column whose words name events, where no header says so."""
        from app.ingest.mapping.header_evidence import names_events

        named = (name for name in free if "event" not in used and names_events(name, guesser.evidence(name)))
        return dict.fromkeys(itertools.islice(named, 1), "event")

    def at_last(self, guesser: "Guesser", known: "Assigned", used: set[str], free: list[str]) -> "Assigned":
        """When things happened, where no header says so in words that are known, or each kind of record in its own."""
        from app.ingest.evidence import time_columns

        del used
        return time_columns.of_events(guesser, known, free)

    def answers(self, guesser: "Guesser", used: set[str], free: list[str]) -> "Assigned":
        """What came of an event for the address."""
        from app.ingest.mapping import consent_columns

        return consent_columns.of_rows(guesser, used, free, consent_columns.says_beside_events)

    def event_of(self, columns: "dict[str, Column]", file_name: str) -> dict[str, str]:
        """The column that names events, else the event that the file's name or its columns speak of."""
        from app.ingest.vocabulary import composed_headers, headers
        from app.ingest.vocabulary.event_words import event_of_file

        named = next((name for name, column in columns.items() if column.to == "event"), None)
        if named:
            return {"name_from": named}
        has = {column.to for column in columns.values()}
        searched = "query" in has and "url" not in has
        usual = "viewed_product" if "sku" in has else "searched" if searched else "viewed_page"
        if "url" not in has and any(composed_headers.is_of_store(name, headers.plain) for name in columns):
            # Whoever came to a shop saw no page.
            usual = "visited_store"
        return {"name": event_of_file(file_name) or usual}

    def currencies(self, raw: "RawTable", mapping: "ColumnMapping") -> "tuple[list[str], list[Note]]":
        """Those of events that say an amount."""
        from app.ingest.order_tables import currencies

        return currencies.of_events(raw, mapping)

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """What happened, when, and with what."""
        from app.ingest.facts.facts import event_facts

        return event_facts(cells, as_of)

    def changes(self) -> "set[Change]":
        """People, what they did, and who may be mailed."""
        from app.project import Change

        return {Change.IMPORTS, Change.PROFILES, Change.EVENTS, Change.CONSENTS, Change.SUPPRESSIONS}

    def names_table(self) -> "Table":
        """Properties of events."""
        from storage.file.models import event_property

        return event_property

    def to_rows(self, incoming: "IncomingFile") -> "Ints":
        """An event for each line that the project does not have yet."""
        from app.ingest.kinds.project_rows import events

        return events(incoming)

    def remember(self, connection: "Connection", report: "ImportReport", types: dict[str, str]) -> None:
        """The events, and their own properties."""
        from app.ingest.kinds import registry

        registry.events(connection, report, types)

    def told(self, report: Numbers) -> Told:
        """How many of which event."""
        ordered = sorted(report.events.items(), key=lambda one: (-one[1], one[0]))
        counts = [Count(_label(name), count) for name, count in ordered[:_SHOWN] if len(ordered) > 1]
        counts += [
            Count("Others", sum(count for _, count in ordered[_SHOWN:])),
            new_people(report),
            Count("Of nobody known yet", report.anonymous, note="They join when a file tells whose cookie it is."),
            *common(report),
        ]
        return Told(_label(ordered[0][0]) if len(ordered) == 1 else "Events", report.events_added, counts)


def _label(name: str) -> str:
    return EVENTS.get(name, name.replace("_", " ").capitalize())
