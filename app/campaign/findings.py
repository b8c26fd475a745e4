"""What stands against an export or is worth a look before it, and the list of checks that the marketer sees."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

State = Literal["ok", "warning", "error"]

NEVER_OVERRULED = frozenset({"no-recipients", "syntax", "render", "esp-unsupported"})
"""What nobody can overrule: there would be no email, or not the one that was written."""

OWN_CODES: dict[str, State] = {
    "no-recipients": "error",
    "sender-incomplete": "warning",
    "address-formula": "error",
    "esp-columns": "error",
    "esp-header": "error",
    "esp-cell": "error",
    "esp-unsupported": "error",
}
"""The codes that a campaign adds to those of a template (`app.template.findings`)."""

LINES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("rendered", "Every email rendered: {rendered:,} of {recipients:,}", ("render", "syntax", "no-recipients", "css")),
    ("greeting", "No blank greeting, no literal tag", ("empty-greeting", "leftover", "single-brace", "alias")),
    ("fields", "Every merge field filled, or with a default", ("missing-value", "unknown-field")),
    ("branches", "Every branch reached by somebody", ("never-equal", "unreached-branch", "same-condition")),
    ("subject", "A subject of a good length", ("subject-blank", "subject-long")),
    ("footer", "Unsubscribe link and postal address", ("unsubscribe-missing", "address-missing")),
    ("sender", "The sender’s name and addresses are known", ("sender-incomplete",)),
    ("addresses", "No address twice, none that a spreadsheet would run", ("address-formula",)),
    ("esp", "{esp}’s limits on columns and bytes", ("esp-columns", "esp-header", "esp-cell", "esp-unsupported")),
    ("size", "Largest email {kilobytes:,} KB", ("size",)),
    ("links", "Links open, none without https", ("link-empty", "link-invalid", "link-insecure")),
    ("html", "Pictures described, no scripts", ("alt-missing", "unquoted", "script")),
)
"""Each check: its name, its line, and the codes that it stands for."""


def promises() -> list[str]:
    """What is looked at, in words without figures."""
    heads = [line.split(":")[0] for _, line, _ in LINES]
    return [head for head in heads if "{" not in head]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding over all recipients: `recipients` is how many it concerns (0: all), `example` the key of one;
    `variant` is given where there are several, and only one has it."""

    code: str
    severity: State
    where: str
    message: str
    line: int = 0
    recipients: int = 0
    example: str | None = None
    variant: str | None = None

    @property
    def may_be_overruled(self) -> bool:
        """Whether an export may go on in spite of it, if the marketer says so."""
        return self.code not in NEVER_OVERRULED

    def blocks(self, overruled: Collection[str]) -> bool:
        """Whether it stands against an export for which these codes were overruled."""
        return self.severity == "error" and not (self.may_be_overruled and self.code in overruled)

    def document(self) -> dict[str, Any]:
        """The finding as JSON."""
        return asdict(self)


def own(code: str, where: str, message: str, recipients: int = 0, example: str | None = None) -> Finding:
    """A finding of the campaign's own."""
    return Finding(code, OWN_CODES[code], where, message, recipients=recipients, example=example)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the pre-flight: what was looked at and how it came out."""

    code: str
    check: str
    state: State
    findings: int

    def document(self) -> dict[str, Any]:
        """The check as `manifest.json` has it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the pre-flight came to, over how many recipients."""

    recipients: int
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing stands against an export."""
        return not any(finding.severity == "error" for finding in self.findings)

    def behind(self, check: Check) -> list[Finding]:
        """The findings for which a check stands."""
        codes = next((codes for code, _, codes in LINES if code == check.code), ())
        return [finding for finding in self.findings if finding.code in codes]

    def document(self) -> dict[str, Any]:
        """The verdict as `campaign check --json` prints it."""
        return {
            "ready": self.ready,
            "recipients": self.recipients,
            "findings": [finding.document() for finding in self.findings],
            "checks": [check.document() for check in self.checks],
        }


def lines(findings: Sequence[Finding], **words: Any) -> tuple[Check, ...]:
    """The checks with how each came out; `words` fill their lines."""
    made = []
    for code, line, codes in LINES:
        theirs = [finding.severity for finding in findings if finding.code in codes]
        state: State = "error" if "error" in theirs else "warning" if theirs else "ok"
        made.append(Check(code, line.format(**words), state, len(theirs)))
    return tuple(made)
