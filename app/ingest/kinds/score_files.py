"""Files of scores: what a model that was trained elsewhere says of each person."""

from typing import TYPE_CHECKING, ClassVar

from app.ingest.kinds.import_kind import ImportKind
from app.ingest.vocabulary.file_kind import WHO, Numbers, Told

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.project_rows import IncomingFile, Ints
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.report import ImportReport
    from app.project import Change


class ScoreFiles(ImportKind):
    """Scores and groups by person: a number is asked for as `score:NAME`, the name of a group as `cluster:NAME`.

    Those of the newest file hold, from the moment on that it states, else from its import on.
    """

    name, title, icon, turn = "scores", "Scores", "chart-bar", 45
    line = "One line for each person that a model has scored"
    targets = (*WHO, "time", "time:of_day", "time:zone")
    words: ClassVar[dict[str, str]] = {
        "time": "scored at|scored on|score date|scoring date|predicted at|as of|run date"
    }
    section = "The scores"

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """Somebody, and figures that are called as scores are, with little else."""
        from app.ingest.kinds import kind_signs

        del file_name
        return kind_signs.of_scores(guesser, assigned)

    def own_target(self, guesser: "Guesser", header: str, name: str) -> str:
        """A score where the cells are numbers, else the group that a model puts somebody in."""
        from app.ingest.kinds import kind_signs

        return f"{'score' if kind_signs.holds_numbers(guesser, header) else 'cluster'}:{name}"

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """The scores of each row, and when they were made."""
        from app.ingest.facts.facts import score_facts

        return score_facts(cells, as_of)

    def changes(self) -> "set[Change]":
        """People whom nobody knew, and scores."""
        from app.project import Change

        return {Change.IMPORTS, Change.PROFILES, Change.SCORES}

    def to_rows(self, incoming: "IncomingFile") -> "Ints":
        """A row for each score of each line."""
        from app.ingest.kinds.project_rows import scores

        return scores(incoming)

    def remember(self, connection: "Connection", report: "ImportReport", types: dict[str, str]) -> None:
        """What the scores are called."""
        from app.ingest.kinds import registry

        registry.traits(connection, types, report.mapping, report.batch)

    def told(self, report: Numbers) -> Told:
        """How many people have scores now."""
        plain = super().told(report)
        return Told("People with scores", plain.hero, plain.counts, "person with scores")
