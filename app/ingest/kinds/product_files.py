"""Files of products: one line for each product, or each variant of one, that is sold."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app.domain.names import PRODUCT
from app.ingest.kinds.import_kind import ImportKind
from app.ingest.vocabulary.file_kind import Numbers, Told

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.ingest.facts.collected import CollectedFacts
    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.suppressions import Barred
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.readers.table import RawTable
    from app.ingest.report import ImportReport, Note
    from app.ingest.vocabulary.map_file import Mapping as ColumnMapping
    from app.project import Change


class ProductFiles(ImportKind):
    """The catalogue; its rows are about nobody."""

    name, title, icon, turn = "products", "Products", "package", 30
    line = "One line for each product that you sell"
    targets = ("sku", "name", "category", "brand", "price", "in_stock", "url", "image_url")
    standard = PRODUCT
    types = {"sku": "text"}
    section = "The product"
    bare_id = "sku"
    needs = ("sku",)
    names_people = makes_people = has_recipients = False
    merges = True

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

    def changes(self) -> "set[Change]":
        """Products alone."""
        from app.project import Change

        return {Change.IMPORTS, Change.PRODUCTS}

    def count(
        self, connection: "Connection", found: "CollectedFacts", report: "ImportReport", *, again: bool
    ) -> "Barred":
        """Those that are new, and the rows that change nothing."""
        from app.ingest.kinds import catalogue
        from app.ingest.kinds.suppressions import Barred

        if not again:
            report.products = catalogue.PRODUCTS.count(connection, found, report)
        return Barred()

    def write(self, connection: "Connection", found: "CollectedFacts", report: "ImportReport", *, again: bool) -> None:
        """Keep the rows, and bring the products up to date."""
        from app.ingest.kinds import catalogue

        if not again:
            catalogue.PRODUCTS.write(connection, int(report.batch or 0), found, report)

    def taking_back(self, connection: "Connection", number: int) -> Callable[[], str | None]:
        """The products of its rows are what their other rows say."""
        from app.ingest.kinds import catalogue

        return catalogue.PRODUCTS.taking_back(connection, number)

    def told(self, report: Numbers) -> Told:
        """Rows that change a product."""
        plain = super().told(report)
        return Told("Products", plain.hero, plain.counts)
