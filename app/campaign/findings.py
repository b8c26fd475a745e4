"""What stands against an export or is worth a look before it, and the list of checks that the marketer sees."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.domain.serialising import as_document
from app.template import CODES as TEMPLATE_CODES
from app.template import Severity

State = Literal["ok", "note", "overruled", "warning", "error"]

NEVER_OVERRULED = {
    "no-recipients": "An export to nobody is none.",
    "syntax": "There would be no email.",
    "render": "Somebody would get no email.",
    "leftover": "Nobody may be sent a tag in the place of what it stands for.",
    "esp-unsupported": "The email would not be the one that was written.",
}
"""What nobody can overrule, by code, and why."""

NEVER = (
    "Never to be overruled, whatever the reason: who is suppressed, has unsubscribed or has not given consent is "
    "left out, no literal {{ goes out, and nobody gets another person’s data."
)
"""The promise that no overrule touches."""

OWN_CODES: dict[str, Severity] = {
    "no-recipients": "error",
    "sender-incomplete": "error",
    "address-formula": "warning",
    "suppressed-formula": "warning",
    "esp-columns": "error",
    "esp-header": "error",
    "esp-cell": "error",
    "esp-unsupported": "error",
}
"""The codes that a campaign adds to those of a template (`app.template.findings`)."""

CODES: dict[str, Severity] = {**TEMPLATE_CODES, **OWN_CODES, "address-missing": "error", "placeholder": "error"}
"""All codes with how grave they are. A draft may do without a postal address; what is sent may not, by law. And it may
hold words that are to be replaced."""

LINES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("rendered", "Every email rendered: {rendered:,} of {recipients:,}", ("render", "syntax", "no-recipients", "css")),
    (
        "greeting",
        "No blank greeting, no literal tag",
        ("empty-greeting", "leftover", "single-brace", "alias", "entity"),
    ),
    ("placeholders", "No words left that were to be replaced", ("placeholder", "placeholder-doubtful")),
    ("fields", "Every merge field filled, or with a default", ("missing-value", "unknown-field")),
    ("branches", "Every branch reached by somebody", ("never-equal", "unreached-branch", "same-condition")),
    (
        "subject",
        "A subject of a good length, and a preheader",
        ("subject-blank", "subject-long", "subject-suspect", "preheader-missing", "preheader-short"),
    ),
    ("footer", "Unsubscribe link and postal address", ("unsubscribe-missing", "address-missing")),
    ("sender", "The sender’s name and addresses are known", ("sender-incomplete",)),
    ("addresses", "No address twice, none like a formula", ("address-formula", "suppressed-formula")),
    ("esp", "{esp}’s limits on columns and bytes{room}", ("esp-columns", "esp-header", "esp-cell", "esp-unsupported")),
    ("size", "Largest email {kilobytes:,} KB", ("size",)),
    (
        "links",
        "Links open, none without https",
        ("link-empty", "link-invalid", "link-insecure", "link-doubled", "utm-mixed"),
    ),
    (
        "html",
        "Pictures described, no scripts",
        ("alt-missing", "unquoted", "field-in-tag", "field-in-script", "script"),
    ),
    (
        "access",
        "Everybody can read it",
        ("language-missing", "role-missing", "heading-order", "link-words", "contrast"),
    ),
    ("programs", "Known to the mail programs of your readers", ("client-support", "client-plainer")),
)
"""Each check: its name, its line, and the codes that it stands for."""


def promises() -> list[str]:
    """What is looked at, in words without figures."""
    heads = [line.split(":")[0] for _, line, _ in LINES]
    # A head with a figure in it says nothing before anybody was looked at.
    return [head for head in heads if "{" not in head]


@as_document(
    *("code", "severity", "where", "message", "line", "recipients", "example", "variant", "overruled", "lapsed"),
)
@dataclass(frozen=True, slots=True)
class Finding:
    """One finding over all recipients: `recipients` is how many it concerns (0: all), `example` the key of one, and
    `people` a sum over who they are; `variant` is given where there are several, and only one has it.

    `overruled` is the reason for which it was overruled, `lapsed` the one for which it was when it said otherwise.
    """

    code: str
    severity: Severity
    where: str
    message: str
    line: int = 0
    recipients: int = 0
    example: str | None = None
    variant: str | None = None
    people: int = 0
    overruled: str | None = None
    lapsed: str | None = None

    @property
    def may_be_overruled(self) -> bool:
        """Whether an export may go on in spite of it, if the marketer says why."""
        return self.code not in NEVER_OVERRULED

    @property
    def blocks(self) -> bool:
        """Whether it stands against an export."""
        return self.severity == "error" and self.overruled is None

    @property
    def state(self) -> State:
        """How grave it is, or that it was overruled."""
        return self.severity if self.overruled is None else "overruled"


def own(
    code: str, where: str, message: str, recipients: int = 0, example: str | None = None, people: int = 0
) -> Finding:
    """A finding of the campaign's own."""
    return Finding(code, OWN_CODES[code], where, message, recipients=recipients, example=example, people=people)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the pre-flight: what was looked at and how it came out."""

    code: str
    check: str
    state: State
    findings: int


@as_document("ready", "recipients", "findings", "checks")
@dataclass(frozen=True, slots=True)
class Verdict:
    """What the pre-flight came to, over how many recipients."""

    recipients: int
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]

    @property
    def against(self) -> list[Finding]:
        """What stands against an export."""
        return [finding for finding in self.findings if finding.blocks]

    @property
    def ready(self) -> bool:
        """Whether nothing stands against an export."""
        return not self.against

    def judged(self, findings: Sequence[Finding]) -> "Verdict":
        """The same verdict after its findings were overruled, or no longer are."""
        checks = tuple(replace(check, state=_worst(check.code, findings)) for check in self.checks)
        return replace(self, findings=tuple(findings), checks=checks)

    def behind(self, check: Check) -> list[Finding]:
        """The findings for which a check stands."""
        return [finding for finding in self.findings if finding.code in _codes(check.code)]


def lines(findings: Sequence[Finding], **words: Any) -> tuple[Check, ...]:
    """The checks with how each came out; `words` fill their lines."""
    return tuple(
        Check(code, line.format(**words), _worst(code, findings), sum(one.code in codes for one in findings))
        for code, line, codes in LINES
    )


def _codes(check: str) -> tuple[str, ...]:
    return next(codes for code, _, codes in LINES if code == check)


def _worst(check: str, findings: Sequence[Finding]) -> State:
    theirs = {finding.state for finding in findings if finding.code in _codes(check)}
    # What was overruled is still an error to whoever reads the list, and graver than a warning.
    order: tuple[State, ...] = ("error", "overruled", "warning")
    return next((state for state in order if state in theirs), "ok")
