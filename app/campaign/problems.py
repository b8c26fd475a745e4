"""What can go wrong with campaigns; what is found in them at the check stands in `findings`."""

from typing import Final

from app.domain.problems import CampaignProblem, Declared, NotFound, ProjectProblem, declared


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
