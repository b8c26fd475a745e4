"""The kinds of condition, of questions about events and of measures that there are: one line for each.

Their order is that of the builder, the help and the refusals.
"""

from app.conditions.consent import ConsentTest
from app.conditions.entered import EnteredTest, LeftTest
from app.conditions.event import EventTest
from app.conditions.event_question import QUESTIONS
from app.conditions.first_time import FirstTime
from app.conditions.in_segment_for import InSegmentFor
from app.conditions.listed import ListedTest
from app.conditions.measures.count import Count
from app.conditions.measures.days_since import DaysSince
from app.conditions.measures.distinct import Distinct
from app.conditions.measures.extremes import Extreme
from app.conditions.measures.last import LastValue
from app.conditions.measures.measure import MEASURES
from app.conditions.measures.sums import Mean, Sum
from app.conditions.more_often import MoreOften
from app.conditions.near import NearTest
from app.conditions.sample import SampleTest
from app.conditions.segment import SegmentTest
from app.conditions.sequence import SequenceTest
from app.conditions.suppressed import SuppressedTest
from app.conditions.tag import TagTest
from app.conditions.trait import TraitTest
from app.conditions.trend import Trend
from app.rules import KINDS

KINDS.update(
    (kind.key, kind)
    for kind in (
        TraitTest,
        EventTest,
        SequenceTest,
        SegmentTest,
        InSegmentFor,
        EnteredTest,
        LeftTest,
        ListedTest,
        ConsentTest,
        SuppressedTest,
        TagTest,
        NearTest,
        SampleTest,
    )
)
QUESTIONS.update((question.key, question) for question in (FirstTime, Trend, MoreOften))
MEASURES.update(
    (measure.key, measure)
    for measure in (
        Count(),
        Distinct(),
        Sum(),
        Mean(),
        Extreme("min", "the least", "smallest", min),
        Extreme("max", "the greatest", "greatest", max),
        LastValue(),
        DaysSince("last", max),
        DaysSince("first", min),
    )
)
