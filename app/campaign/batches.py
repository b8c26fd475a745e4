"""The recipients of an export in batches: who they are, what their merge fields hold, what the ESP must be given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import md5
from string import ascii_letters, ascii_uppercase
from typing import Any
from urllib.parse import quote

import pyarrow as pa

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


@dataclass(frozen=True, slots=True)
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


def file_name(key: str, taken: set[str]) -> str:
    """The name of a person's HTML file: the key, its odd characters percent-encoded.

    A file system may take two keys for one that differ in case alone: the later has its capitals encoded too, or all
    its letters where it has none. `taken` remembers the names that could meet such a twin.
    """
    name = quote(key, safe="")
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


def _encoded(key: str, letters: str) -> str:
    return "".join(f"%{ord(sign):02X}" if sign in letters else quote(sign, safe="") for sign in key)
