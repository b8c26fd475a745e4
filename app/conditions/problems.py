"""What can be wrong with a condition."""

from typing import Final

from app.domain.problems import RuleProblem, declared
from app.rules import UnknownName

# Trait.

EXCLUDE: Final = declared(
    "conditions.exclude", "“for” and “was” exclude each other", remedy="Leave one of them out", kind=RuleProblem
)
NO_VALUE: Final = declared(
    "conditions.no-value", "no {kind} is called “{name}”", remedy="{guess}Use {known}", kind=UnknownName
)
NO_HISTORY: Final = declared(
    "conditions.no-history",
    "“{key}” needs the history of a trait, and {trait} has none",
    remedy="Ask about the events themselves",
    kind=RuleProblem,
)
MOVING: Final = declared(
    "conditions.moving", "“{key}” cannot be joined with {operator}, which moves with now", kind=RuleProblem
)

# Sample.

NO_SHARE: Final = declared(
    "conditions.no-share", "a share is from 0 to 1, not {share}", remedy="A tenth is 0.1", kind=RuleProblem
)
NO_SEED: Final = declared("conditions.no-seed", "a seed is a text, not {given}", kind=RuleProblem)

# Kept rules.

SEGMENT: Final = declared(
    "conditions.segment", "the segment “{name}” cannot be asked about: {problem}", kind=RuleProblem
)

# Recorded memberships.

COMPARISON_MISSING: Final = declared(
    "conditions.comparison-missing", "an operator is missing", remedy="Use one of {known}", kind=RuleProblem
)
LENGTH_MISSING: Final = declared(
    "conditions.length-missing",
    "{operator} needs a length of time",
    remedy='Write it as {{"days": 14}}',
    kind=RuleProblem,
)
LENGTHS_REVERSED: Final = declared(
    "conditions.lengths-reversed",
    "{low} is longer than {high}",
    remedy="Write the shorter one first",
    kind=RuleProblem,
)

# First time.

NO_FLAG: Final = declared("conditions.no-flag", "“first_time” is true or left out", kind=RuleProblem)

# Event.

NOT_BESIDE: Final = declared("conditions.not-beside", "“{other}” cannot stand beside “{chosen}”", kind=RuleProblem)
GOES_WITH: Final = declared("conditions.goes-with", "“{key}” goes with {question}", kind=RuleProblem)

# Trend.

NO_TREND: Final = declared("conditions.no-trend", "a trend is rising or falling, not {given}", kind=RuleProblem)
NO_WINDOW: Final = declared(
    "conditions.no-window",
    "a trend needs a window",
    remedy='Add "within": {{"last": {{"days": 30}}}}',
    kind=RuleProblem,
)
NEGATIVE_SHARE: Final = declared(
    "conditions.negative-share", "the share is never negative", remedy="A fifth is 0.2", kind=RuleProblem
)

# Near.

PLACE_MISSING: Final = declared(
    "conditions.place-missing", "a place is missing", remedy="Give its latitude and longitude", kind=RuleProblem
)
NO_PLACE: Final = declared(
    "conditions.no-place", "a place belongs here", remedy='Write it as {{"lat": 48.85, "lon": 2.35}}', kind=RuleProblem
)
DISTANCE_MISSING: Final = declared(
    "conditions.distance-missing", "how near is missing", remedy='Add "km": 25', kind=RuleProblem
)
NEGATIVE_DISTANCE: Final = declared("conditions.negative-distance", "a distance is never negative", kind=RuleProblem)
OFF_THE_GLOBE: Final = declared(
    "conditions.off-the-globe",
    "{degrees} degrees lie outside the globe",
    remedy="Use -{most} to {most}",
    kind=RuleProblem,
)

# More often.

NO_OTHER_EVENT: Final = declared(
    "conditions.no-other-event",
    "another event belongs here",
    remedy='Write it as {{"event": "viewed_page"}}',
    kind=RuleProblem,
)

# Deeds.

