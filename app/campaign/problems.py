"""What can go wrong with campaigns; what is found in them at the check stands in `findings`."""

from typing import Final

from app.domain.problems import CampaignProblem, Declared, NotFound, NotReady, ProjectProblem, declared


def _campaign(code: str, what: str, why: str = "", remedy: str = "") -> Declared[CampaignProblem]:
    return declared(f"campaign.{code}", what, why, remedy, kind=CampaignProblem)


NAMELESS: Final = _campaign("nameless", "A campaign needs a name")
NO_CAMPAIGN: Final = declared("campaign.unknown", "There is no campaign called “{name}”", "", "{near}", kind=NotFound)
TAKEN: Final = _campaign("taken", "The name “{name}” is taken or empty", "", "Choose another.")
TAKEN_SINCE: Final = _campaign(
    "taken-since", "There is another campaign called “{name}” by now", "", "Rename that one first."
)
DAMAGED: Final = _campaign("damaged", "The plan of this campaign is damaged", "", "Delete it and plan it anew.")
NO_ESP: Final = _campaign("no-esp", "There is no ESP called “{name}”", "", "{near}")
CHANGED: Final = _campaign("changed", "The project changed while this was exported", "", "Export again.")
WRITER: Final = declared(
    "campaign.writer",
    "{holder}",
    remedy="Export when it has finished: an export is noted in the project.",
    kind=ProjectProblem,
)
HARMLESS: Final = _campaign("harmless", "“{finding}” stands against nothing", "", "There is nothing to overrule.")
NO_FINDING: Final = _campaign("no-finding", "The check has no finding called “{code}”", "", "{near}")
NEVER: Final = _campaign("never", "“{code}” can never be overruled", "{because}", "Mend it.")
NO_REASON: Final = _campaign("no-reason", "Overruling “{code}” needs a reason", "", "Say why: {code}=REASON.")
NOT_OVERRULED: Final = _campaign("not-overruled", "Nothing is overruled under “{code}”", "", "{near}")

NOBODY_DUE: Final = _campaign(
    "nobody-due",
    "Nobody has entered {segments} since {since}",
    "A triggered campaign goes to whoever enters its segments after that",
    "Look again when more has come in.",
)

NO_PAST_DAYS: Final = _campaign(
    "no-past-days",
    "From {begin} to {end} there are no past days to look at",
    "",
    "Give days up to today, {today}, the earlier first, and at most {most} of them.",
)

# Plan.

PLAN_VERSION: Final = declared("campaign.plan-version", "must be {version}", kind=CampaignProblem)
PLAN_LACKS: Final = declared("campaign.plan-lacks", "is missing", kind=CampaignProblem)
PLAN_NO_OBJECT: Final = declared("campaign.plan-no-object", "must be an object in braces", kind=CampaignProblem)
PLAN_NO_DAYS: Final = declared(
    "campaign.plan-no-days", "must be a whole number of days from 1 to {most}", kind=CampaignProblem
)
PLAN_NO_KEY: Final = declared(
    "campaign.plan-no-key", "is not a key that a plan has", remedy="{near}", kind=CampaignProblem
)
PLAN_NO_TEXT: Final = declared("campaign.plan-no-text", "must be a text that is not empty", kind=CampaignProblem)
PLAN_UNKNOWN: Final = declared(
    "campaign.plan-unknown", "There is no {kind} called “{name}”", remedy="{near}", kind=CampaignProblem
)
PLAN_NO_LIST: Final = declared("campaign.plan-no-list", "must be a list in brackets", kind=CampaignProblem)
PLAN_NONE_NAMED: Final = declared("campaign.plan-none-named", "must name at least one {kind}", kind=CampaignProblem)
PLAN_NO_CHOICE: Final = declared("campaign.plan-no-choice", "must be one of {choices}", kind=CampaignProblem)
PLAN_CHANNEL: Final = declared(
    "campaign.plan-channel", "must be email: what is exported are emails", kind=CampaignProblem
)
PLAN_NO_NUMBER: Final = declared("campaign.plan-no-number", "must be a number, as 0.1", kind=CampaignProblem)
PLAN_HOLDOUT: Final = declared("campaign.plan-holdout", "must be 0 or more, and less than 1", kind=CampaignProblem)
PLAN_NO_SEED: Final = declared(
    "campaign.plan-no-seed",
    "is missing",
    remedy="Give any word: it decides who is held out, every time the same.",
    kind=CampaignProblem,
)
PLAN_NO_COLUMN: Final = declared(
    "campaign.plan-no-column", "Nothing is known under the name “{name}”", remedy="{near}", kind=CampaignProblem
)
PLAN_TWICE: Final = declared("campaign.plan-twice", "“{name}” is there twice", kind=CampaignProblem)
PLAN_SHARES: Final = declared(
    "campaign.plan-shares", "The shares sum to {total}", remedy="Let them sum to 1.", kind=CampaignProblem
)
PLAN_SHARE: Final = declared("campaign.plan-share", "must be more than 0, and at most 1", kind=CampaignProblem)
PLAN_NO_FILE_NAME: Final = declared(
    "campaign.plan-no-file-name",
    "cannot be a part of a file's name",
    remedy="Use up to 40 letters, digits, spaces and dashes.",
    kind=CampaignProblem,
)
PLAN_NO_MOMENT: Final = declared("campaign.plan-no-moment", "{what}", remedy="{remedy}", kind=CampaignProblem)

# Exporting.

NOT_READY: Final = declared(
    "campaign.not-ready", "The campaign is not ready: {finding}{more}", "{why}", "{remedy}", kind=NotReady
)
