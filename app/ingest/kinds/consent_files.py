"""Files of consents: one line for each yes or no to being mailed."""

from typing import TYPE_CHECKING

from app.ingest.kinds.import_kind import ImportKind
from app.ingest.vocabulary.file_kind import HOW, WHO, Numbers, Told

if TYPE_CHECKING:
    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.project_rows import IncomingFile, Ints
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.project import Change


class ConsentFiles(ImportKind):
    """A ledger of answers by channel and topic."""

    name, title, icon, turn = "consents", "Consents", "check-circle", 60
    line = "One line for each yes or no to being mailed"
    targets = (*WHO, "channel", "topic", "status", "time", "time:of_day", "time:zone", "source", *HOW)
    needs = ("status",)
    several_addresses = may_refuse = arrives_as_written = True
    answer = ("status", "time")

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """A state, for a channel or a topic."""
        from app.ingest.kinds import kind_signs

        del guesser, file_name
        return kind_signs.of_consents(assigned)

    def explained(self, target: str | None, *, names_events: bool) -> str:
        """The column of states alone."""
        del names_events
        return "consent" if target == "status" else ""

    def answers(self, guesser: "Guesser", used: set[str], free: list[str]) -> "Assigned":
        """Any further column that bars."""
        from app.ingest.mapping import consent_columns

        return consent_columns.of_rows(guesser, used, free, consent_columns.bars_at_all)

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """Channel, topic, state, time and source of each answer, and how it was given."""
        from app.ingest.facts.facts import consent_facts

        return consent_facts(cells, as_of)

    def changes(self) -> "set[Change]":
        """People, and who may be mailed."""
        from app.project import Change

        return {Change.IMPORTS, Change.PROFILES, Change.CONSENTS, Change.SUPPRESSIONS}

    def to_rows(self, incoming: "IncomingFile") -> "Ints":
        """An answer for each line."""
        from app.ingest.kinds.project_rows import consents

        return consents(incoming)

    def told(self, report: Numbers) -> Told:
        """Answers."""
        plain = super().told(report)
        return Told("Answers about being mailed", plain.hero, plain.counts, "answer about being mailed")
