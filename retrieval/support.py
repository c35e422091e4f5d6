"""Whether evidence is enough to answer: a calibrated yes or no, not one cosine threshold."""

import math
from dataclasses import fields

from retrieval.evidence import Evidence, Features
from retrieval.questions import Query

# Log-odds per feature and the intercept, fitted by logistic regression (docs/kien-truc.md).
_INTERCEPT = -6.0
_LOGITS = Features(
    covered=3.0, paired=1.0, around=4.0, phrases=2.0, value=1.0, unit=1.5, missing=-2.0,
    naming=-1.0, place=1.0, years=2.0, passage=0.5, cosine=0.0,
)  # fmt: skip
_ENGLISH_COSINE = 0.84


def probability(evidence: Evidence) -> float:
    """How likely the evidence answers its question, in [0, 1]."""
    logit = _INTERCEPT + sum(
        getattr(_LOGITS, field.name) * getattr(evidence.features, field.name)
        for field in fields(Features)
    )
    return 1 / (1 + math.exp(-logit))


def is_enough(query: Query, evidence: Evidence) -> bool:
    """Whether to answer from this evidence."""
    if query.english:  # no words in common: only the vectors can tell
        return evidence.features.cosine >= _ENGLISH_COSINE and evidence.features.value > 0
    return probability(evidence) >= 0.5
