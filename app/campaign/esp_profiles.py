"""The ESPs that a campaign can be exported for: one for each merge language that there is, with its profile."""

from app.campaign import problems
from app.campaign.plan import closest
from app.template import Profile, dialect_of, esp_names


def esps() -> dict[str, Profile]:
    """All ESPs by name, the generic one first."""
    return {name: dialect_of(name).profile for name in esp_names()}


def esp(name: str) -> Profile:
    """The ESP of that name; raises CampaignProblem."""
    if name not in esp_names():
        raise problems.NO_ESP(name=name, near=closest(name, esp_names()))
    return dialect_of(name).profile
