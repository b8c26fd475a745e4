"""All rules of the benchmark, from simple to nasty."""

from rules_about_events import ABOUT_EVENTS
from rules_about_people import ABOUT_PEOPLE, MOST_ORDINARY
from rules_about_sequences import SEQUENCES
from rules_of_many import MANY, SEGMENT, SEGMENT_RULE

__all__ = ["MOST_ORDINARY", "RULES", "SEGMENT", "SEGMENT_RULE"]

RULES = [*ABOUT_PEOPLE, *ABOUT_EVENTS, *SEQUENCES, *MANY]
