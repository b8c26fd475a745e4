"""What stands in the inbox, and the links of a mailing: words that filters dislike, a preheader that is none, UTM."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from app.domain.counts import counted
from app.template.construct_markers import SLOT, Skeleton
from app.template.findings import Finding
from app.template.markup import scan

_SLOT = re.compile(SLOT)
_SHOUTED = re.compile(r"\b[A-ZÀ-Ý]{4,}\b")
_MARKS = re.compile(r"[!?]{2,}|(?:[!][^!]*){3,}|\${2,}|€{2,}")
SUSPECT = (
    *(
        "100% free",
        "act now",
        "buy now",
        "call now",
        "cash bonus",
        "cheap",
        "click here",
        "congratulations",
        "credit card",
    ),
    *("dear friend", "double your", "earn money", "extra income", "free gift", "free money", "guaranteed", "guarantee"),
    *("lose weight", "make money", "miracle", "no obligation", "no risk", "once in a lifetime", "order now", "prize"),
    *("risk-free", "this is not spam", "urgent", "viagra", "winner", "you have been selected", "you won"),
)
"""Words of a subject that filters have long learned to dislike; one of them alone harms little."""
FIRST_SHOWN = 35
"""Characters of a preheader that the narrowest program shows (Outlook for Windows; figures of senders, no standard)."""


def lint_inbox(subject: Skeleton, preheader: Skeleton) -> Iterator[Finding]:
    """The subject and the preheader as an inbox shows them."""
    text = _SLOT.sub("…", subject.text)
    yield from _suspicions(text)
    line = " ".join(_SLOT.sub("…", preheader.text).split())
    if text.strip() and not line:
        said = "Without a preheader the inbox shows the first words of the email, whatever these are"
        yield Finding("preheader-missing", "preheader", said)
    elif line and line == " ".join(text.split()) and "…" not in line:
        yield Finding("preheader-missing", "preheader", "The preheader says what the subject says: say something new")
    elif line.startswith("…") is False and 0 < len(line) < FIRST_SHOWN // 2 and "…" not in line:
        said = f"The preheader has {counted(len(line), 'character')}: behind it the inbox shows the email’s first words"
        yield Finding("preheader-short", "preheader", said)


def _suspicions(subject: str) -> Iterator[Finding]:
    low = subject.lower()
    found = [word for word in SUSPECT if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", low)]
    if found:
        words = ", ".join(f"“{word}”" for word in found)
        yield Finding("subject-suspect", "subject", f"Filters for spam dislike {words} in a subject")
    if len(_SHOUTED.findall(subject)) > 1 or (subject.isupper() and len(subject) > 8):
        yield Finding("subject-suspect", "subject", "Words in capitals look like shouting, to people and to filters")
    if _MARKS.search(subject):
        yield Finding("subject-suspect", "subject", "Several ! or ? look like shouting, to people and to filters")


def lint_tracking(skeleton: Skeleton) -> Iterator[Finding]:
    """Links to one site of which some carry UTM parameters and others do not."""
    links: dict[str, dict[bool, list[int]]] = defaultdict(lambda: {True: [], False: []})
    for piece in scan(skeleton.text):
        own = piece.get("href") if piece.kind == "tag" and piece.name in ("a", "mj-button", "area") else None
        if own is None:
            continue
        # An address that a merge field begins leads who knows where.
        site = _site(own.value)
        if site:
            links[site]["utm_" in own.value.lower()].append(piece.start)
    for site, told in links.items():
        if told[True] and told[False]:
            every = len(told[True]) + len(told[False])
            said = f"{len(told[False])} of {counted(every, 'link')} to {site} lack the UTM parameters that others have"
            yield Finding("utm-mixed", "html", said, skeleton.line_at(told[False][0]))


def _site(address: str) -> str:
    if not address.lower().startswith(("http://", "https://")):
        return ""
    try:
        host = urlsplit(_SLOT.sub("x", address)).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
