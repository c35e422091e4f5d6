"""What is read off a sentence that may answer.

A feature is a number in [0, 1] that can be had from question and text without a language model.
"""

from dataclasses import dataclass, fields
from operator import attrgetter, mul


@dataclass(frozen=True, slots=True)
class Features:
    """All in [0, 1]. Higher speaks for the sentence, but for those marked (-).

    covered: share of the question's words in the sentence, by weight (idf)
    focused: share of the words beside the question word ("ai | chủ trì") in the sentence
    head: whether the first thing that the question names ("lệ phí ... là bao nhiêu") stands in it
        or in what is counted for `near`
    paired: share of the question's word pairs in the sentence, by weight
    near: share of the words in it, in the sentence before, which often names the subject, and
        in what it depends on
    headed: share of the words in these, its headings and its document's title
    around: share of the words in the whole passage, its headings and its document's title
    phrases: share of the pairs there
    lacking: (-) weight of the word that tells most among those missing in `headed`
    absent: (-) the same among those missing in `around`
    value: whether a value of the kind asked for (a date, a number, a name) stands in it
    unit: whether what is counted ("bao nhiêu đại biểu") follows a number in it
    attribute: whether what is asked of a thing ("dân số", "lệ phí") is named in it or in what is
        counted for `near`; 1 where that is no matter of words
    naming: (-) whether it is a letterhead, title, recital or footnote, which states nothing
    leading: (-) whether it is but the lead-in of a list, where a value is asked for
    long: (-) its length, up to a hundred words
    place: whether it lies in the article asked for ("Điều 5"), or none was
    years: how well the years and ordinals ("khóa XII") asked for agree with those of the sentence
        or its passage
    names: share of the proper names asked for that stand around
    province: whether the province asked for stands around, or none was
    named: share of them in the sentence or what it depends on
    timeless: 0 when the question is about the present moment
    passage: the passage's fused score
    cosine: similarity of passage and question, stretched over the range that cosines of the
        default model take; a middling constant for questions without accents, which it misreads
    """

    covered: float
    focused: float
    head: float
    paired: float
    near: float
    headed: float
    around: float
    phrases: float
    lacking: float
    absent: float
    value: float
    unit: float
    attribute: float
    naming: float
    leading: float
    long: float
    place: float
    years: float
    names: float
    province: float
    named: float
    timeless: float
    passage: float
    cosine: float

    def dot(self, weights: "Features") -> float:
        """The features weighted and added up."""
        total: float = sum(map(mul, _values(self), _values(weights)))
        return total

    def as_dict(self) -> dict[str, float]:
        """By name, in the order of the fields."""
        return dict(zip(NAMES, _values(self), strict=True))


NAMES = tuple(field.name for field in fields(Features))
_values = attrgetter(*NAMES)  # `astuple` copies every value
