"""What a sentence must be about or state to be quoted, whatever else speaks for it: some things
no weight may outvote. Pure."""

from collections.abc import Callable

from index.chunking import STEP
from index.text import fold, syllables
from retrieval import abbreviations, bodies, lists, localities, posts, terms, values, vocabulary
from retrieval.evidence import Evidence
from retrieval.questions import Query
from retrieval.vocabulary import Asked

_NAMESAKE = 3.0  # log-odds by which a sentence about a place of the same name may be ahead
_ENUMERATED = 2.0  # the same of one that is not the whole list
_BEGINNING = 30  # characters
_ATTRIBUTE = 1.0  # the same of one that does not name what is asked of a thing, if it may not


def kept(query: Query, best: list[Evidence]) -> list[Evidence]:
    """The sentences, best first, that may be quoted: those about the places and bodies named;
    where a number, a date or the holder of a post is asked for in so many words, those that have
    one; where the meaning of a term is, those that define it, if any do."""
    best = _about(query, best)
    gap = _NAMESAKE if query.asked is Asked.WHERE else _ATTRIBUTE
    best = _nearly(best, lambda e: e.features.attribute == 1, gap)
    if _must_name(query):
        best = [e for e in best if e.features.attribute == 1]
    if post := posts.asked(query.embedded, query.text):
        about = [e for e in best if e.features.names == 1]
        named = [e for e in about if any(values.places(query, e.quote))]
        return named or [e for e in about if post.taken and post.taken.search(fold(e.quote))]
    if term := terms.asked(query.text):
        return [e for e in best if terms.is_defined(term, e.quote)] or best
    if values.is_explicit(query):
        strict = values.is_measured(query)
        return [e for e in best if e.features.value > 0 and (e.features.unit or not strict)]
    return best


def _must_name(query: Query) -> bool:
    """Whether nothing answers that does not name what is asked of a thing: what it is made of,
    what is forbidden, the day of an event."""
    plain = fold(query.text)
    event = query.asked is Asked.WHEN and vocabulary.EVENT.search(plain)
    return bool(event or vocabulary.COMPOSED.search(plain) or vocabulary.FORBIDDEN.search(plain))


def preferred(query: Query, best: list[Evidence]) -> list[Evidence]:
    """Of the sentences for which an answer is given, best first, those that are the answer in
    form: a whole list where one is asked for, what stands under the name of a body where its
    tasks are."""
    best = _nearly(best, lambda e: lists.enumerates(query, e), _ENUMERATED)
    if vocabulary.DOING.search(fold(query.text)):
        best = _nearly(best, lambda e: _begins_with(query, e))
    return best


def _begins_with(query: Query, e: Evidence) -> bool:
    """Whether the heading over a sentence, or its beginning, holds all that is asked about."""
    heading = e.hit.passage.section.rpartition(STEP)[2]
    begun = set(map(fold, syllables(f"{heading}\n{e.quote[:_BEGINNING]}")))
    return {fold(word) for word in query.content} <= begun


def _is_of_another(query: Query, e: Evidence) -> bool:
    """Whether a sentence speaks of another body than the one asked about."""
    return bodies.is_another(query.embedded, e.titled, _around(query, e))


def _around(query: Query, e: Evidence) -> str:
    """What stands around a sentence, the short forms asked for written out."""
    return abbreviations.unfolded(e.around, query.pairs, e.hit.document.id)


def _about(query: Query, best: list[Evidence]) -> list[Evidence]:
    """The sentences about the places and bodies that are named, and no others of their kind."""
    called = list(filter(localities.is_called, query.names))
    best = [e for e in best if not any(localities.is_another(name, e.said) for name in called)]
    if bodies.asked(query.embedded):
        best = [e for e in best if not _is_of_another(query, e)]
        best = _nearly(best, lambda e: bodies.stand(query.embedded, _around(query, e)))
    best = [e for e in best if not called or localities.share(called, e.titled) > 0]
    best = _nearly(best, lambda e: localities.share(called, e.said) == 1)
    return _nearly(best, lambda e: e.features.province == 1)


def _nearly(
    best: list[Evidence], meant: Callable[[Evidence], bool], gap: float = _NAMESAKE
) -> list[Evidence]:
    """Those that are meant, if one is nearly as good as the best."""
    found = [e for e in best if meant(e)]
    return found if found and found[0].score >= best[0].score - gap else best
