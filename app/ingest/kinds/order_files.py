"""Files of orders: one line for each product in an order, or for each order."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

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
    from app.ingest.vocabulary.map_file import Mapping as ColumnMapping
    from app.project import Change


class OrderFiles(ImportKind):
    """Orders, their lines, and what was given back."""

    name, title, icon, turn = "orders", "Orders", "receipt", 20
    line = "One line for each product in an order"
    targets = (
        *WHO, "order_id", "sku", "item", "quantity", "price", "amount", "total", "refunded", "discount", "time",
        "updated_at", "currency", "discount_code", "state", "paid", "cancelled", "document_type", "test", "items",
        "time:of_day", "time:zone",
        "consent:email", "consent:email:at", "consent:email:source",
        "first_name", "last_name", "full_name",
    )  # fmt: skip
    types = {
        "state": "text", "paid": "text", "cancelled": "text", "document_type": "text", "test": "text",
        "item": "text", "items": "text",
        "total": "amount", "refunded": "amount", "discount": "amount", "updated_at": "datetime",
        "first_name": "text", "last_name": "text", "full_name": "text",
    }  # fmt: skip
    section = "The order"
    bare_id = "order_id"
    reserved = OF_EVENTS
    # An order's own discount, which is no line's.
    renamed = {"discount": "order_discount"}
    # A shop's till, not the buyer's telephone: it would make all who paid there one person.
    never_filled = frozenset({"device_id"})
    needs = ("time",)
    of_sales = dates_answers = True
    has_recipients = False
    reread = "refused"
    arrives_as = {"event": "name", "time": "at"}
    sure = 5.0

    def lacks(self, has: set[str]) -> tuple[str, str] | None:
        """A time and some price."""
        lacking = super().lacks(has)
        if lacking is None and not has & {"price", "amount", "total", "items"}:
            if "refunded" in has:
                # Mapped to an amount as they stand, refunds would count as purchases.
                return (
                    "The file says what was refunded and not what was bought",
                    "Add a column “Type” that says “Refund” in each row, and call the one of the money “Amount”.",
                )
            return "No column says a price", "Map one to price, to amount or to total."
        return lacking

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """An order's number, its time and its goods or money."""
        from app.ingest.kinds import kind_signs

        del file_name
        return kind_signs.of_orders(guesser, assigned)

    def by_structure(self, guesser: "Guesser", taken: set[str], free: list[str]) -> "Assigned":
        """Who paid and who was paid, and which kind of document a row is."""
        from app.ingest.order_tables import document_kinds, payment_parties

        sides = payment_parties.of(guesser, free)
        sides |= document_kinds.find(
            guesser, [name for name in free if name not in sides and document_kinds.is_named(name)]
        )
        return {name: target for name, target in sides.items() if target not in taken}

    def own_target(self, guesser: "Guesser", header: str, name: str) -> str:
        """A name that no meaning has, where what stands in the column spoke against that of its header."""
        from app.ingest.vocabulary.target_types import KEPT

        # Where a cell of a time or a number cannot be read, its row is refused with why.
        told = self.types.get(name) == "text" and guesser.evidence(header).said
        return KEPT + name if told else name

    def is_for_later(self, target: str) -> bool:
        """Money and buyers' names are told by all columns of them together."""
        from app.ingest.order_tables import money_columns
        from app.ingest.vocabulary.target_types import BUYER_NAMES

        return target in (*money_columns.TARGETS, *BUYER_NAMES)

    def fits(self, guesser: "Guesser", header: str, target: str) -> bool | None:
        """What an order's columns are checked for."""
        from app.ingest.order_tables import order_columns

        check, evidence = order_columns.CHECKS.get(target), guesser.evidence(header)
        return check(header, evidence.said, evidence.filled < guesser.raw.rows) if check else None

    def answers(self, guesser: "Guesser", used: set[str], free: list[str]) -> "Assigned":
        """What speaks of mailings: `Stop` may be a bus's."""
        from app.ingest.mapping import consent_columns

        return consent_columns.of_rows(guesser, used, free, consent_columns.says_beside_orders)

    def at_last(self, guesser: "Guesser", known: "Assigned", used: set[str], free: list[str]) -> "Assigned":
        """Money, items and states among what is left."""
        from app.ingest.order_tables import order_columns

        del used
        return order_columns.rest(guesser, known, free)

    def currencies(self, raw: "RawTable", mapping: "ColumnMapping") -> "tuple[list[str], list[Note]]":
        """Those of all its amounts."""
        from app.ingest.order_tables import currencies

        return currencies.of_orders(raw, mapping)

    def made_ready(
        self, raw: "RawTable", mapping: "ColumnMapping", zone: ZoneInfo
    ) -> "tuple[RawTable, ColumnMapping, list[Note]]":
        """A row for each item, its money in whole units, refunds with their orders, totals with their charges."""
        from app.ingest.order_tables import (
            adjusted_totals,
            credited_totals,
            document_kinds,
            earlier_tellings,
            minor_units,
            order_charges,
            payment_parties,
            percent_discounts,
            price_units,
            refund_files,
            repeated_cells,
            returned_pieces,
            wide_rows,
        )
        from app.ingest.orders import unnamed_refunds

        raw, mapping, refunds = refund_files.marked(raw, mapping)
        raw, units = minor_units.in_units(price_units.of_one(raw, mapping), mapping)
        shares = percent_discounts.notes(raw, mapping)
        # Before a credit note stands under the number of what it takes off: its total is its own.
        raw, mapping = credited_totals.told(*earlier_tellings.set_aside(raw, mapping, zone))
        # Whose money it is has to be known before a refund can find its payment.
        turned = document_kinds.joined(payment_parties.turned(raw, mapping), mapping)
        raw, returned = unnamed_refunds.joined(turned, mapping, zone)
        # Items become lines before anything is shared out among the lines of an order.
        unfolded = adjusted_totals.told(*wide_rows.unfolded(raw, mapping))
        raw, mapping, reckoned = order_charges.totalled(*returned_pieces.told(*unfolded))
        return repeated_cells.filled(raw, mapping), mapping, [*refunds, *units, *shares, *returned, *reckoned]

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """Lines, refunds and adjustments."""
        from app.ingest.orders.lines import order_facts

        return order_facts(cells, as_of)

    def changes(self) -> "set[Change]":
        """People, what they bought, and who may be mailed."""
        from app.project import Change

        return {Change.IMPORTS, Change.PROFILES, Change.EVENTS, Change.CONSENTS, Change.SUPPRESSIONS}

    def names_table(self) -> "Table":
        """Properties of events, which lines of orders are."""
        from storage.file.models import event_property

        return event_property

    def to_rows(self, incoming: "IncomingFile") -> "Ints":
        """The lines; the orders themselves follow from them."""
        from app.ingest.kinds.project_rows import order_lines

        return order_lines(incoming)

    def remember(self, connection: "Connection", report: "ImportReport", types: dict[str, str]) -> None:
        """The events and their properties, and that buyers have names."""
        from app.ingest.kinds import registry
        from app.ingest.vocabulary.target_types import BUYER_NAMES

        registry.events(connection, report, types)
        names = {one: "text" for one in BUYER_NAMES if report.mapping.header_of(one)}
        registry.traits(connection, names, report.mapping, report.batch)

    def told(self, report: Numbers) -> Told:
        """Orders first, then their lines and refunds."""
        events = report.events
        off = "Lines that were never paid or have no price: kept, counted in nothing."
        counts = [
            Count("Products ordered", events.get("ordered_product", 0)),
            Count("Refunds", events.get("refunded_order", 0), told=True),
            Count("Adjustments", report.adjustments, note=off, told=True),
            new_people(report),
            Count("Of nobody known yet", report.anonymous, note="They count as soon as it is known whose they are."),
            *common(report),
        ]
        return Told("Orders", events.get("placed_order", 0), counts)