NO_PROPERTY_TEST: Final = declared(
    "conditions.no-property-test",
    "a condition on a property belongs here",
    remedy='Write it as {{"property": "amount", "op": ">=", "value": 50}}',
    kind=RuleProblem,
)
NO_LIST: Final = declared("conditions.no-list", "“where” holds a list, not {given}", kind=RuleProblem)
NO_EVENT: Final = declared(
    "conditions.no-event", "it names no event", remedy='Name one, or use "*" for any', kind=RuleProblem
)

# Suppressed.

NO_YES_OR_NO: Final = declared("conditions.no-yes-or-no", "true or false belongs here, not {given}", kind=RuleProblem)

# Event properties.

OWN_TIME_ALONE: Final = declared(
    "conditions.own-time-alone", "only an event's own time can be asked for months and anniversaries", kind=RuleProblem
)

# Time frames.

NO_TIME_FRAME: Final = declared(
    "conditions.no-time-frame", "a window belongs here, not {given}", remedy="{example}", kind=RuleProblem
)
NO_LENGTHS: Final = declared(
    "conditions.no-lengths",
    "two lengths of time belong here",
    remedy='Write them as [{{"days": 90}}, {{"days": 30}}]',
    kind=RuleProblem,
)

ENDS_FIRST: Final = declared(
    "conditions.ends-first",
    "the window ends at {end}, before it begins at {start}",
    remedy="Write it as {right}",
    kind=RuleProblem,
)
NEAR_FIRST: Final = declared(
    "conditions.near-first",
    "nothing lies between {first} and {second} ago, for the longer time comes first",
    remedy="Write it as {right}",
    kind=RuleProblem,
)

# Segment.

BY_ITSELF: Final = declared(
    "conditions.by-itself",
    "the segment “{name}” is defined by itself",
    remedy="Take it out of one of the rules",
    kind=RuleProblem,
)

# Measured.

NO_MEASURE: Final = declared(
    "conditions.no-measure", "there is no measure called “{key}”", remedy="{remedy}", kind=RuleProblem
)
NOT_COMPARED: Final = declared(
    "conditions.not-compared",
    "{operator} cannot be asked of a {measure}",
    remedy="Compare it with a number",
    kind=RuleProblem,
)
OF_NOTHING: Final = declared(
    "conditions.of-nothing", "{measure} is of the events themselves", remedy="Leave “of” out", kind=RuleProblem
)
OF_MISSING: Final = declared(
    "conditions.of-missing", "{measure} needs a property", remedy='Add "of": "amount"', kind=RuleProblem
)
NOT_OF: Final = declared("conditions.not-of", "{measure} cannot be of {of}", remedy="Use {example}", kind=RuleProblem)

# Consent.

STATE_MISSING: Final = declared(
    "conditions.state-missing", "“is” is missing", remedy="Say what the consent is, as granted", kind=RuleProblem
)

# Sequence.

NO_STEPS: Final = declared(
    "conditions.no-steps",
    "a list of steps belongs here, not {given}",
    remedy='Write it as [{{"event": "added_to_cart"}}, {{"event": "placed_order"}}]',
    kind=RuleProblem,
)
NO_STEP: Final = declared(
    "conditions.no-step",
    "a step belongs here, not {given}",
    remedy='Write it as {{"event": "added_to_cart"}}',
    kind=RuleProblem,
)
NOT_FIRST: Final = declared(
    "conditions.not-first",
    "the first step cannot have “{key}”, for nothing comes before it",
    remedy="Begin with an event that happened",
    kind=RuleProblem,
)
SO_FAR_ALONE: Final = declared(
    "conditions.so-far-alone",
    "“so_far” goes with “not” and “within_after”",
    remedy='Add "not": true and "within_after": {{"hours": 48}}, or leave it out',
    kind=RuleProblem,
)
ANY_PRODUCT: Final = declared(
    "conditions.any-product",
    "not every event has a product by which steps can be tied",
    remedy="Name events that have one, such as ordered_product",
    kind=RuleProblem,
)
NO_PRODUCT_OF: Final = declared(
    "conditions.no-product-of", "{event} names no single product", remedy="{remedy}", kind=RuleProblem
)
