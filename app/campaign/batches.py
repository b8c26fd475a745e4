"""The recipients of an export in batches: who they are, what their merge fields hold, what the ESP must be given."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import md5
from string import ascii_letters, ascii_uppercase
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from app.campaign.plan import Variant
from app.campaign.store import Campaign
from app.campaign.waterfall import Assembly
from app.domain.clock import Moment
from app.domain.csv_injection import guarded
from app.domain.progress import SILENT, Progress
from app.mailing import NAMES, asked_fields
from app.project import Project
from app.template import Prepared, Template, prepare, stoppable

_LONGEST = 200
"""Signs of a file's name, well within what file systems take."""
_ODD = re.compile(r"[^A-Za-z0-9_.~-]+")
"""What a URL has percent-encoded too."""


# Not frozen: a million are made, each of which would take five times as long.
@dataclass(slots=True)
class Recipient:
    """One person of an export; `variant` is the number of their variant, `context` their merge fields."""

    key: str
    email: str
    variant: int
    context: dict[str, Any]


class Letters:
    """A campaign's templates, one per variant, and its recipients, whom it reads in batches."""

    def __init__(
        self,
        project: Project,
        campaign: Campaign,
        templates: Sequence[Template],
        moment: Moment,
        progress: Progress = SILENT,
    ) -> None:
        plan = campaign.plan
        self._project = project
        self._moment = moment
        self._given = {"campaign": campaign.name}
        self.templates = [_of_variant(one, variant) for one, variant in zip(templates, plan.variants, strict=True)]
        with stoppable(progress):
            self.prepared: list[Prepared] = [prepare(one) for one in self.templates]
        asked = [name for one in self.prepared for name in asked_fields(one, NAMES)]
        # The key comes with the people, and the campaign's name is the same for all.
        self._fields = [name for name in dict.fromkeys([*plan.columns, *asked]) if name not in ("key", "campaign")]

    def batches(self, found: Assembly, rows: Any, progress: Progress = SILENT) -> Iterator[list[Recipient]]:
        """The people of those rows of the assembly, in order."""
        from app.mailing import contexts

        at = 0
        for batch in contexts(self._project, found.ids[rows], self._fields, self._moment, progress):
            some = rows[at : at + len(batch)]
            keys = found.keys.take(pa.array(some)).to_pylist()
            emails = found.emails.take(pa.array(some)).to_pylist()
            people = zip(keys, emails, found.variant[some].tolist(), batch, strict=True)
            yield [
                Recipient(key, email, variant, guarded({**context, **self._given, "key": key}))
                for key, email, variant, context in people
            ]
            at += len(batch)


def _of_variant(template: Template, variant: Variant) -> Template:
    """The template with what the variant says instead of it."""
    return replace(
        template,
        subject=template.subject if variant.subject is None else variant.subject,
        preheader=template.preheader if variant.preheader is None else variant.preheader,
    )


def twins(keys: pa.ChunkedArray) -> Callable[[str], bool]:
    """Says of each of these keys whether it differs from another in case alone."""
    alike = pc.ascii_lower(keys)
    if len(pc.unique(alike)) == len(keys):
        return lambda key: False
    counts = pc.value_counts(alike)
    several = frozenset(counts.filter(pc.greater(counts.field("counts"), 1)).field("values").to_pylist())
    # Only ASCII letters are like another: all others are percent-encoded.
    return lambda key: key.encode().lower().decode() in several


def file_name(key: str, taken: set[str] | None) -> str:
    """The name of a person's HTML file: the key, its odd characters percent-encoded.

    A file system may take two keys for one that differ in case alone: the later has its capitals encoded too, or all
    its letters where it has none. `taken` remembers the names that could meet such a twin; None for a key without one.
    """
    name = _ODD.sub(_encoding, key)
    if taken is not None:
        if name.casefold() in taken:
            name = _encoded(key, ascii_uppercase)
        if name.casefold() in taken:
            name = _encoded(key, ascii_letters)
        # Whichever comes first: a sample is written worst cases first, everyone in the order of their keys.
        taken.add(name.casefold())
    if len(name) > _LONGEST:
        # A dash and the 32 figures by which shortened names differ.
        name = f"{name[: _LONGEST - 33]}-{md5(key.encode(), usedforsecurity=False).hexdigest()}"
    return f"{name}.html"


def _encoding(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found.group().encode())


def _encoded(key: str, letters: str) -> str:
    return "".join(f"%{ord(sign):02X}" if sign in letters else _ODD.sub(_encoding, sign) for sign in key)
