"""Whether evidence is enough to answer: a calibrated yes or no, not one cosine threshold."""

import math
from collections.abc import Sequence

from retrieval import calibration
from retrieval.evidence import Evidence
from retrieval.questions import Query
from retrieval.vocabulary import VALUED


def signs(query: Query, best: Sequence[Evidence], *, by_name: bool = False) -> dict[str, float]:
    """What the decision is made of, by name: the features of the best sentence, and

    margin: how far it is ahead of the best of another passage that says something else
    by_name: whether its document was asked for by number or title
    valued: whether a date, a number, a name, ... is asked for
    unstated: whether one is and none stands in the sentence
    """
    first = best[0]
    said_here = first.quote.split()
    elsewhere = (e for e in best if e.hit.passage.id != first.hit.passage.id)
    rival = next((e for e in elsewhere if e.quote.split() != said_here), None)
    valued = query.asked in VALUED
    said = first.features
    return {
        **said.as_dict(),
        "margin": 1 - math.exp(rival.score - first.score) if rival else 1.0,
        "by_name": float(by_name),
        "valued": float(valued),
        "unstated": float(valued) * (1 - min(said.value, said.unit)),
    }


def probability(query: Query, best: Sequence[Evidence], *, by_name: bool = False) -> float:
    """How likely the best evidence answers its question, in [0, 1]."""
    fitted = calibration.shipped()
    said = signs(query, best, by_name=by_name)
    odds = sum(weight * said[name] for name, weight in fitted.support.items())
    return 1 / (1 + math.exp(-fitted.intercept - odds))


def is_enough(query: Query, best: Sequence[Evidence], *, by_name: bool = False) -> bool:
    """Whether to answer from the best evidence; `by_name` tells that its document was asked for."""
    return probability(query, best, by_name=by_name) >= calibration.shipped().threshold
