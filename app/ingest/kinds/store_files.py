"""Files of stores: one line for each shop, branch or other place where something is sold."""

from typing import TYPE_CHECKING, ClassVar

from app.domain.names import STORE
from app.ingest.kinds.catalogue_kind import CatalogueKind

if TYPE_CHECKING:
    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.catalogue import Catalogue
    from app.ingest.mapping.inference import Assigned, Guesser


class StoreFiles(CatalogueKind):
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

    @property
    def catalogue(self) -> "Catalogue":
        """The stores of the project."""
        from app.ingest.kinds import catalogue

        return catalogue.STORES
