"""Do-not-mail lists: one line for each address that must not be mailed."""

from typing import TYPE_CHECKING

from app.domain.counts import counted
from app.ingest.kinds.import_kind import ImportKind
from app.ingest.vocabulary.file_kind import WHO, Numbers, Told

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.ingest.facts.collected import CollectedFacts
    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.suppressions import Barred
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.report import ImportReport
    from app.project import Change


class SuppressionFiles(ImportKind):
    """Addresses that left, bounced or complained; whoever has one becomes no person by that."""

    name, title, icon, turn = "suppressions", "Do-not-mail list", "prohibit", 70
    line = "One line for each address that must not be mailed"
    targets = (*WHO, "channel", "reason", "time", "time:of_day", "time:zone", "source")
    of_refused = several_addresses = arrives_as_written = True
    makes_people = False

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """Addresses with reasons or times of leaving, or a name that says so."""
        from app.ingest.kinds import kind_signs
        from app.ingest.mapping import suppression_lists

        called = suppression_lists.is_called(guesser, suppression_lists.name_of(guesser.raw, file_name))
        # What somebody called the file outweighs headers that contacts have too.
        return kind_signs.of_suppressions(guesser, assigned) + 4 * called

    def is_written(self, guesser: "Guesser") -> bool:
        """What mail services write into their own lists."""
        from app.ingest.mapping import suppression_lists

        return suppression_lists.is_written(guesser)

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """Channel, reason, time and source of each address."""
        from app.ingest.facts.facts import suppression_facts

        return suppression_facts(cells, as_of)

    def told_of_refused(self, report: "ImportReport", lines: list[int]) -> None:
        """Whoever stands in a row that cannot be read can still be mailed."""
        person = "this person" if len(lines) == 1 else "these people"
        who = f"{counted(len(lines), 'row')} of this list cannot be read: {person}"
        text = f"{who} can still be mailed. Mend the rejected rows and import them again."
        report.warn("red", text, len(lines), lines)

    def changes(self) -> "set[Change]":
        """Who may be mailed."""
        from app.project import Change

        return {Change.IMPORTS, Change.SUPPRESSIONS}

    def count(
        self, connection: "Connection", found: "CollectedFacts", report: "ImportReport", *, again: bool
    ) -> "Barred":
        """Addresses that are new on the list; one that stands there already changes nothing, file or no file."""
        from app.ingest.identity.profile_changes import unchanged
        from app.ingest.kinds import suppressions

        del again
        report.duplicates = suppressions.listed_already(connection, found)
        barred = suppressions.find(connection, int(report.batch or 0), found, unchanged(), 0)
        report.suppressed = barred.added
        return barred

    def told(self, report: Numbers) -> Told:
        """Addresses."""
        plain = super().told(report)
        return Told("Addresses not to mail", plain.hero, plain.counts, "address not to mail")
