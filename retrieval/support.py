"""Whether evidence is enough to answer: a calibrated yes or no, not one cosine threshold."""

import math
from dataclasses import fields

from retrieval.evidence import Evidence, Features
from retrieval.questions import Query

# Log-odds per feature and the intercept, fitted by logistic regression (docs/kien-truc.md).
_INTERCEPT = -10.8
_LOGITS = Features(
    covered=1.0, paired=0.0, around=2.6, phrases=0.0, value=0.3, unit=1.1, missing=0.0,
    naming=0.0, place=1.5, years=1.7, names=1.9, timeless=0.9, passage=0.0, cosine=3.3,
)  # fmt: skip
_ENGLISH_COSINE = 0.45  # stretched


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
