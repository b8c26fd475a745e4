"""Errors of the check that the marketer accepts, each with a reason: what they cover, and what can never be one.

An overrule covers what its finding said when it was made: the same words at the same place, about the same people, of
the same template and for the same ESP. Whatever else is found later stands against an export as if nothing was said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.campaign import problems
from app.campaign.findings import CODES, NEVER_OVERRULED, OWN_CODES, Finding
from app.campaign.plan import Plan, closest
from app.project import Entry, place

_SAME = ("code", "where", "line", "variant", "finding", "recipients", "people", "esp", "template")
_TOLD = ("code", "where", "line", "variant", "finding", "recipients", "reason")


def told(entry: Entry) -> Entry:
    """The overrule as `manifest.json` and the audit log have it."""
    return {key: entry[key] for key in _TOLD}


def entry_of(finding: Finding, plan: Plan, reason: str) -> Entry:
    """The overrule of a finding; raises CampaignProblem where it can have none, or has no reason."""
    if finding.severity != "error":
        raise problems.HARMLESS(finding=finding.message)
    return _identity(finding, plan) | {"reason": _reason(finding.code, reason)}


def wanted(reasons: Mapping[str, str]) -> dict[str, str]:
    """Reasons by code, each code one that the check has and that may be overruled; raises CampaignProblem."""
    for code in reasons:
        if code not in CODES:
            errors = [one for one, severity in CODES.items() if severity == "error"]
            raise problems.NO_FINDING(code=code, near=closest(code, errors))
    return {code: _reason(code, reason) for code, reason in reasons.items()}


def _reason(code: str, reason: str) -> str:
    if code in NEVER_OVERRULED:
        raise problems.NEVER(code=code, because=NEVER_OVERRULED[code])
    if not reason.strip():
        raise problems.NO_REASON(code=code)
    return " ".join(reason.split())


def _identity(finding: Finding, plan: Plan) -> Entry:
    """What an overrule covers. A reason may lie in the template or in what the ESP adds by itself."""
    template = None
    # What a campaign adds of its own follows from no template.
    if finding.code not in OWN_CODES:
        named = {one.name: one.template or plan.template for one in plan.variants}
        template = named[finding.variant] if finding.variant else " / ".join(dict.fromkeys(named.values()))
    return {
        "code": finding.code,
        "where": finding.where,
        "line": finding.line,
        "variant": finding.variant,
        "finding": finding.message,
        "recipients": finding.recipients,
        "people": finding.people,
        "esp": plan.esp,
        "template": template,
    }


@dataclass(frozen=True, slots=True)
class Overrules:
    """The overrules of one campaign: those that it keeps, and those that are asked for now, by code."""

    plan: Plan
    kept: Sequence[Entry] = ()
    asked: Mapping[str, str] | None = None

    def applied(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, with `overruled` where they are, and `lapsed` where they were and say something else now."""
        now = [_identity(finding, self.plan) for finding in findings]
        stale = [entry for entry in self.kept if not any(_covers(entry, own) for own in now)]
        return [self._judged(finding, own, stale) for finding, own in zip(findings, now, strict=True)]

    def _judged(self, finding: Finding, own: Entry, stale: Sequence[Entry]) -> Finding:
        if finding.severity != "error" or not finding.may_be_overruled:
            return replace(finding, overruled=None, lapsed=None)
        said = [entry["reason"] for entry in self.kept if _covers(entry, own)]
        said.append((self.asked or {}).get(finding.code, ""))
        # By its place alone: what it says and whom it concerns is just what has changed.
        before = [one["reason"] for one in stale if (one["code"], one["where"]) == (finding.code, finding.where)]
        # What is asked for now comes before what is kept, and of that the latest.
        reason = next(filter(None, reversed(said)), None)
        return replace(finding, overruled=reason, lapsed=before[-1] if before and reason is None else None)

    def may_cover(self, finding: Finding) -> bool:
        """Whether it could be overruled once everyone has been looked at, when it may say more than it does now."""
        codes = {entry["code"] for entry in self.kept} | set(self.asked or ())
        return finding.may_be_overruled and finding.code in codes

    def entries(self, findings: Iterable[Finding]) -> list[Entry]:
        """The overrules of those findings that have one, in their order."""
        return [entry_of(one, self.plan, one.overruled) for one in findings if one.overruled is not None]


def of_finding(kept: Sequence[Entry], finding: Finding) -> list[Entry]:
    """The kept overrules of a finding, whomever it concerned when they were made."""
    own = (finding.code, finding.where, finding.line, finding.variant, finding.message)
    return [entry for entry in kept if place(entry) == own]


def require(kept: Sequence[Entry], code: str) -> None:
    """Raise CampaignProblem unless something is overruled under that code."""
    codes = {str(entry["code"]) for entry in kept}
    if code not in codes:
        raise problems.NOT_OVERRULED(code=code, near=closest(code, codes))


def _covers(entry: Entry, own: Entry) -> bool:
    return all(entry[key] == own[key] for key in _SAME)
