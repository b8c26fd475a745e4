"""What an export tells people and programs about itself: UPLOAD.md and manifest.json."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.campaign.plan import Variant
from app.template import Profile

_RECORD = "`suppressed.csv` says of each address that must not be mailed why: it is for your records, not for upload."
_UNKNOWN_TOO = "everyone in it has given consent, or never answered: this project counts that as consent"


@dataclass(frozen=True, slots=True)
class Listed:
    """Who is in the folder: how many people in which contacts files, how many addresses in each file of those whom the
    ESP must not mail, and the suppressed to be entered by hand; `fields` says how many the ESP has room for."""

    people: int
    contacts: Sequence[str]
    by_hand: Sequence[str] = ()
    kept_out: Mapping[str, int] = field(default_factory=dict)
    fields: str = ""
    unknown_is_consent: bool = False

    def words(self, esp: Profile) -> dict[str, str]:
        """What the steps of an ESP say of it."""
        counts = {one.stem: self.kept_out.get(one.name, 0) for one in esp.keeps_out}
        said = {stem: f"{count:,} {'address' if count == 1 else 'addresses'}" for stem, count in counts.items()}
        consent = _UNKNOWN_TOO if self.unknown_is_consent else "everyone in it has given consent"
        return {"contacts": _files(self.contacts), "consent": consent, "fields": self.fields, **said}


def upload(esp: Profile, campaign: str, listed: Listed, variants: Sequence[Variant], column: str) -> str:
    """UPLOAD.md: what to do with the folder at that ESP, step by step. `column` says who gets which variant."""
    templates = [part_name("template.html", variant, variants) for variant in variants]
    words = {**listed.words(esp), "templates": _files(templates), "variant": column}
    people = listed.people
    steps = [*esp.upload, *([esp.variants] if len(variants) > 1 else [])]
    numbered = [f"{number}. {step.format(**words)}".rstrip() for number, step in enumerate(steps, 1)]
    return "\n".join(
        [
            f"# {campaign}: uploading to {esp.title}",
            "",
            f"This folder holds everything for {people:,} {'person' if people == 1 else 'people'}.",
            "",
            *numbered,
            "",
            *_by_hand(listed.by_hand),
            *([_RECORD] if esp.keeps_out else []),
            "Nobody in `holdout.csv` is in the contacts: they get nothing, so that the effect can be measured.",
            "`assignment.csv` says who gets which variant. Keep it and `manifest.json` to read the results later.",
            "A cell that a spreadsheet would run as a formula begins with an apostrophe, which belongs to the file.",
            "",
        ]
    )


def _by_hand(addresses: Sequence[str]) -> list[str]:
    if not addresses:
        return []
    return [
        f"## To be suppressed by hand: {len(addresses):,}",
        "",
        "An address below begins like a formula. In a file an apostrophe keeps a spreadsheet from running "
        "it; your email service takes it for another address then, and would go on mailing the person. So put each of "
        "these on the do-not-mail list by hand, exactly as it stands here:",
        "",
        # A block of code: whatever signs an address has stand there as they are.
        *(f"    {address}" for address in addresses),
        "",
    ]


def part_name(name: str, variant: Variant, variants: Sequence[Variant]) -> str:
    """A template's file, with the variant's name in it where there are several: `template-A.html`."""
    if len(variants) == 1:
        return name
    stem, _, ending = name.rpartition(".")
    return f"{stem}-{variant.name}.{ending}"


def _files(names: Sequence[str]) -> str:
    marked = [f"`{name}`" for name in names]
    if len(marked) > 3:
        return f"{marked[0]} to {marked[-1]}"
    return " and ".join([", ".join(marked[:-1]), marked[-1]] if len(marked) > 1 else marked)


def write_manifest(path: Path, head: dict[str, Any], files: Iterable[str]) -> None:
    """manifest.json, with one line for each file, however many there are."""
    # The files come last, so that the end of the text can be opened for them: a million stand in no memory.
    text = json.dumps(head | {"files": []}, ensure_ascii=False, indent=2).removesuffix("[]\n}")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        mark = "[\n"
        for entry in files:
            file.write(f"{mark}    {entry}")
            mark = ",\n"
        file.write("\n  ]\n}\n")
