"""What the kinds of files have in common whose rows are about nobody: products, stores and codes of offers."""

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ingest.kinds.import_kind import ImportKind
from app.ingest.vocabulary.file_kind import Numbers, Told

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.ingest.facts.collected import CollectedFacts
    from app.ingest.kinds.catalogue import Catalogue
    from app.ingest.kinds.suppressions import Barred
    from app.ingest.report import ImportReport
    from app.project import Change


class CatalogueKind(ImportKind):
    """A file of entries of one catalogue; its `name` is what the report counts the new ones under."""

    names_people = makes_people = has_recipients = False
    merges = True

    @property
    @abstractmethod
    def catalogue(self) -> "Catalogue":
        """Where its entries stand."""

    def changes(self) -> "set[Change]":
        """The catalogues alone."""
        from app.project import Change

        return {Change.IMPORTS, Change.PRODUCTS}

    def count(
        self, connection: "Connection", found: "CollectedFacts", report: "ImportReport", *, again: bool
    ) -> "Barred":
        """Those that are new, and the rows that change nothing."""
        from app.ingest.kinds.suppressions import Barred

        if not again:
            setattr(report, self.name, self.catalogue.count(connection, found, report))
        return Barred()

    def write(self, connection: "Connection", found: "CollectedFacts", report: "ImportReport", *, again: bool) -> None:
        """Keep the rows, and bring the entries up to date."""
        if not again:
            self.catalogue.write(connection, int(report.batch or 0), found, report)

    def taking_back(self, connection: "Connection", number: int) -> Callable[[], str | None]:
        """The entries of its rows are what their other rows say."""
        return self.catalogue.taking_back(connection, number)

    def told(self, report: Numbers) -> Told:
        """Rows that change an entry."""
        plain = super().told(report)
        return Told(self.name.capitalize(), plain.hero, plain.counts)
