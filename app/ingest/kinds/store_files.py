"""Files of stores: one line for each shop, branch or other place where something is sold."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from app.domain.names import STORE
from app.ingest.kinds.import_kind import ImportKind
from app.ingest.vocabulary.file_kind import Numbers, Told

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.ingest.facts.collected import CollectedFacts
    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.suppressions import Barred
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.report import ImportReport
    from app.project import Change


class StoreFiles(ImportKind):
    """Where something is sold; its rows are about nobody, and an address or a number in them is the store's."""

    name, title, icon, turn = "stores", "Stores", "storefront", 31
    line = "One line for each store or location"
    targets = ("store_id", *STORE)
    standard = STORE
    types: ClassVar[dict[str, str]] = {"store_id": "text"} | {name: known.type for name, known in STORE.items()}
    words: ClassVar[dict[str, str]] = {
        "store_id": "store number|store no|store nr|store code|store key|store|shop id|shop number|branch id|branch no|"
        "branch code|branch|location id|location code|outlet id|outlet|place id|filiale|filial id|filialnummer|"
        "filial nr|filialnr|markt nr|code magasin|id magasin|magasin|id tienda|tienda|negozio|winkelnummer|winkel",
        "name": "store name|shop name|branch name|location name|outlet name|business name|filialname|nom du magasin|"
        "nombre de la tienda|nome negozio|winkelnaam",
        "opening_hours": "hours|opening times|open hours|business hours|store hours|offnungszeiten|horaires|"
        "horaires d ouverture|horario|orari|orari di apertura|openingstijden",
        "url": "store page|store url|location url|website url",
    }
    section = "The store"
    bare_id = "store_id"
    needs = ("store_id",)
    names_people = makes_people = has_recipients = False
    merges = True

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """A number or name of a place and where that is, and nobody who could live there."""
        from app.ingest.kinds import kind_signs

        return kind_signs.of_stores(guesser, assigned, file_name)

    def at_last(self, guesser: "Guesser", known: "Assigned", used: set[str], free: list[str]) -> "Assigned":
        """The names of stores that have no numbers, where no two are the same."""
        header = next((header for header, target in known.items() if target == "name" and header in free), None)
        if header is None or "store_id" in used:
            return {}
        cells = guesser.raw.text(header).to_pylist()
        return {header: "store_id"} if len(set(cells)) == len(cells) else {}

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """A store's number and what is said of it."""
        from app.ingest.facts.catalogue_facts import store_facts

        return store_facts(cells, as_of)

    def changes(self) -> "set[Change]":
        """Stores alone."""
        from app.project import Change

        return {Change.IMPORTS, Change.PRODUCTS}

    def count(
        self, connection: "Connection", found: "CollectedFacts", report: "ImportReport", *, again: bool
    ) -> "Barred":
        """Those that are new, and the rows that change nothing."""
        from app.ingest.kinds import catalogue
        from app.ingest.kinds.suppressions import Barred

        if not again:
            report.stores = catalogue.STORES.count(connection, found, report)
        return Barred()

    def write(self, connection: "Connection", found: "CollectedFacts", report: "ImportReport", *, again: bool) -> None:
        """Keep the rows, and bring the stores up to date."""
        from app.ingest.kinds import catalogue

        if not again:
            catalogue.STORES.write(connection, int(report.batch or 0), found, report)

    def taking_back(self, connection: "Connection", number: int) -> Callable[[], str | None]:
        """The stores of its rows are what their other rows say."""
        from app.ingest.kinds import catalogue

        return catalogue.STORES.taking_back(connection, number)

    def told(self, report: Numbers) -> Told:
        """Rows that change a store."""
        plain = super().told(report)
        return Told("Stores", plain.hero, plain.counts)
