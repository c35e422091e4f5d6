"""Whether evidence is enough to answer: a calibrated yes or no, not one cosine threshold."""

import math

from retrieval.evidence import Evidence, Features
from retrieval.questions import Query

# Log-odds per feature and the intercept: a logistic regression, rounded, `naming`, `timeless`
# and `years` then set by hand (docs/architecture.md).
_INTERCEPT = -14.6
_LOGITS = Features(
    covered=1.0, focused=0.0, paired=0.0, near=0.0, headed=0.0, around=2.8, phrases=0.0,
    lacking=0.0, absent=0.0, value=0.5, unit=1.2, naming=-1.5, leading=0.0, long=0.0, place=1.5,
    years=4.0, names=1.7, timeless=1.8, passage=0.0, cosine=2.7,
)  # fmt: skip
_THRESHOLD = 0.36  # as many wrong answers as wrong refusals on development questions
_THRESHOLD_NAMED = 0.2  # the right document is certain
_THRESHOLD_UNSTATED = 0.5  # no value of the kind asked for is there
_ENGLISH_COSINE = 0.2


def probability(evidence: Evidence) -> float:
    """How likely the evidence answers its question, in [0, 1]."""
    return 1 / (1 + math.exp(-_INTERCEPT - evidence.features.dot(_LOGITS)))


def is_enough(query: Query, evidence: Evidence, *, named: bool = False) -> bool:
    """Whether to answer from this evidence; `named` tells that its document was asked for."""
    if query.english:  # no words in common: only vectors, names and values can tell
        said = evidence.features
        return said.cosine >= _ENGLISH_COSINE and said.names == 1 and said.value > 0
    stated = evidence.features.value > 0 and evidence.features.unit > 0
    if not stated:
        return probability(evidence) >= _THRESHOLD_UNSTATED
    return probability(evidence) >= (_THRESHOLD_NAMED if named else _THRESHOLD)
