"""Files of products: one line for each product, or each variant of one, that is sold."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.domain.names import PRODUCT
from app.ingest.kinds.catalogue_kind import CatalogueKind

if TYPE_CHECKING:
    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.catalogue import Catalogue
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.readers.table import RawTable
    from app.ingest.report import Note
    from app.ingest.vocabulary.map_file import Mapping as ColumnMapping


class ProductFiles(CatalogueKind):
    """The catalogue; its rows are about nobody."""

    name, title, icon, turn = "products", "Products", "package", 30
    line = "One line for each product that you sell"
    targets = ("sku", "name", "category", "brand", "price", "in_stock", "url", "image_url")
    standard = PRODUCT
    types = {"sku": "text"}
    section = "The product"
    bare_id = "sku"
    needs = ("sku",)

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """What products have, and nobody who could have bought them."""
        from app.ingest.kinds import kind_signs

        del file_name
        return kind_signs.of_products(guesser, assigned)

    def made_ready(
        self, raw: "RawTable", mapping: "ColumnMapping", zone: ZoneInfo
    ) -> "tuple[RawTable, ColumnMapping, list[Note]]":
        """Variants with what the first line of their product says of all."""
        from app.ingest.order_tables import repeated_cells

        del zone
        return repeated_cells.of_variants(raw, mapping), mapping, []

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """A product's number and what is said of it."""
        from app.ingest.facts.facts import product_facts

        return product_facts(cells, as_of)

    @property
    def catalogue(self) -> "Catalogue":
        """The products of the project."""
        from app.ingest.kinds import catalogue

        return catalogue.PRODUCTS
