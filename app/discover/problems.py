"""What can stand in the way of finding groups, and of keeping them."""

from typing import Final

from app.domain.problems import declared

# Feature survey.

POINT_IN_TIME: Final = declared("discover.point-in-time", "{name} is a point in time", remedy="Use {since}{trait}")
A_LIST: Final = declared("discover.a-list", "{name} is a list", remedy="Name one of its elements, as {name}:NAME")
NO_FEATURE: Final = declared("discover.no-feature", "There is no feature {name!r}", remedy="{remedy}")
TOO_MANY_VALUES: Final = declared(
    "discover.too-many-values",
    "{name} has {values:,} different values, too many to make groups from",
    "A category may have {most}",
    "Choose another feature",
)

# Saving.

SAME_NAMES: Final = declared("discover.same-names", "Two groups have the same name", remedy="Give each its own")
NOBODY: Final = declared("discover.nobody", "Nobody is selected", remedy="Draw around some people first")
TAG_TAKEN: Final = declared(
    "discover.tag-taken", "There are people with the tag “{name}” already", remedy="Choose another name"
)
GONE: Final = declared(
    "discover.gone", "Somebody among them is no longer in the project", remedy="Find the groups again"
)
NAMELESS: Final = declared("discover.nameless", "{what} needs a name", remedy="Write a word or two")

# Search.

TOO_FEW: Final = declared(
    "discover.too-few",
    "Only {with_all} of {people} {have} all the chosen features",
    "Groups need at least three people to look at",
    "Choose features that more people have",
)
ALL_THE_SAME: Final = declared(
    "discover.all-the-same", "Everybody is the same in the chosen features", remedy="Choose other features"
)
FINDS_BY_ITSELF: Final = declared(
    "discover.finds-by-itself", "{label} finds the number of groups by itself", remedy="Leave the number open"
)
TOO_FAR_APART: Final = declared(
    "discover.too-far-apart", "Nowhere do people stand close enough together", remedy="Use K-means, or other features"
)
NO_SUCH_NUMBER: Final = declared("discover.no-such-number", "{groups} cannot be made of {people}", "{why}")
NO_SCALE: Final = declared("discover.no-scale", "There is no scale {scale!r}", remedy="Choose one of {scales}")
LOGS: Final = declared("discover.logs", "{unknown} is not among the chosen features", remedy="Leave it out of the logs")
NO_FEATURES: Final = declared(
    "discover.no-features",
    "No feature is chosen",
    "Groups are made from what is known of people",
    "Choose at least one",
)

# Picture.

NOT_GROUPED_BY: Final = declared(
    "discover.not-grouped-by", "{name} is not among the features of this grouping", remedy="Choose one of those"
)

# Base.

NO_SETTING: Final = declared("discover.no-setting", "{label} has no setting {setting!r}", "{what}", "Leave it out")
NO_SUCH_VALUE: Final = declared(
    "discover.no-such-value", "{label} cannot be {value:g}", "{can}", "Choose such a number"
)
TOO_MANY_PEOPLE: Final = declared(
    "discover.too-many-people",
    "{label} compares people pair by pair, and {people:,} are too many for it",
    "It can take {most:,}",
    "Use K-means",
)

#   init  .

NO_ALGORITHM: Final = declared(
    "discover.no-algorithm", "There is no way {name!r} to find groups", remedy="Use one of {algorithms}"
)
