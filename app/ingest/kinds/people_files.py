"""Files of contacts: one line for each person."""

import re
from typing import TYPE_CHECKING

from app.domain.names import RESERVED, TRAITS, snake
from app.ingest.kinds.import_kind import ImportKind
from app.ingest.vocabulary.file_kind import ANSWERS, WHO, Count, Numbers, Told, common

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.project_rows import IncomingFile, Ints
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.report import ImportReport
    from app.project import Change

_NUMBERS = re.compile(r"(^|_)(id|key|uuid|no|nr|number)$")


class PeopleFiles(ImportKind):
    """Contacts: what people are like, and whether they may be mailed."""

    name, title, icon, turn = "profiles", "Contacts", "users", 10
    line = "One line for each person"
    targets = (
        *WHO,
        "first_name", "last_name", "full_name", "gender", "birth_date", "street", "city", "region", "postal_code",
        "country", "latitude", "longitude", "language", "timezone", "signed_up_at", "loyalty_tier", "interests", "tags",
        *ANSWERS,
    )  # fmt: skip
    standard = TRAITS
    section = "What they are like"
    bare_id = "customer_id"
    reserved = RESERVED
    of_people = several_addresses = may_refuse = merges = True

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """Whatever says who a row is about may be a list of people; any surer sign of another kind outweighs it."""
        del guesser, file_name
        return 1.0 * bool(set(assigned.values()) & set(WHO))

    def answers(self, guesser: "Guesser", used: set[str], free: list[str]) -> "Assigned":
        """Any column that asks, or bars."""
        from app.ingest.mapping import consent_columns

        return consent_columns.of_people(guesser, used, free)

    def at_last(self, guesser: "Guesser", known: "Assigned", used: set[str], free: list[str]) -> "Assigned":
        """Where nothing else says who a row is about: a column of ids that are all there and all different."""
        import pyarrow.compute as pc

        # An id alone that is empty or twice would lose its rows or join strangers.
        for header in free if not used & set(WHO) else ():
            if header not in known and _NUMBERS.search(snake(header)):
                column, rows = guesser.raw.text(header), guesser.raw.rows
                if rows and guesser.evidence(header).filled == rows == pc.count_distinct(column).as_py():
                    return {header: "customer_id"}
        return {}

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """Traits of each row, since when they hold, and what it says of consent."""
        from app.ingest.facts.facts import profile_facts

        return profile_facts(cells, as_of)

    def changes(self) -> "set[Change]":
        """People, and who may be mailed."""
        from app.project import Change

        return {Change.IMPORTS, Change.PROFILES, Change.CONSENTS, Change.TAGS, Change.SUPPRESSIONS}

    def names_table(self) -> "Table":
        """Traits: what one name holds is of one type, whichever file gave it."""
        from storage.file.models import trait

        return trait

    def to_rows(self, incoming: "IncomingFile") -> "Ints":
        """A row of traits for each line."""
        from app.ingest.kinds.project_rows import profiles

        return profiles(incoming)

    def remember(self, connection: "Connection", report: "ImportReport", types: dict[str, str]) -> None:
        """The traits."""
        from app.ingest.kinds import registry

        registry.traits(connection, types, report.mapping, report.batch)

    def told(self, report: Numbers) -> Told:
        """New people first, then those that were known or stand twice."""
        joined = report.accepted - report.profiles_created - report.profiles_updated - report.duplicates
        twice = "The same person, written twice."
        counts = [
            Count("People known already", report.profiles_updated, one="person known already", told=True),
            Count("Rows joined with another", max(0, joined), False, twice, "row joined with another", told=True),
            *common(report),
        ]
        return Told("New people", report.profiles_created, counts, "new person")
